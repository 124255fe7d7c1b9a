"""`ErrorCurves`: relative errors over the size of a wiggle, both axes in powers of ten, with one wiggle marked."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots.picture import Picture
from cnnlite.plots.profile import STYLES

LEAST, MOST = 1e-17, 1e1  # relative errors that the picture has room for
MOST_ROWS = 2  # a broad line, and a thin one with dots over it
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power(exponent: int) -> str:
    """Return a power of ten as it is written.

    Examples
    --------
    >>> power(-12), power(0)
    ('10⁻¹²', '1')
    """
    return f"10{str(exponent).translate(SUPERSCRIPT)}" if exponent else "1"


def scientific(value: float) -> str:
    """Return a number of at least 0 as a digit times a power of ten.

    Examples
    --------
    >>> scientific(0.00083), scientific(1e-8), scientific(0.0)
    ('8·10⁻⁴', '10⁻⁸', '0')
    """
    digit, exponent = f"{value:.0e}".split("e")
    return f"{digit}·{power(int(exponent))}".removeprefix("1·") if int(exponent) else digit


def best(h: np.ndarray, errors: np.ndarray) -> int:
    """Return the whole exponent around which the largest error, over a decade of h, is smallest.

    Single errors on the left are chance; the largest of a decade is not.

    Examples
    --------
    >>> h = 10.0 ** np.arange(-6, 0.5, 0.5)
    >>> best(h, h**2 + 1e-9 / h)
    -3
    """
    exponents = np.log10(h)
    decades = np.arange(np.ceil(exponents.min() + 0.5), np.floor(exponents.max() - 0.5) + 1)
    return int(min(decades, key=lambda decade: errors[np.abs(exponents - decade) <= 0.5 + 1e-9].max()))


class ErrorCurves:
    """Errors over h, drawn once; then one h after the other on them.

    Parameters
    ----------
    h : ndarray (N,)
        Sizes of the wiggle, in rising order, above 0; at least two decades of them.
    errors : mapping of str to ndarray (N,)
        One or two rows of relative errors by name, at least 0; an error of 0 has no place on the axis.

    Raises
    ------
    ValueError
        There are no rows, more than two, or one has not an error for each h.

    Examples
    --------
    >>> h = 10.0 ** np.arange(-6, 0.5, 0.5)
    >>> print(ErrorCurves(h, {"an error": h**2 + 1e-9 / h}).at(-2))
    relative error over h, 1×13, h from 10⁻⁶ to 1; the line stands at h = 10⁻²
    an error: smallest around h = 10⁻³
    """

    def __init__(self, h: np.ndarray, errors: Mapping[str, np.ndarray]) -> None:
        shapes = {name: np.shape(row) for name, row in errors.items()}
        if not 1 <= len(errors) <= MOST_ROWS or set(shapes.values()) != {np.shape(h)}:
            raise ValueError(
                f"ErrorCurves: errors must be 1 or {MOST_ROWS} rows with a number for each of h {np.shape(h)}, "
                f"got {shapes or 'none'}."
            )
        low, high = (round(np.log10(end)) for end in (h[0], h[-1]))
        self.words = f"relative error over h, {len(errors)}×{len(h)}, h from {power(low)} to {power(high)}"
        self.lines = [f"{name}: smallest around h = {power(best(h, row))}" for name, row in errors.items()]
        self.figure = Figure(figsize=(5.2, 3.9))  # its letters are large enough for a telephone, too
        axes = self.figure.add_axes((0.13, 0.13, 0.84, 0.75))
        for (name, row), style in zip(errors.items(), STYLES, strict=False):
            axes.plot(h, np.where(row > 0, row, np.nan), label=name, **style)
        axes.set(xscale="log", yscale="log", xlim=(h[0], h[-1]), ylim=(LEAST, MOST))
        axes.set_xticks([10.0**n for n in range(low, high + 1, 3)])
        axes.set_yticks([10.0**n for n in range(-16, 1, 4)])
        axes.set_xlabel("h", fontsize=12, labelpad=1)
        axes.minorticks_off()
        axes.tick_params(labelsize=11.5)
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        self.mark = axes.axvline(h[-1], color="black", linewidth=1.2)
        self.figure.legend(loc="upper center", ncols=2, fontsize=11.5, frameon=False, handlelength=3)

    def at(self, exponent: int) -> Picture:
        """Return the picture with a line at h = 10 to the power ``exponent``."""
        self.mark.set_xdata([10.0**exponent] * 2)
        return Picture(self.figure, "\n".join([f"{self.words}; the line stands at h = {power(exponent)}", *self.lines]))
