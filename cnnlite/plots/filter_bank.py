"""Several kernels, and under each what it answers to one picture."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import Picture

SIDE, GAP, TITLE = 224 / 192, 12 / 192, 48 / 192  # inches: whole pixels, so that cells are sharp and pack well


def filter_bank(kernels: Mapping[str, np.ndarray], answers: Mapping[str, np.ndarray], columns: int = 6) -> Picture:
    """Return kernels and under each its answer; all answers share one range of colors, so that weak ones look weak.

    Parameters
    ----------
    kernels, answers : mapping of str to ndarray (H, W)
        The same names in the same order.
    columns : int
        How many kernels stand side by side.

    Raises
    ------
    ValueError
        There are no kernels, or the names differ.

    Examples
    --------
    >>> print(filter_bank({"minus": np.array([[-1.0]])}, {"minus": np.array([[-2.0, 0.5]])}))
    minus: 1×1 kernel, sum −1; answer 1×2, values −2 to 0.5
    """
    if not kernels or list(kernels) != list(answers):
        raise ValueError(
            f"filter_bank: kernels and answers must have the same names, got {list(kernels)} and {list(answers)}."
        )
    names = list(kernels)
    rows = -(-len(names) // columns)
    wide, tall = SIDE + GAP, 2 * (SIDE + GAP) + TITLE
    figure = Figure(figsize=(min(columns, len(names)) * wide + GAP, rows * tall + GAP))
    end = max(float(np.abs(answer).max()) for answer in answers.values()) or 1.0
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        left, top = GAP + column * wide, row * tall
        upper = _axes(figure, left, top + TITLE)
        upper.set_title(name, fontsize=9, pad=3)
        upper.imshow(color.rgb(kernels[name], signed=True), interpolation="nearest")
        lower = _axes(figure, left, top + TITLE + SIDE + GAP)
        lower.imshow(color.shade(answers[name], (True, end)), interpolation="nearest")
    return Picture(figure, "\n".join(_words(name, kernels[name], answers[name]) for name in names))


def _axes(figure: Figure, left: float, top: float) -> Axes:
    """Return a square place for one picture, its corner in inches from the top left."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((left / width, 1 - (top + SIDE) / height, SIDE / width, SIDE / height))
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_color("0.7")
    return axes


def _words(name: str, kernel: np.ndarray, answer: np.ndarray) -> str:
    """Return one kernel and its answer in words."""
    return (
        f"{name}: {color.size_of(kernel)} kernel, sum {color.number(kernel.sum())}; answer {color.size_of(answer)}, "
        f"values {color.number(answer.min())} to {color.number(answer.max())}"
    )
