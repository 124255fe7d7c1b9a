"""Five ways to get the gradient of a convolution wrong, each with one wrong line; the forward is `conv2d`.

They take what `conv2d_backward` takes, with stride and padding whole numbers, and return (dx, dw, db). The wrong line
of each ends in ``# the slip``; `cnnlite.zoo.bugs` knows how it ought to read.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnlite import functional
from cnnlite.algorithms.padding import crop, pad
from cnnlite.functional import conv2d

Array = Any  # an ndarray
Gradients = tuple[Array, Array, Array]
conv2d_backward: Callable[..., Gradients] = functional.conv2d_backward  # no gradient is None here: all are wanted


def ignores_stride(
    dout: Array, x: Array, w: Array, b: Array | None = None, stride: int = 1, padding: int = 0
) -> Gradients:
    """Pay window after window, one pixel apart, whatever the stride was."""
    sides = ((padding, padding), (padding, padding))
    padded, (kh, kw) = pad(x, sides), w.shape[2:]
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for r, s in np.ndindex(dout.shape[2:]):
        top, left = r, s  # the slip
        window = (..., slice(top, top + kh), slice(left, left + kw))
        upstream = dout[:, :, r, s]  # N O
        dpadded[window] += np.tensordot(upstream, w, 1)  # N C kh kw
        dw += np.tensordot(upstream.T, padded[window], 1)  # O C kh kw
    return crop(dpadded, sides), dw, None if b is None else dout.sum((0, 2, 3))


def forgets_turn(
    dout: Array, x: Array, w: Array, b: Array | None = None, stride: int = 1, padding: int = 0
) -> Gradients:
    """Gather dx with the kernel as it is, instead of turned by 180°."""
    _, dw, db = conv2d_backward(dout, x, w, b, stride, padding)
    kernel = w.transpose(1, 0, 2, 3)  # the slip
    full = conv2d(_spread(dout, x, w, stride, padding), kernel)
    return crop(full, ((padding, padding), (padding, padding))), dw, db


def shuffles_channels(
    dout: Array, x: Array, w: Array, b: Array | None = None, stride: int = 1, padding: int = 0
) -> Gradients:
    """Compute dw with the channels last, then cut the row of numbers as if they came first."""
    dx, dw, db = conv2d_backward(dout, x, w, b, stride, padding)
    filters, channels, kh, kw = w.shape
    row = dw.transpose(0, 2, 3, 1).reshape(filters, -1)  # O, and kh·kw·C numbers each
    dw = row.reshape(filters, channels, kh, kw)  # the slip
    return dx, dw, db


def shifts_leftover(
    dout: Array, x: Array, w: Array, b: Array | None = None, stride: int = 1, padding: int = 0
) -> Gradients:
    """Put the rows and columns that no window reached before the others, instead of behind them."""
    _, dw, db = conv2d_backward(dout, x, w, b, stride, padding)
    (kh, kw), (rows, cols) = w.shape[2:], dout.shape[2:]
    over_h = x.shape[2] + 2 * padding - kh - (rows - 1) * stride
    over_w = x.shape[3] + 2 * padding - kw - (cols - 1) * stride
    reached = dout.shape[0], w.shape[1], (rows - 1) * stride + kh, (cols - 1) * stride + kw
    dreached = conv2d_backward(dout, np.zeros(reached), w, None, stride)[0]
    dpadded = pad(dreached, ((over_h, 0), (over_w, 0)))  # the slip
    return crop(dpadded, ((padding, padding), (padding, padding))), dw, db


def crops_one_side(
    dout: Array, x: Array, w: Array, b: Array | None = None, stride: int = 1, padding: int = 0
) -> Gradients:
    """Cut the padding off above and to the left only."""
    padded = pad(x, ((padding, padding), (padding, padding)))
    dpadded, dw, db = conv2d_backward(dout, padded, w, b, stride)
    dx = dpadded[:, :, padding:, padding:]  # the slip
    return dx, dw, db


def _spread(dout: Array, x: Array, w: Array, stride: int, padding: int) -> Array:
    """Return dout with stride − 1 zeros between its numbers and enough around them for a full correlation."""
    kh, kw = w.shape[2:]
    high, wide = (n + 2 * padding + k - 1 for n, k in zip(x.shape[2:], (kh, kw), strict=True))
    spread = np.zeros((*dout.shape[:2], high, wide))
    rows, cols = (n * stride for n in dout.shape[2:])
    spread[:, :, kh - 1 : kh - 1 + rows : stride, kw - 1 : kw - 1 + cols : stride] = dout
    return spread
