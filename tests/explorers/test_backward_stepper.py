"""BackwardStepper: in every frame of every view the grids and the sentences say what the definition says."""

import itertools
import json
import re

import numpy as np
import pytest
import traitlets

from cnnlite.data import articles
from cnnlite.explorers import BackwardLadder, BackwardStepper
from cnnlite.explorers.backward import ConvBackward
from cnnlite.explorers.backward_ladder import LADDER, MOST_NUMBERS, _numbers, convolution
from cnnlite.explorers.backward_scene import VIEWS
from cnnlite.explorers.scene import Scene
from tests.explorers.test_backward import EVERY, FORMS, definition, layer

ARTICLE = (articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT)
PLACE = r"((?:(?:channel|kernel) \d )?\([−\d, ]+\))"


def value(text):
    """Return what a piece of arithmetic is."""
    return eval(text.replace("·", "*").replace("−", "-"))


def where(text):
    """Return a place such as channel 1 (0, 2), or (0, 2), as three numbers, the plane first."""
    numbers = tuple(map(int, re.findall(r"-?\d+", text.replace("−", "-"))))
    return (0, *numbers)[-3:]


def kind_of(one, name):
    """Return what the planes of dout, dx or dw are called where there are several."""
    kernels, channels = one.w.shape[:2]
    return {"dout": ("kernel", kernels), "dx": ("channel", channels)}.get(
        name, ("kernel", kernels) if kernels > 1 else ("channel", channels)
    )


def named(one, name, text):
    """Whether a place says its plane by the right word, just where there are several."""
    kind, count = kind_of(one, name)
    return re.match(r"[a-z]*", text)[0] == (kind if count > 1 else "")


def grids(frame):
    """Return the grids of a frame by their labels."""
    return {item.label: item for item in frame.items if not isinstance(item, str)}


def cut(grid, plane=slice(None)):
    """Return the framed numbers of a grid."""
    row, col, high, wide = grid.window
    return grid.planes[plane, row : row + high, col : col + wide]


def check_scatter(one):
    """Check every frame: the payments, the totals so far, the frames around cells, and each line."""
    scene = VIEWS["scatter"](one)
    before = [np.zeros_like(one.padded), np.zeros_like(one.w), np.zeros(len(one.w))]
    places = list(np.ndindex(*one.dout.shape))
    for (o, row, col), frame, after in zip(places, scene.frames, definition(one), strict=True):
        found = grids(frame)
        dout, x, dx = found["dout"], found["x"], found["dx so far"]
        assert cut(dout, o).item() == found["this dout"].array.item() == one.dout[o, row, col]
        assert dout.channel == found["kernel w"].channel == found["dw so far"].channel == o
        np.testing.assert_array_equal(x.planes, one.padded)
        assert dx.window == x.window == (row * one.stride, col * one.stride, *one.w.shape[2:])
        np.testing.assert_allclose(dx.planes, after[0], atol=1e-12)
        np.testing.assert_allclose(found["dw so far"].planes.ravel(), after[1].ravel(), atol=1e-12)
        np.testing.assert_allclose(found["db so far"].planes.ravel(), after[2], atol=1e-12)
        paid = after[0] - before[0], after[1] - before[1]
        row_of, col_of, high, wide = dx.window
        here = paid[0][:, row_of : row_of + high, col_of : col_of + wide]
        np.testing.assert_allclose(found["pays to dx"].planes, here, atol=1e-12)
        np.testing.assert_allclose(found["pays to dw"].planes, paid[1][o], atol=1e-12)
        np.testing.assert_array_equal(dx.hatched, ring(one))
        np.testing.assert_array_equal(x.hatched, ring(one))
        check_payments(one, frame.text.splitlines(), (o, row, col), paid)
        before = after
    assert scene.pick == 0


def ring(one):
    """Return which cells of the padded picture are padding."""
    around = np.ones(one.padded.shape[1:], bool)
    one.crop(around)[...] = False
    return around


