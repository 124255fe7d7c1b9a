"""Numbers to colors, and numbers to words: the two halves of every picture."""

import numpy as np
from matplotlib import colormaps

IMAGE = colormaps["gray"]
SIGNED = colormaps["PuOr"]  # orange for negative, purple for positive; told apart by the color-blind


def is_signed(array: np.ndarray) -> bool:
    """Whether an array needs the zero-centred colors: it holds a negative number."""
    return bool(np.any(array < 0))


def rgb(array: np.ndarray, signed: bool | None = None) -> np.ndarray:
    """Return (H, W) numbers, or an (H, W, 3) color image in [0, 1], as uint8 colors (H, W, 3).

    Gray runs from 0 to the larger of 1 and the maximum; signed colors have 0 in the middle. NaN becomes red.
    """
    if array.ndim == 3:
        return (np.clip(array, 0, 1) * 255).round().astype(np.uint8)
    signed = is_signed(array) if signed is None else signed
    finite = np.where(np.isfinite(array), array, 0)
    if signed:
        share = finite / (2 * (np.abs(finite).max(initial=0) or 1)) + 0.5
    else:
        share = finite / max(1.0, finite.max(initial=0))
    table = ((SIGNED if signed else IMAGE)(np.linspace(0, 1, 256))[:, :3] * 255).round().astype(np.uint8)
    colors = table[(np.clip(share, 0, 1) * 255).round().astype(np.intp)]
    colors[np.isnan(array)] = (255, 0, 0)
    return colors


def number(value: float) -> str:
    """Return a number as a cell shows it: at most two decimals, a real minus sign, no −0, "?" for NaN."""
    if not np.isfinite(value):
        return "?" if np.isnan(value) else "∞" if value > 0 else "−∞"
    return f"{np.round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def size_of(array: np.ndarray) -> str:
    """Return ``213×320``."""
    return "×".join(str(n) for n in array.shape)


def describe(array: np.ndarray) -> str:
    """Return an array in words: every row of a small one, size and range of a large one."""
    if array.ndim == 2 and array.size <= 64:
        return f"{size_of(array)}\n" + "\n".join("  ".join(number(v) for v in row) for row in array)
    lowest, highest, mean = (number(v) for v in (array.min(), array.max(), array.mean()))
    return f"{size_of(array)}, values {lowest} to {highest}, mean {mean}"
