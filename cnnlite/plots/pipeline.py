"""The whole way of a small network, from pixels to probabilities, as one picture."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots.grid import GAP, Grid, draw_grids, widths
from cnnlite.plots.picture import Picture


def pipeline(stages: Sequence[tuple[str, np.ndarray]], split: int) -> Picture:
    """Return the stages as grids joined by arrows; the first ``split`` find features, the rest classify.

    Parameters
    ----------
    stages : sequence of (label, array)
        Arrays of one or two dimensions; one-dimensional ones stand upright.
    split : int
        How many stages belong to the first half.
    """
    grids = [Grid(label, array[:, None] if array.ndim == 1 else array) for label, array in stages]
    items: list[Grid | str] = [grids[0]]
    for grid in grids[1:]:
        items += ["→", grid]
    figure = draw_grids(Figure(), items)
    figure.set_figheight(figure.get_figheight() + 0.4)
    figure.axes[0].set_ylim(figure.get_figheight(), 0)
    _halves(figure, items, 2 * split - 1)
    text = "\n".join(
        f"{'features' if place < split else 'classification'}: {grid.text}" for place, grid in enumerate(grids)
    )
    return Picture(figure, text)


def _halves(figure: Figure, items: Sequence[Grid | str], count: int) -> None:
    """Underline the stages that find features, and those that classify."""
    axes = figure.axes[0]
    inches = widths(items)
    start, middle, end = GAP / 4, GAP / 4 + sum(inches[:count]), GAP / 4 + sum(inches)
    y = figure.get_figheight() - 0.34
    for left, right, label in ((start, middle, "feature extraction"), (middle + GAP, end, "classification")):
        axes.plot([left, right], [y, y], color="0.35", linewidth=1.5)
        axes.text((left + right) / 2, y + 0.07, label, ha="center", va="top", fontsize=9.5)
