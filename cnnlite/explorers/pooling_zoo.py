"""`PoolingZoo`: what each kind of pooling makes of the same windows."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from cnnlite import _checks
from cnnlite.data import articles
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.pool_scene import POOLINGS, pool_scene, window_boxes
from cnnlite.explorers.scene import Scene
from cnnlite.plots import color

SMALLEST, LARGEST = 3, 7  # rows or columns of a grid
WINDOWS, STRIDES, PADDINGS = (2, 3), (1, 2, 3), (0, 1)


class PoolingZoo(NumberGrid):
    """Slide a window over a small grid and pool it: the arithmetic of every output, for four kinds of pooling.

    Hover over the output, tap it or use the arrow keys on it. Padding is what the kind needs: −∞ for max and +∞ for
    min, which then never win, and 0 for average and L2.

    Parameters
    ----------
    grid : ndarray (H, W)
        3 to 7 rows and columns; the grid of article 2 by default (A2.20).
    pooling : {"max", "average", "min", "L2"}
        The kind to begin with.
    window, stride, padding : int
        To begin with: 2 or 3 rows and columns; 1 to 3 cells from one window to the next; 0 or 1 ring of cells.
    show : sequence of str
        The controls to show, of position, play, pin, pooling, window, stride and padding.

    Raises
    ------
    TypeError, ValueError
        The grid is no such array, or an argument is none of its values.

    Examples
    --------
    >>> PoolingZoo(pooling="average").summary()
    'PoolingZoo: output (0, 0), 1 of 4: (1 + 0 + 4 + 6)/4 = 2.75'
    """

    def __init__(
        self,
        grid: np.ndarray = articles.POOLING_GRID,
        pooling: str = "max",
        window: int = 2,
        stride: int = 2,
        padding: int = 0,
        show: Sequence[str] = ("position", "pooling", "window", "stride", "padding"),
    ) -> None:
        self.grid = small_grid("PoolingZoo", grid, SMALLEST)
        _checks.choice("PoolingZoo", "pooling", pooling, POOLINGS)
        ways = {"window": WINDOWS, "stride": STRIDES, "padding": PADDINGS}
        numbers = [
            ways[name].index(_checks.whole("PoolingZoo", name, value, ways[name][0], ways[name][-1]))
            for name, value in zip(ways, (window, stride, padding), strict=True)
        ]
        super().__init__(
            [self._scene(*setting) for setting in product(POOLINGS, WINDOWS, STRIDES, PADDINGS)],
            options={
                "pooling": list(POOLINGS),
                "window": [f"{n}×{n}" for n in WINDOWS],
                "stride": [str(n) for n in STRIDES],
                "padding": [str(n) for n in PADDINGS],
            },
            show=show,
            label=f"pooling of a {color.size_of(self.grid)} grid",
            setting=[list(POOLINGS).index(pooling), *numbers],
        )

    def _scene(self, kind: str, window: int, stride: int, padding: int) -> Scene:
        """Return the frames of all places of a window."""
        pool, fill = POOLINGS[kind]
        output = pool(self.grid[None, None], window, stride, padding)[0, 0]
        cells = np.pad(self.grid, padding, constant_values=fill)
        return pool_scene(kind, cells, window_boxes(output.shape, window, stride), output, padding)


def small_grid(function: str, grid: np.ndarray, smallest: int) -> np.ndarray:
    """Return a learner's small grid as float64; refuse one that the largest window does not fit on."""
    cells = _checks.gray(function, "grid", grid, LARGEST)
    if min(cells.shape) < smallest:
        raise ValueError(
            f"{function}: grid must have at least {smallest} rows and columns, got grid.shape={cells.shape}."
        )
    return cells
