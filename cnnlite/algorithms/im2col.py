"""Convolution as one matrix product per image: every window becomes a column (im2col).

The kernels are the rows of a matrix (O, C·kh·kw), the windows the columns of another (C·kh·kw, Ho·Wo), and their
product is the output, already in the order (O, Ho, Wo) in which it is kept. The bias takes part: it is one more column
of the first matrix, and the second gets a last row of ones. For dw, the gradient is multiplied with the same columns,
lying down. For dx, the kernels lying down times the gradient are the columns of dx, and each number in them is added to
the pixel its place was filled from (col2im). At stride 1, dx is a convolution of the gradient as well (`back`): that
copies windows instead of adding them up, and is taken unless the gradient has many more channels than dx.

Both ways go over one view of all taps, (n, C, kh, kw, Ho, Wo), of padded images: im2col reads it, col2im adds to it.
Copying is fast in long runs. Where rows of outputs are as long as rows of pixels, which is the common case of "same"
padding, the images get no padding at their sides: a tap's pixels are then one run over all rows, and what it met beyond
the end of a row, the first pixels of the next, is replaced by the zeros that belong there.

Columns repeat each pixel up to kh·kw times. So that this costs neither memory nor trips to it, they are made for some
images, or some rows of one, at a time: as many as fit in a cache.
"""

from collections.abc import Iterator

import numpy as np

from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, back, channels_last, empty_like

BLOCK = 2**17  # numbers in the columns of a block, about; one row of one image at least
FEW = 2**10  # numbers in columns that are not worth a buffer


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    if _is_small(x, geometry):
        return _at_once(x, w, b, geometry)
    out = empty_like(x, len(w), geometry.out)
    _fill(out, x, w, geometry, b)
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): the gradient of the outputs times the columns that made them."""
    channels, (kh, kw) = x.shape[1], geometry.kernel
    dw = np.zeros((dout.shape[1], channels * kh * kw), dout.dtype)  # O C·kh·kw
    for images, bands in _blocks(len(x), dw.shape[1], geometry):
        inside, taps = _padded(len(x[images]), channels, geometry, x.dtype)
        inside[...] = x[images]
        for rows in bands:
            columns = _columns(taps[:, :, :, :, rows], geometry)  # n C·kh·kw r·Wo
            dw += _summed_products(_flat(dout[images, :, rows]), columns)
    return dw.reshape(-1, channels, kh, kw)  # O C kh kw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): col2im, or where it is less work a convolution of the gradient."""
    dx = empty_like(dout, w.shape[1], geometry.size)
    if _less_to_go_back(w, geometry):
        _fill(dx, *back(dout, w, geometry))
        return dx
    kernels = w.reshape(len(w), -1).T  # C·kh·kw O
    for images, bands in _blocks(len(dout), len(kernels), geometry):
        inside, taps = _padded(len(dout[images]), w.shape[1], geometry, dout.dtype)
        for rows in bands:
            met = taps[:, :, :, :, rows]  # n C kh kw r Wo, a view
            columns = scratch("im2col.columns", met.shape, dout.dtype)
            flat = _flat(dout[images, :, rows])  # n O r·Wo
            np.matmul(kernels, flat, out=columns.reshape(len(flat), len(kernels), flat.shape[2]))
            _clear_ends(columns, geometry)
            for i, j in np.ndindex(*geometry.kernel):
                pixels = met[:, :, i, j]  # n C r Wo, a view; `met[:, :, i, j] +=` would copy the sums once more
                pixels += columns[:, :, i, j]
        dx[images] = inside
    return dx


def _fill(out: np.ndarray, x: np.ndarray, w: np.ndarray, geometry: Geometry, b: np.ndarray | None = None) -> None:
    """Write the convolution of ``x`` with ``w`` into ``out``, block by block."""
    kernels = w.reshape(len(w), -1)  # O C·kh·kw
    if b is not None:
        kernels = np.concatenate((kernels, b[:, None]), 1)  # O C·kh·kw+1
    last = channels_last(out)
    for images, bands in _blocks(len(x), kernels.shape[1], geometry):
        inside, taps = _padded(len(x[images]), x.shape[1], geometry, x.dtype)
        inside[...] = x[images]
        for rows in bands:
            columns = _columns(taps[:, :, :, :, rows], geometry, b is not None)  # n C·kh·kw(+1) r·Wo
            made = _flat(out[images, :, rows])  # n O r·Wo, a view
            if last:
                np.matmul(columns.transpose(0, 2, 1), kernels.T, out=made.transpose(0, 2, 1))
            else:
                np.matmul(kernels, columns, out=made)


def _less_to_go_back(w: np.ndarray, geometry: Geometry) -> bool:
    """Whether dout has so few channels that copying its windows takes less than adding up the columns of dx."""
    return geometry.stride == (1, 1) and len(w) < 2 * w.shape[1]


