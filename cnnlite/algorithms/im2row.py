"""Convolution as one matrix product, with every window a row: im2col for pixels that keep their channels together.

The images are copied into channels-last order with their zeros around them. There the pixels that a row of the kernel
meets lie side by side, kw·C numbers in a run, and a window is kh such runs: copying windows is moving long runs of
memory, whatever the stride. The windows of a block become the rows of a matrix (windows, kh·kw·C), the kernels the
columns of another (kh·kw·C, O), and their product holds for each window its O outputs. The same rows, weighted with
the gradient of their outputs, give dw.

The way back needs no scattering. With stride 2, a pixel in an even row has met only every second row of the kernel,
a pixel in an odd row the others, and so it is with columns. Pixels of one such phase form a smaller image, and its
gradient is an ordinary convolution of dout, at stride 1, with the taps of that phase, turned: stride 2 makes four small
convolutions that together read each tap once, and stride 1 makes one.

Blocks have about `ROWS` windows: fewer would leave the matrix product too little to do with each kernel it fetches,
more would not fit in a cache. Memory is that of one block, some 2 to 8 MiB, however many images there are and however
large. With few channels the runs are short, and the columns of `im2col` are filled faster.
"""

from collections.abc import Iterator
from math import gcd
from typing import NamedTuple

import numpy as np

from cnnlite._checks import Pair, kernel_span
from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import Geometry, channels_last, empty_like

ROWS = 512  # windows in a block, about
LAST, FIRST = (0, 2, 3, 1), (0, 3, 1, 2)  # from N C H W to N H W C, and back again
NUMBERS = 5 * 2**18  # in the rows of a block, at most, where windows are very large


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, geometry: Geometry) -> np.ndarray:
    """Convolve (cross-correlate) the images ``x`` (N, C, H, W) with ``w`` (O, C, kh, kw)."""
    out = empty_like(x, len(w), geometry.out)
    kernels = w.transpose(0, 2, 3, 1).reshape(len(w), -1).T  # kh·kw·C O
    if len(x) * geometry.out[0] * geometry.out[1] > 8 * ROWS:  # read often, so worth bringing into the order of reading
        kernels = np.ascontiguousarray(kernels)
    for images, lines in _blocks(len(x), geometry.out, len(kernels)):
        rows = _rows(x[images], lines, geometry)
        made = _part(out, images, lines)  # n lines Wo O
        flat = made.reshape(len(rows), len(w))
        np.matmul(rows, kernels, out=flat)
        if b is not None:
            flat += b
        _keep(made, out, images, lines)
    return out


