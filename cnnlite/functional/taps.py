"""The places in a window, as slices: how the poolings see all windows at once.

One place in the window, such as its second row and first column, seen in all windows together, is a tap: a slice of
the image with the stride as its step. No padded image is built: what would lie outside is left out of the slices.

Forward, the largest (or the sum) of a window is that of its rows' results: 2·k taps do instead of k², and each is one
pass over the image. Backward, every place in turn is compared with the window's result, and the first that equals it
is paid: what it gets is taken from what is left, so that a second one gets nothing. Images are taken in blocks that
stay in the cache from the first pass to the last.

Along the short rows of small maps a loop has hardly begun when it ends. There whole rows are moved first, or maps are
laid abreast, so that the loops are long.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from cnnlite._checks import Padding, Pair
from cnnlite.algorithms.geometry import empty_like
from cnnlite.functional.masked import bits

Tap = tuple[slice, slice]  # outputs, and the pixel that each has there

BLOCK = 2**17  # pixels at a time: 512 KiB in float32
SHORT = 5  # rows of so few outputs are too short to be worth a loop of their own
ABREAST = 64  # maps that are taken together then


class Axis(NamedTuple):
    """The windows along one axis: the taps in order; up to two that all outputs have, and those left without them."""

    taps: list[Tap]
    common: list[slice]
    others: list[Tap]


class Windows(NamedTuple):
    """The windows of one pooling."""

    out: Pair
    rows: Axis
    cols: Axis
    apart: bool  # no pixel is in two windows
    tiled: bool  # every pixel is in exactly one

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
    apart = all(s >= k for s, k in zip(stride, kernel, strict=True))
    full = stride == kernel and size == (out[0] * kernel[0], out[1] * kernel[1]) and padding == ((0, 0), (0, 0))
    return Windows(out, rows, cols, apart, full)


def reduced(ufunc: np.ufunc, x: np.ndarray, where: Windows, nothing: float) -> np.ndarray:
    """Return what ``ufunc`` makes of each window; it may take the numbers in any order, ``nothing`` changes none."""
    out = empty_like(x, x.shape[1], where.out)  # N C Ho Wo
    short = where.tiled and where.out[1] <= SHORT and out.flags.c_contiguous
    for block in blocks(x):
        (_by_columns if short else _by_rows)(ufunc, x[block], where, nothing, out[block])
    return out


def pay_first(dout: np.ndarray, x: np.ndarray, y: np.ndarray, where: Windows) -> np.ndarray:
    """Return dx: dout at the first pixel of each window that equals y, the window's result.

    Along the rows of small maps a loop has hardly begun when it ends; it is longer across 64 maps that lie abreast.
    """
    dx = empty_like(x, x.shape[1], (x.shape[2], x.shape[3]))
    longest = SHORT if where.apart else 3 * SHORT  # windows that overlap make more passes
    short = where.out[1] <= longest and dx.flags.c_contiguous
    for block in blocks(x):
        part = dx[block]
        if short and part.shape[0] * part.shape[1] % ABREAST == 0:
            groups = _abreast(x[block])
            paid = np.empty_like(groups)
            _pay(_abreast(dout[block]), groups, _abreast(y[block]), where, paid)
            part.reshape(paid.shape)[...] = paid
        else:
            _pay(dout[block], x[block], y[block], where, part)
    return dx


def share_out(share: np.ndarray, x: np.ndarray, where: Windows) -> np.ndarray:
    """Return dx: the share of each window at every pixel of it."""
    dx = empty_like(x, x.shape[1], (x.shape[2], x.shape[3]))
    for block in blocks(x):
        if not where.tiled:
            dx[block] = 0
        for outputs, pixels in where.taps:
            _put(dx[block], pixels, share[block][outputs], where.apart)
    return dx


def blocks(x: np.ndarray) -> list[slice]:
    """Cut a batch into slices of images that stay in the cache."""
    step = max(1, BLOCK // (x.shape[1] * x.shape[2] * x.shape[3]))
    return [slice(start, start + step) for start in range(0, len(x), step)]


def _abreast(maps: np.ndarray) -> np.ndarray:
    """Return the same maps in groups of 64, in memory the first pixels of all 64 before their second ones."""
    groups = maps.reshape(-1, ABREAST, maps.shape[2], maps.shape[3])
    return groups.transpose(0, 2, 3, 1).copy().transpose(0, 3, 1, 2)


def _axis(size: int, kernel: int, stride: int, before: int, outputs: int) -> Axis:
    """Lay the windows along one axis."""
    taps = [_tap(offset - before, stride, size, outputs) for offset in range(kernel)]
    whole = [tap for tap in taps if tap[0] == slice(0, outputs)][:2]
    return Axis(taps, [pixels for _, pixels in whole], [tap for tap in taps if tap not in whole])


def _tap(start: int, stride: int, size: int, outputs: int) -> Tap:
    """Return along one axis the outputs r with 0 ≤ start + r·stride < size, and these pixels."""
    first = max(0, -(start // stride))
    stop = max(first, min(outputs, (size - 1 - start) // stride + 1))
    pixels = start + first * stride
    return slice(first, stop), slice(pixels, pixels + (stop - first) * stride, stride)


def _by_rows(ufunc: np.ufunc, x: np.ndarray, where: Windows, nothing: float, out: np.ndarray) -> None:
    """Put into ``out`` what ``ufunc`` makes of the windows, their rows first."""
    rows = empty_like(x, x.shape[1], (where.out[0], x.shape[3]))  # n C Ho W
    _along(ufunc, x, 2, where.rows, nothing, rows)
    _along(ufunc, rows, 3, where.cols, nothing, out)


def _by_columns(ufunc: np.ufunc, x: np.ndarray, where: Windows, nothing: float, out: np.ndarray) -> None:
    """Do the same for short rows, their columns first; then the rows are sorted, each moved as one item."""
    cols = np.empty((*x.shape[:3], where.out[1]), x.dtype)  # n C H Wo
    _along(ufunc, x, 3, where.cols, nothing, cols)
    items = cols.view(f"V{cols[0, 0, 0].nbytes}").reshape(-1, len(where.rows.taps))  # n·C·Ho kh
    rows = items.T.copy().view(x.dtype).reshape(-1, *out.shape)  # kh n C Ho Wo
    ufunc.reduce(rows, axis=0, out=out)


def _along(ufunc: np.ufunc, x: np.ndarray, axis: int, windows: Axis, nothing: float, out: np.ndarray) -> None:
    """Put into ``out`` what ``ufunc`` makes of the windows along one axis."""
    before = (slice(None),) * axis
    if len(windows.common) == 2:  # one pass that reads both, and writes for the first time
        ufunc(x[(*before, windows.common[0])], x[(*before, windows.common[1])], out=out)
    else:
        out[...] = x[(*before, windows.common[0])] if windows.common else nothing
    for outputs, pixels in windows.others:
        part = out[(*before, outputs)]
        ufunc(part, x[(*before, pixels)], out=part)


def _pay(dout: np.ndarray, x: np.ndarray, y: np.ndarray, where: Windows, dx: np.ndarray) -> None:
    """Pay the windows of a block, place by place."""
    if not where.tiled:
        dx[...] = 0
    some_nan = np.isnan(y).any()
    left = bits(dout).copy("K")  # what no place has won yet
    *places, last = where.taps
    for outputs, pixels in places:
        wins = x[pixels] == y[outputs]
        if some_nan:
            wins |= np.isnan(x[pixels])  # a NaN wins its window
        prize = left[outputs]
        paid = prize * wins
        prize -= paid
        _put(dx, pixels, paid.view(dx.dtype), where.apart)
    outputs, pixels = last  # wins where nothing before has won
    _put(dx, pixels, left[outputs].view(dx.dtype), where.apart)


def _put(dx: np.ndarray, pixels: Any, paid: np.ndarray, apart: bool) -> None:
    """Write what the pixels are paid; add it where windows overlap."""
    if apart:
        dx[pixels] = paid
    else:
        part = dx[pixels]
        part += paid
