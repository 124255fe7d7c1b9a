"""Convolution as one tensor product over a view of all windows: the readable vectorised form.

`numpy.lib.stride_tricks.sliding_window_view` lists every window without copying; `numpy.tensordot` multiplies
each with the kernel and sums. Going back, the same product with the roles exchanged gives dw, and dx is
scattered one kernel tap at a time.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnlite._checks import Pair, kernel_span


def sliding_windows(x: np.ndarray, kernel: Pair, stride: Pair, dilation: Pair) -> np.ndarray:
    """Return the read-only view (N, C, Ho, Wo, kh, kw) of all windows of the padded images ``x``."""
    span = kernel_span(kernel, dilation)
    every = sliding_window_view(x, span, axis=(2, 3))
    return every[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]


def conv2d(x: np.ndarray, w: np.ndarray, stride: Pair, dilation: Pair) -> np.ndarray:
    """Convolve (cross-correlate) the padded images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    seen = sliding_windows(x, w.shape[2:], stride, dilation)  # N C Ho Wo kh kw
    out = np.tensordot(seen, w, axes=([1, 4, 5], [1, 2, 3]))  # N Ho Wo O
    return out.transpose(0, 3, 1, 2)  # N O Ho Wo


def conv2d_dw(dout: np.ndarray, x: np.ndarray, kernel: Pair, stride: Pair, dilation: Pair) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): the windows weighted by the gradient of the outputs they made."""
    rows, cols = dout.shape[2:]
    seen = sliding_windows(x, kernel, stride, dilation)[:, :, :rows, :cols]  # N C Ho Wo kh kw
    return np.tensordot(dout, seen, axes=([0, 2, 3], [0, 2, 3]))  # O C kh kw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, size: Pair, stride: Pair, dilation: Pair) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W) of the padded input: every tap pays the pixels that it met."""
    dx = np.zeros((dout.shape[0], w.shape[1], *size), dout.dtype)
    paid = np.tensordot(dout, w, axes=([1], [0]))  # N Ho Wo C kh kw
    rows, cols = dout.shape[2] * stride[0], dout.shape[3] * stride[1]
    for i, j in np.ndindex(w.shape[2:]):
        top, left = i * dilation[0], j * dilation[1]
        met = dx[:, :, top : top + rows : stride[0], left : left + cols : stride[1]]  # N C Ho Wo, a view
        met += paid[..., i, j].transpose(0, 3, 1, 2)
    return dx
