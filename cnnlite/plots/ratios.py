"""`ratios`: how large each layer's last move was, measured by its weights."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots.color import PALE, PURPLE
from cnnlite.plots.error_curves import power
from cnnlite.plots.picture import Picture

LOW, HIGH = -6, 0  # powers of ten that the axis has room for
THUMB = (3e-4, 3e-3)
WIDE, ROW, EDGE = 3.1, 0.4, 0.8  # inches: of a row, and of what stands above and below the rows
LETTER = 0.075


def ratios(values: Mapping[str, float]) -> Picture:
    """Return the size of a move over the size of the weights that moved, one dot for each layer.

    A pale band marks the rule of thumb, around one thousandth. Small networks that train well are often above it, and
    above all at first.

    Parameters
    ----------
    values : mapping of str to float
        By layer, at least 0; NaN where nothing has moved yet. Dots beyond the axis stand at its ends.

    Raises
    ------
    ValueError
        There is no layer.

    Examples
    --------
    >>> print(ratios({"0 Conv2d": 0.00123, "3 Conv2d": float("nan")}))
    1×2 ratios, size of the last move / size of the weights, on a logarithmic axis
    0 Conv2d: 0.0012
    3 Conv2d: no move yet
    """
    if not values:
        raise ValueError("ratios: values must hold at least one layer, got none.")
    left = LETTER * max(map(len, values)) + 0.12
    high = ROW * len(values) + EDGE
    figure = Figure(figsize=(WIDE, high))
    axes = figure.add_axes((left / WIDE, 0.42 / high, 0.96 - left / WIDE, 1 - EDGE / high))
    axes.set(xscale="log", xlim=(10.0**LOW, 10.0**HIGH), ylim=(len(values) - 0.5, -0.5))
    axes.axvspan(*THUMB, color=PALE)
    axes.text(1e-3, -0.55, "rule of thumb", fontsize=8.5, ha="center", va="bottom", color="0.25")
    lines = []
    for place, (name, value) in enumerate(values.items()):
        axes.axhline(place, color="0.85", linewidth=0.8, zorder=0)
        written = f"{value:.2g}" if np.isfinite(value) else "no move yet"
        lines.append(f"{name}: {written}")
        if np.isfinite(value):
            at = float(np.clip(value, 10.0**LOW, 10.0**HIGH))
            axes.plot([at], [place], "o", color=PURPLE, markersize=7, clip_on=False)
            axes.annotate(written, (at, place), (0, 6), textcoords="offset points", ha="center", fontsize=8.5)
    axes.set_yticks(range(len(values)), list(values), fontsize=9)
    axes.set_xticks([10.0**n for n in range(LOW, HIGH + 1, 2)], [power(n) for n in range(LOW, HIGH + 1, 2)])
    axes.minorticks_off()
    axes.tick_params(labelsize=9, length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.text(0.5, 0.02, "size of the last move / size of the weights", fontsize=9, ha="center", va="bottom")
    head = f"1×{len(values)} ratios, size of the last move / size of the weights, on a logarithmic axis"
    return Picture(figure, "\n".join([head, *lines]))
