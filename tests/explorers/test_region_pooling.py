"""RegionPooling: which cells are read, by the formulas of the regions and of the windows."""

import math
import re

import numpy as np
import pytest

from cnnlite.explorers import RegionPooling
from tests.explorers.test_pooling_zoo import worked_out

GRID = np.random.default_rng(35).permutation(35).reshape(5, 7).astype(float)
OUTPUTS = ((3, 4), (2, 3), (1, 1), (5, 7), (4, 2))


def adaptive(n, m):
    """Return where the regions of an axis begin and how long they are."""
    return [(i * n // m, math.ceil((i + 1) * n / m) - i * n // m) for i in range(m)]


def fractional(n, m, u):
    """Return where the windows of an axis begin and how long they are."""
    k = math.ceil(n / m)
    a = (n - k) / (m - 1) if m > 1 else 0
    starts = [math.floor((i + u) * a) - math.floor(u * a) for i in range(m)]
    return [(start, k) for start in [*starts[:-1], n - k]]


def check(lab, kind, size):
    if kind.startswith("adaptive"):
        rows, cols = (adaptive(n, m) for n, m in zip(lab.grid.shape, size, strict=True))
    else:
        across, down = lab.samples[int(kind[-1]) - 1, 0, 0]
        rows, cols = fractional(lab.grid.shape[0], size[0], down), fractional(lab.grid.shape[1], size[1], across)
    boxes = [(top, left, high, wide) for top, high in rows for left, wide in cols]
    read = np.zeros(lab.grid.shape, int)
    for frame, (top, left, high, wide), place in zip(lab.scene.frames, boxes, np.ndindex(size), strict=True):
        before, _, after = frame.items
        assert before.window == (top, left, high, wide)
        seen = lab.grid[top : top + high, left : left + wide]
        value = seen.mean() if kind.endswith("average") else seen.max()
        assert after.array[place] == pytest.approx(value, abs=1e-12)
        assert worked_out(frame.text) == pytest.approx((value, value), abs=0.0051)
        ends = [f"{first} to {first + n - 1}" if n > 1 else f"{first}" for first, n in ((top, high), (left, wide))]
        assert frame.text.endswith(f"; reads rows {ends[0]}, columns {ends[1]}")
        read[top : top + high, left : left + wide] += 1
    assert read.min() >= 1, "no cell goes unread"


def test_every_setting():
    lab = RegionPooling(GRID, OUTPUTS)
    count = 0
    for kind in lab.options[0]["values"]:
        for name, size in zip(lab.options[1]["values"], OUTPUTS, strict=True):
            lab._set({"position": 0, "pooling": kind, "output": name})
            check(lab, kind, size)
            count += 1
    assert count == 25 == len(lab.scenes)


@pytest.mark.long
def test_many_grids(rng):
    for seed in range(80):
        high, wide = (int(n) for n in rng.integers(2, 8, 2))
        sizes = [(int(rng.integers(1, high + 1)), int(rng.integers(1, wide + 1))) for _ in range(5)]
        lab = RegionPooling(rng.integers(-9, 9, (high, wide)), sizes, seed)
        for n in range(25):
            lab.setting = [n // 5, n % 5]
            check(lab, lab.options[0]["values"][n // 5], sizes[n % 5])


def test_draws_differ_and_repeat():
    def windows(lab):
        return [tuple(frame.items[0].window for frame in scene.frames) for scene in lab._scenes[6::3]]

    first, again = windows(RegionPooling(GRID)), windows(RegionPooling(GRID))
    assert first == again
    assert len(set(first)) == 3


def test_global():
    lab = RegionPooling(GRID)
    lab.load('output="1×1 (global)"')
    assert lab.summary().endswith(" = 34; reads rows 0 to 4, columns 0 to 6")
    lab.load('output="1×1 (global)" pooling="adaptive average"')
    assert lab.summary().endswith("/35 = 17; reads rows 0 to 4, columns 0 to 6")


def test_one_output_needs_no_menu():
    assert RegionPooling(GRID, [(2, 2)]).show == ["position", "pooling"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"grid": np.ones((1, 5))}, ValueError, "RegionPooling: grid must have at least 2 rows and columns"),
        ({"outputs": [(6, 7)]}, ValueError, "each output must be no larger than the grid, got (6, 7) for 5×7"),
        ({"outputs": [(0, 7)]}, ValueError, "each output must"),
        ({"outputs": ["3×4"]}, TypeError, "each output must be an int or a pair"),
        ({"seed": -1}, ValueError, "seed must lie between 0"),
        ({"seed": 0.5}, TypeError, "seed must be a whole number"),
    ],
)
def test_errors(arguments, error, message):
    with pytest.raises(error, match=re.escape(message)):
        RegionPooling(**{"grid": GRID} | arguments)
