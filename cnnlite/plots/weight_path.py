"""`weight_path`: the weights of one kernel over the time of a training, one of them in front."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.color import PURPLE
from cnnlite.plots.picture import Picture

WIDE, HIGH = 3.6, 2.5  # inches: fits on a telephone
RED = "#d1001f"


def weight_path(paths: np.ndarray, times: Sequence[str], chosen: int, at: int, label: str = "weight") -> Picture:
    """Return several weights over time as thin gray lines, and one of them as a broad line with a dot where it is now.

    Parameters
    ----------
    paths : ndarray (T, K)
        K weights at T moments.
    times : sequence of str
        What the T moments are called.
    chosen : int
        The weight in front, 0 to K − 1.
    at : int
        The present moment, 0 to T − 1.
    label : str
        What the weight in front is called.

    Raises
    ------
    TypeError, ValueError
        There are fewer than two moments or not as many names, or a number is out of range.

    Examples
    --------
    >>> print(weight_path(np.array([[0.5, -1.0], [0.25, 1.0]]), ["start", "end"], 0, 1, "tap (0, 0)"))
    tap (0, 0) over 1×2 moments: 0.5 at start, 0.25 at end; now 0.25, at end; thin lines: the other 1
    """
    if np.ndim(paths) != 2 or len(paths) < 2 or len(times) != len(paths):
        raise ValueError(
            f"weight_path: paths must be (T, K) of at least 2 moments, with a name for each, got {np.shape(paths)} "
            f"and {len(times)} names."
        )
    chosen = _checks.whole("weight_path", "chosen", chosen, 0, paths.shape[1] - 1)
    at = _checks.whole("weight_path", "at", at, 0, len(paths) - 1)
    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0.14, 0.19, 0.83, 0.76))
    moments = np.arange(len(paths))
    axes.axhline(0, color="0.5", linewidth=0.8)
    axes.plot(moments, np.delete(paths, chosen, axis=1), color="0.75", linewidth=1)
    axes.plot(moments, paths[:, chosen], color=PURPLE, linewidth=2.4)
    axes.plot([at], [paths[at, chosen]], "o", color=RED, markersize=8, zorder=3)
    marked = np.unique(np.linspace(0, len(paths) - 1, min(len(paths), 4)).round().astype(int))
    axes.set_xticks(marked, [times[n] for n in marked])
    axes.locator_params(axis="y", nbins=5)
    axes.tick_params(labelsize=8.5)
    axes.margins(x=0.06, y=0.1)
    axes.spines[["top", "right"]].set_visible(False)
    start, end, now = (color.number(paths[n, chosen]) for n in (0, -1, at))
    others = f"; thin lines: the other {paths.shape[1] - 1}" if paths.shape[1] > 1 else ""
    return Picture(
        figure,
        f"{label} over 1×{len(paths)} moments: {start} at {times[0]}, {end} at {times[-1]}; now {now}, at {times[at]}"
        f"{others}",
    )
