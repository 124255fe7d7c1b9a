"""ShiftPooling: what changes under a shift, counted cell by cell."""

import re
from itertools import product

import numpy as np
import pytest

from cnnlite.explorers import ShiftPooling
from cnnlite.explorers.shift_pooling import shifted

LINES = np.zeros((4, 12))
LINES[:2, 2] = LINES[2:, 5] = 9


def pooled(grid, kind, window):
    """Pool by cutting the grid into blocks."""
    rows, cols = grid.shape[0] // window, grid.shape[1] // window
    blocks = grid[: rows * window, : cols * window].reshape(rows, window, cols, window)
    return blocks.max(axis=(1, 3)) if kind == "max" else blocks.mean(axis=(1, 3))


def check(lab, grid, shift, kind, window):
    second = np.zeros(grid.shape)
    for r, c in np.ndindex(grid.shape):
        if c >= shift:
            second[r, c] = grid[r, c - shift]
    [frame] = lab.scene.frames
    for item, (old, new) in zip(
        frame.items[::2], [(grid, second), (pooled(grid, kind, window), pooled(second, kind, window))], strict=True
    ):
        np.testing.assert_allclose(item.array, new, atol=1e-12)
        changed = [(r, c) for r, c in np.ndindex(new.shape) if abs(old[r, c] - new[r, c]) > 1e-12]
        assert list(item.marked) == changed
        assert f"{len(changed)} of {new.size}" in lab.summary()


def test_every_setting():
    lab = ShiftPooling(LINES)
    for shift, kind, window in product(range(5), ("max", "average"), (2, 4)):
        lab._set({"position": 0, "shift": str(shift), "pooling": kind, "window": f"{window}×{window}"})
        check(lab, LINES, shift, kind, window)


@pytest.mark.long
def test_many_grids(rng):
    for _ in range(100):
        grid = rng.integers(0, 3, rng.integers(4, 17, 2)).astype(float)
        lab = ShiftPooling(grid)
        for shift, kind, window in product(range(5), ("max", "average"), (2, 4)):
            lab.setting = [shift, ("max", "average").index(kind), window // 4]
            check(lab, grid, shift, kind, window)


def test_words():
    assert ShiftPooling(LINES, shift=1).summary() == (
        "ShiftPooling: shifted by 1: of the map 8 of 48 numbers changed, of the max of 2×2 windows 2 of 12."
    )
    assert ShiftPooling(LINES, shift=1, window=4).summary().endswith("of the max of 4×4 windows 0 of 3.")


def test_shifts_by_a_window_move_the_pooled_map_along():
    first = pooled(LINES, "max", 2)
    for shift in (2, 4):
        now = ShiftPooling(LINES, shift=shift).scene.frames[0].items[2].array
        np.testing.assert_array_equal(now, shifted(first, shift // 2))
    assert not np.array_equal(ShiftPooling(LINES, shift=1).scene.frames[0].items[2].array, first)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"grid": np.ones((3, 9))}, ValueError, "ShiftPooling: grid must have at least 4 rows and columns"),
        ({"grid": np.ones((4, 17))}, ValueError, "ShiftPooling: grid must"),
        ({"shift": 5}, ValueError, "ShiftPooling: shift must lie between 0 and 4, got 5"),
        ({"shift": "1"}, TypeError, "ShiftPooling: shift must be a whole number"),
        ({"pooling": "min"}, ValueError, "ShiftPooling: pooling must be one of 'max', 'average', got 'min'"),
        ({"window": 3}, ValueError, "ShiftPooling: window must be one of (2, 4), got 3"),
        ({"show": ("kernel",)}, ValueError, "ShiftPooling: show must name controls"),
    ],
)
def test_errors(arguments, error, message):
    with pytest.raises(error, match=re.escape(message)):
        ShiftPooling(**{"grid": LINES} | arguments)
