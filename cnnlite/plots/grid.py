"""`Grid`: a small array as colored cells with the number written in each, and what is special about the cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnlite._checks import Padding
from cnnlite.plots import color

NO_PADDING: Padding = ((0, 0), (0, 0))
BREAK = "\n"  # a sign that begins a new row of grids


@dataclass(frozen=True)
class Grid:
    """One array to draw: its name, its numbers, and which cells are special.

    Attributes
    ----------
    label : str
        Stands above the cells.
    array : ndarray (H, W) or (C, H, W)
        The numbers; NaN draws an empty cell. Channels are drawn in depth.
    window : (row, column, rows, columns), optional
        Cells to frame, in every channel.
    marked : sequence of (row, column)
        Cells to frame one by one, where a window would hold too many.
    names : sequence of str
        Names of the rows, written to the right of them.
    padding : ((top, bottom), (left, right))
        How many cells at each side are padding, drawn hatched.
    unused : ndarray of bool (H, W), optional
        Cells that nothing reads, hatched the other way.
    shown : int, optional
        How many cells have their number, counted along the rows; all by default.
    channel : int
        Which channel stands in front.
    scale : (signed, end), optional
        The colors, as `color.scale` gives them; from the array by default.
    inserted : ndarray of bool (H, W), optional
        Cells that are drawn as padding wherever they lie.
    """

    label: str
    array: np.ndarray
    window: tuple[int, int, int, int] | None = None
    padding: Padding = NO_PADDING
    names: Sequence[str] = ()
    marked: Sequence[tuple[int, int]] = ()
    unused: np.ndarray | None = None
    shown: int | None = None
    channel: int = 0
    scale: color.Scale | None = None
    inserted: np.ndarray | None = None

    @property
    def planes(self) -> np.ndarray:
        """The numbers as (C, H, W); those that are not shown are NaN."""
        planes = self.array.reshape(-1, *self.array.shape[-2:])
        return planes if self.shown is None else np.where(self.reached, planes, np.nan)

    @property
    def reached(self) -> np.ndarray:
        """Which numbers (C, H, W) are shown."""
        shape = self.array.reshape(-1, *self.array.shape[-2:]).shape
        return np.arange(self.array.size).reshape(shape) < (self.array.size if self.shown is None else self.shown)

    @property
    def hatched(self) -> np.ndarray:
        """Which cells (H, W) are padding."""
        (above, below), (before, after) = self.padding
        rows, cols = self.array.shape[-2:]
        around = np.ones((rows, cols), bool)
        around[above : rows - below, before : cols - after] = False
        return around if self.inserted is None else around | self.inserted

    @property
    def colors(self) -> np.ndarray:
        """The colors (C, H, W, 3) as uint8."""
        return color.shade(self.planes, self.scale or color.scale(self.array))

    @property
    def key(self) -> tuple:
        """What makes two drawings of a grid the same."""
        unused, inserted = (None if cells is None else cells.tobytes() for cells in (self.unused, self.inserted))
        return (
            self.label, self.array.shape, self.array.tobytes(), self.window, self.padding, tuple(self.names),
            tuple(self.marked), unused, self.shown, self.channel, self.scale,
            inserted,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The array in words."""
        first, *rows = color.describe(self.planes.reshape(self.array.shape)).splitlines()
        lines = [f"{self.label} {first}".strip(), *self._named(rows)]
        if self.window:
            lines.append("framed: {2}×{3} cells from row {0}, column {1}".format(*self.window))
        if self.marked:
            lines.append("framed: " + ", ".join(f"({r}, {c})" for r, c in self.marked))
        if self.unused is not None and self.unused.any():
            lines.append(f"never read: {self.unused.sum()} of {self.unused.size} cells")
        return "\n".join(lines)

    def _named(self, rows: Sequence[str]) -> list[str]:
        """Return the lines of the rows with their names; where the rows are not written so, the names by themselves."""
        if self.names and len(rows) != len(self.names):
            return [*rows, f"rows: {', '.join(self.names)}"]
        return [f"{name} {row}" for name, row in zip(self.names, rows, strict=True)] if self.names else list(rows)


def words(items: Sequence[Grid | str]) -> str:
    """Return grids and signs in words, one below the other."""
    return "\n".join(item.strip(BREAK) if isinstance(item, str) else item.text for item in items)
