"""DrawDigit: from ink to gray pixels as the training digits were made, and what networks of any kind make of it."""

import json
import re

import numpy as np
import pytest
import traitlets

from cnnlite import nn
from cnnlite.explorers import DrawDigit
from cnnlite.explorers.draw_pad import DrawPad, bits, fitted, reduced, written
from cnnlite.plots import color
from tests.explorers.nets import frozen, outputs

RNG = np.random.default_rng(0)


def conv(rng, size=8):
    """5×5 kernels with stride 2, batch normalization."""
    side = (size - 5) // 2 + 1
    return nn.Sequential(
        nn.Conv2d(1, 3, 5, stride=2, rng=rng), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(),
        nn.Linear(3 * side**2, 10, rng=rng),
    )  # fmt: skip


def dense(rng, size=8):
    """Dense layers only, four classes."""
    return nn.Sequential(nn.Flatten(), nn.Linear(size**2, 5, rng=rng), nn.ReLU(), nn.Linear(5, 4, rng=rng))


def drawings(side, count=3):
    """Return an empty pad, a full one, single pixels and strokes."""
    grids = [np.zeros((side, side)), np.ones((side, side)), np.eye(side)]
    for _ in range(count):
        grid = np.zeros((side, side))
        top, left = RNG.integers(0, side - 8, 2)
        grid[top : top + RNG.integers(1, 8), left : left + RNG.integers(1, 8)] = 1
        grids.append(grid)
    return grids


def check(explorer, grid, fit):
    """Compare with blocks counted one by one and layers run one by one."""
    used = fitted(grid) if fit else grid
    side = len(grid) // 4
    picture = [[sum(used[4 * r + a, 4 * c + b] for a in range(4) for b in range(4)) / 16 for c in range(side)]
               for r in range(side)]  # fmt: skip
    arrays = explorer.arrays
    np.testing.assert_array_equal(arrays["picture"], picture)
    found = outputs(explorer.model, arrays["picture"][None, None])
    shares = np.exp(found[-1][0]) / np.exp(found[-1][0]).sum()
    np.testing.assert_allclose(arrays["probabilities"], shares, atol=1e-12)
    said, hidden = explorer.summary(), [panel.layout.display == "none" for panel in explorer.panels.values()]
    if not used.any():
        assert said == "DrawDigit: The pad is empty. Draw a digit."
        assert all(hidden)
        assert explorer.note.value == ""
        return
    best, second = sorted(range(len(shares)), key=lambda n: -shares[n])[:2]
    assert re.match(rf"DrawDigit: The net says {best} \(.* %\), then {second} \(.* %\)\.$", said)
    assert hidden == [False, False, not isinstance(explorer.model[0], nn.Conv2d)]
    views = explorer.views(arrays)
    bars = views["answer"][1].text.splitlines()[1:]
    for n, line in enumerate(bars):
        told = line.split(": ")[1].removesuffix(" %").removeprefix("> ").removeprefix("< ")
        assert float(told) == pytest.approx(100 * shares[n], abs=1)
        assert line.startswith("▸") == (n == best)
    if not hidden[2]:
        maps = found[0][0]
        assert re.match(r"0 Conv2d: (orange −\S+, purple \S+|gray from 0 to \S+)$", views["maps"][0])
        for line, one in zip(views["maps"][1].text.splitlines()[1:], maps, strict=True):
            assert f": {color.number(one.min())} to {color.number(one.max())}, mean {color.number(one.mean())}" in line
    rows, columns = (np.flatnonzero(arrays["picture"].any(axis=axis)) for axis in (1, 0))
    assert f"in rows {rows[0]}–{rows[-1]} and columns {columns[0]}–{columns[-1]}." in explorer.note.value


@pytest.mark.parametrize(("build", "size"), [(conv, 8), (dense, 8), (conv, 12), (dense, 16)])
def test_settings(build, size):
    net = build(np.random.default_rng(1), size)
    before = frozen(net)
    explorer = DrawDigit(net, size)
    for n, grid in enumerate(drawings(4 * size)):
        explorer.drawing.value = written(grid)
        assert explorer.error is None
        check(explorer, grid, False)
        if n % 2 == 0:
            explorer.fit.value = True
            check(explorer, grid, True)
            explorer.fit.value = False
    assert frozen(net) == before


