"""`PoolRouter`: which cells a pooling's gradient goes back to, and how much each of them gets."""

from collections.abc import Sequence
from itertools import product
from types import MappingProxyType

import numpy as np

from cnnlite import _checks
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.pool_route import BACKWARD, Window, route_scene
from cnnlite.explorers.pooling_zoo import LARGEST, SMALLEST, small_grid
from cnnlite.plots import color

WINDOWS: MappingProxyType[str, Window] = MappingProxyType(
    {"2×2, stride 2": (2, 2, 0), "2×2, stride 1": (2, 1, 0), "3×3, stride 2, padding 1": (3, 2, 1)}
)
# Its 4 is the largest of a window twice, its 0 the smallest of another, and its 6 wins several windows.
GRID = np.array([[1.0, 2, 4, 0], [6, 3, 1, 4], [3, 4, -1, 2], [0, 0, 5, 1]])
DOUT = np.array([[2.0, -1, 0.4], [3, -4, 1], [-2, 1.6, 5]])


class PoolRouter(NumberGrid):
    """Follow a pooling's gradient back to the cells it came from: each number of dout pays the cells of its window.

    Hover over dout, tap it or use the arrow keys on it. Payments add up in dx, in the order of dout's cells.

    Parameters
    ----------
    kind : {"max", "average", "min", "L2"}
        The kind of pooling to begin with.
    windows : {"2×2, stride 2", "2×2, stride 1", "3×3, stride 2, padding 1"}
        The windows to begin with; all but the first overlap.
    grid : ndarray (H, W)
        The input x, 3 to 7 rows and columns.
    dout : ndarray (H − 1, W − 1), optional
        The gradient of the loss for each output; fewer outputs take the first rows and columns of it.
    position : int
        Which number of dout to begin with, counted along the rows.
    show : sequence of str
        The controls to show, of position, play, pin, kind and windows.

    Raises
    ------
    TypeError, ValueError
        The grid or dout is no such array, or an argument is none of its values.

    Examples
    --------
    >>> PoolRouter().summary()
    'PoolRouter: dout (0, 0) = 2, 1 of 4: max(1, 2, 6, 3) = 6, at x (1, 0), which gets all of it: 2'
    >>> PoolRouter("average").summary()
    'PoolRouter: dout (0, 0) = 2, 1 of 4: (1 + 2 + 6 + 3)/4 = 3; each cell gets 2/4 = 0.5'
    """

    def __init__(
        self,
        kind: str = "max",
        windows: str = "2×2, stride 2",
        grid: np.ndarray = GRID,
        dout: np.ndarray | None = None,
        position: int = 0,
        show: Sequence[str] = ("position", "kind", "windows"),
    ) -> None:
        _checks.choice("PoolRouter", "kind", kind, BACKWARD)
        _checks.choice("PoolRouter", "windows", windows, WINDOWS)
        self.grid = small_grid("PoolRouter", grid, SMALLEST)
        self.dout = _gradient(self.grid, dout)
        scenes = [route_scene(way, self.grid, self.dout, WINDOWS[each]) for way, each in product(BACKWARD, WINDOWS)]
        setting = [list(BACKWARD).index(kind), list(WINDOWS).index(windows)]
        outputs = len(scenes[setting[0] * len(WINDOWS) + setting[1]].frames)
        super().__init__(
            scenes,
            options={"kind": list(BACKWARD), "windows": list(WINDOWS)},
            show=show,
            label=f"the gradient of a pooling of a {color.size_of(self.grid)} grid",
            index=_checks.whole("PoolRouter", "position", position, 0, outputs - 1),
            setting=setting,
        )


def _gradient(grid: np.ndarray, dout: np.ndarray | None) -> np.ndarray:
    """Return a gradient for the largest output; refuse one of another shape."""
    wanted = (grid.shape[0] - 1, grid.shape[1] - 1)
    if dout is None:
        return np.resize(DOUT, wanted)
    array = _checks.gray("PoolRouter", "dout", dout, LARGEST)
    _checks.same_shape("PoolRouter", "dout", array, wanted, "the largest output, one less than grid each way")
    return array
