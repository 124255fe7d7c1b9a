"""`bars`: a few numbers side by side, each written at its bar."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots.color import PURPLE
from cnnlite.plots.picture import Picture

RATIO = 50  # of the largest number to the smallest, from which on the axis counts the digits
ROW, BAR = 0.36, 0.7  # inches from bar to bar, and the share of them that a bar fills
LETTER = 0.08  # inches of a letter of a name
TRACK = 4.2  # inches for the longest bar and the number behind it


def bars(values: Mapping[str, float], label: str = "parameters") -> Picture:
    """Return named numbers as bars, one below the other, on a logarithmic axis where they are very different.

    Parameters
    ----------
    values : mapping of str to float
        Numbers of at least 0, by name.
    label : str
        What is counted; stands at the axis.

    Raises
    ------
    TypeError, ValueError
        There is no number, or one is not finite or below 0.

    Examples
    --------
    >>> print(bars({"conv 3×3": 896, "dense": 1000000}))
    parameters, on a logarithmic axis
    conv 3×3: 896
    dense: 1 000 000
    """
    if not values:
        raise ValueError("bars: values must hold at least one number, got none.")
    numbers = [_checks.number("bars", f"the value of {name}", value, least=0) for name, value in values.items()]
    logarithmic = min(numbers) >= 1 and max(numbers) > RATIO * min(numbers)
    axis = f"{label}, on a logarithmic axis" if logarithmic else label
    written = [_grouped(number) for number in numbers]

    left = LETTER * max(map(len, values)) + 0.15
    figure = Figure(figsize=(left + TRACK, ROW * len(numbers) + 0.6))
    high = figure.get_figheight()
    axes = figure.add_axes(
        (left / figure.get_figwidth(), 0.48 / high, 0.97 - left / figure.get_figwidth(), 1 - 0.55 / high)
    )
    places = np.arange(len(numbers))
    axes.barh(places, numbers, height=BAR, color=PURPLE)
    axes.set_yticks(places, list(values), fontsize=9.5)
    axes.invert_yaxis()
    if logarithmic:
        axes.set_xscale("log")
        axes.set_xlim(1, max(numbers) ** 1.28)  # room behind the longest bar for its number
    else:
        axes.set_xlim(0, max(numbers) * 1.3 or 1)
    for place, (number, text) in enumerate(zip(numbers, written, strict=True)):
        axes.annotate(
            text,
            (max(number, axes.get_xlim()[0]), place),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
        )
    axes.set_xlabel(axis, fontsize=9)
    axes.tick_params(labelsize=8, axis="x")
    axes.spines[["top", "right"]].set_visible(False)
    return Picture(figure, "\n".join([axis, *(f"{name}: {text}" for name, text in zip(values, written, strict=True))]))


def _grouped(number: float) -> str:
    """Return a number with a thin space between each three digits, whole ones without decimals."""
    return (f"{number:,.0f}" if number == int(number) else f"{number:,.4g}").replace(",", " ")