def test_many_maps_are_drawn_in_part():
    layers = nn.Conv2d(1, 33, 3, rng=RNG), nn.GlobalAvgPool2d(), nn.Flatten(), nn.Linear(33, 2, rng=RNG)
    explorer = DrawDigit(nn.Sequential(*layers), drawing=np.eye(32))
    caption, picture = explorer.views(explorer.arrays)["maps"]
    assert caption.startswith("0 Conv2d, 32 of 33 maps: ")
    assert len(picture.text.splitlines()) == 33


def test_a_drawing_to_begin_with():
    explorer = DrawDigit(dense(np.random.default_rng(0)), drawing=np.eye(32, dtype=bool))
    check(explorer, np.eye(32), False)
    explorer.drawing.value = written(np.zeros((32, 32)))
    explorer.reset()
    check(explorer, np.eye(32), False)


def test_counting():
    grid = np.zeros((32, 32))
    grid[4:8, 8:11] = 1  # 12 of the 16 pixels of row 1, column 2
    grid[31, 31] = 1
    wanted = np.zeros((8, 8))
    wanted[1, 2], wanted[7, 7] = 12 / 16, 1 / 16
    np.testing.assert_array_equal(reduced(grid), wanted)
    np.testing.assert_array_equal(bits(written(grid)), grid)


def test_fitting():
    wide = np.zeros((48, 48))
    wide[10:14, 5:25] = 1  # 4×20 would become 32×160
    large = fitted(wide)
    assert large[8:40, 12:36].all()
    assert large.sum() == 32 * 24
    thin = np.zeros((32, 32))
    thin[20:30, 3:6] = 1
    thin[20, 3] = 0
    large = fitted(thin)  # 10×3 becomes 32×10
    assert np.flatnonzero(large.any(axis=1)).tolist() == list(range(32))
    assert np.flatnonzero(large.any(axis=0)).tolist() == list(range(11, 21))
    assert not large[:3, 11:14].any()
    np.testing.assert_array_equal(fitted(large), large)
    assert not fitted(np.zeros((32, 32))).any()


def test_code_and_reset():
    explorer = DrawDigit(dense(np.random.default_rng(0)), fit=True)
    drawn = written(np.tri(32))
    explorer.drawing.value = drawn  # all rows
    explorer.fit.value = False
    assert explorer.note.value.endswith("most of them 6 columns.")
    explorer.drawing.value = written(np.eye(32, k=-8))
    assert explorer.note.value.endswith("“Fit it to the frame” makes this one do so, too.")
    explorer.drawing.value, explorer.fit.value = drawn, True
    code = explorer.code()
    explorer.reset()
    assert explorer.summary() == "DrawDigit: The pad is empty. Draw a digit."
    explorer.load(code)
    assert explorer.drawing.value == drawn
    assert "This one was fitted to do so, too." in explorer.note.value
    with pytest.raises(ValueError, match="must give drawing a possible value"):
        explorer.load("drawing=" + json.dumps(["0"], separators=(",", ":")))
    assert explorer.drawing.value == drawn


@pytest.mark.parametrize(
    "value", [["01"], ["0" * 8] * 7, ["0" * 8] * 7 + ["0000000"], ["0" * 8] * 7 + ["00000002"], []]
)
def test_a_pad_refuses_what_is_no_drawing(value):
    pad = DrawPad(8)
    with pytest.raises(traitlets.TraitError, match="drawing must be 8 rows of 8 pixels, each 0 or 1, got"):
        pad.value = value
    assert pad.value == ["0" * 8] * 8


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((1,), TypeError, "DrawDigit: model must be a Module, got int"),
        ((dense(RNG), 7), ValueError, "DrawDigit: size must lie between 8 and 16, got 7"),
        ((dense(RNG), 8.0), TypeError, "DrawDigit: size must be a whole number, got 8.0"),
        (
            (nn.Sequential(nn.ReLU()),),
            ValueError,
            "must put out one logit for each of 2 or more classes, (N, K), got (",
        ),
        ((nn.Sequential(nn.Flatten(), nn.Linear(64, 1, rng=RNG)),), ValueError, "got (1, 1)"),
        ((dense(RNG), 9), ValueError, "x must have"),
        (
            (dense(RNG), 8, False, np.eye(8)),
            ValueError,
            "drawing must be 32 rows of 32 zeros and ones, got shape (8, 8)",
        ),
        ((dense(RNG), 8, False, np.eye(32) / 2), ValueError, "drawing must be 32 rows of 32 zeros and ones"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        DrawDigit(*arguments)
