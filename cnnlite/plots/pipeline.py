"""The whole way of a small network, from pixels to probabilities, as one picture."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots.grid import Grid
from cnnlite.plots.number_grids import GAP, draw_grids
from cnnlite.plots.picture import Picture

FOOT = 0.4  # inches below the grids for the name of the half


def pipeline(stages: Mapping[str, np.ndarray], split: int, classes: Sequence[str] = ()) -> Picture:
    """Return the stages as grids joined by arrows; the first ``split`` find features, the rest classify.

    The halves stand side by side where the page is wide enough, else below each other.

    Parameters
    ----------
    stages : mapping of str to ndarray
        Labels, and arrays of one or two dimensions; one-dimensional ones stand upright.
    split : int
        How many stages belong to the first half.
    classes : sequence of str
        Names for the rows of the one-dimensional stages.
    """
    grids = [
        Grid(label, array[:, None], names=classes) if array.ndim == 1 else Grid(label, array)
        for label, array in stages.items()
    ]
    tallest = max(len(grid.array) for grid in grids)
    first = _half("feature extraction", grids[:split], tallest)
    second = _half("classification", grids[split:], tallest, arrow=True)
    return Picture((first, second), f"{first.text}\n{second.text}")


def _half(name: str, grids: Sequence[Grid], tallest: int, arrow: bool = False) -> Picture:
    """Return some stages with arrows between them, underlined and named."""
    items: list[Grid | str] = ["→"] if arrow else []
    for grid in grids:
        items += [grid, "→"]
    figure = draw_grids(Figure(), items[:-1], tallest)
    figure.set_figheight(figure.get_figheight() + FOOT)
    axes = figure.axes[0]
    axes.set_ylim(figure.get_figheight(), 0)
    left, right = GAP / 4 + (GAP if arrow else 0), figure.get_figwidth() - GAP / 4
    y = figure.get_figheight() - FOOT + 0.06
    axes.plot([left, right], [y, y], color="0.35", linewidth=1.5)
    axes.text((left + right) / 2, y + 0.07, name, ha="center", va="top", fontsize=9.5)
    return Picture(figure, "\n".join([f"{name}:", *(grid.text for grid in grids)]))
