"""`Wiggle`: a curve, a point on it that moves by h, rise over run; and below it the slope everywhere."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.color import ORANGE, PURPLE
from cnnlite.plots.picture import Picture

RED = "#d1001f"


def significant(value: float) -> str:
    """Return a number with four digits from its first one on, so that a small rise is told as exactly as a large one.

    Examples
    --------
    >>> significant(-0.000024567), significant(99.99999), significant(2.0)
    ('−0.00002457', '100', '2')
    """
    text = np.format_float_positional(value + 0.0, precision=4, fractional=False, unique=False, trim="-")
    return text.replace("-", "−")


class Wiggle:
    """A function's curve above its slope curve, drawn once; then one wiggle after the other on them.

    Parameters
    ----------
    name : str
        What the function is called.
    x, values, slopes : ndarray (N,)
        Inputs in rising order, the function's values and its slopes there; NaN where it has no slope.
    by : str
        What the inputs are called.

    Raises
    ------
    ValueError
        The three rows differ in length.

    Examples
    --------
    >>> x = np.linspace(-1, 1, 5)
    >>> print(Wiggle("square", x, x**2, 2 * x).at((0.5, 0.25), (1, 1)))
    square 1×5, inputs from −1 to 1: values 0 to 1, slopes −2 to 2
    from 0.5 to 1 the value moves from 0.25 to 1: slope 0.75/0.5 = 1.5
    """

    def __init__(self, name: str, x: np.ndarray, values: np.ndarray, slopes: np.ndarray, by: str = "x") -> None:
        if not np.shape(x) == np.shape(values) == np.shape(slopes):
            raise ValueError(
                "Wiggle: x, values and slopes must have one length, got "
                f"{_checks.shapes(x=x, values=values, slopes=slopes)}."
            )
        known = slopes[np.isfinite(slopes)]
        self.words = (
            f"{name} 1×{len(x)}, inputs from {color.number(x[0])} to {color.number(x[-1])}: "
            f"values {color.number(values.min())} to {color.number(values.max())}, "
            f"slopes {color.number(known.min())} to {color.number(known.max())}"
        )
        self.figure = Figure(figsize=(3.9, 4.3))  # readable on a telephone
        self.upper = self.figure.add_axes((0.12, 0.5, 0.85, 0.44))
        self.lower = self.figure.add_axes((0.12, 0.1, 0.85, 0.29))
        for axes, title, heights, span, ink in (
            (self.upper, f"{name}: value", values, values, PURPLE),
            (self.lower, "slope", slopes, np.append(known, (0, 1)), ORANGE),
        ):
            _frame(axes, title, (x[0], x[-1]), span)
            axes.plot(x, heights, color=ink, linewidth=2.2)
        self.lower.set_xlabel(by, fontsize=9, labelpad=1)
        (self.corner,) = self.upper.plot([], [], "--", color=RED, linewidth=1.5)
        (self.begin,) = self.upper.plot([], [], "o", color=RED, markersize=7)
        (self.finish,) = self.upper.plot([], [], "o", color=RED, markersize=7, markerfacecolor="white")
        (self.slope,) = self.lower.plot([], [], "o", color=RED, markersize=7)
        self.beyond = self.lower.text(0, 0, "", color=RED, fontsize=10)

    def at(self, start: tuple[float, float], end: tuple[float, float]) -> Picture:
        """Return the picture of the wiggle from one (x, value) to another; ValueError where x does not move."""
        run, rise = end[0] - start[0], end[1] - start[1]
        if run == 0:
            raise ValueError(f"Wiggle.at: end must lie at another x than start, got {start} and {end}.")
        slope = rise / run
        self.corner.set_data([start[0], end[0], end[0]], [start[1], start[1], end[1]])
        self.begin.set_data([start[0]], [start[1]])
        self.finish.set_data([end[0]], [end[1]])
        self.slope.set_data([start[0]], [slope])
        low, high = self.lower.get_ylim()
        beyond = "" if low <= slope <= high else f" {'↑' if slope > high else '↓'} {significant(slope)}"
        self.beyond.set_text(beyond)  # far outside, as on a step
        self.beyond.set_position((start[0], high if slope > high else low))
        self.beyond.set_verticalalignment("top" if slope > high else "bottom")
        moved = (
            f"from {significant(start[0])} to {significant(end[0])} the value moves from {significant(start[1])} to "
            f"{significant(end[1])}: slope {significant(rise)}/{significant(run)} = {significant(slope)}"
        )
        return Picture(self.figure, f"{self.words}\n{moved}")


def _frame(axes: Axes, title: str, ends: tuple[float, float], heights: np.ndarray) -> None:
    """Give axes their title, their room and their lines at 0; few ticks, as drawing them takes longest."""
    low, high = float(heights.min()), float(heights.max())
    room = 0.12 * (high - low or 1)
    axes.set_ylim(low - room, high + room)
    axes.set_xlim(*ends)
    axes.locator_params(axis="y", nbins=4)
    axes.locator_params(axis="x", nbins=8, integer=ends[1] - ends[0] > 4)
    axes.axhline(0, color="0.6", linewidth=0.8)
    axes.axvline(0, color="0.6", linewidth=0.8)
    axes.set_title(title, fontsize=10, loc="left", pad=3)
    axes.tick_params(labelsize=9)
    axes.spines[["top", "right"]].set_visible(False)
