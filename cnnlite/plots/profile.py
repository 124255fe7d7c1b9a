"""One row of pixels as a curve, before and after."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import Picture
from cnnlite.plots.rows import length_of

# Told apart by their dashes and marks as well as by their colors.
STYLES: tuple[dict[str, Any], ...] = (
    {"color": "0.35", "linestyle": "-", "linewidth": 3.2, "alpha": 0.55},
    {"color": "#0072b2", "linestyle": "-", "marker": "o", "markersize": 3.5},
    {"color": "#b8460e", "linestyle": "--", "marker": "^", "markersize": 4},
    {"color": "#007a5e", "linestyle": ":", "marker": "s", "markersize": 3.5},
)

MOST_MARKS = 60  # about


def profile(
    rows: Mapping[str, np.ndarray],
    start: int = 0,
    label: str = "one row of pixels",
    value: str = "brightness",
    along: str = "column",
) -> Picture:
    """Return rows of pixels (W,) as curves over their columns.

    Parameters
    ----------
    rows : mapping of str to ndarray (W,)
        One to four rows of equal length, by name; the first one, drawn broad, is what the others are compared with.
    start : int
        The column of the first pixel.
    label : str
        What the rows are; opens the text twin.
    value : str
        What the numbers are; stands at the axis.
    along : str
        What goes on from number to number; stands at the other axis.

    Raises
    ------
    ValueError
        There are no rows, more than four, or they are not of one length of at least 2.

    Examples
    --------
    >>> print(profile({"before": np.array([0.0, 1, 0]), "after": np.array([0.0, 0.5, 0.5])}))
    one row of pixels 1×3, from column 0
    before: values 0 to 1, mean step from pixel to pixel 1
    after: values 0 to 0.5, mean step from pixel to pixel 0.25
    """
    length_of("profile", "rows", rows, len(STYLES), "W")
    figure = Figure(figsize=(6.6, 2.6))
    axes = figure.add_axes((0.09, 0.17, 0.895, 0.71))
    lines, unit = [], "pixel" if along == "column" else along
    for (name, row), style in zip(rows.items(), STYLES, strict=False):
        # Long rows have a mark here and there: they stay readable, and are drawn in less time.
        axes.plot(start + np.arange(len(row)), row, label=name, markevery=max(1, len(row) // MOST_MARKS), **style)
        step = color.number(float(np.abs(np.diff(row)).mean()))
        lines.append(f"{name}: values {color.number(row.min())} to {color.number(row.max())}, "
                     f"mean step from {unit} to {unit} {step}")  # fmt: skip
    axes.set_xlabel(along, fontsize=9)
    axes.set_ylabel(value, fontsize=9)
    axes.tick_params(labelsize=9)
    axes.grid(alpha=0.3)
    axes.margins(x=0.01)
    figure.legend(loc="upper center", ncols=len(rows), fontsize=9, frameon=False, handlelength=3.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    length = len(next(iter(rows.values())))
    return Picture(figure, "\n".join([f"{label} 1×{length}, from {along} {start}", *lines]))
