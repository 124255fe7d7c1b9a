"""`ShiftPooling`: a map moves by a few cells, and some of its pooled numbers notice."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from cnnlite import _checks
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.pool_scene import POOLINGS
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

LARGEST, MOST_SHIFT = 16, 4
KINDS, WINDOWS = ("max", "average"), (2, 4)


def shifted(array: np.ndarray, shift: int) -> np.ndarray:
    """Return an array (H, W) moved to the right by some columns; 0 comes in, what leaves at the right is lost.

    Examples
    --------
    >>> shifted(np.array([[1, 2, 3]]), 2).tolist()
    [[0, 0, 1]]
    """
    return np.pad(array, ((0, 0), (shift, 0)))[:, : array.shape[1]]


class ShiftPooling(NumberGrid):
    """A small map shifted to the right, and what pooling makes of it; the numbers that changed are framed.

    Parameters
    ----------
    grid : ndarray (H, W)
        4 to 16 rows and columns.
    shift : int
        To begin with: 0 to 4 columns.
    pooling : {"max", "average"}
        To begin with.
    window : int
        To begin with: 2 or 4 rows and columns; the stride is the same.
    show : sequence of str
        The controls to show, of shift, pooling and window.

    Raises
    ------
    TypeError, ValueError
        The grid is no such array, or an argument is none of its values.

    Examples
    --------
    >>> print(ShiftPooling(np.eye(4), shift=1).summary())
    ShiftPooling: shifted by 1: of the map 7 of 16 numbers changed, of the max of 2×2 windows 1 of 4.
    """

    def __init__(
        self,
        grid: np.ndarray,
        shift: int = 0,
        pooling: str = "max",
        window: int = 2,
        show: Sequence[str] = ("shift", "pooling", "window"),
    ) -> None:
        self.grid = _checks.gray("ShiftPooling", "grid", grid, LARGEST)
        if min(self.grid.shape) < WINDOWS[-1]:
            raise ValueError(
                f"ShiftPooling: grid must have at least {WINDOWS[-1]} rows and columns, got "
                f"grid.shape={self.grid.shape}."
            )
        _checks.whole("ShiftPooling", "shift", shift, 0, MOST_SHIFT)
        _checks.choice("ShiftPooling", "pooling", pooling, KINDS)
        if window not in WINDOWS:
            raise ValueError(f"ShiftPooling: window must be one of {WINDOWS}, got {window!r}.")
        shifts = range(MOST_SHIFT + 1)
        super().__init__(
            [self._scene(*setting) for setting in product(shifts, KINDS, WINDOWS)],
            options={
                "shift": [str(n) for n in shifts],
                "pooling": list(KINDS),
                "window": [f"{n}×{n}" for n in WINDOWS],
            },
            show=show,
            label=f"pooling of a {color.size_of(self.grid)} map that moves",
            setting=[shift, KINDS.index(pooling), WINDOWS.index(window)],
        )

    def _scene(self, shift: int, kind: str, window: int) -> Scene:
        """Return the map and its pooling under a shift, as one frame."""
        pool, scale = POOLINGS[kind][0], color.scale(self.grid)
        maps = [self.grid, shifted(self.grid, shift)]
        (first, second), (before, after) = maps, [pool(one[None, None], window)[0, 0] for one in maps]
        moved, changed = first != second, before != after
        text = (
            f"shifted by {shift}: of the map {moved.sum()} of {moved.size} numbers changed, of the {kind} of "
            f"{window}×{window} windows {changed.sum()} of {changed.size}."
        )
        items: list[Grid | str] = [
            Grid(f"map {color.size_of(first)}, shifted by {shift}", second, marked=_places(moved), scale=scale),
            "→",
            Grid(f"{kind} of {window}×{window}", after, marked=_places(changed), scale=scale),
        ]
        return Scene([Frame(items, text)])


def _places(where: np.ndarray) -> list[tuple[int, int]]:
    """Return the rows and columns of what is true."""
    return [(int(row), int(col)) for row, col in np.argwhere(where)]
