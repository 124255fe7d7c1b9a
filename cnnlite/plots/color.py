"""Numbers to colors, and numbers to words: the two halves of every picture."""

import math
from functools import cache

import numpy as np
from matplotlib import colormaps

Scale = tuple[bool, float]

IMAGE = colormaps["gray"]
SIGNED = colormaps["PuOr"]  # orange for negative, purple for positive; told apart by the color-blind
PURPLE, ORANGE, PALE = "#5b3b8c", "#b35806", "#efe9f7"  # of lines, bars and circles, in the same two hues


def is_signed(array: np.ndarray) -> bool:
    """Whether an array needs the zero-centered colors: it holds a negative number."""
    return bool(np.any(array < 0))


def scale(array: np.ndarray, signed: bool | None = None) -> Scale:
    """Return how to color numbers: whether 0 stands in the middle, and the size of the number at the end."""
    signed = is_signed(array) if signed is None else signed
    finite = np.where(np.isfinite(array), array, 0)
    return signed, float(np.abs(finite).max(initial=0) or 1) if signed else max(1.0, float(finite.max(initial=0)))


def rgb(array: np.ndarray, signed: bool | None = None) -> np.ndarray:
    """Return (H, W) numbers, or an (H, W, 3) color image in [0, 1], as uint8 colors (H, W, 3)."""
    if array.ndim == 3:
        return (np.clip(array, 0, 1) * 255).round().astype(np.uint8)
    return shade(array, scale(array, signed))


def shade(array: np.ndarray, by: Scale) -> np.ndarray:
    """Return numbers (…) as uint8 colors (…, 3) of a scale.

    Gray runs from 0 to the larger of 1 and the maximum; signed colors have 0 in the middle. NaN becomes red.
    """
    signed, end = by
    finite = np.where(np.isfinite(array), array, 0)
    share = finite / (2 * end) + 0.5 if signed else finite / end
    colors = _table(signed)[(np.clip(share, 0, 1) * 255).round().astype(np.intp)]
    colors[np.isnan(array)] = (255, 0, 0)
    return colors


def ink(colors: np.ndarray) -> np.ndarray:
    """Return for colors (…, 3) of uint8 whether white is easier to read on each than black (WCAG's contrast)."""
    share = colors / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722) < 0.1791  # here both have a contrast of 4.58


@cache
def _table(signed: bool) -> np.ndarray:
    """Return the 256 colors of a scale."""
    return ((SIGNED if signed else IMAGE)(np.linspace(0, 1, 256))[:, :3] * 255).round().astype(np.uint8)


def number(value: float) -> str:
    """Return a number as a cell shows it: at most two decimals, a real minus sign, no −0, "?" for NaN."""
    return _written(float(np.round(value, 2) + 0.0))


def numbers(array: np.ndarray) -> list[str]:
    """Return every number of an array as `number` writes it; all are rounded at once, which is what takes long."""
    return [_written(value) for value in (np.round(array, 2) + 0.0).ravel().tolist()]


def _written(rounded: float) -> str:
    """Return a rounded number in as few digits as it needs."""
    if not math.isfinite(rounded):
        return "?" if math.isnan(rounded) else "∞" if rounded > 0 else "−∞"
    return f"{rounded:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def bracketed(written: str) -> str:
    """Return a written number that may follow a sign: a negative one in brackets."""
    return f"({written})" if written.startswith("−") else written


def size_of(array: np.ndarray) -> str:
    """Return ``213×320``."""
    return "×".join(str(n) for n in array.shape)


def describe(array: np.ndarray) -> str:
    """Return an array in words: every row of a small one, size and range of a large one."""
    if array.ndim == 2 and array.size <= 64:
        return f"{size_of(array)}\n" + "\n".join("  ".join(number(v) for v in row) for row in array)
    if array.ndim == 3 and array.size <= 64:
        planes = (f"channel {n}: {describe(plane).split(chr(10), 1)[1]}" for n, plane in enumerate(array))
        return f"{size_of(array)}\n" + "\n".join(planes)
    lowest, highest, mean = (number(v) for v in (array.min(), array.max(), array.mean()))
    return f"{size_of(array)}, values {lowest} to {highest}, mean {mean}"
