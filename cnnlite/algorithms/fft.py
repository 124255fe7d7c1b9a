"""Convolution as a product of spectra: what slides over an image multiplies its waves.

The Fourier transform writes an image as a sum of waves. Sliding a kernel over a wave gives the same wave again, only
scaled and shifted: multiplied with one complex number, the kernel's own spectrum there (conjugated, as the kernel is
not turned). So images and kernels are transformed, multiplied wave by wave and summed over channels, and transformed
back. The fast transform of L×L pixels takes about L²·log L steps, whatever the kernel: a 31×31 kernel costs hardly more
than a 3×3 one, where a sum over windows costs a hundred times as much. Small kernels do not pay the transforms.

A spectrum knows only images that repeat, so what would wrap around must be cut off: from a tile of L rows only
L − kh + 1 outputs are right. The image is cut in overlapping tiles, each transformed by itself ("overlap-save"): the
kernels' transform then is as small as a tile, and so is the memory, as images and kernels come in blocks. Tiles have
lengths without prime factors above 5, which the transform likes. Going back, dw is the product of the spectra of tile
and gradient, with no other change, and dx is the gradient convolved with the turned kernels.

One infinite or NaN pixel spreads over its tile, and outputs round by the largest number of the tile, not by their own.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from cnnlite._checks import Pair, kernel_span
from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, back, empty_like
from cnnlite.algorithms.padding import fill

BLOCK = 2**17  # numbers in the tiles of a block of images, about
CALL = 2**12  # pixels whose transform takes as long as calling it
NORM: Final = "ortho"  # by default, NumPy computes float32 in float64 and takes twice as long (factor 1, an int)
ONLY = "stride 1"


def fits(w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    """Whether windows lie side by side: between them there is nothing to skip."""
    return geometry.stride == (1, 1)


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    out = empty_like(x, len(w), geometry.out)
    spread = np.zeros((*w.shape[:2], *kernel_span(geometry.kernel, geometry.dilation)), w.dtype)
    spread[:, :, :: geometry.dilation[0], :: geometry.dilation[1]] = w
    size = _tile(geometry)[0]
    for some in _kernels(w.shape[:2], size):
        kernels = np.conj(_waves(spread[some].swapaxes(0, 1), size))  # L L/2+1 C O
        for place, pixels in _tiles(x, kernels.shape[3], geometry):
            part = out[:, some][place]
            waves = _product(_waves(pixels, size), kernels)  # L L/2+1 n O
            part[...] = _pixels(waves, size, part.shape[2])[..., : part.shape[3]]  # n O R columns
    if b is not None:
        out += b[:, None, None]
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): the images correlated with the gradient, tile by tile, at the taps."""
    size = _tile(geometry)[0]
    rows, cols = kernel_span(geometry.kernel, geometry.dilation)
    dw = np.empty((dout.shape[1], x.shape[1], *geometry.kernel), dout.dtype)
    for some in _kernels(dw.shape[:2], size):
        shape = size[0], size[1] // 2 + 1, *dw[some].shape[:2]
        waves = np.zeros(shape, np.result_type(dout, np.complex64))  # L L/2+1 O C
        for place, pixels in _tiles(x, shape[2], geometry):
            paid = np.conj(_waves(dout[:, some][place].swapaxes(0, 1), size))  # L L/2+1 O n
            waves += _product(paid, _waves(pixels, size))
        taps = _pixels(waves, size, rows)[..., :cols]  # O C rows columns
        dw[some] = taps[:, :, :: geometry.dilation[0], :: geometry.dilation[1]]
    return dw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): the gradient convolved with the turned kernels."""
    dout, turned, geometry = back(dout, w, geometry)
    return conv2d(dout, turned, None, geometry)


def _tile(geometry: Geometry) -> tuple[Pair, Pair]:
    """Return how many pixels a tile has, and how many outputs it gives at most."""
    span = kernel_span(geometry.kernel, geometry.dilation)
    (rows, tall), (cols, wide) = (_cut(*axis) for axis in zip(geometry.out, span, strict=True))
    return (rows, cols), (tall, wide)


@lru_cache(maxsize=256)
def _cut(outputs: int, span: int) -> tuple[int, int]:
    """Return a tile's pixels and outputs on one axis: of so many tiles that they and the kernel make the least work."""
    lengths = {count: fast_length(-(-outputs // count) + span - 1) for count in range(1, 9)}
    count = min(lengths, key=lambda count: (count**2 + 1) * (lengths[count] ** 2 + CALL))
    return lengths[count], -(-outputs // count)


def fast_length(least: int) -> int:
    """Return the smallest number from ``least`` on without prime factors above 5.

    Examples
    --------
    >>> [fast_length(n) for n in (7, 16, 127, 542)]
    [8, 16, 128, 576]
    """
    rest = least
    for prime in (2, 3, 5):
        while rest % prime == 0:
            rest //= prime
    return least if rest == 1 else fast_length(least + 1)


def _kernels(shape: Pair, size: Pair) -> Iterator[slice]:
    """Yield slices of so many kernels (O, C) that their waves are no more than a few blocks."""
    step = max(1, 4 * BLOCK // (shape[1] * size[0] * size[1]))
    for first in range(0, shape[0], step):
        yield slice(first, first + step)


def _tiles(x: np.ndarray, outputs: int, geometry: Geometry) -> Iterator[tuple[tuple[slice, ...], np.ndarray]]:
    """Yield the place of some outputs, a block of images and a rectangle of each, and the tiles that they see."""
    size, valid = _tile(geometry)
    step = max(1, BLOCK // ((x.shape[1] + outputs) * size[0] * size[1]))
    pixels = scratch("fft.pixels", (min(step, len(x)), x.shape[1], *size), x.dtype)
    for n in range(0, len(x), step):
        images = slice(n, min(n + step, len(x)))
        for r in range(0, geometry.out[0], valid[0]):
            for c in range(0, geometry.out[1], valid[1]):
                seen = pixels[: images.stop - n]
                fill(seen, x[images], r - geometry.padding[0][0], c - geometry.padding[1][0])
                yield (images, slice(None), slice(r, r + valid[0]), slice(c, c + valid[1])), seen


def _waves(maps: np.ndarray, size: Pair) -> np.ndarray:
    """Return the waves (L, L/2 + 1, p, q) of maps (p, q, rows, columns), filled up with zeros to L.

    Each wave's matrix (p, q) lies in memory by itself. Of real numbers, the other half of the waves mirrors this one.
    """
    spectra = np.fft.fft(np.fft.rfft(maps, size[1], norm=NORM), size[0], axis=-2, norm=NORM)
    return np.ascontiguousarray(spectra.transpose(2, 3, 0, 1))


def _pixels(waves: np.ndarray, size: Pair, rows: int) -> np.ndarray:
    """Return the first rows of the maps (p, q, L, L) that have these products of waves."""
    upright = np.fft.ifft(waves.transpose(2, 3, 0, 1), axis=-2, norm=NORM)[..., :rows, :]
    return np.fft.irfft(upright, size[1], norm=NORM) * math.sqrt(size[0] * size[1])


def _product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Multiply the matrices (p, s) and (s, q) of each wave: a sum over channels or images s."""
    return a * b if a.shape[3] == 1 else np.matmul(a, b)
