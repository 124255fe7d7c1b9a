"""ShapeLab: every setting is legal, and says and draws what another count gives."""

import itertools
import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.explorers import ShapeLab
from cnnlite.explorers.shape_lab import LARGEST, LARGEST_KERNEL, MODES, MOST_PADDED, MOST_PADDING
from tests.explorers.product import walk
from tests.explorers.test_shape_scene import walked


def check(lab):
    """Hold a state on display against places walked one by one, and against the convolution itself."""
    shape, state = lab.arrays["shape"], lab.state
    usage, seen = walked(shape)
    scene = lab.panels["map"].grid.scene
    np.testing.assert_array_equal(scene.frames[0].items[0].array, usage)
    np.testing.assert_array_equal(scene.frames[0].items[2].array, seen)
    assert max(usage.shape) <= MOST_PADDED
    assert shape.dilation == (state["dilation"],) * 2
    asked = {"number": state["padding"], "full": [((k - 1) * state["dilation"],) * 2 for k in shape.kernel]}
    padding = asked.get(state["mode"], state["mode"])
    x, w = np.ones((1, 1, state["rows"], state["columns"])), np.ones((1, 1, *shape.kernel))
    out = conv2d(x, w, stride=state["stride"], padding=padding, dilation=state["dilation"])[0, 0]
    np.testing.assert_array_equal(out, seen)  # a kernel of ones over a picture of ones counts the pixels
    said = re.search(r"^ShapeLab: (\d+)×(\d+) picture, (\d+)×(\d+) kernel.* → (\d+)×(\d+) output\. ", lab.summary())
    assert tuple(map(int, said.groups())) == (*shape.size, *shape.kernel, *out.shape)
    assert [int(n) for n in re.findall(r"= (\d+)", lab.note.value)] == [*out.shape]
    if state["mode"] == "full" and state["stride"] == 1:
        assert (shape.pixels == shape.kernel[0] * shape.kernel[1]).all()


def test_a_sample_of_the_settings():
    for lab in walk(ShapeLab(), 60, fixed=("rows", "columns", "mode")):
        check(lab)


@pytest.mark.parametrize("mode", MODES)
def test_sizes_and_modes(mode):
    """The smallest and the largest of everything, in each mode."""
    lab = ShapeLab(mode=mode)
    for rows, columns, kernel in itertools.product((1, 16), (2, 15), (1, 7)):
        stride = 1 + rows % 4
        lab._set(
            lab._start | {"rows": rows, "columns": columns, "kernel_rows": kernel, "stride": stride, "dilation": 3}
        )
        assert lab.error is None
        check(lab)


@pytest.mark.long
def test_two_thousand_settings():
    for lab in walk(ShapeLab(), 2000):
        check(lab)


def test_a_walk_over_the_controls(rng):
    """One control after the other, as a hand does: what was narrowed opens again."""
    lab = ShapeLab()
    for _ in range(40):
        name = list(lab.controls)[rng.integers(len(lab.controls))]
        control = lab.controls[name]
        control.value = MODES[rng.integers(4)] if name == "mode" else int(rng.integers(control.min, control.max + 1))
        assert lab.error is None
        check(lab)
    lab.reset()
    assert lab.state == ShapeLab().state
    assert (lab.kernel_rows.max, lab.dilation.max) == (LARGEST_KERNEL, 3)


def test_limits_follow_the_picture():
    lab = ShapeLab(7, 10)
    lab.rows.value = 2
    assert (lab.kernel_rows.max, lab.kernel_rows.value, lab.kernel_columns.max) == (2, 2, 7)
    lab.padding.value = 1
    assert (lab.kernel_rows.max, lab.dilation.max) == (4, 3)
    lab.kernel_rows.value = 3
    assert lab.dilation.max == 1
    lab.mode.value = "full"
    assert (lab.padding.disabled, lab.padding.label) == (True, "(padding)")
    assert (lab.kernel_rows.max, lab.dilation.max) == (LARGEST_KERNEL, 3)
    lab.mode.value = "number"
    assert (lab.padding.disabled, lab.padding.label) == (False, "padding")


def test_words_and_picture():
    lab = ShapeLab(7, 8, stride=2)
    assert lab.summary() == (
        "ShapeLab: 7×8 picture, 3×3 kernel, stride 2 → 3×3 output. Never read: the last column. "
        "Pixels are read 0 to 4 times, the top left one once, the middle one twice."
    )
    assert lab.note.value == "size: rows ⌊(7 + 2·0 − 3)/2⌋ + 1 = 3; columns ⌊(8 + 2·0 − 3)/2⌋ + 1 = 3"
    html = lab._repr_mimebundle_()["text/html"]
    assert "picture 7×8: times read" in html
    assert "never read: 7 of 56 cells" in html
    assert lab.mode.options[0] == ("as set below", "number")
    lab.mode.value, lab.dilation.value = "same", 3
    assert "picture 7×8, 13×13 with its padding: times read" in lab._repr_mimebundle_()["text/html"]
    assert ", padding 3+3 rows and 2+3 columns, dilation 3 → 4×4 output." in lab.summary()


def test_a_setting_code():
    lab, other = ShapeLab(), ShapeLab()
    lab.load("rows=6 columns=9 kernel_rows=2 stride=2 padding=1")
    assert lab.state["columns"] == 9
    assert lab.code() == "rows=6 columns=9 kernel_rows=2 stride=2 padding=1"
    lab.mode.value = "full"
    other.load(lab.code())
    assert other.state == lab.state
    for code in ("rows=17", "rows=2 kernel_rows=5", "stride=0", 'mode="reflect"', "bias=1"):
        with pytest.raises(ValueError, match=r"ShapeLab.load: code must"):
            lab.load(code)
        assert other.state == lab.state


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rows": 17}, f"rows must be a number from 1 to {LARGEST}, got 17"),
        ({"kernel_columns": 8}, "kernel columns must be a number from 1 to 7, got 8"),
        ({"stride": 0}, "stride must be a number from 1 to 4, got 0"),
        ({"padding": 4}, f"padding must be a number from 0 to {MOST_PADDING}, got 4"),
        ({"mode": "causal"}, "ShapeLab: mode must be one of 'number', 'valid', 'same', 'full', got 'causal'"),
        ({"show": ("channels",)}, "ShapeLab: show must name controls"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        ShapeLab(**arguments)
