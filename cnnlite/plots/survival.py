"""`survival`: what is left of something after each of many units, on a logarithmic axis."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from cnnlite.plots.picture import Picture
from cnnlite.plots.profile import STYLES

FLOOR = 1e-12  # what is less is lost in the rounding of float64


def survival(shares: Mapping[str, np.ndarray], label: str = "what is left of a wiggle") -> Picture:
    """Return one to four rows of shares as lines over the number of units, from 0 units on.

    Parameters
    ----------
    shares : mapping of str to ndarray (N,)
        By name, at least 0: what is left after 0, 1, 2, … units. Lines end where less than 10⁻¹² is left.
    label : str
        What the shares are of; opens the text twin.

    Raises
    ------
    ValueError
        There are no rows, more than four, they differ in length, or a share is negative or not finite.

    Examples
    --------
    >>> print(survival({"half": 0.5 ** np.arange(11.0), "nothing": np.eye(11)[0]}))
    what is left of a wiggle, 2×11, after 1, 2, 5, 10 units
    half: 0.5, 0.25, 0.031, 0.00098
    nothing: 0, 0, 0, 0
    """
    rows = {name: np.asarray(row, dtype=float) for name, row in shares.items()}
    lengths = {row.shape for row in rows.values()}
    if (
        not 1 <= len(rows) <= len(STYLES) or len(lengths) != 1 or len(min(lengths)) != 1
        or not all(np.isfinite(row).all() and (row >= 0).all() for row in rows.values())
    ):  # fmt: skip
        raise ValueError(
            f"survival: shares must be 1 to {len(STYLES)} rows of one length, of finite numbers of at least 0, got "
            f"{', '.join(f'{name} {row.shape}' for name, row in rows.items()) or 'none'}."
        )
    (count,) = min(lengths)
    figure = Figure(figsize=(4.2, 3.3))  # readable on a telephone
    axes = figure.add_axes((0.14, 0.14, 0.83, 0.68))
    for (name, row), style in zip(rows.items(), STYLES, strict=False):
        axes.plot(np.arange(count), np.where(row >= FLOOR, row, np.nan), label=name, **style)
    axes.set_yscale("log")
    axes.set_ylim(FLOOR, max(10.0, 2 * max(row.max() for row in rows.values())))
    axes.yaxis.set_major_locator(LogLocator(100, numticks=12))  # the same steps, whatever the shares are
    axes.set_xlim(0, count - 1)
    axes.set_xlabel("units in a row", fontsize=9)
    axes.set_xticks(range(0, count, max(1, (count - 1) // 4)))
    axes.tick_params(labelsize=9)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="upper center", ncols=2, fontsize=9, frameon=False, handlelength=3, columnspacing=1.6)
    told = [n for n in (1, 2, 5, 10, 20) if n < count]
    lines = [f"{name}: {', '.join(left(row[n]) for n in told)}" for name, row in rows.items()]
    head = f"{label}, {len(rows)}×{count}, after {', '.join(map(str, told))} units"
    return Picture(figure, "\n".join([head, *lines]))


def left(share: float) -> str:
    """Return a share with two digits; one that rounding may have made is only called small.

    Examples
    --------
    >>> left(0.25), left(0.0), left(1e-14), left(2.5e-6), left(1048576.0)
    ('0.25', '0', 'less than 10⁻¹²', '0.0000025', '1 000 000')
    """
    if 0 < share < FLOOR:
        return "less than 10⁻¹²"
    text = np.format_float_positional(share, precision=2, fractional=False, unique=False, trim="-")
    return text if share < 1e4 else f"{float(text):,.0f}".replace(",", " ")
