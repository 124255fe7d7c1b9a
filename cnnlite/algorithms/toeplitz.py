"""Image filters: one channel, one kernel, as a product with the kernel's band matrix.

As a matrix product, one kernel would be a matrix of one row, and a processor multiplies such a matrix slowly: it
fetches every number for a single multiplication. So a tile of 8 output rows is computed at once. They see kh + 7 rows
of pixels, and the matrix that leads from those to these holds the kernel in each of its 8 rows, every time one pixel
row further on: a band, or Toeplitz, matrix. Much of it are zeros, multiplied for nothing, and still it is faster than
what multiplies only what it must. (For large kernels, `fft` is faster.)

The pixels are laid out as in `rowcol`: each row of the image kw times, from the first column on, from the second, and
so on. There, the rows that a tile sees lie one after the other: they are the matrix ((kh + 7)·kw, Wo) to multiply, as
they lie, and the next tile begins 8 rows further on. Each pixel is copied kw times, not kh·kw times as for `im2col`,
and the product is written straight to its place. Small images stand side by side, as if they were one wide image.

Going back, the same rows times the gradient give the gradient of the band matrix, and each weight of the kernel
collects the places where it stands. As zero times infinity is NaN, an infinite or NaN pixel spreads over the rows of
its tile.
"""

from collections.abc import Iterator

import numpy as np

from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, back, empty_like
from cnnlite.algorithms.padding import fill

TILE = 8  # output rows of a tile: more would mean more zeros, fewer a slower product
BLOCK = 2**18  # numbers in the copied rows of a block, about
PRODUCT = 2**19  # multiplications of a product, at most: larger ones are rearranged in memory before
ONLY = "one channel and one kernel, with stride and dilation 1"


def fits(w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    """Whether there are one channel and one kernel, and windows and taps lie side by side."""
    return w_shape[:2] == (1, 1) and geometry.dense


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, 1, H, W) with ``w`` (1, 1, kh, kw)."""
    out = empty_like(x, 1, geometry.out)
    band = _band(geometry, x.dtype)
    _places(band, geometry)[...] = w[0, 0]
    for place, tall, seen in _tiles(x, geometry):
        part = out[place].swapaxes(0, 1)  # R n Wo
        sums = part if part.shape[1] == 1 else scratch("toeplitz.sums", part.shape, x.dtype)
        np.matmul(band[:tall, : seen.shape[1]], seen, out=sums.reshape(len(seen), tall, seen.shape[2]))
        if sums is not part:
            part[...] = sums
    if b is not None:
        out += b[0]
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (1, 1, kh, kw): the gradient of the band matrix, summed where each weight stands in it."""
    band = _band(geometry, dout.dtype)
    for place, tall, seen in _tiles(x, geometry):
        part = np.ascontiguousarray(dout[place].swapaxes(0, 1))  # R n Wo
        paid = part.reshape(len(seen), tall, seen.shape[2])  # tiles T n·Wo
        band[:tall, : seen.shape[1]] += np.matmul(paid, seen.swapaxes(1, 2)).sum(axis=0)  # T (T+kh−1)·kw
    return _places(band, geometry).sum(axis=0)[None, None]


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, 1, H, W): the gradient convolved with the turned kernel."""
    dout, turned, geometry = back(dout, w, geometry)
    return conv2d(dout, turned, None, geometry)


def _band(geometry: Geometry, dtype: np.dtype) -> np.ndarray:
    """Return the band matrix (T, (T + kh − 1)·kw), still empty: from the rows that a tile sees to its outputs."""
    kh, kw = geometry.kernel
    return np.zeros((TILE, (TILE + kh - 1) * kw), dtype)


def _places(band: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return the view (T, kh, kw) of where the kernel stands in the band: in each row, kw numbers further on."""
    (kh, kw), (row, number) = geometry.kernel, band.strides
    return np.ndarray((TILE, kh, kw), band.dtype, band, 0, (row + kw * number, kw * number, number))


def _tiles(x: np.ndarray, geometry: Geometry) -> Iterator[tuple[tuple, int, np.ndarray]]:
    """Yield the place of some outputs, how many rows a tile of them has, and what the tiles see.

    That is (tiles, (T + kh − 1)·kw, n·columns). The rows that do not fill a tile of T make one of their own.
    """
    kh, kw = geometry.kernel
    for (images, high, cols), rows in _blocks(x, geometry):
        step, width = rows.strides[0], rows.shape[2] * rows.shape[3]
        rest = (high.stop - high.start) % TILE
        full = high.stop - rest
        for start, stop, tall in ((high.start, full, TILE), (full, high.stop, rest)):
            if start < stop:
                shape = (stop - start) // tall, (tall + kh - 1) * kw, width
                strides = TILE * step, step // kw, rows.itemsize
                seen = np.ndarray(shape, rows.dtype, rows, (start - high.start) * step, strides)
                yield (images, 0, slice(start, stop), cols), tall, seen


def _blocks(x: np.ndarray, geometry: Geometry) -> Iterator[tuple[tuple[slice, slice, slice], np.ndarray]]:
    """Yield a rectangle of some images' outputs, and the rows (R + kh − 1, kw, n, columns) that it sees, kw times."""
    (kh, kw), (height, width) = geometry.kernel, geometry.out
    most = max(1, PRODUCT // (TILE * (TILE + kh - 1) * kw))  # columns of a product
    wide = -(-width // -(-width // most))
    high = min(-(-height // TILE), max(1, BLOCK // (TILE * kw * wide))) * TILE
    count = max(1, min(most // wide, BLOCK // ((high + kh - 1) * kw * wide)))
    for n in range(0, len(x), count):
        images = x[n : n + count, 0]
        for r in range(0, height, high):
            for c in range(0, width, wide):
                down, right = min(high, height - r), min(wide, width - c)
                pixels = scratch("toeplitz.pixels", (len(images), down + kh - 1, right + kw - 1), x.dtype)
                fill(pixels, images, r - geometry.padding[0][0], c - geometry.padding[1][0])
                rows = scratch("toeplitz.rows", (down + kh - 1, kw, len(images), right), x.dtype)
                image, row, number = pixels.strides
                rows[...] = np.ndarray(rows.shape, x.dtype, pixels, 0, (row, number, image, number))
                yield (slice(n, n + len(images)), slice(r, r + down), slice(c, c + right)), rows
