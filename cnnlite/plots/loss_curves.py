"""`LossCurves`: several losses, or their slopes, over all predictions, with a dot where the prediction stands."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from cnnlite import _checks
from cnnlite.plots.picture import Picture
from cnnlite.plots.wiggle import significant

# A loss looks the same in every picture; all are told apart by their dashes and marks as well as by their colors.
STYLES: dict[str, tuple[dict[str, Any], str]] = {
    "cross-entropy": ({"color": "#5b3b8c", "linestyle": "-", "linewidth": 2.0}, "o"),
    "MSE": ({"color": "#b8460e", "linestyle": "--", "linewidth": 2.0}, "s"),
    "half MSE": ({"color": "#b8460e", "linestyle": (0, (6, 1.5)), "linewidth": 2.0}, "p"),
    "MAE": ({"color": "#0072b2", "linestyle": ":", "linewidth": 2.4}, "^"),
    "MSLE": ({"color": "#a02c6b", "linestyle": (0, (3, 1, 1, 1, 1, 1)), "linewidth": 2.0}, "v"),
    "MAPE": ({"color": "#007a5e", "linestyle": "-.", "linewidth": 2.0}, "D"),
}
MOST = 4  # curves
WIDE, HIGH, ROW = 3.55, 2.55, 0.2  # inches: of the picture, of its lower part, of a line of the legend above
REACH = 0.15  # of the axis, which a drawn slope covers to each side


class LossCurves:
    """Curves over one axis, drawn once; then one prediction after the other on them.

    Parameters
    ----------
    inputs : ndarray (n,)
        The predictions, growing.
    curves : mapping of str to ndarray (n,)
        One to four losses by name: cross-entropy, MSE, half MSE, MAE, MSLE or MAPE.
    label, value : str
        What stands at the two axes.
    ends : (float, float), optional
        The lowest and the highest number to draw; all by default. A dot that lies beyond stands hollow at the edge.
    scaled : bool
        Whether each curve is drawn as a share of its own largest size, for losses in different units.

    Raises
    ------
    ValueError
        There are no curves, more than four, one of an unknown name, or one is not as long as ``inputs``.

    Examples
    --------
    >>> p = np.array([0.1, 0.5, 0.9])
    >>> print(LossCurves(p, {"MSE": (1 - p) ** 2}).at(0.5, {"MSE": 0.25}, {"MSE": -1.0}))
    loss over prediction, from 0.1 to 0.9; the dots stand at 0.5
    MSE 1×3: 0.81 to 0.01, lowest 0.01 at 0.9; now 0.25, slope −1
    """

    def __init__(
        self,
        inputs: np.ndarray,
        curves: Mapping[str, np.ndarray],
        label: str = "prediction",
        value: str = "loss",
        ends: tuple[float, float] | None = None,
        scaled: bool = False,
    ) -> None:
        shapes = {name: np.shape(curve) for name, curve in curves.items()}
        if not 1 <= len(curves) <= MOST or set(shapes.values()) != {np.shape(inputs)}:
            raise ValueError(
                f"LossCurves: curves must be 1 to {MOST} of the length of inputs, {np.shape(inputs)}, got {shapes}."
            )
        for name in curves:
            _checks.choice("LossCurves", "each name of curves", name, STYLES)
        self.inputs, self.curves, self.ends = inputs, dict(curves), ends or (-np.inf, np.inf)
        self.words = f"{value} over {label}, from {written(inputs[0])} to {written(inputs[-1])}"
        self.shares = {name: 1 / (np.abs(curve).max() or 1) if scaled else 1.0 for name, curve in curves.items()}
        tall = HIGH + ROW * len(curves)
        self.figure = Figure(figsize=(WIDE, tall))
        axes = self.figure.add_axes((0.155, 0.44 / tall, 0.825, (HIGH - 0.68) / tall))
        axes.axhline(0, color="0.6", linewidth=0.8, zorder=0)
        self.marks, keys = {}, []
        for name, curve in curves.items():
            style, mark = STYLES[name]
            ink = style["color"]
            axes.plot(inputs, curve * self.shares[name], **style)
            (tangent,) = axes.plot([], [], color="black", linewidth=1.2, zorder=2.5)
            (dot,) = axes.plot([], [], mark, color=ink, markersize=7, clip_on=False, zorder=3)
            self.marks[name] = tangent, dot, ink
            keys.append(Line2D([], [], marker=mark, markersize=6, label=name, **style))
        axes.set(xlim=(inputs[0], inputs[-1]), ylim=ends)
        axes.autoscale(False)
        axes.set_xlabel(label, fontsize=9)
        axes.tick_params(labelsize=8)
        axes.grid(alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)
        unit = ", each as a share of its largest" if scaled else ""
        self.figure.text(0.02, 0.985, f"{value}{unit}", fontsize=9, weight="bold", va="top")
        self.legend = self.figure.legend(
            handles=keys, loc="upper left", bbox_to_anchor=(0.0, 1 - 0.17 / tall), fontsize=9, frameon=False,
            handlelength=3.2, labelspacing=0.25, borderaxespad=0.2,
        )  # fmt: skip

    def at(self, at: float, points: Mapping[str, float], slopes: Mapping[str, float] | None = None) -> Picture:
        """Return the picture with a dot on each curve, its number and, if given, its slope as a thin black line."""
        step = REACH * (self.inputs[-1] - self.inputs[0])
        lines = [f"{self.words}; the dots stand at {written(at)}"]
        for key, (name, curve) in zip(self.legend.get_texts(), self.curves.items(), strict=True):
            tangent, dot, ink = self.marks[name]
            there = points[name] * self.shares[name]
            inside = self.ends[0] <= there <= self.ends[1]
            dot.set_data([at], [np.clip(there, *self.ends)])
            dot.set(markerfacecolor=ink if inside else "white", markeredgecolor="white" if inside else ink)
            key.set_text(f"{name}  {written(points[name])}")
            lowest = int(curve.argmin())
            least = f"lowest {written(curve[lowest])} at {written(self.inputs[lowest])}"
            ends = f"{written(curve[0])} to {written(curve[-1])}"
            told = f"{name} 1×{len(curve)}: {ends}, {least}; now {written(points[name])}"
            if slopes:
                rise = step * slopes[name] * self.shares[name]
                tangent.set_data([at - step, at + step], [there - rise, there + rise])
                told += f", slope {written(slopes[name])}"
            lines.append(told)
        return Picture(self.figure, "\n".join(lines))


def written(value: float) -> str:
    """Return a number with four digits, and what is smaller than a millionth as 0."""
    return significant(round(float(value), 6))
