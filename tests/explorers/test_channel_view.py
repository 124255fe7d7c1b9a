"""ChannelView: each channel's sum, all of them, the bias and ReLU, in every frame of every setting."""

import json
import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.explorers import ChannelView
from cnnlite.explorers.channel_view import LARGEST, MOST, MOST_NUMBERS
from cnnlite.plots import color

FLAG = np.zeros((3, 6, 4))
FLAG[0, :4, 2:] = 1
FLAG[2, :2, :2] = 1
FLAG[:, 4:, 2:] = 0.5
KERNEL = np.array([[[-1.0, 1], [-1, 1]], [[0, 0], [0, 0]], [[1, -1], [1, -1]]])
NAMES = ("red", "green", "blue")


def definition(image, kernel):
    """Return the sums of algorithms.loops for an image (C, H, W) and a kernel (C, kh, kw)."""
    return conv2d(image[None], kernel[None], method="loops")[0, 0]


def test_the_flag_by_hand():
    view = ChannelView(FLAG, KERNEL, biases=(0, -3), names=NAMES, position=1)
    assert view.summary() == (
        "ChannelView: output (0, 1), 2 of 15: red: 0·(−1) + 1·1 + 0·(−1) + 1·1 = 2; green: 0·0 + 0·0 + 0·0 + 0·0 = 0; "
        "blue: 1·1 + 0·(−1) + 1·1 + 0·(−1) = 2; all channels: 2 + 0 + 2 = 4; with the bias 0: 4"
    )
    output = view.scene.frames[0].items[-1].array
    assert output[:, 1].tolist() == [4, 3, 2, 1, 0]
    view.setting = [0, 1, 1]
    assert view.scene.frames[0].items[-1].array[:, 1].tolist() == [1, 0, 0, 0, 0]
    assert view.summary().endswith("; with the bias −3: 1; ReLU makes it 1")


@pytest.mark.parametrize("channels", [1, 2, 4])
@pytest.mark.parametrize("kernels", [1, 2])
def test_every_frame_of_every_setting(rng, channels, kernels):
    image = rng.integers(-3, 4, (channels, 5, 4)) / 2
    weights = rng.integers(-3, 4, (kernels, channels, 2, 3)).astype(float)
    biases = (0.5, -2.0, 3.0)
    view = ChannelView(image, weights if kernels > 1 else weights[0], biases)
    seen = 0
    for which, place, on in np.ndindex(kernels, len(biases), 2):
        view.setting = [which, place, on]
        kernel, bias = weights[which], biases[place]
        alone = np.stack([definition(x[None], w[None]) for x, w in zip(image, kernel, strict=True)])
        wanted = definition(image, kernel) + bias
        shown = np.maximum(wanted, 0) if on else wanted
        assert len(view.scene.frames) == wanted.size
        for index, frame in enumerate(view.scene.frames):
            row, col = divmod(index, wanted.shape[1])
            grids = {item.label: item for item in frame.items if not isinstance(item, str)}
            np.testing.assert_allclose(grids["products"].planes, image[:, row : row + 2, col : col + 3] * kernel)
            np.testing.assert_allclose(grids["sums"].array[:, 0], alone[:, row, col], atol=1e-12)
            assert grids["sums"].names == [f"channel {n}" for n in range(channels)]
            np.testing.assert_allclose(grids["each channel's map"].array, alone, atol=1e-12)
            assert grids["bias"].array.tolist() == [[bias]]
            output = grids["output after ReLU" if on else "output"]
            np.testing.assert_allclose(output.array, shown, atol=1e-12)
            assert output.window == grids["each channel's map"].window == (row, col, 1, 1)
            total, end = color.number(wanted[row, col]), color.number(shown[row, col])
            ending = f"; with the bias {color.number(bias)}: {total}" + (f"; ReLU makes it {end}" if on else "")
            assert frame.text.endswith(ending)
            arithmetic = re.search(r"all channels: (.*) = (\S+);", frame.text.replace("−", "-"))
            assert channels == 1 or eval(arithmetic[1]) == pytest.approx(float(arithmetic[2]))
            seen += 1
    assert seen == kernels * 6 * 8


def test_the_page_writes_the_same_products():
    """What is sent leaves the products out; the factors are the image and the kernel."""
    view = ChannelView(FLAG, KERNEL)
    assert view.scene.factors == (0, 2)
    sent = view.scenes[0]["frames"][1]["text"]
    assert sent.count("\t") == 3
    assert "·" not in sent


