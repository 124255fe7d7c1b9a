"""`curves`: functions of one number side by side, all on one scale, each with its slope."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.color import ORANGE, PURPLE
from cnnlite.plots.picture import Picture

WIDE, HIGH = 1.6, 1.75  # inches of one function: two fit beside each other on a telephone


def curves(
    x: np.ndarray,
    values: Mapping[str, np.ndarray],
    slopes: Mapping[str, np.ndarray] | None = None,
    points: Sequence[float] = (),
) -> Picture:
    """Return curves (N,) over the same numbers, one small picture each, and all on one scale.

    Parameters
    ----------
    x : ndarray (N,)
        The inputs, in rising order.
    values : mapping of str to ndarray (N,)
        What each function makes of them, by name.
    slopes : mapping of str to ndarray (N,), optional
        Dashed lines, of the same names; NaN where there is none.
    points : sequence of float
        Inputs to mark on each curve; the text twin lists the values there.

    Raises
    ------
    ValueError
        There is no curve, or a row does not have one number for each input.

    Examples
    --------
    >>> x = np.array([-1.0, 0, 1])
    >>> print(curves(x, {"ReLU": np.maximum(x, 0)}, points=[-1, 0.5]))
    1 function on one scale, inputs from −1 to 1
    ReLU 1×3: values 0 to 1; at −1: 0, 0.5: 0.5
    """
    dashed = dict(slopes or {})
    if not values or any(np.shape(row) != np.shape(x) for row in (*values.values(), *dashed.values())):
        shapes = ", ".join(f"{name} {np.shape(row)}" for name, row in {**values, **dashed}.items()) or "none"
        raise ValueError(f"curves: values and slopes must have a number for each of x {np.shape(x)}, got {shapes}.")
    low = min(float(row.min()) for row in values.values())
    high = max(float(row.max()) for row in values.values())
    room = 0.06 * (high - low or 1)
    parts = [
        _part(name, x, row, dashed.get(name), np.asarray(points, dtype=float), (low - room, high + room))
        for name, row in values.items()
    ]
    count = f"{len(parts)} function{'s' * (len(parts) > 1)}"
    head = f"{count} on one scale, inputs from {color.number(x[0])} to {color.number(x[-1])}"
    return Picture(parts, "\n".join([head, *(part.text for part in parts)]))


def _part(
    name: str, x: np.ndarray, row: np.ndarray, slope: np.ndarray | None, points: np.ndarray, span: tuple[float, float]
) -> Picture:
    """Return one function under its name."""
    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0.16, 0.13, 0.8, 0.73))
    axes.axhline(0, color="0.6", linewidth=0.8)
    axes.axvline(0, color="0.6", linewidth=0.8)
    axes.plot(x, row, color=PURPLE, linewidth=2)
    if slope is not None:
        axes.plot(x, slope, "--", color=ORANGE, linewidth=1.5)
    heights = np.interp(points, x, row)
    axes.plot(points, heights, "o", color=PURPLE, markersize=3.5)
    axes.set_ylim(*span)
    axes.set_xlim(x[0], x[-1])
    axes.set_title(name, fontsize=10)
    axes.tick_params(labelsize=8)
    axes.grid(color="0.92")
    axes.spines[["top", "right"]].set_visible(False)
    listed = ", ".join(f"{color.number(p)}: {color.number(v)}" for p, v in zip(points, heights, strict=True))
    ends = f"values {color.number(row.min())} to {color.number(row.max())}"
    return Picture(figure, f"{name} 1×{len(x)}: {ends}{f'; at {listed}' if listed else ''}")