def check_payments(one, lines, place, paid):
    """Check that each product in the sentences is a payment of this cell, and that all lines are there."""
    shown = f"kernel {place[0]} " if len(one.w) > 1 else ""
    number = f"{one.dout[place]:g}".replace("-", "−")
    assert lines[0] == f"dout {shown}({place[1]}, {place[2]}) = {number} pays"
    assert lines[-1] == one.badge
    assert lines[-2] == (f"db kernel {place[0]}: {number}" if len(one.w) > 1 else f"db: {number}")
    told = re.findall(rf"(dx|dw) {PLACE}: (\S+·\S+) = ([−\d.]+)", "\n".join(lines))
    for name, at, product, total in told:
        cell = where(at)
        assert named(one, name, at)
        wanted = one.crop(paid[0])[cell] if name == "dx" else paid[1].reshape(-1, *one.w.shape[2:])[cell]
        assert value(product) == pytest.approx(wanted)
        assert value(total) == pytest.approx(wanted, abs=0.005001)
    top, left = (n * one.stride for n in place[1:])
    high, wide = one.w.shape[2:]
    rim = ring(one)[top : top + high, left : left + wide]
    text = "\n".join(lines)
    assert ("what the padding gets falls away" in text) == (0 < rim.sum() < rim.size)
    assert ("its whole window is padding" in text) == rim.all()
    # The first row that is not all padding gets as many payments to dx as it has pixels; the first of the kernel to dw.
    row = next((np.count_nonzero(~line) for line in rim if not line.all()), 0)
    assert sum(name == "dx" for name, *_ in told) == row * len(one.x)
    assert sum(name == "dw" for name, *_ in told) == wide * len(one.x)
    assert (", …" in "\n".join(line for line in lines if line.startswith("dx"))) == (np.count_nonzero(~rim) > row)


def check_gather(one, name):
    """Check every frame of dx or dw: the framed cells times the others are the products, and sum to the cell."""
    scene = VIEWS[f"gather {name}"](one)
    *_, (dx, dw, _) = definition(one)
    wanted = dx if name == "dx" else dw.reshape(-1, *dw.shape[2:])
    kernels, picked = len(one.w), scene.frames[0].items[6]
    assert (scene.pick, picked.label) == (6, name)
    for step, (place, frame) in enumerate(zip(np.ndindex(*wanted.shape), scene.frames, strict=True)):
        found = grids(frame)
        first, _, second, _, products, _, total = frame.items
        np.testing.assert_allclose(total.array.reshape(wanted.shape), wanted, atol=1e-12)
        assert (total.window, total.shown, total.channel) == ((*place[1:], 1, 1), step + 1, place[0])
        real = np.where(first.hatched, np.nan, first.planes)  # dout without the zeros
        np.testing.assert_array_equal(real[~np.isnan(real)], one.dout.ravel())
        assert not first.planes[:, first.hatched].any()
        if name == "dx":
            np.testing.assert_array_equal(second.planes, np.rot90(one.w, 2, (2, 3)).reshape(second.planes.shape))
            terms = cut(first) * (second.planes if kernels > 1 else second.planes[[place[0]]])
            np.testing.assert_array_equal(total.hatched, ring(one))
        else:
            o, c = (place[0], 0) if kernels > 1 else (0, place[0])
            assert (first.channel, second.channel) == (o, c)
            np.testing.assert_array_equal(found["x"].planes, one.padded)
            terms = (first.planes[o] * cut(second, c))[None]
        np.testing.assert_allclose(products.planes, terms, atol=1e-12)
        assert terms.sum() == pytest.approx(wanted[place])
        check_sum(one, name, place, frame.text.splitlines(), wanted[place])


def check_sum(one, name, place, lines, wanted):
    """Check the sentences of one cell."""
    assert lines[-1] == one.badge
    *parts, line = lines[:-1]
    rim = name == "dx" and ring(one)[place[1:]]
    assert line.endswith("; it falls away") == bool(rim)
    start, *sides = line.removesuffix("; it falls away").split(" = ")
    if rim:
        assert start == "a cell of the padding"
    else:
        moved = (place[0], place[1] - one.padding, place[2] - one.padding) if name == "dx" else place
        at = re.fullmatch(rf"{name} {PLACE}", start)[1]
        assert where(at) == moved
        assert named(one, name, at)
    if sides[0].startswith("0, since"):
        assert wanted == 0
        assert sides == ["0, since no cell of dout lies under the kernel"]
        return
    assert value(sides[-1]) == pytest.approx(wanted, abs=0.005001)
    assert value(sides[0]) == pytest.approx(wanted, abs=0.01)
    for o, part in enumerate(parts):
        kernel, *both = re.split(": | = ", part)
        assert kernel == f"kernel {o}"
        assert value(both[0] or "0") == pytest.approx(value(both[1]))


def check(one):
    """Check all views."""
    check_scatter(one)
    check_gather(one, "dx")
    check_gather(one, "dw")


