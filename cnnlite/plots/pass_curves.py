"""`pass_curves`: losses over the passes of a training, with dots where it stands."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, MultipleLocator, NullLocator

from cnnlite import _checks
from cnnlite.plots.color import ORANGE, PURPLE
from cnnlite.plots.picture import Picture
from cnnlite.plots.rows import length_of

# Told apart by their dashes and marks as well as by their colors.
STYLES: tuple[dict[str, Any], ...] = (
    {"color": PURPLE, "linestyle": "-", "linewidth": 2.2, "marker": "o"},
    {"color": ORANGE, "linestyle": (0, (5, 1.5)), "linewidth": 2.2, "marker": "s"},
    {"color": "0.35", "linestyle": ":", "linewidth": 1.8, "marker": "^"},
)
MARKED = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
WIDE, HIGH = 3.6, 2.85  # inches: two such pictures stand side by side, one fits on a telephone


def pass_curves(
    losses: Mapping[str, np.ndarray], at: int = 1, top: float = 1.6, levels: Mapping[str, float] | None = None
) -> Picture:
    """Return losses (N,) over passes 1 to N, on a logarithmic axis of passes.

    Parameters
    ----------
    losses : mapping of str to ndarray (N,)
        One to three, by name; the legend has their values at the present pass.
    at : int
        The present pass, 1 to N.
    top : float
        The largest loss drawn; a dot beyond it is hollow and stands at the edge.
    levels : mapping of str to float, optional
        Losses to mark by a thin line, by what is written there.

    Raises
    ------
    TypeError, ValueError
        There are no losses, more than three, they are not of one length of at least 2, or ``at`` is none of the passes.

    Examples
    --------
    >>> print(pass_curves({"cat": np.array([0.5, 0.25, 0.125])}, at=2))
    loss over 1×3 passes, now at pass 2
    cat: 0.5000 at pass 1, 0.1250 at pass 3; now 0.2500
    """
    count = length_of("pass_curves", "losses", losses, len(STYLES))
    at = _checks.whole("pass_curves", "at", at, 1, count)
    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0.115, 0.15, 0.74, 0.68))
    number, keys, lines = np.arange(1, count + 1), [], []
    for name, level in (levels or {}).items():
        axes.axhline(level, color="0.6", linewidth=0.8)
        axes.text(count * 1.08, level, name, fontsize=8, color="0.3", va="center")
    for (name, row), style in zip(losses.items(), STYLES, strict=False):
        now, line = float(row[at - 1]), {key: value for key, value in style.items() if key != "marker"}
        axes.plot(number, row, **line)
        (dot,) = axes.plot([at], [min(now, top)], style["marker"], color=style["color"], markersize=7, clip_on=False)
        if now > top:
            dot.set_markerfacecolor("white")
        keys.append(Line2D([], [], label=f"{name} {now:.{4 if now < 10 else 2}f}", markersize=5, **style))
        lines.append(f"{name}: {row[0]:.4f} at pass 1, {row[-1]:.4f} at pass {count}; now {now:.4f}")
    axes.axvline(at, color="0.75", linewidth=0.8, zorder=0)
    axes.set(xscale="log", xlim=(1, count), ylim=(0, top))
    axes.xaxis.set_major_locator(FixedLocator([mark for mark in MARKED if mark <= count]))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(MultipleLocator(0.5))
    axes.tick_params(labelsize=8)
    axes.set_xlabel("pass", fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    figure.text(0.015, 0.985, "loss", fontsize=9, weight="bold", va="top")
    figure.legend(
        handles=keys, loc="upper right", ncols=len(keys), fontsize=8.3, frameon=False, handlelength=2.2,
        columnspacing=0.9, handletextpad=0.4, borderaxespad=0.1, bbox_to_anchor=(1, 0.93),
    )  # fmt: skip
    return Picture(figure, "\n".join([f"loss over 1×{count} passes, now at pass {at}", *lines]))
