"""The definitions, one multiplication at a time: slow, plain, and the reference for everything else."""

import numpy as np

from cnnlite._checks import Pair
from cnnlite.algorithms.geometry import Geometry
from cnnlite.algorithms.padding import crop, pad


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Each output collects, over channels and taps, pixel times weight, and starts at the bias."""
    padded, (stride, dilation) = pad(x, geometry.padding), (geometry.stride, geometry.dilation)
    out = np.zeros((len(x), len(w), *geometry.out), x.dtype)
    if b is not None:
        out += b[:, None, None]
    for n, o, r, s in np.ndindex(out.shape):
        for c, i, j in np.ndindex(w.shape[1:]):
            pixel = padded[n, c, r * stride[0] + i * dilation[0], s * stride[1] + j * dilation[1]]
            out[n, o, r, s] += pixel * w[o, c, i, j]
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w: each tap collects, over all outputs, gradient times the pixel it met there."""
    padded, (stride, dilation) = pad(x, geometry.padding), (geometry.stride, geometry.dilation)
    dw = np.zeros((dout.shape[1], x.shape[1], *geometry.kernel), x.dtype)
    for n, o, r, s in np.ndindex(dout.shape):
        for c, i, j in np.ndindex(dw.shape[1:]):
            pixel = padded[n, c, r * stride[0] + i * dilation[0], s * stride[1] + j * dilation[1]]
            dw[o, c, i, j] += dout[n, o, r, s] * pixel
    return dw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x: each output pays every pixel it read, weight times gradient; what padding gets is cut off."""
    (rows, cols), (stride, dilation) = geometry.size, (geometry.stride, geometry.dilation)
    (top, bottom), (left, right) = geometry.padding
    padded = np.zeros((len(dout), w.shape[1], top + rows + bottom, left + cols + right), dout.dtype)
    for n, o, r, s in np.ndindex(dout.shape):
        for c, i, j in np.ndindex(w.shape[1:]):
            row, col = r * stride[0] + i * dilation[0], s * stride[1] + j * dilation[1]
            padded[n, c, row, col] += dout[n, o, r, s] * w[o, c, i, j]
    return crop(padded, geometry.padding).copy()


def max_pool2d(x: np.ndarray, kernel: Pair, stride: Pair) -> np.ndarray:
    """Return the largest value of each window of the padded images ``x`` (N, C, H, W)."""
    images, channels, height, width = x.shape
    rows, cols = (height - kernel[0]) // stride[0] + 1, (width - kernel[1]) // stride[1] + 1
    out = np.full((images, channels, rows, cols), -np.inf, x.dtype)
    for n, c, r, s in np.ndindex(out.shape):
        for i, j in np.ndindex(kernel):
            out[n, c, r, s] = max(out[n, c, r, s], x[n, c, r * stride[0] + i, s * stride[1] + j])
    return out


def max_pool2d_dx(dout: np.ndarray, x: np.ndarray, kernel: Pair, stride: Pair) -> np.ndarray:
    """Return ∂loss/∂x of the padded input: each output pays the first of its window's largest values."""
    dx = np.zeros(x.shape, x.dtype)
    for n, c, r, s in np.ndindex(dout.shape):
        best = (r * stride[0], s * stride[1])
        for i, j in np.ndindex(kernel):
            here = (r * stride[0] + i, s * stride[1] + j)
            if x[n, c, *here] > x[n, c, *best]:
                best = here
        dx[n, c, *best] += dout[n, c, r, s]
    return dx
