"""`layers`: a dense net with its hidden layers, every number in its circle."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.color import PALE, PURPLE
from cnnlite.plots.picture import Picture

MOST = 16  # numbers of a layer, for circles that can be told apart
STEP, APART, RADIUS = 0.42, 2.2, 0.195  # inches from circle to circle and from layer to layer, and of a circle
HEAD = 0.5  # inches above the circles for the names
GRAY = "0.55"


def layers(values: Mapping[str, Any]) -> Picture:
    """Return layers of numbers from left to right, and a gray line for each weight between two of them.

    Parameters
    ----------
    values : mapping of str to array_like (D,)
        At least two layers, by name; one to 16 numbers each.

    Raises
    ------
    ValueError
        There are fewer than two layers, or one is not a row of 1 to 16 numbers.

    Examples
    --------
    >>> print(layers({"input": [2.0, 0.5, 1], "hidden": [0.0, 3], "scores": [-1.5]}))
    dense net of 3 layers
    input: 2, 0.5, 1
    hidden: 0, 3; 2×3 weights
    scores: −1.5; 1×2 weights
    """
    arrays = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    if len(arrays) < 2 or not all(array.ndim == 1 and 1 <= array.size <= MOST for array in arrays.values()):
        got = ", ".join(f"{name} {array.shape}" for name, array in arrays.items()) or "none"
        raise ValueError(f"layers: values must be at least two rows of 1 to {MOST} numbers, got {got}.")
    tall = STEP * max(array.size for array in arrays.values())
    figure = Figure(figsize=(APART * (len(arrays) - 1) + 1.1, tall + HEAD + 0.05))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(figure.get_figheight(), 0)
    texts, before = [f"dense net of {len(arrays)} layers"], np.zeros((0, 2))
    for place, (name, array) in enumerate(arrays.items()):
        x = 0.55 + APART * place
        here = np.array([(x, HEAD + tall / 2 + (n - (array.size - 1) / 2) * STEP) for n in range(array.size)])
        lines = [(start, end) for start in before for end in here]
        axes.add_collection(LineCollection(lines, colors=GRAY, linewidths=0.6, zorder=1), autolim=False)
        axes.scatter(
            here[:, 0], here[:, 1], s=(2 * RADIUS * 72) ** 2, color=PALE, edgecolors=PURPLE, linewidths=1, zorder=2
        )
        for y, value in zip(here[:, 1], array, strict=True):
            axes.text(x, y, color.number(value), ha="center", va="center", fontsize=8, zorder=3)
        axes.text(x, 0.05, name, ha="center", va="top", fontsize=9.5)
        weights = f"{array.size}×{len(before)} weights" if place else ""
        axes.text(x - APART / 2, 0.05, weights, ha="center", va="top", fontsize=9, color="0.25")
        numbers = ", ".join(color.number(value) for value in array)
        texts.append(f"{name}: {numbers}" + (f"; {weights}" if place else ""))
        before = here
    return Picture(figure, "\n".join(texts))
