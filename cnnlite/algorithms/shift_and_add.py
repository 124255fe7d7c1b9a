"""Convolution as a sum of shifted images: the lesson's first form without a loop over pixels.

A tap (i, j) of a kernel meets, over all windows, one shifted copy of the image: the padded image from row i and column
j on, every stride-th pixel. So each output map is a weighted sum of kh·kw shifted images: one pass over the whole image
per tap, and Python's loop runs over the few taps instead of the many pixels. Over channels the weights of a tap form a
matrix (O, C), and the weighted sum is a product with it. Nothing is repeated in memory: a shifted image is a view.

Going back, each shifted image times the gradient gives one number of dw, and the gradient, weighted by a tap, is added
to the shifted place of dx that the tap has read. What it costs: every pass reads and writes all outputs once more.
"""

from collections.abc import Iterator

import numpy as np

from cnnlite.algorithms.geometry import Geometry, empty_like
from cnnlite.algorithms.padding import crop, pad

BLOCK = 2**17  # numbers of a block of images, about: a block stays in a cache while all taps pass over it


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    out = empty_like(x, len(w), geometry.out)
    out[...] = 0 if b is None else b[:, None, None]
    for block in _blocks(x, out):
        for i, j, shifted in _shifts(pad(x[block], geometry.padding), geometry):
            out[block] += _weighted(w[:, :, i, j], shifted)
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): at each tap, the gradient times the image shifted to meet it."""
    dw = np.zeros((dout.shape[1], x.shape[1], *geometry.kernel), dout.dtype)
    for block in _blocks(x, dout):
        for i, j, shifted in _shifts(pad(x[block], geometry.padding), geometry):
            dw[:, :, i, j] += np.matmul(_flat(dout[block]), _flat(shifted).transpose(0, 2, 1)).sum(axis=0)  # O C
    return dw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): the gradient, weighted by each tap, added where the tap has read."""
    dx = empty_like(dout, w.shape[1], geometry.size)
    for block in _blocks(dout, dx):
        padded = pad(np.zeros_like(dx[block]), geometry.padding)
        for i, j, shifted in _shifts(padded, geometry):
            shifted += _weighted(w[:, :, i, j].T, dout[block])
        dx[block] = crop(padded, geometry.padding)
    return dx


def _shifts(padded: np.ndarray, geometry: Geometry) -> Iterator[tuple[int, int, np.ndarray]]:
    """Yield every tap and the view (N, C, Ho, Wo) of the pixels that it meets."""
    (rows, cols), (down, right) = geometry.out, geometry.stride
    for i, j in np.ndindex(geometry.kernel):
        r, c = i * geometry.dilation[0], j * geometry.dilation[1]
        yield i, j, padded[:, :, r : r + rows * down : down, c : c + cols * right : right]


def _weighted(weights: np.ndarray, maps: np.ndarray) -> np.ndarray:
    """Return the sums of maps (N, C, H, W) that the rows of ``weights`` (O, C) ask for; of one map, its multiples."""
    if weights.size == 1:
        return weights * maps
    flat, weights = _flat(maps), np.ascontiguousarray(weights)
    sums = weights * flat if weights.shape[1] == 1 else np.matmul(weights, flat)  # N O H·W
    return sums.reshape(len(maps), len(weights), *maps.shape[2:])  # N O H W


def _flat(maps: np.ndarray) -> np.ndarray:
    """Return maps (N, C, H, W) as rows (N, C, H·W); −1 would not do where there is no image."""
    return maps.reshape(*maps.shape[:2], maps.shape[2] * maps.shape[3])


def _blocks(x: np.ndarray, out: np.ndarray) -> Iterator[slice]:
    """Yield slices of so many images that they and their outputs are about a block."""
    step = max(1, BLOCK // (x[:1].size + out[:1].size or 1))
    for first in range(0, len(x), step):
        yield slice(first, first + step)
