"""Convolution with 1×1 kernels: no windows at all, only a product over channels.

A 1×1 kernel mixes the channels of each pixel on its own. So the maps of an image are a matrix (C, pixels) as they lie
in memory, the kernels another (O, C), and their product is the output, already in its place. Where the channels lie
last, the pixels of all images are the rows of one matrix (N·H·W, C), whose transpose is such a matrix again. Going
back, the kernels transposed times the gradient give dx, and the gradient times the pixels, summed over both, gives dw.

Two things need copies, a block of images at a time: a stride, which leaves most pixels out, so that the others are
gathered first; and very small maps, where several images side by side give the product something to do.
"""

from collections.abc import Iterator

import numpy as np

from cnnlite._checks import Pair
from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, channels_last, empty_like

COLUMNS = 256  # pixels in a block, at least, where there are so many: fewer leave a product too little to do
ONLY = "1×1 kernels without padding"


def fits(w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    """Whether kernels are 1×1, and there is no padding that they could see."""
    return w_shape[2:] == (1, 1) and geometry.padding == ((0, 0), (0, 0))


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, 1, 1)."""
    out = empty_like(x, len(w), geometry.out)
    kernels = np.ascontiguousarray(w[:, :, 0, 0].T).T  # O C, one channel after the other in memory: multiplies faster
    for made, pixels in zip(_to_fill(out), _matrices(_met(x, geometry), "pointwise x"), strict=True):
        np.matmul(kernels, pixels, out=made)  # O n·Ho·Wo
        if b is not None:
            made += b[:, None]
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, 1, 1): over all pixels, gradients times channels."""
    dw = np.zeros((dout.shape[1], x.shape[1]), dout.dtype)
    paid = _matrices(dout, "pointwise dout")
    for gradients, pixels in zip(paid, _matrices(_met(x, geometry), "pointwise x"), strict=True):
        dw += np.matmul(gradients, pixels.T)
    return dw[:, :, None, None]  # O C 1 1


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): the kernels, transposed, times the gradients; nothing for pixels left out."""
    like = empty_like if geometry.size == geometry.out else _zeros_like
    dx, kernels = like(dout, w.shape[1], geometry.size), w[:, :, 0, 0].T  # C O
    for made, gradients in zip(_to_fill(_met(dx, geometry)), _matrices(dout, "pointwise dout"), strict=True):
        np.matmul(kernels, gradients, out=made)  # C n·Ho·Wo
    return dx


def _zeros_like(x: np.ndarray, channels: int, size: Pair) -> np.ndarray:
    """Return `empty_like` with zeros, which the system hands out more cheaply than they are written."""
    if channels_last(x):
        return np.zeros((len(x), *size, channels), x.dtype).transpose(0, 3, 1, 2)
    return np.zeros((len(x), channels, *size), x.dtype)


def _met(x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return the view (N, C, Ho, Wo) of the pixels that have an output."""
    (rows, cols), (down, across) = geometry.out, geometry.stride
    return x[:, :, : rows * down : down, : cols * across : across]


def _matrices(maps: np.ndarray, name: str) -> Iterator[np.ndarray]:
    """Yield maps (N, C, H, W) as matrices (C, n·H·W), views if possible, otherwise copies in a buffer."""
    views = _views(maps)
    if views is not None:
        yield from views
        return
    for block in _blocks(maps):
        matrix = _buffer(block, name)
        _spread(matrix, block)[:] = block
        yield matrix


def _to_fill(maps: np.ndarray) -> Iterator[np.ndarray]:
    """Yield matrices (C, n·H·W) in which to write the maps; asked for the next one, it puts the last in its place."""
    views = _views(maps)
    if views is not None:
        yield from views
        return
    for block in _blocks(maps):
        matrix = _buffer(block, "pointwise made")
        yield matrix
        block[:] = _spread(matrix, block)


def _views(maps: np.ndarray) -> list[np.ndarray] | None:
    """Return the blocks of maps as matrices (C, n·H·W), if they lie in memory so."""
    count, channels, rows, cols = maps.shape
    if channels_last(maps):
        return [block.transpose(0, 2, 3, 1).reshape(-1, channels).T for block in _blocks(maps)]
    if maps.flags.c_contiguous and _images(maps) == 1:
        return list(maps.reshape(count, channels, rows * cols))
    return None


def _images(maps: np.ndarray) -> int:
    """Return how many images make a block."""
    return max(1, COLUMNS // (maps.shape[2] * maps.shape[3]))


def _blocks(maps: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the maps of a few images at a time."""
    step = _images(maps)
    return (maps[first : first + step] for first in range(0, len(maps), step))


def _buffer(block: np.ndarray, name: str) -> np.ndarray:
    """Return work memory for a matrix (C, n·H·W) in which channels lie together if they do so in the block."""
    count, channels, rows, cols = block.shape
    if block.strides[1] == block.itemsize:
        return scratch(name, (count * rows * cols, channels), block.dtype).T
    return scratch(name, (channels, count * rows * cols), block.dtype)


def _spread(matrix: np.ndarray, block: np.ndarray) -> np.ndarray:
    """Return the view (n, C, H, W) of a matrix (C, n·H·W)."""
    count, channels, rows, cols = block.shape
    return matrix.reshape(channels, count, rows, cols).transpose(1, 0, 2, 3)
