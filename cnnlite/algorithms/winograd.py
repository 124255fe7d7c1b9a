"""Winograd's convolution F(4×4, 3×3): 36 multiplications for a tile of 16 outputs, where the sums take 144.

Multiplying two polynomials convolves their coefficients, and a polynomial of degree 5 is known by its values at six
points. Three taps (degree 2) times four numbers (degree 3) have degree 5: take the values of both at six `POINTS`,
multiply value by value, and read the product's coefficients off its six values: six multiplications, not twelve. The
transposed algorithm slides instead of spreading: from six pixels d and three taps g it makes four outputs y,

    y = Aᵀ (G g ⊙ B d)    and, along both axes of a tile,    Y = Aᵀ (G g Gᵀ ⊙ B d Bᵀ) A.

A row of B is the polynomial that is zero at all points but one, a row of G holds that point's powers, divided by what
the polynomial is there, and a column of Aᵀ its powers again. The sixth point is infinity, where a polynomial's value is
its last coefficient.

The sum over channels comes before Aᵀ, so at each of the 36 places in a tile all tiles meet all kernels in one matrix
product, (tiles, C)·(C, O). These 36 products do a quarter of the multiplications of the plain sums, if what stands
around them is cheap. So pixels lie as (row, column, image, channel): B takes six rows, then six columns, as small
products with long contiguous rows, n·C, and every result is where the next step reads it.

Gradients: dx is the same with dout and the turned kernels. For dw all steps are transposed: dout goes through A, meets
the transformed pixels in 36 products that sum over tiles, and the sums come back through Gᵀ.

Memory: tiles overlap, 36 numbers for 16 pixels, so images come in blocks that stay in the cache, 24 MiB at most with
all that surrounds them. A transformed kernel has 36 numbers for 9. If the batch is one block, it meets the kernels a
few at a time, and no more of them exist at once; else all are kept until the last block has met them.

Rounding: the matrices mix large and small numbers, more so the farther the points are from 1. In float32 the largest
error is 2e-6 of the largest output at 64 channels and 5e-6 at 512, for dw 2e-6 (a plain sum: 6e-7); the customary
points 0, ±1, ±2 lose four times as much. In float64 it is 1e-14. One NaN spreads over its tile.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from cnnlite._checks import Pair
from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, empty_like

ONLY = "3×3 kernels with stride 1 and dilation 1"
POINTS = 0, 0.75, -0.75, 1.5, -1.5  # and infinity
BLOCK, MOST = 2**21, 9 * 2**19  # bytes of a block's transformed tiles: as many as the kernels have, within these
PART = 32  # kernels at a time, at least


class _Matrices(NamedTuple):
    """The three transforms; the one of the kernels takes all 9 taps at once."""

    pixels: np.ndarray  # 6 6, B
    outputs: np.ndarray  # 4 6, Aᵀ
    kernels: np.ndarray  # 36 9, G ⊗ G


class _Block(NamedTuple):
    """Some images; of a large one, some rows of tiles."""

    images: slice
    top: int
    tall: int
    wide: int


def fits(w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    """Whether the kernels are 3×3, and windows and taps lie side by side."""
    return geometry.kernel == (3, 3) and geometry.dense


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, 3, 3)."""
    out = empty_like(x, len(w), geometry.out)
    (top, _), (left, _) = geometry.padding
    _convolve(x, w.transpose(1, 0, 2, 3), b, (-top, -left), out)
    return out


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): the gradient convolved with the turned kernels."""
    dx = empty_like(dout, w.shape[1], geometry.size)
    (top, _), (left, _) = geometry.padding
    _convolve(dout, w[:, :, ::-1, ::-1], None, (top - 2, left - 2), dx)
    return dx


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, 3, 3): transformed gradient times transformed pixels, summed over tiles."""
    outputs, channels, dtype = dout.shape[1], x.shape[1], x.dtype
    (top, _), (left, _) = geometry.padding
    matrices = _matrices(dtype)
    dw = np.zeros((outputs, channels, 3, 3), dtype)
    blocks, parts = _plan(len(x), channels, outputs, geometry.out, dtype)
    for block in blocks:
        v = _tiles("winograd pixels", matrices.pixels, x, (-top, -left), block)  # 36 tiles C
        dm = _tiles("winograd outputs", matrices.outputs.T, dout, (0, 0), block)  # 36 tiles O
        for part in parts:
            du = scratch("winograd kernels", (36, part.stop - part.start, channels), dtype)
            np.matmul(dm[:, :, part].transpose(0, 2, 1), v, out=du)
            dw[part] += _kernels_dw(matrices.kernels, du)
    return dw


