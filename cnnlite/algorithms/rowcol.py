"""Convolution by half of im2col's columns: copies along the width only, images side by side. For small maps.

im2col copies every pixel kh·kw times. Along the width alone, kw copies do: below each other, as a matrix (C·kw, Wo),
stands what the taps of a kernel row meet in one row of the images. What is left of the convolution runs along the
height and needs no copies. There are two ways, and each is one call of matmul:

- Stack the image rows. Where the columns of kh rows follow each other in memory they are, as they stand, the matrix
  (kh·C·kw, Wo) that im2col would have copied, and the next output row reads the same memory from one row further down.
  The kernels (O, kh·C·kw) times this view of Ho overlapping matrices is the output.
- Stack the kernel rows. The matrix (kh·O, C·kw) times a row's columns says what this row gives to each of the kh output
  rows that see it; what is given to an output row is added up. No row of zeros is multiplied, and the matrix is taller:
  this wins where the kernels are few and the input has no more rows than the output, as in most of the ways back.

The n images of a block lie side by side, pixel by pixel, so that the columns are (C·kw, Wo·n): wide enough to be
multiplied fast and copied in long runs. It costs a turn of the images on the way in and out.

The gradient of the kernels is dout, row by row, times the same overlapping view; dx is a convolution again.
"""

from collections.abc import Iterator

import numpy as np

from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, back, empty_like

ONLY = "stride 1, dilation 1 and images whose columns are at most 2²⁰ numbers"
BLOCK = 2**19  # numbers in the larger matrix of a block, or as many as in the weights, but …
LIMIT = 2**20  # … no more than these, nor in that of one image
QUICK = 10**6  # multiplications in a product of matrices up to which OpenBLAS has a faster way


def fits(w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    """Whether windows and taps lie side by side, and one image does not take too much memory."""
    return geometry.dense and _numbers(w_shape, geometry) <= LIMIT


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    out, (outputs, channels, kh, kw), (rows, cols) = empty_like(x, len(w), geometry.out), w.shape, geometry.out
    few = outputs <= channels and x.shape[2] <= rows
    multiply, order = (_stack_kernels, (2, 0, 1, 3)) if few else (_stack_rows, (0, 2, 1, 3))
    kernels = w.transpose(order).reshape(-1, channels * kw if few else kh * channels * kw)
    for block in _blocks(len(x), w.shape, geometry):
        images = _turned(x[block], "x")  # C H W n
        sums = scratch("sums", (outputs, rows, cols, images.shape[3]), x.dtype)  # O Ho Wo n
        multiply(kernels, images, geometry, sums.reshape(outputs, rows, -1))
        if b is not None:
            sums += b[:, None, None, None]
        out[block] = sums.transpose(3, 0, 1, 2)  # n O Ho Wo
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): every row of the gradient times what the kernels met there."""
    outputs, channels, (kh, kw) = dout.shape[1], x.shape[1], geometry.kernel
    dw = np.zeros((kh * channels * kw, outputs), dout.dtype)
    high = len(dw) if dw.size <= LIMIT else channels * kw  # rows of dw at a time
    for block in _blocks(len(x), (outputs, channels, kh, kw), geometry):
        seen = _seen(_turned(x[block], "x"), geometry)  # Ho kh·C·kw Wo·n
        gradient = scratch("sums", (*geometry.out, len(dout[block]), outputs), dout.dtype)
        gradient[...] = dout[block].transpose(2, 3, 0, 1)  # Ho Wo n O
        product = scratch("product", (high, outputs), dw.dtype)
        for met, row in zip(seen, gradient.reshape(len(seen), seen.shape[2], outputs), strict=True):
            for first in range(0, len(dw), high):
                dw[first : first + high] += np.matmul(met[first : first + high], row, out=product)
    return dw.reshape(kh, channels, kw, outputs).transpose(3, 1, 0, 2).copy()  # O C kh kw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): dout, with zeros around it, convolved with the turned kernels."""
    dout, turned, geometry = back(dout, w, geometry)
    return conv2d(dout, turned, None, geometry)


def _stack_rows(kernels: np.ndarray, images: np.ndarray, geometry: Geometry, sums: np.ndarray) -> None:
    """Write the sums (O, Ho, Wo·n): kernels (O, kh·C·kw) times the columns of kh rows at once."""
    np.matmul(kernels, _seen(images, geometry), out=sums.transpose(1, 0, 2))


