"""Small arrays as coloured cells with the number written in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnlite.plots import colour
from cnnlite.plots.picture import Picture

CELL = 0.46  # inches
GAP = 0.5  # inches between two grids, where a sign such as × may stand
TITLE = 0.36  # inches above the cells


@dataclass(frozen=True)
class Grid:
    """One array to draw: its name, its numbers, and which cells are special.

    Attributes
    ----------
    label : str
        Stands above the cells.
    array : ndarray (H, W)
        The numbers; NaN draws an empty cell.
    window : (row, column, rows, columns), optional
        Cells to frame.
    ring : int
        How many cells at each border are padding, drawn hatched.
    """

    label: str
    array: np.ndarray
    window: tuple[int, int, int, int] | None = None
    ring: int = 0

    @property
    def text(self) -> str:
        """The array in words."""
        rows = colour.describe(self.array).replace("nan", "?")
        framed = "" if self.window is None else "\nframed: {2}×{3} cells from row {0}, column {1}".format(*self.window)
        return f"{self.label} {rows}{framed}"


def number_grid(array: np.ndarray, label: str = "", ring: int = 0) -> Picture:
    """Return one small array (H, W) as a picture of its numbers."""
    return number_grids(Grid(label, array, ring=ring))


def number_grids(*items: Grid | str) -> Picture:
    """Return grids side by side, and between them signs such as ``"×"``, as one picture.

    Examples
    --------
    >>> print(number_grids(Grid("x", np.array([[1.0, -2.5]])), "→", Grid("ReLU", np.array([[1.0, 0.0]]))))
    x 1×2
    1  −2.5
    →
    ReLU 1×2
    1  0
    """
    figure = draw_grids(Figure(), items)
    return Picture(figure, "\n".join(item if isinstance(item, str) else item.text for item in items))


def draw_grids(figure: Figure, items: Sequence[Grid | str]) -> Figure:
    """Draw the grids into a figure that is made as large as they need."""
    figure.clear()
    inches = widths(items)
    tall = max(item.array.shape[0] for item in items if not isinstance(item, str)) * CELL
    figure.set_size_inches(sum(inches) + GAP / 2, tall + TITLE + 0.1)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(figure.get_figheight(), 0)
    left = GAP / 4
    for item, width in zip(items, inches, strict=True):
        if isinstance(item, str):
            axes.text(left + width / 2, TITLE + tall / 2, item, ha="center", va="center", fontsize=15)
        else:
            cells = item.array.shape[1] * CELL
            top = TITLE + (tall - item.array.shape[0] * CELL) / 2
            axes.text(left + width / 2, top - 0.08, item.label, ha="center", va="bottom", fontsize=9.5)
            _cells(axes, item, left + (width - cells) / 2, top)
        left += width
    return figure


def widths(items: Sequence[Grid | str]) -> list[float]:
    """Return the inches that each grid, its label included, and each sign needs."""
    return [
        GAP if isinstance(item, str) else max(item.array.shape[1] * CELL, 0.082 * len(item.label)) + 0.12
        for item in items
    ]


def _cells(axes: Axes, item: Grid, left: float, top: float) -> None:
    """Draw the cells of one grid, their numbers, the hatched padding and the frame."""
    rows, cols = item.array.shape
    colours = colour.rgb(np.nan_to_num(item.array)) / 255.0
    for r, c in np.ndindex(rows, cols):
        value, face = item.array[r, c], colours[r, c]
        inside = item.ring <= r < rows - item.ring and item.ring <= c < cols - item.ring
        if np.isnan(value) or not inside:
            face = np.ones(3)
        corner = (left + c * CELL, top + r * CELL)
        hatch = None if inside else "////"
        axes.add_patch(
            Rectangle(corner, CELL, CELL, facecolor=face, edgecolor="0.6", linewidth=0.6, hatch=hatch, hatch_linewidth=0.4)
        )
        if not np.isnan(value):
            dark = face @ (0.299, 0.587, 0.114) < 0.5
            axes.text(
                corner[0] + CELL / 2, corner[1] + CELL / 2, colour.number(value),
                ha="center", va="center", fontsize=9, color="white" if dark else "black",
            )  # fmt: skip
    if item.window is not None:
        r, c, high, wide = item.window
        axes.add_patch(
            Rectangle(
                (left + c * CELL, top + r * CELL), wide * CELL, high * CELL,
                fill=False, edgecolor="#d1001f", linewidth=2.2,
            )
        )  # fmt: skip