def _convolve(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, start: Pair, out: np.ndarray) -> None:
    """Write into ``out`` the convolution of x with w (C, O, 3, 3), whose first window begins at ``start``."""
    channels, outputs = w.shape[:2]
    matrices = _matrices(x.dtype)
    blocks, parts = _plan(len(x), channels, outputs, out.shape[2:], x.dtype)
    if len(blocks) > 1:
        parts = [slice(0, outputs)]
    for block in blocks:
        v = _tiles("winograd pixels", matrices.pixels, x, start, block)  # 36 tiles C
        m = scratch("winograd outputs", (36, v.shape[1], outputs), x.dtype)
        for part in parts:
            if block is blocks[0]:
                u = _kernels(matrices.kernels, w[:, part])  # 36 C o
            np.matmul(v, u, out=m[:, :, part])
        _place(matrices.outputs, m, b, block, out)


def _kernels(matrix: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return kernels (C, O, 3, 3) transformed, (36, C, O); many are read in the order they have in memory."""
    if w.strides[0] < w.strides[1] and w.nbytes > BLOCK:
        return _kernels(matrix, w.transpose(1, 0, 2, 3)).transpose(0, 2, 1)
    channels, outputs = w.shape[:2]
    u = scratch("winograd kernels", (36, channels, outputs), w.dtype)
    step = max(1, BLOCK // (9 * outputs * w.itemsize))
    for first in range(0, channels, step):
        part = w[first : first + step]
        few, many = sorted(part.shape[:2])
        taps = scratch("winograd taps", (9, few, many), w.dtype)
        taps.reshape(3, 3, *part.shape[:2])[...] = part.transpose(2, 3, 0, 1)
        made = u[:, first : first + step].reshape(36, few, many)  # a view
        np.matmul(matrix, taps.transpose(1, 0, 2), out=made.transpose(1, 0, 2))
    return u


def _kernels_dw(matrix: np.ndarray, du: np.ndarray) -> np.ndarray:
    """Return the gradient of the kernels (O, C, 3, 3) from that of the transformed ones (36, O, C)."""
    _, outputs, channels = du.shape
    taps = scratch("winograd taps", (outputs, 9, channels), du.dtype)
    np.matmul(matrix.T, du.transpose(1, 0, 2), out=taps)
    return taps.reshape(outputs, 3, 3, channels).transpose(0, 3, 1, 2)


def _tiles(name: str, matrix: np.ndarray, x: np.ndarray, start: Pair, block: _Block) -> np.ndarray:
    """Return matrix · tile · matrixᵀ for a block's tiles, which begin every 4 pixels: (36, tiles, C)."""
    size, (_, _, tall, wide) = matrix.shape[1], block
    piece = _cut(x, block, start, (4 * tall - 4 + size, 4 * wide - 4 + size))  # rows columns n C
    columns, depth, item = piece.shape[1], piece.shape[2] * piece.shape[3], x.itemsize
    pixel, row = depth * item, columns * depth * item  # bytes
    half = scratch("winograd half", (6, tall, columns, depth), x.dtype)
    below = np.ndarray((tall, columns, size, depth), x.dtype, piece, 0, (4 * row, pixel, row, item))
    np.matmul(matrix, below, out=half.transpose(1, 2, 0, 3))
    tiles = scratch(name, (6, 6, tall, wide, depth), x.dtype)
    beside = np.ndarray((6, tall, wide, size, depth), x.dtype, half, 0, (tall * row, row, 4 * pixel, pixel, item))
    np.matmul(matrix, beside, out=tiles.transpose(0, 2, 3, 1, 4))
    return tiles.reshape(36, tall * wide * piece.shape[2], piece.shape[3])


def _cut(x: np.ndarray, block: _Block, start: Pair, size: Pair) -> np.ndarray:
    """Copy the pixels under a block's tiles as (rows, columns, n, C), zero where there are none."""
    x = x[block.images].transpose(2, 3, 0, 1)  # H W n C
    first = start[0] + 4 * block.top, start[1]
    (top, bottom), (left, right) = (
        (min(max(0, -begin), length), max(0, min(length, limit - begin)))
        for begin, length, limit in zip(first, size, x.shape[:2], strict=True)
    )
    piece = scratch("winograd whole", (*size, *x.shape[2:]), x.dtype)
    piece[:top], piece[bottom:], piece[:, :left], piece[:, right:] = 0, 0, 0, 0
    piece[top:bottom, left:right] = x[first[0] + top : first[0] + bottom, first[1] + left : first[1] + right]
    return piece


def _place(matrix: np.ndarray, m: np.ndarray, b: np.ndarray | None, block: _Block, out: np.ndarray) -> None:
    """Write matrix · tile · matrixᵀ, with the bias, where the tiles belong in out, without what sticks out of it."""
    images, top, tall, wide = block
    count = images.stop - images.start
    tiles = m.reshape(6, 6, tall, wide, -1)  # n·O last
    half = scratch("winograd half", (6, tall, wide, 4, tiles.shape[4]), m.dtype)
    np.matmul(matrix, tiles.transpose(0, 2, 3, 1, 4), out=half)
    half = half.reshape(6, tall, 4 * wide, -1)
    whole = scratch("winograd whole", (tall, 4, 4 * wide, half.shape[3]), m.dtype)
    np.matmul(matrix, half.transpose(1, 2, 0, 3), out=whole.transpose(0, 2, 1, 3))
    if b is not None:
        whole += np.tile(b, count)
    place = out[images, :, 4 * top : 4 * (top + tall)].transpose(2, 3, 0, 1)
    place[...] = whole.reshape(4 * tall, 4 * wide, count, -1)[: place.shape[0], : place.shape[1]]


def _plan(count: int, channels: int, outputs: int, size: Pair, dtype: np.dtype) -> tuple[list[_Block], list[slice]]:
    """Return the blocks that the images come in, and the parts of the kernels that a block meets."""
    tall, wide = -(-size[0] // 4), -(-size[1] // 4)
    number = 36 * dtype.itemsize
    line = number * wide * max(channels, outputs)  # bytes
    bytes_wanted = min(max(BLOCK, number * channels * outputs), MOST)
    images, rows = max(1, bytes_wanted // (tall * line)), min(tall, max(1, bytes_wanted // line))
    images = -(-count // max(1, -(-count // images))) or 1  # blocks of one size
    blocks = [
        _Block(slice(image, min(count, image + images)), top, min(rows, tall - top), wide)
        for image in range(0, count, images)
        for top in range(0, tall, rows)
    ]
    part = max(PART if len(blocks) == 1 else 4 * PART, images * rows * wide)
    return blocks, [slice(first, min(outputs, first + part)) for first in range(0, outputs, part)]


@cache
def _matrices(dtype: np.dtype) -> _Matrices:
    """Return the transforms of the six points, see the module."""
    pixels, outputs, kernels = np.zeros((6, 6)), np.zeros((4, 6)), np.zeros((6, 3))
    for row, point in enumerate(POINTS):
        others = np.poly([other for other in POINTS if other != point])  # highest power first
        pixels[row, :5] = others[::-1]
        outputs[:, row] = point ** np.arange(4)
        kernels[row] = point ** np.arange(3) / np.polyval(others, point)
    pixels[5] = np.poly(POINTS)[::-1]
    outputs[3, 5] = kernels[5, 2] = 1
    return _Matrices(*(matrix.astype(dtype) for matrix in (pixels, outputs, np.kron(kernels, kernels))))