def conv2d_dw(dout: np.ndarray, x: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂w (O, C, kh, kw): the rows weighted by the gradient of the outputs they made."""
    outputs, channels, taps = dout.shape[1], x.shape[1], geometry.kernel
    dw = np.zeros((outputs, taps[0] * taps[1] * channels), dout.dtype)
    for images, lines in _blocks(len(x), geometry.out, dw.shape[1]):
        rows = _rows(x[images], lines, geometry)
        paid = dout[images, :, lines].transpose(1, 0, 2, 3).reshape(outputs, len(rows))  # O n·lines·Wo
        if images.start == lines.start == 0:
            np.matmul(paid, rows, out=dw)
        else:
            dw += np.matmul(paid, rows, out=scratch("im2row made", dw.shape, dw.dtype))
    return dw.reshape(outputs, *taps, channels).transpose(0, 3, 1, 2).copy("C")  # O C kh kw


def conv2d_dx(dout: np.ndarray, w: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Return ∂loss/∂x (N, C, H, W): for each phase of its pixels, dout convolved with the taps that met them."""
    dx, (high, wide) = empty_like(dout, w.shape[1], geometry.size), geometry.stride
    down, across = _phases(geometry, 0), _phases(geometry, 1)
    phases = [(r, c, _turned(w, r, c)) for r in down for c in across]
    top, left = min(r.first for r in down), min(c.first for c in across)
    below, right = max(r.last for r in down), max(c.last for c in across)
    size = -(-geometry.size[0] // high), -(-geometry.size[1] // wide)  # of the first phase, the largest
    for images, lines in _blocks(len(dout), size, max(len(kernels) for _, _, kernels in phases)):
        around = lines.stop - lines.start + below - top, size[1] + right - left
        placed = _placed(dout[images], -top - lines.start, -left, around)
        pixels = slice(lines.start * high, min(lines.stop * high, geometry.size[0]))
        made = _part(dx, images, pixels)  # n lines W C
        for r, c, kernels in phases:
            part = made[:, r.start :: high, c.start :: wide]
            first, taps, apart = (r.first - top, c.first - left), (r.taps, c.taps), (r.step, c.step)
            rows = _windows(placed, first, taps, (1, 1), apart, part.shape[1:3])
            product = scratch("im2row phase", (len(rows), w.shape[1]), dx.dtype)
            part[:] = np.matmul(rows, kernels, out=product).reshape(part.shape)
        _keep(made, dx, images, pixels)
    return dx


class _Phase(NamedTuple):
    """Along one axis, the pixels start, start + stride, … and the taps that met them."""

    start: int
    met: slice  # of all taps
    taps: int  # how many
    first: int  # the output in which the first pixel met the last of these taps
    step: int  # outputs from each of these taps to the one before

    @property
    def last(self) -> int:
        """The output in which the first pixel met the first of these taps."""
        return self.first + max(0, self.taps - 1) * self.step


def _phases(geometry: Geometry, axis: int) -> list[_Phase]:
    """Sort the pixels of an axis: pixel p met tap i in output (p + padding − i·dilation)/stride, if that is whole."""
    stride, dilation, every = geometry.stride[axis], geometry.dilation[axis], range(geometry.kernel[axis])
    before, common, phases = geometry.padding[axis][0], gcd(stride, dilation), []
    for start in range(min(stride, geometry.size[axis])):
        met = [i for i in every if (start + before - i * dilation) % stride == 0] or [len(every)]
        taps = slice(met[0], None, stride // common)
        first = (start + before - met[-1] * dilation) // stride
        phases.append(_Phase(start, taps, len(every[taps]), first, dilation // common))
    return phases


def _turned(w: np.ndarray, down: _Phase, across: _Phase) -> np.ndarray:
    """Return the kernels (taps·O, C) of a phase, turned by 180°."""
    met = w[:, :, down.met, across.met][:, :, ::-1, ::-1]
    kernels = np.empty((down.taps, across.taps, len(w), w.shape[1]), w.dtype)
    for first in range(0, len(w), 16):  # a few kernels at a time stay in a cache while each of their taps is read
        kernels[:, :, first : first + 16] = met[first : first + 16].transpose(2, 3, 0, 1)
    return kernels.reshape(down.taps * across.taps * len(w), w.shape[1])


def _blocks(count: int, size: Pair, numbers: int) -> Iterator[tuple[slice, slice]]:
    """Yield slices of images and of their lines, so that each block has about `ROWS` windows of so many numbers."""
    rows, pixels = max(1, min(ROWS, NUMBERS // max(1, numbers))), size[0] * size[1]
    images, lines = max(1, rows // pixels), -(-size[0] // max(1, pixels // rows))
    for first in range(0, count, images):
        for line in range(0, size[0], lines):
            yield slice(first, min(first + images, count)), slice(line, min(line + lines, size[0]))


def _rows(x: np.ndarray, lines: slice, geometry: Geometry) -> np.ndarray:
    """Return the windows (n·lines·Wo, kh·kw·C) of some lines of outputs."""
    counts, span = (lines.stop - lines.start, geometry.out[1]), kernel_span(geometry.kernel, geometry.dilation)
    around = tuple((count - 1) * step + size for count, step, size in zip(counts, geometry.stride, span, strict=True))
    (top, _), (left, _) = geometry.padding
    placed = _placed(x, top - lines.start * geometry.stride[0], left, around)
    return _windows(placed, (0, 0), geometry.kernel, geometry.stride, geometry.dilation, counts)


def _placed(x: np.ndarray, top: int, left: int, around: Pair) -> np.ndarray:
    """Copy images (n, C, H, W) into maps (n, rows, columns, C) with so much before them; what sticks out is cut off."""
    count, channels, height, width = x.shape
    rows, cols = around
    placed = scratch("im2row placed", (count, rows, cols, channels), x.dtype)
    first, stop = min(max(0, top), rows), min(max(0, top + height), rows)
    begin, end = min(max(0, left), cols), min(max(0, left + width), cols)
    placed[:, :first] = placed[:, stop:] = 0
    placed[:, first:stop, :begin] = placed[:, first:stop, end:] = 0
    if first < stop and begin < end:
        seen = x[:, :, first - top : stop - top, begin - left : end - left]
        _turn(seen, LAST, placed[:, first:stop, begin:end])
    return placed


def _windows(placed: np.ndarray, first: Pair, taps: Pair, stride: Pair, apart: Pair, counts: Pair) -> np.ndarray:
    """Copy windows of maps (n, rows, columns, C), their taps so far apart, into rows (n·counts, taps·C)."""
    image, row, pixel, number = placed.strides
    shape = len(placed), *counts, *taps, placed.shape[3]
    strides = image, row * stride[0], pixel * stride[1], row * apart[0], pixel * apart[1], number
    rows = scratch("im2row rows", shape, placed.dtype)
    rows[:] = np.ndarray(shape, placed.dtype, placed, first[0] * row + first[1] * pixel, strides)
    return rows.reshape(len(placed) * counts[0] * counts[1], taps[0] * taps[1] * placed.shape[3])


def _part(maps: np.ndarray, images: slice, lines: slice) -> np.ndarray:
    """Return where a block (n, lines, W, C) is made: in its place, if the maps lie channels-last, else in a buffer."""
    if channels_last(maps):
        return maps.transpose(0, 2, 3, 1)[images, lines]
    shape = images.stop - images.start, lines.stop - lines.start, maps.shape[3], maps.shape[1]
    return scratch("im2row made", shape, maps.dtype)


def _keep(made: np.ndarray, maps: np.ndarray, images: slice, lines: slice) -> None:
    """Copy a block to its place, if it is not there."""
    if not channels_last(maps):
        _turn(made, FIRST, maps[images, :, lines])


def _turn(source: np.ndarray, order: tuple[int, ...], target: np.ndarray) -> None:
    """Copy maps to maps in another order: units of 16 bytes, then the numbers in them, is faster than all at once."""
    count = 16 // source.itemsize  # numbers in a unit
    if source.shape[3] % count or source.strides[3] != source.itemsize:
        target[:] = source.transpose(order)
        return
    units = source.view(np.complex128).transpose(order)  # no arithmetic is done on them
    turned = scratch("im2row rows", units.shape, units.dtype)  # not yet written, or no longer needed
    turned[:] = units
    at = order.index(3) + 1  # where the numbers of a unit belong
    axes = *range(at), 4, *range(at, 4)
    numbers = turned.view(source.dtype).reshape(*units.shape, count).transpose(axes)
    target.reshape(numbers.shape)[:] = numbers
