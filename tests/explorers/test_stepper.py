"""ConvStepper: every position, both ways of laying the kernel on, and what it refuses."""

import itertools
import json
import re

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from matplotlib._pylab_helpers import Gcf

from cnnlite import conv2d, functional
from cnnlite.data import articles
from cnnlite.explorers import ConvExplorer, ConvStepper
from cnnlite.explorers.stepper import LARGEST, MOST_CHANNELS, MOST_PADDING, MOST_PRODUCTS
from cnnlite.plots import color


def definition(image, kernel, stride, padding):
    """Return the output of algorithms.loops for an image (C, H, W) and a kernel (C, kh, kw)."""
    padded = np.pad(image, ((0, 0), (padding,) * 2, (padding,) * 2))
    return conv2d(padded[None], kernel[None], stride=stride, method="loops")[0, 0]


def grids(stepper):
    """Return the grids of the present frame by their labels."""
    return {item.label: item for item in stepper.scene.items(stepper.index) if not isinstance(item, str)}


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 0), (1, 2), (3, 1)])
@pytest.mark.parametrize("turn", [False, True])
def test_every_position(rng, channels, stride, padding, turn):
    image = rng.integers(-3, 4, (channels, 5, 6)).astype(float)
    kernel = rng.integers(-2, 3, (channels, 2, 3)).astype(float)
    output = definition(image, np.flip(kernel, axis=(1, 2)) if turn else kernel, stride, padding)
    given = (image[0], kernel[0]) if channels == 1 else (image, kernel)
    e = ConvStepper(*given, stride=stride, padding=padding, turn=turn)
    assert e.size == output.shape
    assert len(e.scene.frames) == output.size
    for index in range(output.size):
        e.index = index
        shown = grids(e)
        assert e.at == divmod(index, output.shape[1])
        assert shown["products"].array.sum() == pytest.approx(output.flat[index])
        np.testing.assert_allclose(shown["output"].array, output)
        assert shown["output"].reached.sum() == index + 1
        terms, total = re.search(r": (.*) = (\S+)$", e.scene.frames[index].text.replace("−", "-")).groups()
        assert total == color.number(output.flat[index]).replace("−", "-")
        sums = re.findall(r"channel \d: (.*?) = (\S+);", terms + ";") if channels > 1 else [(terms, total)]
        assert len(sums) == channels
        assert all(eval(written.replace("·", "*")) == pytest.approx(float(said)) for written, said in sums)
        names = {}
        exec(e.copy(), names)
        assert names["total"] == pytest.approx(output.flat[index])


SIZES = [(1, 1, 1, 1), (3, 3, 3, 3), (5, 4, 2, 3), (4, 9, 4, 1), (12, 12, 3, 3), (12, 11, 1, 11), (7, 12, 6, 5)]


@pytest.mark.parametrize("channels", range(1, 5))
@pytest.mark.parametrize("padding", range(3))
def test_every_frame_of_every_state(rng, channels, padding):
    counted = 0
    for stride, (h, w, kh, kw) in itertools.product((1, 2, 3), SIZES):
        image, kernel = rng.integers(-9, 10, (channels, h, w)) / 4, rng.integers(-9, 10, (channels, kh, kw)) / 2
        rows, cols = functional.conv_output_size((h, w), (kh, kw), stride, padding)
        if rows * cols * kernel.size > MOST_PRODUCTS:
            continue
        e = ConvStepper(image, kernel, stride, padding)
        for turn in (0, 1):
            e.setting = [turn]
            output = definition(image, np.flip(kernel, axis=(1, 2)) if turn else kernel, stride, padding)
            frames = e.scene.frames
            assert len(frames) == output.size
            np.testing.assert_allclose([f.items[4].array.sum() for f in frames], output.ravel(), rtol=1e-12, atol=1e-12)
            assert all(np.array_equal(f.items[6].array, frames[0].items[6].array) for f in frames)
            np.testing.assert_allclose(frames[0].items[6].array, output, rtol=1e-12, atol=1e-12)
            assert [f.text.rpartition(" = ")[2] for f in frames] == color.numbers(frames[0].items[6].array)
            counted += output.size
    assert counted > 400


@pytest.mark.parametrize("padding", [0, 2, MOST_PADDING])
def test_the_largest_states_are_small_to_send(rng, padding):
    sizes = []
    for side in range(1, LARGEST + 1):
        image = rng.standard_normal((MOST_CHANNELS, LARGEST, LARGEST)) * 100
        kernel = rng.standard_normal((MOST_CHANNELS, side, side)) * 100
        try:
            e = ConvStepper(image, kernel, padding=padding)
        except ValueError:
            assert padding
            continue
        sizes.append(len(json.dumps(e.scenes, separators=(",", ":"))))
    assert len(sizes) == LARGEST if padding == 0 else len(sizes) >= 2
    assert max(sizes) <= 300_000


