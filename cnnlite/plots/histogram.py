"""`histogram`: how many values of an array lie where, whatever their places."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.picture import Picture

MOST = 4  # arrays
ROUNDING = 1e-9  # of the span
FILL = {"red": "#b3261e", "green": "#2e7d32", "blue": "#1f5fbf"}  # the name stands beside the bars as well
WIDE, ROW, LEFT, FOOT = 3.3, 0.64, 0.55, 0.3  # inches


def histogram(
    arrays: np.ndarray | Mapping[str, np.ndarray],
    label: str = "values",
    bins: int = 20,
    span: tuple[float, float] = (0.0, 1.0),
    screen: bool = True,
    full: float | None = None,
) -> Picture:
    """Return the share of values in each of ``bins`` equal parts of ``span``, one row of bars for each array.

    A bin holds its upper end and not its lower one, but the first holds both.

    Parameters
    ----------
    arrays : ndarray (…) or mapping of str to ndarray (…)
        Values of any shape; up to four arrays by name.
    label : str
        What the values are of; opens the text twin.
    bins : int
        2 to 64.
    span : (float, float)
        The first and the last value drawn; how many lie beyond is said in the text.
    screen : bool
        Whether a dashed line marks 1, as far as a screen can show.
    full : float, optional
        The share, above 0, whose bar is as high as a row, so that several pictures have one scale; how much lies
        outside of ``span`` is then written beside its row. By default the highest bar of the picture.

    Raises
    ------
    TypeError, ValueError
        There is no array, more than four, one without numbers or with one that is not finite, or ``bins`` or ``span``
        is impossible.

    Examples
    --------
    >>> print(histogram(np.array([[0.0, 0.5], [0.6, 2.0]]), "four pixels", bins=2))
    histogram of four pixels: per cent in each of 2 bins from 0 to 1
    2×2: 50, 25; 25 % above 1
    """
    named = dict(arrays) if isinstance(arrays, Mapping) else {"": arrays}
    bins = _checks.whole("histogram", "bins", bins, 2, 64)
    low = _checks.number("histogram", "the start of span", span[0])
    high = _checks.number("histogram", "the end of span", span[1], above=low)
    if full is not None:
        full = _checks.number("histogram", "full", full, above=0)
    if not 1 <= len(named) <= MOST:
        raise ValueError(f"histogram: arrays must be 1 to {MOST} by name, got {len(named)}.")
    shares = {name: _shares(name or "arrays", array, bins, low, high) for name, array in named.items()}
    ends = f"{color.number(low)} to {color.number(high)}"
    lines = [f"histogram of {label}: per cent in each of {bins} bins from {ends}"]
    for name, array in named.items():
        inside, below, above = shares[name]
        beyond = [
            f"; {_percent(share)} % {where} {color.number(end)}"
            for share, where, end in ((below, "below", low), (above, "above", high))
            if share
        ]
        listed = ", ".join(map(_percent, inside))
        lines.append(f"{f'{name} {color.size_of(array)}'.strip()}: {listed}{''.join(beyond)}")
    figure = _drawn({name: found[0] for name, found in shares.items()}, low, high, screen, full)
    if full is not None:
        for row, (_, below, above) in enumerate(list(shares.values())[::-1]):
            if below + above >= 0.005:
                told = f"{100 * (below + above):.0f} % outside"
                figure.axes[0].text(high, row + 0.15, told, fontsize=9, ha="right", va="bottom", color="0.2")
    return Picture(figure, "\n".join(lines))


def _shares(name: str, array: np.ndarray, bins: int, low: float, high: float) -> tuple[np.ndarray, float, float]:
    """Return the share of the values in each bin, below the first and above the last."""
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf":
        raise TypeError(f"histogram: {name} must be an array of numbers, got {array!r}.")
    if array.size == 0 or not np.isfinite(array).all():
        raise ValueError(f"histogram: {name} must hold finite numbers, at least one, got {name}.shape={array.shape}.")
    inside = array[(array >= low) & (array <= high)]
    # A little less than they are, so that an upper end belongs to its bin, whatever rounding has left of it.
    counts, _ = np.histogram(np.maximum(inside - ROUNDING * (high - low), low), bins, (low, high))
    return counts / array.size, float((array < low).mean()), float((array > high).mean())


def _percent(share: float) -> str:
    """Return a share in per cent, whole from 1 on."""
    return f"{100 * share:.0f}" if share >= 0.01 or share == 0 else f"{100 * share:.1f}".replace("0.0", "<0.1")


def _drawn(shares: Mapping[str, np.ndarray], low: float, high: float, screen: bool, full: float | None) -> Figure:
    """Draw one row of bars for each array, all rows over one axis and in one measure."""
    rows = list(shares.items())[::-1]  # the first one stands on top
    figure = Figure(figsize=(WIDE, FOOT + ROW * max(2, len(rows))))
    tall = figure.get_figheight()
    axes = figure.add_axes((LEFT / WIDE, FOOT / tall, (WIDE - LEFT - 0.15) / WIDE, 1 - FOOT / tall))
    most = full or max(share.max() for share in shares.values()) or 1
    for base, (name, share) in enumerate(rows):
        edges = np.linspace(low, high, len(share) + 1)
        axes.stairs(
            base + 0.9 * np.minimum(share / most, 1), edges, baseline=base, fill=True, color=FILL.get(name, "0.4")
        )
        axes.axhline(base, color="0.2", linewidth=0.8)
    if screen and low < 1 < high:  # as far as a screen can show
        axes.axvline(1, color="0.2", linewidth=1, linestyle=(0, (4, 3)))
    axes.set_yticks(np.arange(len(rows)) + 0.25, [name for name, _ in rows], fontsize=9)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xlim(low, high)
    axes.set_ylim(0, len(rows))
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure
