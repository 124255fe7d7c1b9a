"""How other NumPy teaching code convolves: the same algorithms, written anew, each with the padding it does itself."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def _padded(x: np.ndarray, padding: int) -> np.ndarray:
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def _windows(x: np.ndarray, kernel: int, stride: int, padding: int) -> np.ndarray:
    view = sliding_window_view(_padded(x, padding), (kernel, kernel), axis=(2, 3))
    return view[:, :, ::stride, ::stride]  # N C Ho Wo kh kw


def tensordot(x, w, b, stride, padding):
    """A sum over three axes of a view of all windows."""
    out = np.tensordot(_windows(x, w.shape[2], stride, padding), w, axes=([1, 4, 5], [1, 2, 3]))
    return (out + b).transpose(0, 3, 1, 2)


def einsum(x, w, b, stride, padding):
    """The same sum by the letters of its axes."""
    windows = _windows(x, w.shape[2], stride, padding)
    return np.einsum("nchwij,ocij->nohw", windows, w, optimize=True) + b[:, None, None]


def strided(x, w, b, stride, padding):
    """CS231n's fast layer: all columns of the batch (C·kh·kw, N·Ho·Wo) copied from one strided view, one product."""
    n, c, _, _ = x.shape
    o, _, kernel, _ = w.shape
    x = _padded(x, padding)
    rows, cols = ((size - kernel) // stride + 1 for size in x.shape[2:])
    image, channel, row, col = x.strides
    steps = (channel, row, col, image, stride * row, stride * col)
    columns = np.ascontiguousarray(as_strided(x, (c, kernel, kernel, n, rows, cols), steps))
    out = w.reshape(o, -1) @ columns.reshape(c * kernel * kernel, -1) + b[:, None]
    return np.ascontiguousarray(out.reshape(o, n, rows, cols).transpose(1, 0, 2, 3))


def fancy(x, w, b, stride, padding):
    """CS231n's other layer: three arrays of indices pick every pixel of every column."""
    n, c, _, _ = x.shape
    o, _, kernel, _ = w.shape
    x = _padded(x, padding)
    rows, cols = ((size - kernel) // stride + 1 for size in x.shape[2:])
    channel, i, j = (index.reshape(-1, 1) for index in np.indices((c, kernel, kernel)))
    top, left = (stride * index.reshape(1, -1) for index in np.indices((rows, cols)))
    columns = x[:, channel, i + top, j + left].transpose(1, 2, 0).reshape(c * kernel * kernel, -1)
    out = w.reshape(o, -1) @ columns + b[:, None]
    return out.reshape(o, rows, cols, n).transpose(3, 0, 1, 2)


def by_taps(x, kernel, stride, padding):
    """Deep Learning from Scratch's columns (N·Ho·Wo, C·kh·kw): one copy for each tap of the kernel, then one of all."""
    n, c, _, _ = x.shape
    x = _padded(x, padding)
    rows, cols = ((size - kernel) // stride + 1 for size in x.shape[2:])
    columns = np.zeros((n, c, kernel, kernel, rows, cols), x.dtype)
    for i in range(kernel):
        for j in range(kernel):
            columns[:, :, i, j] = x[:, :, i : i + stride * rows : stride, j : j + stride * cols : stride]
    return columns.transpose(0, 4, 5, 1, 2, 3).reshape(n * rows * cols, -1)


def add_taps(columns, shape, kernel, stride, padding):
    """The way back: each tap's numbers are added where they came from."""
    n, c, height, width = shape
    rows, cols = ((size + 2 * padding - kernel) // stride + 1 for size in shape[2:])
    columns = columns.reshape(n, rows, cols, c, kernel, kernel).transpose(0, 3, 4, 5, 1, 2)
    x = np.zeros((n, c, height + 2 * padding + stride - 1, width + 2 * padding + stride - 1), columns.dtype)
    for i in range(kernel):
        for j in range(kernel):
            x[:, :, i : i + stride * rows : stride, j : j + stride * cols : stride] += columns[:, :, i, j]
    return x[:, :, padding : padding + height, padding : padding + width]


def taps(x, w, b, stride, padding):
    """Deep Learning from Scratch's layer."""
    n, o, kernel = len(x), len(w), w.shape[2]
    rows, cols = ((size + 2 * padding - kernel) // stride + 1 for size in x.shape[2:])
    out = by_taps(x, kernel, stride, padding) @ w.reshape(o, -1).T + b
    return out.reshape(n, rows, cols, o).transpose(0, 3, 1, 2)


PEERS = {
    "tensordot": tensordot,
    "einsum": einsum,
    "CS231n strided": strided,
    "CS231n fancy": fancy,
    "DLfS": taps,
}
