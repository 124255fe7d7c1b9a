"""`descent`: losses over the steps of a training, told apart by their dashes and marks, too."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cnnlite.plots import color
from cnnlite.plots.picture import Picture
from cnnlite.plots.profile import STYLES
from cnnlite.plots.rows import length_of

WIDE, HIGH = 3.5, 2.3  # inches: it fits on a telephone


def descent(losses: Mapping[str, np.ndarray], label: str = "loss") -> Picture:
    """Return one to three rows of losses (N,) over the steps 0 to N − 1.

    Parameters
    ----------
    losses : mapping of str to ndarray (N,)
        By name; at least two numbers each.
    label : str
        What the numbers are; stands above them.

    Raises
    ------
    ValueError
        There are no losses, more than three, or they are not of one length of at least 2.

    Examples
    --------
    >>> print(descent({"right": np.array([1.0, 0.5, 0.25])}))
    loss over 2 steps, 1×3
    right: 1 at first, 0.25 at last
    """
    length_of("descent", "losses", losses, 3)
    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0.14, 0.19, 0.83, 0.6))
    lines = []
    for (name, row), style in zip(losses.items(), STYLES, strict=False):
        axes.plot(row, label=name, **style)
        lines.append(f"{name}: {color.number(row[0])} at first, {color.number(row[-1])} at last")
    axes.set_ylim(bottom=min(0.0, *(float(row.min()) for row in losses.values())))
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel("step", fontsize=9)
    axes.tick_params(labelsize=8.5)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.text(0.02, 0.985, label, fontsize=9.5, va="top")
    figure.legend(
        loc="upper right", ncols=len(losses), fontsize=9, frameon=False, handlelength=2.6, borderaxespad=0.1,
        columnspacing=1.2,
    )  # fmt: skip
    steps = len(next(iter(losses.values()))) - 1
    return Picture(
        figure, "\n".join([f"{label} over {steps} step{'s' * (steps > 1)}, {len(losses)}×{steps + 1}", *lines])
    )
