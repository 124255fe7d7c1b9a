"""Grids side by side, drawn by matplotlib."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.grid import BREAK, NO_PADDING, Grid, Padding, words
from cnnlite.plots.picture import Picture

CELL = 0.46  # inches
GAP = 0.34  # inches between two grids, where a sign such as × may stand
TITLE = 0.33  # inches above the cells, where there are labels
LETTER = 0.082  # inches of a letter of a label
DEPTH = 0.1  # inches by which a channel looks out behind the one before


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


def draw_grids(figure: Figure, items: Sequence[Grid | str], rows: int = 0) -> Figure:
    """Draw the grids into a figure that is made as large as they need, or each line as tall as so many rows."""
    figure.clear()
    lines = _lines(items)
    heights = [_height(line, rows) for line in lines]
    figure.set_size_inches(max(sum(map(_inches, line)) for line in lines) + GAP / 2, sum(heights))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(figure.get_figheight(), 0)
    above = 0.0
    for line, height in zip(lines, heights, strict=True):
        _line(axes, line, above + height - 0.1 - _tall(line, rows), _tall(line, rows))
        above += height
    return figure


def _lines(items: Sequence[Grid | str]) -> list[list[Grid | str]]:
    """Return the items line by line; the sign `BREAK` ends one."""
    lines: list[list[Grid | str]] = [[]]
    for item in items:
        if item == BREAK:
            lines.append([])
        else:
            lines[-1].append(item)
    return lines


def _line(axes: Axes, items: Sequence[Grid | str], top: float, tall: float) -> None:
    """Draw the grids of one line, whose cells begin at ``top``."""
    left = GAP / 4
    for item in items:
        width = _inches(item)
        if isinstance(item, str):
            axes.text(left + width / 2, top + tall / 2, item, ha="center", va="center", fontsize=15)
        else:
            high, wide = item.array.shape[-2:]
            center = left + (width - _names(item)) / 2
            first = top + (tall - high * CELL - _depth(item)) / 2
            axes.text(center, first - 0.08, item.label, ha="center", va="bottom", fontsize=9.5)
            _planes(axes, item, center - (wide * CELL + _depth(item)) / 2, first + _depth(item))
            for row, name in enumerate(item.names):
                right, middle = center + wide * CELL / 2 + 0.06, first + (row + 0.5) * CELL
                axes.text(right, middle, name, ha="left", va="center", fontsize=9.5)
        left += width


def _tall(items: Sequence[Grid | str], rows: int) -> float:
    """Return the inches of the tallest grid, or of so many rows."""
    grids = [item for item in items if isinstance(item, Grid)]
    return max([rows * CELL, *(grid.array.shape[-2] * CELL + _depth(grid) for grid in grids)])


def _height(items: Sequence[Grid | str], rows: int) -> float:
    """Return the inches that a line needs, with the labels above and a margin below."""
    labelled = any(isinstance(item, Grid) and item.label for item in items)
    return _tall(items, rows) + (TITLE if labelled else 0.06) + 0.1


def _inches(item: Grid | str) -> float:
    return GAP if isinstance(item, str) else _width(item)


def _width(item: Grid) -> float:
    """Return the inches that the cells, the row names and the label need."""
    return max(item.array.shape[-1] * CELL + _depth(item), LETTER * len(item.label)) + _names(item) + 0.12


def _names(item: Grid) -> float:
    """Return the inches of the longest row name."""
    return max((LETTER * len(name) + 0.06 for name in item.names), default=0.0)


def _depth(item: Grid) -> float:
    """Return the inches by which the last channel stands out behind the first."""
    return DEPTH * (len(item.array) - 1) if item.array.ndim == 3 else 0.0


def _planes(axes: Axes, item: Grid, left: float, top: float) -> None:
    """Draw the channels, the last one first, and the numbers, the marks and the frame of the one in front."""
    channels = len(item.planes)
    for behind in range(channels - 1, -1, -1):
        _cells(axes, item, (item.channel + behind) % channels, left + behind * DEPTH, top - behind * DEPTH)
    colors, plane = item.colors[item.channel], item.planes[item.channel]
    colors[item.hatched] = 255
    dark = color.ink(colors)
    for (r, c), written in zip(np.ndindex(plane.shape), color.numbers(plane), strict=True):
        if not np.isnan(plane[r, c]):
            axes.text(
                left + (c + 0.5) * CELL, top + (r + 0.5) * CELL, written,
                ha="center", va="center", fontsize=9, color="white" if dark[r, c] else "black",
            )  # fmt: skip
    boxes = [*([item.window] if item.window else []), *((r, c, 1, 1) for r, c in item.marked)]
    frames = [_box(left + c * CELL, top + r * CELL, wide * CELL, high * CELL) for r, c, high, wide in boxes]
    if frames:
        axes.add_collection(
            PolyCollection(frames, facecolors="none", edgecolors="#d1001f", linewidths=2.2), autolim=False
        )


def _cells(axes: Axes, item: Grid, channel: int, left: float, top: float) -> None:
    """Draw the colored squares of one channel; padding and unused cells are hatched."""
    rows, cols = item.array.shape[-2:]
    padding = item.hatched
    unused = np.zeros((rows, cols), bool) if item.unused is None else item.unused & ~padding
    faces = item.colors[channel] / 255
    faces[np.isnan(item.planes[channel]) | padding] = 1
    squares = [_box(left + c * CELL, top + r * CELL, CELL, CELL) for r in range(rows) for c in range(cols)]
    for part, hatch in ((~padding & ~unused, None), (padding, "////"), (unused, "\\\\\\\\")):
        chosen = np.flatnonzero(part)
        if not chosen.size:
            continue
        axes.add_collection(
            PolyCollection(
                [squares[n] for n in chosen], facecolors=faces.reshape(-1, 3)[chosen], edgecolors="0.6", linewidths=0.6,
                hatch=hatch, hatch_linewidth=0.4,
            ),
            autolim=False,
        )  # fmt: skip


def _box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
