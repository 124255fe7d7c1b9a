"""`powers`: how something grows, on two logarithmic axes, where every power is a straight line."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from cnnlite.plots.picture import Picture
from cnnlite.plots.winners import COLORS

MARKS = ("o-", "^--", "s:", "D-.", "v-", "x--")


def powers(x: Sequence[float], rows: Mapping[str, np.ndarray], along: str, value: str) -> Picture:
    """Return one to six rows (N,) as lines on two logarithmic axes.

    Parameters
    ----------
    x : sequence of float
        Numbers above 0, in rising order.
    rows : mapping of str to ndarray (N,)
        By name, numbers above 0; NaN where there is none.
    along, value : str
        What stands at the axes.

    Raises
    ------
    ValueError
        There is no row, more than six, one has not a number for each of x, or a number is not above 0.

    Examples
    --------
    >>> print(powers([1, 10], {"square": np.array([1.0, 100]), "half": np.array([0.5, np.nan])}, "n", "steps"))
    steps against n 1, 10, both on logarithmic axes, 2×2
    square: 1, 100
    half: 0.5, –
    """
    given = {name: np.asarray(row, dtype=float) for name, row in rows.items()}
    shapes_right = all(row.shape == (len(x),) for row in given.values())
    if not 1 <= len(given) <= len(MARKS) or not shapes_right or any((row <= 0).any() for row in given.values()):
        listed = ", ".join(f"{name} {row.shape}" for name, row in given.items()) or "none"
        raise ValueError(f"powers: rows must be 1 to {len(MARKS)} of {len(x)} numbers above 0, got {listed}.")
    figure = Figure(figsize=(4.2, 3.3))  # readable on a telephone
    axes: Any = figure.add_axes((0.17, 0.15, 0.8, 0.66))
    for (name, row), mark, shade in zip(given.items(), MARKS, COLORS, strict=False):
        axes.plot(x, row, mark, color=shade, label=name, linewidth=1.8, markersize=5)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(list(x), [f"{number:g}" for number in x])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel(along, fontsize=9)
    axes.set_ylabel(value, fontsize=9)
    axes.tick_params(labelsize=9)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="upper center", ncols=3, fontsize=9, frameon=False, handlelength=2.6, columnspacing=1.4)
    told = ", ".join(f"{number:g}" for number in x)
    head = f"{value} against {along} {told}, both on logarithmic axes, {len(given)}×{len(x)}"
    lines = [f"{name}: {', '.join(_written(n) for n in row)}" for name, row in given.items()]
    return Picture(figure, "\n".join([head, *lines]))


def _written(number: float) -> str:
    """Return a number with three digits, thousands apart."""
    if np.isnan(number):
        return "–"
    return (
        f"{float(f'{number:.3g}'):,g}".replace(",", " ")
        if number < 1e6
        else f"{float(f'{number:.3g}'):,.0f}".replace(",", " ")
    )