def test_the_page_knows_the_channels_by_their_names():
    assert ChannelView(FLAG, KERNEL, names=NAMES).planes == list(NAMES)
    assert ChannelView(FLAG, KERNEL).planes == []  # numbers


def test_controls():
    assert ChannelView(FLAG, KERNEL).show == ["position", "play", "pin", "ReLU"]  # one kernel, one bias: no menu
    many = ChannelView(FLAG, np.stack([KERNEL, -KERNEL]), (0, 1))
    assert many.show == ["position", "play", "pin", "kernel", "bias", "ReLU"]
    many.setting, many.index = [1, 1, 1], 3
    assert many.code() == 'position=3 kernel="1" bias="1" ReLU=true'
    other = ChannelView(FLAG, np.stack([KERNEL, -KERNEL]), (0, 1))
    other.load(many.code())
    assert other.state == many.state
    assert other.summary() == many.summary()
    many.reset()
    assert many.state == {"position": 0, "kernel": "0", "bias": "0", "ReLU": False}
    assert ChannelView(FLAG, KERNEL, relu=True).state["ReLU"]


def test_the_largest_are_small_to_send(rng):
    sizes = []
    for kernels in (1, MOST):
        for side in (1, 3, 5, LARGEST - 1):
            for biases in ((0.0,), (-1.25, 0.0, 2.5, 7.75)):
                kernel = rng.standard_normal((kernels, MOST, side, side)) * 100
                try:
                    view = ChannelView(rng.standard_normal((MOST, LARGEST, LARGEST)) * 100, kernel, biases)
                except ValueError:
                    continue
                sizes.append(len(json.dumps(view.scenes, separators=(",", ":"))))
                view.close()
    assert len(sizes) >= 6
    assert max(sizes) <= 300_000, max(sizes)


def test_purity(rng):
    image, kernel = rng.random((2, 4, 4)), rng.random((2, 2, 2))
    before = image.copy(), kernel.copy()
    ChannelView(image, kernel, (1, 2)).close()
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(kernel, before[1])


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((FLAG[0], KERNEL), ValueError, "ChannelView: image must be an array (C, H, W) of 1 to 4 channels, got image.shape=(6, 4)."),
        ((np.zeros((5, 2, 2)), KERNEL), ValueError, "ChannelView: image must be an array (C, H, W) of 1 to 4 channels, got image.shape=(5, 2, 2)."),
        (([[1]], KERNEL), ValueError, "ChannelView: image must be an array (C, H, W) of 1 to 4 channels, got [[1]]"),
        ((np.zeros((1, 9, 2)), KERNEL), ValueError, "ChannelView: image must have 1 to 8 rows and columns"),
        ((FLAG, KERNEL[:2]), ValueError, "ChannelView: kernel must have as many channels as the image, got 2 and 3"),
        ((FLAG, np.zeros((3, 7, 1))), ValueError, "the kernel must fit in the padded input"),
        ((FLAG, np.full((3, 1, 1), np.nan)), ValueError, "ChannelView: kernel must have 1 to 8 rows and columns of finite"),
        ((FLAG, np.zeros((5, 3, 1, 1))), ValueError, "ChannelView: kernel must be 1 to 4 kernels, got 5"),
        ((FLAG, KERNEL, ()), ValueError, "ChannelView: biases must be different numbers, at least one, got []."),
        ((FLAG, KERNEL, (1, 1.001)), ValueError, "ChannelView: biases must be different numbers"),
        ((FLAG, KERNEL, ("a",)), TypeError, "ChannelView: each bias must be a number, got 'a'."),
        ((FLAG, KERNEL, (0,), False, 0, ("red",)), ValueError, "ChannelView: names must be 3, one for each channel, got ['red']."),
        ((np.zeros((4, 8, 8)), np.zeros((4, 4, 4, 4)), (0, 1)), ValueError, f"must make at most {MOST_NUMBERS} numbers to show, got 54720"),
        ((FLAG, KERNEL, (0,), False, 15), Exception, "index must be a number from 0 to 14, got 15"),
        ((FLAG, KERNEL, (0,), False, 0, None, ("stride",)), ValueError, "ChannelView: show must name controls, position, play, pin, kernel, bias, ReLU, got stride."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        ChannelView(*arguments)
