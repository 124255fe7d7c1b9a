"""Small arrays as colored cells with the number written in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from cnnlite._checks import Padding
from cnnlite.plots import color
from cnnlite.plots.picture import Picture

NO_PADDING: Padding = ((0, 0), (0, 0))
CELL = 0.46  # inches
GAP = 0.34  # inches between two grids, where a sign such as × may stand
TITLE = 0.33  # inches above the cells, where there are labels
LETTER = 0.082  # inches of a letter of a label


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
    names : sequence of str
        Names of the rows, written to the right of them.
    padding : ((top, bottom), (left, right))
        How many cells at each side are padding, drawn hatched.
    """

    label: str
    array: np.ndarray
    window: tuple[int, int, int, int] | None = None
    padding: Padding = NO_PADDING
    names: Sequence[str] = ()

    @property
    def key(self) -> tuple:
        """What makes two drawings of a grid the same."""
        return self.label, self.array.shape, self.array.tobytes(), self.window, self.padding, tuple(self.names)

    @property
    def text(self) -> str:
        """The array in words."""
        first, *rows = color.describe(self.array).splitlines()
        names = (f"{name} " for name in self.names) if self.names else ("" for _ in rows)
        framed = "{2}×{3} cells from row {0}, column {1}".format(*self.window) if self.window else ""
        lines = [f"{self.label} {first}".strip(), *(name + row for name, row in zip(names, rows, strict=True))]
        return "\n".join([*lines, f"framed: {framed}"] if framed else lines)

    @property
    def inches(self) -> float:
        """The width that the cells, the row names and the label need."""
        return max(self.array.shape[1] * CELL, LETTER * len(self.label)) + self.name_inches + 0.12

    @property
    def name_inches(self) -> float:
        """The width of the longest row name."""
        return max((LETTER * len(name) + 0.06 for name in self.names), default=0.0)


def number_grid(array: np.ndarray, label: str = "", padding: Padding = NO_PADDING) -> Picture:
    """Return one small array (H, W) as a picture of its numbers."""
    return number_grids(Grid(label, array, padding=padding))


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
    return Picture(figure, words(items))


def words(items: Sequence[Grid | str]) -> str:
    """Return grids and signs in words, one below the other."""
    return "\n".join(item if isinstance(item, str) else item.text for item in items)


def draw_grids(figure: Figure, items: Sequence[Grid | str], rows: int = 0) -> Figure:
    """Draw the grids into a figure that is made as large as they need, or as tall as so many rows."""
    figure.clear()
    grids = [item for item in items if isinstance(item, Grid)]
    inches = [GAP if isinstance(item, str) else item.inches for item in items]
    tall = max([rows, *(len(grid.array) for grid in grids)]) * CELL
    title = TITLE if any(grid.label for grid in grids) else 0.06
    figure.set_size_inches(sum(inches) + GAP / 2, tall + title + 0.1)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(figure.get_figheight(), 0)
    left = GAP / 4
    for item, width in zip(items, inches, strict=True):
        if isinstance(item, str):
            axes.text(left + width / 2, title + tall / 2, item, ha="center", va="center", fontsize=15)
        else:
            rows, cols = item.array.shape
            centre = left + (width - item.name_inches) / 2
            top = title + (tall - rows * CELL) / 2
            axes.text(centre, top - 0.08, item.label, ha="center", va="bottom", fontsize=9.5)
            _cells(axes, item, centre - cols * CELL / 2, top)
            for row, name in enumerate(item.names):
                right, middle = centre + cols * CELL / 2 + 0.06, top + (row + 0.5) * CELL
                axes.text(right, middle, name, ha="left", va="center", fontsize=9.5)
        left += width
    return figure


def _cells(axes: Axes, item: Grid, left: float, top: float) -> None:
    """Draw the cells of one grid, their numbers, the hatched padding and the frame."""
    rows, cols = item.array.shape
    (above, below), (before, after) = item.padding
    inside = np.zeros((rows, cols), bool)
    inside[above : rows - below, before : cols - after] = True
    faces = color.rgb(np.nan_to_num(item.array)) / 255
    faces[np.isnan(item.array) | ~inside] = 1
    corners = left + np.arange(cols) * CELL, top + np.arange(rows) * CELL
    squares = [_box(x, y, CELL, CELL) for y in corners[1] for x in corners[0]]
    for part, hatch in ((inside, None), (~inside, "////")):
        chosen = np.flatnonzero(part)
        axes.add_collection(
            PolyCollection(
                [squares[n] for n in chosen], facecolors=faces.reshape(-1, 3)[chosen], edgecolors="0.6", linewidths=0.6,
                hatch=hatch, hatch_linewidth=0.4,
            ),
            autolim=False,
        )  # fmt: skip
    dark = faces @ (0.299, 0.587, 0.114) < 0.5
    for r, c in np.argwhere(~np.isnan(item.array)):
        axes.text(
            corners[0][c] + CELL / 2, corners[1][r] + CELL / 2, color.number(item.array[r, c]),
            ha="center", va="center", fontsize=9, color="white" if dark[r, c] else "black",
        )  # fmt: skip
    if item.window is not None:
        r, c, high, wide = item.window
        frame = [_box(left + c * CELL, top + r * CELL, wide * CELL, high * CELL)]
        axes.add_collection(
            PolyCollection(frame, facecolors="none", edgecolors="#d1001f", linewidths=2.2), autolim=False
        )


def _box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