def test_the_article_s_example_by_hand():
    stepper = BackwardStepper(*ARTICLE, position=1)
    assert stepper.summary() == (
        "BackwardStepper: scatter\n"
        "dout (0, 1) = −1 pays\n"
        "dx (0, 1): (−1)·1 = −1, dx (0, 2): (−1)·2 = −2, …\n"
        "dw (0, 0): (−1)·4 = −4, dw (0, 1): (−1)·3 = −3, …\n"
        "db: −1\n"
        "✓ scatter = gather: equal in all 9 numbers of dx and all 4 of dw"
    )
    found = grids(stepper.scene.frames[1])
    assert found["dx so far"].array.tolist() == [[1, 1, -2], [3, 1, -4], [0, 0, 0]]
    stepper.setting, stepper.index = [0, 2], 1
    assert stepper.summary().splitlines()[:2] == [
        "BackwardStepper: gather dw", "dw (0, 1) = 1·4 + (−1)·3 + 2·5 + 3·6 = 29"
    ]  # fmt: skip


@pytest.mark.parametrize("name", LADDER)
def test_every_frame_of_the_ladder(name):
    check(LADDER[name])


@pytest.mark.parametrize("form", FORMS)
def test_every_frame_of_others(form):
    for way in [way for way in EVERY if way[0] == form][::6]:
        check(layer(*way))


@pytest.mark.long
def test_every_frame_of_all_others():
    for seed, way in itertools.product(range(1, 3), EVERY):
        check(layer(*way, seed))


def test_a_pixel_that_no_window_reads():
    stepper = BackwardStepper(np.ones((3, 3)), np.ones((1, 1)), np.array([[5.0, 7], [1, 2]]), 2, view="gather dx")
    stepper.index = 1
    assert stepper.summary().splitlines()[1] == "dx (0, 1) = 0, since no cell of dout lies under the kernel"


def test_the_ladder_s_menus():
    ladder = BackwardLadder()
    assert ladder.show == ["position", "play", "convolution", "view"]
    seen = []
    for rung, view in itertools.product(range(len(LADDER)), range(len(VIEWS))):
        ladder.setting = [rung, view]
        lines = ladder.summary().splitlines()
        seen.append(lines[0])
        assert lines[-1].startswith("✓ scatter = gather: equal in all ")
    assert seen == [f"BackwardLadder: {rung}, {view}" for rung in LADDER for view in VIEWS]
    written = "<br>".join(ladder.scene.frames[0].text.splitlines())
    assert f"<p>{written}</p>" in ladder.to_html()
    ladder.load('convolution="stride 2" view="gather dx" position=24')
    assert ladder.summary().startswith("BackwardLadder: stride 2, gather dx\ndx (4, 4) = 3·4 = 12\n")
    assert ladder.state == {"position": 24, "convolution": "stride 2", "view": "gather dx"}
    ladder.reset()
    assert ladder.state == {"position": 0, "convolution": "one channel", "view": "scatter"}
    again = BackwardLadder("two kernels", "gather dw", 7, show=("view",))
    assert again.summary().startswith("BackwardLadder: two kernels, gather dw\ndw kernel 1 (1, 1) = ")
    own = BackwardLadder("mine", convolutions={"mine": convolution(*ARTICLE)})
    assert own.summary().splitlines()[1:] == BackwardLadder().summary().splitlines()[1:]


def test_numbers_have_the_same_colors_in_all_views():
    for one in LADDER.values():
        views = [grids(view(one).frames[0]) for view in VIEWS.values()]
        scatter, dx, dw = views
        assert scatter["dx so far"].scale == dx["dx"].scale == scatter["pays to dx"].scale
        assert scatter["dw so far"].scale == dw["dw"].scale
        assert scatter["dout"].scale == dx["dout, in zeros"].scale
        assert all(
            scale[0] for scale in (dx["dx"].scale, dw["dw"].scale, scatter["db so far"].scale)
        )  # 0 in the middle


def test_what_the_page_calls_the_planes():
    depths = {name: view(one).encode()["depth"] for name, one in LADDER.items() for view in VIEWS.values()}
    assert depths["two kernels"] == "kernel"
    assert depths["two channels"] == "channel"


def test_small_to_send(rng):
    sizes = []
    # The forms that need most bytes for each number that is counted.
    for (kernels, channels), side, taps, padding in (
        (FORMS[0], 7, 5, 2), (FORMS[1], 7, 5, 1), (FORMS[1], 7, 3, 1), (FORMS[2], 7, 7, 1),
    ):  # fmt: skip
        shape = (taps, taps)
        size = [side + 2 * padding - k + 1 for k in shape]
        image, kernel, dout = (
            rng.standard_normal(each) * 100
            for each in ((channels, side, side), (kernels, channels, *shape), (kernels, *size))
        )
        assert 14_000 < _numbers(ConvBackward(image, kernel, dout, 1, padding)) <= MOST_NUMBERS
        stepper = BackwardStepper(image, kernel, dout, 1, padding)
        sizes.append(len(json.dumps(stepper.scenes, separators=(",", ":"))))
        stepper.close()
    assert max(sizes) <= 300_000, max(sizes)
    ladder = BackwardLadder()
    assert len(json.dumps(ladder.scenes, separators=(",", ":"))) <= 90_000


