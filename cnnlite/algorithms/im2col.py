"""Convolution as one matrix product per image: every window becomes a column.

The kernels are the rows of a matrix (O, C·kh·kw), the windows the columns of another (C·kh·kw, Ho·Wo), and their
product is the output, already in the order (O, Ho, Wo) in which it is kept. Going back, the same columns times the
gradient give dw, and the kernels times the gradient give the columns of dx, which are added back where they came from.

The columns repeat each pixel up to kh·kw times, so images are taken in blocks whose columns fit in a cache.
"""

from collections.abc import Iterator

import numpy as np

from cnnlite._checks import Pair
from cnnlite.algorithms.windows import sliding_windows

BLOCK = 2**15  # numbers in the columns of a block, about: more memory would be fetched anew from the system each time


def conv2d(x: np.ndarray, w: np.ndarray, stride: Pair, dilation: Pair) -> np.ndarray:
    """Convolve (cross-correlate) the padded images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    seen = sliding_windows(x, w.shape[2:], stride, dilation)  # N C Ho Wo kh kw
    out = np.empty((len(x), len(w), seen.shape[2] * seen.shape[3]), x.dtype)  # N O Ho·Wo
    for block in _blocks(len(x), seen[:1].size):
        np.matmul(w.reshape(len(w), -1), _columns(seen[block]), out=out[block])
    return out.reshape(len(x), len(w), *seen.shape[2:4])  # N O Ho Wo


def conv2d_dw(dout: np.ndarray, x: np.ndarray, kernel: Pair, stride: Pair, dilation: Pair) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): the gradient of the outputs times the columns that made them."""
    seen = sliding_windows(x, kernel, stride, dilation)[:, :, : dout.shape[2], : dout.shape[3]]  # N C Ho Wo kh kw
    flat = _flat(dout)  # N O Ho·Wo
    dw = np.zeros((dout.shape[1], x.shape[1] * kernel[0] * kernel[1]), dout.dtype)  # O C·kh·kw
    for block in _blocks(len(x), seen[:1].size):
        dw += np.matmul(flat[block], _columns(seen[block]).transpose(0, 2, 1)).sum(axis=0)
    return dw.reshape(dout.shape[1], x.shape[1], *kernel)  # O C kh kw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, size: Pair, stride: Pair, dilation: Pair) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W) of the padded input: the columns of the gradient, each tap added in its place."""
    outputs, channels, *taps = w.shape
    places = dout.shape[2:]
    columns, flat = w.reshape(outputs, -1).T, _flat(dout)  # C·kh·kw O, N O Ho·Wo
    dx = np.zeros((len(dout), channels, *size), dout.dtype)
    rows, cols = places[0] * stride[0], places[1] * stride[1]
    for block in _blocks(len(dout), columns.shape[0] * places[0] * places[1]):
        paid = np.matmul(columns, flat[block]).reshape(-1, channels, *taps, *places)  # n C kh kw Ho Wo
        for i, j in np.ndindex(*taps):
            top, left = i * dilation[0], j * dilation[1]
            met = dx[block, :, top : top + rows : stride[0], left : left + cols : stride[1]]  # n C Ho Wo, a view
            met += paid[:, :, i, j]
    return dx


def _columns(seen: np.ndarray) -> np.ndarray:
    """Copy the windows (N, C, Ho, Wo, kh, kw) into columns (N, C·kh·kw, Ho·Wo)."""
    count, channels, rows, cols, *taps = seen.shape
    return seen.transpose(0, 1, 4, 5, 2, 3).reshape(count, channels * taps[0] * taps[1], rows * cols)


def _flat(dout: np.ndarray) -> np.ndarray:
    """Return maps (N, O, Ho, Wo) as rows (N, O, Ho·Wo); −1 would not do where there is no image."""
    return dout.reshape(*dout.shape[:2], dout.shape[2] * dout.shape[3])


def _blocks(count: int, numbers: int) -> Iterator[slice]:
    """Yield slices of so many images, each with ``numbers`` in its columns, that together are about a block."""
    step = max(1, BLOCK // max(1, numbers))
    for first in range(0, count, step):
        yield slice(first, first + step)
