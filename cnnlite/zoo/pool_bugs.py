"""Five ways to get max pooling or its gradient wrong, each with one wrong line.

They take what `max_pool2d` and `max_pool2d_backward` take, with kernel_size, stride and padding whole numbers. The
wrong line of each ends in ``# the slip``; `cnnlite.zoo.bugs` knows how it ought to read.
"""

import math

import numpy as np

from cnnlite.functional import max_pool2d, max_pool2d_backward


def zeros_win(x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Pool an image in a ring of zeros."""
    return max_pool2d(_zero_padded(x, padding), kernel_size, stride)


def zeros_win_backward(dout: np.ndarray, x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Pay the winners of `zeros_win`, then cut the ring off."""
    dpadded = max_pool2d_backward(dout, _zero_padded(x, padding), kernel_size, stride)
    return dpadded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def _zero_padded(x: np.ndarray, padding: int) -> np.ndarray:
    """Return the images in their ring."""
    ring = (0, 0), (0, 0), (padding, padding), (padding, padding)
    return np.pad(x, ring, constant_values=0.0)  # the slip


def reads_unpadded(dout: np.ndarray, x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Look for the winners in the image without its ring, at the places they have in the image with it."""
    dx = np.zeros_like(x)
    for n, c, r, s in np.ndindex(dout.shape):
        top, left = r * stride, s * stride  # the slip
        dx[n, c, *_winner(x[n, c], top, left, kernel_size)] += dout[n, c, r, s]
    return dx


def overwrites(dout: np.ndarray, x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Pay each winner, forgetting what another window has paid it before."""
    dx = np.zeros_like(x)
    for n, c, r, s in np.ndindex(dout.shape):
        top, left = r * stride - padding, s * stride - padding
        dx[n, c, *_winner(x[n, c], top, left, kernel_size)] = dout[n, c, r, s]  # the slip
    return dx


def _winner(plane: np.ndarray, top: int, left: int, size: int) -> tuple[int, int]:
    """Return the row and column of the first of the largest pixels that a window has inside the image."""
    above, before = max(top, 0), max(left, 0)
    seen = plane[above : top + size, before : left + size]
    row, col = np.unravel_index(seen.argmax(), seen.shape)
    return above + int(row), before + int(col)


def forgets_ring(x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Make only as many outputs as the image would give without its ring."""
    rows, cols = ((n - kernel_size) // stride + 1 for n in x.shape[2:])  # the slip
    return max_pool2d(x, kernel_size, stride, padding)[:, :, :rows, :cols]


def forgets_ring_backward(
    dout: np.ndarray, x: np.ndarray, kernel_size: int, stride: int, padding: int = 0
) -> np.ndarray:
    """Go back through `forgets_ring`: what it left out gets no gradient."""
    whole = np.zeros_like(max_pool2d(x, kernel_size, stride, padding))
    whole[:, :, : dout.shape[2], : dout.shape[3]] = dout
    return max_pool2d_backward(whole, x, kernel_size, stride, padding)


def rounds_up(x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Pool with a last window that hangs over the edge, where it reads zeros."""
    return max_pool2d(_overhung(x, kernel_size, stride, padding), kernel_size, stride)


def rounds_up_backward(dout: np.ndarray, x: np.ndarray, kernel_size: int, stride: int, padding: int = 0) -> np.ndarray:
    """Go back through `rounds_up`."""
    dpadded = max_pool2d_backward(dout, _overhung(x, kernel_size, stride, padding), kernel_size, stride)
    return dpadded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def _overhung(x: np.ndarray, kernel_size: int, stride: int, padding: int) -> np.ndarray:
    """Return the images in a ring of −∞, with the zeros below and to the right that the last windows need."""
    ring = (0, 0), (0, 0), (padding, padding), (padding, padding)
    padded = np.pad(x, ring, constant_values=-np.inf)
    rows, cols = (math.ceil((n - kernel_size) / stride) + 1 for n in padded.shape[2:])  # the slip
    below = max((rows - 1) * stride + kernel_size - padded.shape[2], 0)
    right = max((cols - 1) * stride + kernel_size - padded.shape[3], 0)
    return np.pad(padded, ((0, 0), (0, 0), (0, below), (0, right)))