def test_code_and_load():
    e, other = (ConvStepper(np.eye(4), np.ones((2, 2)), position=1) for _ in range(2))
    assert e.code() == ""
    e.index, e.setting = 5, [1]
    assert e.code() == "position=5 turn=true"
    other.load(e.code())
    assert other.state == e.state
    assert other.copy() == e.copy()
    for code in ("position=9", "turn=2", 'turn="yes"', "stride=2"):
        with pytest.raises(ValueError, match=r"ConvStepper.load: code must"):
            other.load(code)
        assert other.state == e.state
    other.reset()
    assert other.state == {"position": 1, "turn": False}


def test_nothing_is_left_behind(rng):
    seed, figures, before = np.random.get_state()[1].copy(), len(Gcf.figs), len(_instances)  # noqa: NPY002
    for n in range(20):
        stepper, explorer = ConvStepper(np.eye(4), np.ones((2, 2))), ConvExplorer("zebra 3×3", "identity")
        for image in ("temple", "bright square 7×7")[: n % 3]:  # photos and grids take turns in one panel
            explorer.image.value = image
        if n < 3:
            assert stepper._repr_mimebundle_()
            assert explorer._repr_mimebundle_()
        assert len(_instances) > before
        explorer.close()
        stepper.close()
    assert len(_instances) == before
    assert len(Gcf.figs) == figures
    np.testing.assert_array_equal(np.random.get_state()[1], seed)  # noqa: NPY002


def test_the_window_lies_on_the_pixels_that_are_multiplied(rng):
    image, kernel = rng.standard_normal((5, 6)), np.ones((2, 3))
    e = ConvStepper(image, kernel, stride=2, padding=1, position=4)
    shown = grids(e)
    r, c, high, wide = shown["image"].window
    np.testing.assert_array_equal(shown["image"].array[r : r + high, c : c + wide], shown["products"].array)
    assert shown["output"].window == (*e.at, 1, 1)
    assert shown["image"].padding == ((1, 1), (1, 1))


def test_article_row():
    e = ConvStepper(articles.FOUR_IMAGES[0], articles.FILTER_A)
    e.index = 8
    assert grids(e)["output"].array.tolist() == [[-2, 2, -2]] * 3  # A0.44


def test_turning_changes_the_kernel():
    e = ConvStepper(articles.ZEBRA, articles.ZEBRA_CAT_FILTER)
    assert grids(e)["output"].array == pytest.approx(0.7)
    e.setting = [1]
    assert grids(e)["output"].array == pytest.approx(-0.7)  # A0.29
    assert "kernel, turned" in grids(e)
    assert "np.flip" in e.copy()


def test_the_copy_shows_itself_as_code():
    assert repr(ConvStepper(np.zeros((2, 2)), np.ones((1, 1))).copy()).startswith("import numpy as np\n\nimage = ")


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((np.zeros((13, 3)), np.zeros((1, 1))), ValueError, "ConvStepper: image must have 1 to 12 rows and columns"),
        ((np.zeros((3, 3)), np.zeros((4, 1))), ValueError, "the kernel must fit in the padded input, got a 4×1 kernel on 3×3"),
        ((np.zeros((5, 3, 3)), np.zeros((1, 1))), ValueError, "ConvStepper: image must have 2 dimensions (H, W), got 3"),
        ((np.zeros((2, 3, 3)), np.zeros((3, 1, 1))), ValueError, "kernel must have as many channels as the image, got 3 and 2"),
        (([[1]], np.zeros((1, 1))), TypeError, "ConvStepper: image must be an array of numbers, got [[1]]"),
        ((np.zeros((3, 3)), np.full((1, 1), np.inf)), ValueError, "ConvStepper: kernel must have 1 to 12 rows and columns of finite"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 0), ValueError, "ConvStepper: stride must be at least 1, got 0"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, -1), ValueError, "ConvStepper: padding must be at least 0, got -1"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, 5), ValueError, "ConvStepper: padding must be at most 4, got 5"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), (1, 2)), TypeError, "ConvStepper: stride must be a whole number, got (1, 2)"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), True), TypeError, "ConvStepper: stride must be a whole number, got True"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, 0.5), TypeError, "ConvStepper: padding must be a whole number, got 0.5"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, 0, 0, "yes"), TypeError, "ConvStepper: turn must be True or False, got 'yes'"),
        ((np.zeros((4, 12, 12)), np.zeros((4, 8, 8)), 1, 2), ValueError, "ConvStepper: image, kernel and padding must make at most 8000 products, got 20736"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, 0, 9), ValueError, "position must be a number from 0 to 8, got 9"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, 0, 0, False, ("strid",)), ValueError, "show must name controls, position, play, pin, turn, got strid"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        ConvStepper(*arguments)
