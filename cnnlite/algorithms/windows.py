"""Convolution as one tensor product over a view of all windows: the readable vectorised form.

`numpy.lib.stride_tricks.sliding_window_view` lists every window without copying; `numpy.tensordot` multiplies
each with the kernel and sums. Going back, the same product with the roles exchanged gives dw, and dx is
scattered one kernel tap at a time.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnlite._checks import Pair, kernel_span
from cnnlite.algorithms.geometry import Geometry
from cnnlite.algorithms.padding import crop, pad


def sliding_windows(x: np.ndarray, kernel: Pair, stride: Pair, dilation: Pair) -> np.ndarray:
    """Return the read-only view (N, C, Ho, Wo, kh, kw) of all windows of the padded images ``x``."""
    span = kernel_span(kernel, dilation)
    every = sliding_window_view(x, span, axis=(2, 3))
    return every[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    out = np.tensordot(_seen(x, geometry), w, axes=([1, 4, 5], [1, 2, 3]))  # N Ho Wo O
    if b is not None:
        out += b
    return out.transpose(0, 3, 1, 2)  # N O Ho Wo


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): the windows weighted by the gradient of the outputs they made."""
    return np.tensordot(dout, _seen(x, geometry), axes=([0, 2, 3], [0, 2, 3]))  # O C kh kw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): every tap pays the pixels that it met."""
    (top, bottom), (left, right) = geometry.padding
    size = top + geometry.size[0] + bottom, left + geometry.size[1] + right
    dx = np.zeros((len(dout), w.shape[1], *size), dout.dtype)
    paid = np.tensordot(dout, w, axes=([1], [0]))  # N Ho Wo C kh kw
    rows, cols = (count * step for count, step in zip(geometry.out, geometry.stride, strict=True))
    for i, j in np.ndindex(geometry.kernel):
        r, c = i * geometry.dilation[0], j * geometry.dilation[1]
        met = dx[:, :, r : r + rows : geometry.stride[0], c : c + cols : geometry.stride[1]]  # N C Ho Wo, a view
        met += paid[..., i, j].transpose(0, 3, 1, 2)
    return crop(dx, geometry.padding).copy()


def _seen(x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return the windows (N, C, Ho, Wo, kh, kw) that have an output."""
    every = sliding_windows(pad(x, geometry.padding), geometry.kernel, geometry.stride, geometry.dilation)
    return every[:, :, : geometry.out[0], : geometry.out[1]]