def test_purity(rng):
    arrays = rng.random((4, 4)), rng.random((2, 2)), rng.random((3, 3))
    before = [array.copy() for array in arrays]
    BackwardStepper(*arrays).close()
    for array, was in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, was)


def test_scenes_are_scenes():
    assert all(isinstance(view(LADDER["one channel"]), Scene) for view in VIEWS.values())


X, W, G = np.ones((3, 3)), np.ones((2, 2)), np.ones((2, 2))


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (([[1]], W, G), TypeError, "BackwardStepper: image must be an array of numbers, got [[1]]"),
        ((X, "w", G), TypeError, "BackwardStepper: kernel must be an array of numbers, got 'w'"),
        ((X, W, None), TypeError, "BackwardStepper: dout must be an array of numbers, got None"),
        ((np.ones((9, 3)), W, G), ValueError, "BackwardStepper: image must have 1 to 8 rows and columns"),
        ((X * np.nan, W, G), ValueError, "BackwardStepper: image must have 1 to 8 rows and columns of finite numbers"),
        ((np.ones((3, 3, 3)), np.ones((3, 2, 2)), G), ValueError, "BackwardStepper: image must have 2 dimensions (H, W), got 3"),
        ((np.ones((0, 3, 3)), W, G), ValueError, "BackwardStepper: image must have 2 dimensions (H, W), got 3"),
        ((X, np.ones((0, 1, 2, 2)), G), ValueError, "BackwardStepper: kernel must be one kernel or 2, got 0"),
        ((np.ones((2, 3, 3)), W, G), ValueError, "BackwardStepper: kernel must have as many channels as the image, got 1 and 2 (image.shape=(2, 3, 3)"),
        ((np.ones((2, 3, 3)), np.ones((2, 2, 2, 2)), np.ones((2, 2, 2))), ValueError, "BackwardStepper: kernel must be one kernel of up to 2 channels or up to 2 kernels of one, got (image.shape=(2, 3, 3), kernel.shape=(2, 2, 2, 2)"),
        ((X, np.ones((3, 1, 2, 2)), G), ValueError, "BackwardStepper: kernel must be one kernel or 2, got 3"),
        ((X, np.ones((4, 4)), G), ValueError, "the kernel must fit in the padded input"),
        ((X, W, np.ones((3, 3))), ValueError, "BackwardStepper: dout must have the shape of the output, (1, 2, 2), got dout.shape=(1, 3, 3)."),
        ((X, W, G, 2), ValueError, "BackwardStepper: dout must have the shape of the output, (1, 1, 1), got dout.shape=(1, 2, 2)."),
        ((X, W, G, 0), ValueError, "BackwardStepper: stride must lie between 1 and 3, got 0."),
        ((X, W, G, 1.0), TypeError, "BackwardStepper: stride must be a whole number, got 1.0."),
        ((X, W, G, 1, 3), ValueError, "BackwardStepper: padding must lie between 0 and 2, got 3."),
        ((X, W, G, 1, 0, "gather"), ValueError, "BackwardStepper: view must be one of 'scatter', 'gather dx', 'gather dw', got 'gather'."),
        ((X, W, G, 1, 0, "scatter", 4), traitlets.TraitError, "index must be a number from 0 to 3, got 4."),
        ((X, W, G, 1, 0, "scatter", 0, ("stride",)), ValueError, "BackwardStepper: show must name controls"),
        ((np.ones((8, 8)), np.ones((1, 1)), np.ones((12, 12)), 1, 2), ValueError, f"the views must have at most {MOST_NUMBERS} numbers to show, got 26804 (image.shape=(1, 8, 8)"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        BackwardStepper(*arguments)


def test_errors_of_the_ladder():
    with pytest.raises(
        ValueError, match=re.escape("BackwardLadder: convolution must be one of 'one channel', 'stride")
    ):
        BackwardLadder("dilation")
    with pytest.raises(ValueError, match=re.escape("BackwardLadder: view must be one of 'scatter'")):
        BackwardLadder(view="dx")