def _summed_products(flat: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return the sum over images of the gradients (n, O, P) times columns (n, K, P), lying down: (O, K)."""
    (_, outputs, places), high = flat.shape, columns.shape[1]
    if outputs * high > (outputs + high) * places:  # a product for each image would be more than what goes into it
        return np.tensordot(flat, columns, ((0, 2), (0, 2)))
    return np.matmul(flat, columns.transpose(0, 2, 1)).sum(0)


def _is_small(x: np.ndarray, geometry: Geometry) -> bool:
    """Whether there are few windows, in images that can stay where they are."""
    if geometry.padding != ((0, 0), (0, 0)) or not x.flags.c_contiguous:
        return False
    (kh, kw), (rows, cols) = geometry.kernel, geometry.out
    return len(x) * x.shape[1] * kh * kw * rows * cols <= FEW


def _at_once(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve a few pixels with as few calls as possible: `conv2d` without buffers, blocks and padding."""
    (height, width), (rows, cols) = geometry.size, geometry.out
    kernels = w.reshape(len(w), -1)  # O C·kh·kw
    columns = _taps(x, len(x), x.shape[1], height, width, geometry).reshape(len(x), kernels.shape[1], rows * cols)
    out = kernels @ columns  # N O Ho·Wo
    if b is not None:
        out += b[:, None]
    return out.reshape(len(x), len(w), rows, cols)  # N O Ho Wo


def _padded(count: int, channels: int, geometry: Geometry, dtype: np.dtype) -> tuple[np.ndarray, np.ndarray]:
    """Return two views of zeros: the places of ``count`` images (n, C, H, W), and all taps (n, C, kh, kw, Ho, Wo)."""
    (height, width), (top, bottom), (left, right) = geometry.size, *geometry.padding
    wide, tall = width if _in_line(geometry) else left + width + right, top + height + bottom
    past = max(left, geometry.dilation[1] * (geometry.kernel[1] - 1))  # so far beyond the last pixel a tap may look
    flat = scratch("im2col.padded", (count * channels * tall * wide + past,), dtype)
    flat.fill(0)
    shape, one = (count, channels, height, width), flat.itemsize
    steps = channels * tall * wide * one, tall * wide * one, wide * one, one
    inside = np.ndarray(shape, dtype, flat, (top * wide + left) * one, steps)
    return inside, _taps(flat, count, channels, tall, wide, geometry)


def _taps(flat: np.ndarray, count: int, channels: int, tall: int, wide: int, geometry: Geometry) -> np.ndarray:
    """Return the view (n, C, kh, kw, Ho, Wo) of the pixel that each tap meets, in images that lie one after another."""
    (down, right), (apart, aside), one = geometry.stride, geometry.dilation, flat.itemsize
    line, plane = wide * one, tall * wide * one
    steps = channels * plane, plane, apart * line, aside * one, down * line, right * one
    return np.ndarray((count, channels, *geometry.kernel, *geometry.out), flat.dtype, flat, 0, steps)


def _columns(taps: np.ndarray, geometry: Geometry, ones: bool = False) -> np.ndarray:
    """Return the taps (n, C, kh, kw, r, Wo) as columns (n, C·kh·kw, r·Wo), maybe with a last row of ones."""
    count, channels, kh, kw, rows, cols = taps.shape
    high = channels * kh * kw
    columns = scratch("im2col.columns", (count, high + ones, rows * cols), taps.dtype)
    filled = columns[:, :high].reshape(taps.shape)  # a view
    filled[...] = taps
    _clear_ends(filled, geometry)
    columns[:, high:] = 1
    return columns


def _clear_ends(columns: np.ndarray, geometry: Geometry) -> None:
    """Put zeros where a tap met, beyond the end of its row, a pixel of another one."""
    if _in_line(geometry):
        for j in range(geometry.kernel[1]):
            shift = j * geometry.dilation[1] - geometry.padding[1][0]
            if shift:
                columns[:, :, :, j, :, slice(-shift) if shift < 0 else slice(-shift, None)] = 0


def _in_line(geometry: Geometry) -> bool:
    """Whether rows of outputs are as long as rows of pixels, and windows side by side."""
    return geometry.stride[1] == 1 and geometry.out[1] == geometry.size[1]


def _flat(maps: np.ndarray) -> np.ndarray:
    """Return maps (n, O, r, Wo) as rows (n, O, r·Wo); −1 would not do where there is no image."""
    return maps.reshape(*maps.shape[:2], maps.shape[2] * maps.shape[3])


def _blocks(count: int, high: int, geometry: Geometry) -> Iterator[tuple[slice, list[slice]]]:
    """Yield slices of images, each with slices of the rows of outputs that make a block of columns ``high``."""
    (height, width), (kh, kw), (rows, cols) = geometry.size, geometry.kernel, geometry.out
    some = min(rows, max(1, BLOCK // (high * cols)))
    bands = [slice(first, min(first + some, rows)) for first in range(0, rows, some)]
    places = max(rows * cols, height * width // (kh * kw))  # large steps skip pixels, but those are copied too
    step = max(1, BLOCK // (high * places))
    for first in range(0, count, step):
        yield slice(first, first + step), bands
