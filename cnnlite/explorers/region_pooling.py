"""`RegionPooling`: which cells each output reads where a pooling is told the size of its output."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from cnnlite import _checks, functional
from cnnlite._checks import Pair
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.pool_scene import pool_scene, region_boxes
from cnnlite.explorers.pooling_zoo import small_grid
from cnnlite.explorers.scene import Scene
from cnnlite.plots import color

DRAWS = 3


class RegionPooling(NumberGrid):
    """Which cells each number reads of a pooling that is told the size of its output.

    Adaptive pooling cuts the grid into regions as even as possible; fractional pooling shifts its windows by chance,
    and each draw shifts them anew; an output of 1×1 reads the whole grid, and is global pooling.

    Parameters
    ----------
    grid : ndarray (H, W)
        2 to 7 rows and columns.
    outputs : sequence of (int, int)
        Rows and columns of the outputs to choose from, none larger than the grid.
    seed : int
        Of the draws.
    show : sequence of str
        The controls to show, of position, play, pin, pooling and output.

    Raises
    ------
    TypeError, ValueError
        The grid is no such array, an output is no such pair, or the seed no whole number of at least 0.

    Examples
    --------
    >>> RegionPooling(np.arange(35.0).reshape(5, 7), outputs=[(2, 3)]).summary()
    'RegionPooling: output (0, 0), 1 of 6: max(0, 1, 2, 7, 8, 9, 14, 15, 16) = 16; reads rows 0 to 2, columns 0 to 2'
    """

    def __init__(
        self,
        grid: np.ndarray,
        outputs: Sequence[Pair] = ((3, 4), (2, 3), (1, 1)),
        seed: int = 1,
        show: Sequence[str] = ("position", "pooling", "output"),
    ) -> None:
        self.grid = small_grid("RegionPooling", grid, 2)
        sizes = [_checks.pair("RegionPooling", "each output", size, 1) for size in outputs]
        for size in sizes:
            if size[0] > self.grid.shape[0] or size[1] > self.grid.shape[1]:
                raise ValueError(
                    f"RegionPooling: each output must be no larger than the grid, got {size} for "
                    f"{color.size_of(self.grid)}."
                )
        rng = np.random.default_rng(_checks.whole("RegionPooling", "seed", seed, 0, 2**32))
        self.samples = rng.random((DRAWS, 1, 1, 2))
        kinds = ["adaptive max", "adaptive average", *(f"fractional max, draw {n + 1}" for n in range(DRAWS))]
        super().__init__(
            [self._scene(kind, size) for kind, size in product(kinds, sizes)],
            options={
                "pooling": kinds,
                "output": [f"{'×'.join(map(str, size))}{' (global)' if size == (1, 1) else ''}" for size in sizes],
            },
            show=[name for name in show if name != "output" or len(sizes) > 1],
            label=f"pooling of a {color.size_of(self.grid)} grid to a given size",
        )

    def window(self, size: Pair) -> Pair:
        """Return the window of fractional pooling: so large that with an output of this size no cell is left out."""
        return -(-self.grid.shape[0] // size[0]), -(-self.grid.shape[1] // size[1])

    def _scene(self, kind: str, size: Pair) -> Scene:
        """Return the frames of all regions."""

        def largest(x: np.ndarray) -> np.ndarray:
            if kind.startswith("adaptive"):
                return functional.adaptive_max_pool2d(x, size)
            return functional.fractional_max_pool2d(x, self.window(size), size, self.samples[int(kind[-1]) - 1])

        x = self.grid[None, None]
        output = functional.adaptive_avg_pool2d(x, size) if kind == "adaptive average" else largest(x)
        boxes = region_boxes(largest, self.grid.shape)
        return pool_scene(kind.split(",")[0], self.grid, boxes, output[0, 0], places=True)
