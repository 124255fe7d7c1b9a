"""Where the windows of a convolution lie, and the convolution that goes back along them."""

from typing import NamedTuple

import numpy as np

from cnnlite._checks import Padding, Pair, kernel_span


class Geometry(NamedTuple):
    """Sizes and steps in pixels, as pairs (rows, columns).

    Attributes
    ----------
    size, out : Pair
        Of an input map without its padding, and of an output map; ``out`` may be smaller than what fits.
    kernel, stride, dilation : Pair
    padding : Padding
        ((top, bottom), (left, right)).
    """

    size: Pair
    kernel: Pair
    stride: Pair
    padding: Padding
    dilation: Pair
    out: Pair

    @property
    def dense(self) -> bool:
        """Whether windows and taps lie side by side: stride and dilation 1."""
        return self.stride == (1, 1) and self.dilation == (1, 1)


def back(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> tuple[np.ndarray, np.ndarray, Geometry]:
    """Return the images, kernels and geometry of the convolution whose output is dx; only for stride 1.

    Every kernel is turned by 180° and the roles of channels and kernels change; the padding becomes what was missing
    to a full one. Where it was wider than that, outputs have seen zeros only, and are cut off.
    """
    span = kernel_span(geometry.kernel, geometry.dilation)
    # So much before and after dout that its windows are as many as pixels.
    (top, bottom), (left, right) = (
        (k - 1 - before, n + before - out)
        for k, (before, _), n, out in zip(span, geometry.padding, geometry.size, geometry.out, strict=True)
    )
    rows, cols = geometry.out
    dout = dout[:, :, max(0, -top) : rows - max(0, -bottom), max(0, -left) : cols - max(0, -right)]
    sides = (max(0, top), max(0, bottom)), (max(0, left), max(0, right))
    turned = w[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)  # C O kh kw
    size = dout.shape[2], dout.shape[3]
    return dout, turned, Geometry(size, geometry.kernel, (1, 1), sides, geometry.dilation, geometry.size)


def channels_last(x: np.ndarray) -> bool:
    """Whether maps of shape (N, C, H, W) lie in memory in the order N, H, W, C, and not in their own."""
    return not x.flags.c_contiguous and x.transpose(0, 2, 3, 1).flags.c_contiguous


def empty_like(x: np.ndarray, channels: int, size: Pair) -> np.ndarray:
    """Return new maps (N, channels, rows, columns) in the memory order of ``x``: results keep the order they met."""
    if channels_last(x):
        return np.empty((len(x), *size, channels), x.dtype).transpose(0, 3, 1, 2)
    return np.empty((len(x), channels, *size), x.dtype)
