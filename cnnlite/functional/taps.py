"""The places in a window, as slices: how the poolings see all windows at once.

One place in the window along one axis, such as its second column, seen in all windows together, is a tap: a slice of
the image with the stride as its step. No padded image is built: what would lie outside is left out of the slices.

Forward, the largest (or the sum) of a window is that of what its columns make of each row: 2·k taps do instead of k².
Backward the same two steps are gone the other way: a window pays the first row whose largest equals its own, and the
row the first pixel that equals the row's. What is paid is not yet added up: it is moved, bit by bit.

Two things cost more than the arithmetic. Images are taken in blocks that stay in the cache from the first pass to the
last. And along the short rows of small maps a loop has hardly begun when it ends; so every other row, say, is first
copied, each row as one item, and the loop runs through all of them.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from cnnlite._checks import Padding, Pair
from cnnlite.algorithms.geometry import empty_like

Tap = tuple[slice, slice]  # outputs, and the pixel that each has there

BLOCK = 2**16  # pixels at a time: 256 KiB in float32
SHORT = 32  # rows of fewer pixels are copied before a loop runs through them


class Axis(NamedTuple):
    """The windows along one axis: the taps in order; up to two that all outputs have, and those left without them."""

    taps: list[Tap]
    common: list[slice]
    others: list[Tap]
    apart: bool  # no pixel is in two windows
    tiled: bool  # every pixel is in exactly one


class Windows(NamedTuple):
    """The windows of one pooling."""

    out: Pair
    rows: Axis
    cols: Axis

    @property
    def taps(self) -> Iterator[tuple[Any, Any]]:
        """For each place in the window, row by row: the outputs that have a real pixel there, and those pixels."""
        for row_outputs, row_pixels in self.rows.taps:
            for col_outputs, col_pixels in self.cols.taps:
                yield (..., row_outputs, col_outputs), (..., row_pixels, col_pixels)


@lru_cache(maxsize=256)
def windows(size: Pair, kernel: Pair, stride: Pair, padding: Padding, out: Pair) -> Windows:
    """Lay the windows of a pooling; networks ask for the same few again and again."""
    rows, cols = (
        _axis(n, k, s, before, outputs)
        for n, k, s, (before, _), outputs in zip(size, kernel, stride, padding, out, strict=True)
    )
    return Windows(out, rows, cols)


def reduced(ufunc: np.ufunc, x: np.ndarray, where: Windows, nothing: float) -> np.ndarray:
    """Return what ``ufunc`` makes of each window; it may take the numbers in any order, ``nothing`` changes none."""
    out = empty_like(x, x.shape[1], where.out)  # N C Ho Wo
    for block in blocks(x):
        lines = _reduced_lines(ufunc, x[block], where, nothing)
        _along(ufunc, lines, 2, where.rows, nothing, out[block])
    return out


def pay_first(
    ufunc: np.ufunc, dout: np.ndarray, x: np.ndarray, y: np.ndarray, where: Windows, nothing: float
) -> np.ndarray:
    """Return dx: dout at the first pixel of each window that equals y, what `reduced` made of it."""
    dx = empty_like(x, x.shape[1], (x.shape[2], x.shape[3]))
    for block in blocks(x):
        lines = _reduced_lines(ufunc, x[block], where, nothing)
        paid = np.empty_like(lines)
        some_nan = bool(np.isnan(y[block]).any())
        _pay(dout[block], lines, y[block], 2, where.rows, some_nan, paid)
        _pay(paid, x[block], lines, 3, where.cols, some_nan, dx[block])
    return dx


def share_out(share: np.ndarray, x: np.ndarray, where: Windows) -> np.ndarray:
    """Return dx: the share of each window at every pixel of it."""
    dx = empty_like(x, x.shape[1], (x.shape[2], x.shape[3]))
    for block in blocks(x):
        lines = empty_like(x[block], x.shape[1], (x.shape[2], where.out[1]))  # n C H Wo
        _spread(share[block], 2, where.rows, lines)
        _spread(lines, 3, where.cols, dx[block])
    return dx


def blocks(x: np.ndarray) -> list[slice]:
    """Cut a batch into slices of images that stay in the cache."""
    step = max(1, BLOCK // (x.shape[1] * x.shape[2] * x.shape[3]))
    return [slice(start, start + step) for start in range(0, len(x), step)]


def _axis(size: int, kernel: int, stride: int, before: int, outputs: int) -> Axis:
    """Lay the windows along one axis."""
    taps = [_tap(offset - before, stride, size, outputs) for offset in range(kernel)]
    whole = [tap for tap in taps if tap[0] == slice(0, outputs)][:2]
    tiled = stride == kernel and before == 0 and size == outputs * kernel
    others = [tap for tap in taps if tap not in whole]
    return Axis(taps, [pixels for _, pixels in whole], others, stride >= kernel, tiled)


def _tap(start: int, stride: int, size: int, outputs: int) -> Tap:
    """Return along one axis the outputs r with 0 ≤ start + r·stride < size, and these pixels."""
    first = max(0, -(start // stride))
    stop = max(first, min(outputs, (size - 1 - start) // stride + 1))
    pixels = start + first * stride
    return slice(first, stop), slice(pixels, pixels + (stop - first) * stride, stride)


def _reduced_lines(ufunc: np.ufunc, x: np.ndarray, where: Windows, nothing: float) -> np.ndarray:
    """Return what ``ufunc`` makes of each row of each window, for all rows of the image: (n, C, H, Wo)."""
    lines = empty_like(x, x.shape[1], (x.shape[2], where.out[1]))
    _along(ufunc, x, 3, where.cols, nothing, lines)
    return lines


def _along(ufunc: np.ufunc, x: np.ndarray, axis: int, windows: Axis, nothing: float, out: np.ndarray) -> None:
    """Put into ``out`` what ``ufunc`` makes of the windows along one axis."""
    met = _view if axis == 3 else _copy
    if len(windows.common) == 2:  # one pass that reads both, and writes for the first time
        ufunc(met(x, axis, windows.common[0]), met(x, axis, windows.common[1]), out=out)
    else:
        out[...] = _view(x, axis, windows.common[0]) if windows.common else nothing
    for outputs, pixels in windows.others:
        part = _view(out, axis, outputs)
        ufunc(part, met(x, axis, pixels), out=part)


def _pay(
    dout: np.ndarray, x: np.ndarray, y: np.ndarray, axis: int, windows: Axis, some_nan: bool, dx: np.ndarray
) -> None:
    """Write into ``dx`` for each window along one axis dout at the first pixel that equals y."""
    if not windows.tiled:
        dx[...] = 0
    whole = np.int32 if dout.dtype == np.float32 else np.int64
    left = dout.view(whole).copy("K")  # what no pixel has got yet
    *places, last = windows.taps
    for outputs, pixels in places:
        met, due = _copy(x, axis, pixels), _view(left, axis, outputs)
        wins = met == _view(y, axis, outputs)
        if some_nan:
            wins |= np.isnan(met)  # a NaN wins its window
        paid = due * wins
        due -= paid
        _put(dx, axis, pixels, paid.view(dout.dtype), windows.apart)
    outputs, pixels = last  # wins where nothing before has won
    _put(dx, axis, pixels, _view(left, axis, outputs).view(dout.dtype), windows.apart)


def _spread(share: np.ndarray, axis: int, windows: Axis, dx: np.ndarray) -> None:
    """Write into ``dx`` for each window along one axis its share, at every pixel."""
    if not windows.tiled:
        dx[...] = 0
    for outputs, pixels in windows.taps:
        _put(dx, axis, pixels, _view(share, axis, outputs), windows.apart)


def _view(maps: np.ndarray, axis: int, places: slice) -> np.ndarray:
    """Return these rows (axis 2) or columns (axis 3) of maps."""
    return maps[:, :, places] if axis == 2 else maps[:, :, :, places]


def _copy(maps: np.ndarray, axis: int, places: slice) -> np.ndarray:
    """Return these rows or columns of maps in one piece, where that takes less than a loop for each row."""
    if maps.shape[3] > SHORT or not maps.flags.c_contiguous:
        return _view(maps, axis, places)
    return _view(_items(maps) if axis == 2 else maps, axis, places).copy().view(maps.dtype)


def _items(maps: np.ndarray) -> np.ndarray:
    """Return maps in C order with each row as one item."""
    return maps.view(f"V{maps.shape[3] * maps.itemsize}")


def _put(dx: np.ndarray, axis: int, places: slice, paid: np.ndarray, apart: bool) -> None:
    """Write what these rows or columns are paid; add it where windows overlap."""
    if not apart:
        part = _view(dx, axis, places)
        part += paid
    elif axis == 2 and dx.flags.c_contiguous and paid.flags.c_contiguous:
        _items(dx)[:, :, places] = _items(paid)
    else:
        _view(dx, axis, places)[...] = paid