def _stack_kernels(kernels: np.ndarray, images: np.ndarray, geometry: Geometry, sums: np.ndarray) -> None:
    """Write the sums (O, Ho, Wo·n): kernels (kh·O, C·kw) times the columns of a row, added where they belong."""
    columns, (outputs, rows, width), kh = _columns(images, geometry, 0, images.shape[1]), sums.shape, geometry.kernel[0]
    given = scratch("given", (kh, outputs, len(columns), width), columns.dtype)  # kh O H Wo·n
    np.matmul(kernels, columns, out=given.reshape(kh * outputs, len(columns), width).transpose(1, 0, 2))
    top = geometry.padding[0][0]
    first = min(top, kh - 1)  # often the only kernel row that meets pixels from every output
    to, of = _meet(first, top, len(columns), rows)
    sums[:, : to.start] = sums[:, to.stop :] = 0
    sums[:, to] = given[first, :, of]
    for i in (*range(first), *range(first + 1, kh)):
        to, of = _meet(i, top, len(columns), rows)
        sums[:, to] += given[i, :, of]


def _seen(images: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return the overlapping matrices (Ho, kh·C·kw, Wo·n) that each output row sees."""
    rows, kh = geometry.out[0], geometry.kernel[0]
    columns = _columns(images, geometry, geometry.padding[0][0], rows + kh - 1)
    size = rows, kh * columns.shape[1], columns.shape[2]
    steps = columns[0].nbytes, columns.shape[2] * columns.itemsize, columns.itemsize
    return np.ndarray(size, columns.dtype, columns, 0, steps)


def _columns(images: np.ndarray, geometry: Geometry, top: int, rows: int) -> np.ndarray:
    """Return (rows, C·kw, Wo·n): what each tap of a kernel row meets in every row, with so many zero rows on top."""
    channels, height, width, count = images.shape
    kw, cols, left = geometry.kernel[1], geometry.out[1], geometry.padding[1][0]
    columns = scratch("columns", (rows, channels, kw, cols, count), images.dtype)
    to, of = _meet(0, top, height, rows)
    columns[: to.start] = columns[to.stop :] = 0
    filled, images = columns[to], images[:, of].swapaxes(0, 1)  # rows C kw Wo n, rows C W n
    for j in range(kw):
        to, of = _meet(j, left, width, cols)
        filled[:, :, j, to] = images[:, :, of]
        if to.start > 0:
            filled[:, :, j, : to.start] = 0
        if to.stop < cols:
            filled[:, :, j, to.stop :] = 0
    return columns.reshape(rows, channels * kw, cols * count)


def _turned(x: np.ndarray, name: str) -> np.ndarray:
    """Return images (n, C, H, W) side by side, pixel by pixel: (C, H, W, n)."""
    turned = scratch(name, (*x.shape[1:], len(x)), x.dtype)
    turned[...] = x.transpose(1, 2, 3, 0)
    return turned


def _meet(tap: int, before: int, pixels: int, outputs: int) -> tuple[slice, slice]:
    """Return the outputs for which a tap meets pixels, not the zeros ``before`` or after them, and these pixels."""
    first = min(max(0, before - tap), outputs)
    last = max(first, min(outputs, pixels + before - tap))
    start = max(0, first + tap - before)
    return slice(first, last), slice(start, start + last - first)


def _blocks(count: int, w_shape: tuple[int, ...], geometry: Geometry) -> Iterator[slice]:
    """Yield slices of so many images that what is computed with stays in a cache, or is as large as the weights."""
    outputs, channels, kh, kw = w_shape
    weights = outputs * channels * kh * kw
    step = max(1, min(LIMIT, max(BLOCK, weights)) // _numbers(w_shape, geometry))
    quick = QUICK // (weights * geometry.out[1]) // 16 * 16
    if quick:
        step = min(step, quick)
    for first in range(0, count, step):
        yield slice(first, first + step)


def _numbers(w_shape: tuple[int, ...], geometry: Geometry) -> int:
    """Return how many numbers the larger matrix of an image has, forward or back, at most."""
    (outputs, channels, kh, kw), (height, width), (rows, cols) = w_shape, geometry.size, geometry.out
    return max(height, rows) * max(width, cols) * max(channels, outputs) * max(kh, kw)
