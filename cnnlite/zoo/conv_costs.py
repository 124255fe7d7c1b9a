"""What each way to convolve costs, counted: Python steps, numbers moved, multiplications, work memory.

The formulas are those of the short versions in notebook 21, with stride 1 and a padding that keeps the size (odd
kernels). Three prices turn counts into seconds; they are rough, but say which way is how many times as fast.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

WAYS = ("loops", "shift_and_add", "im2col", "rowcol", "winograd", "fft")
TILE, TAP = 4, 3  # Winograd: 4×4 outputs of 3×3 taps, from a tile of 6×6 pixels
READS = 12  # numbers read and written for each number of a Winograd transform, both directions together


class Shape(NamedTuple):
    """A batch of square images and square kernels: how many, with how many channels, how large."""

    images: int
    channels: int
    side: int
    kernels: int
    kernel: int

    @property
    def padding(self) -> int:
        """Zeros at each side: as many rows and columns come out as go in, one less for even kernels."""
        return (self.kernel - 1) // 2

    @property
    def out(self) -> int:
        """Rows and columns of an output map."""
        return self.side + 2 * self.padding - self.kernel + 1

    @property
    def places(self) -> int:
        """Places of a kernel on all images."""
        return self.images * self.out**2


SIX = {  # to predict the winner of
    "a tiny picture": Shape(images=1, channels=1, side=4, kernels=1, kernel=2),
    "a photo, a small kernel": Shape(images=1, channels=1, side=512, kernels=1, kernel=3),
    "a photo, a large kernel": Shape(images=1, channels=1, side=512, kernels=1, kernel=31),
    "digits, the first layer": Shape(images=64, channels=1, side=28, kernels=32, kernel=3),
    "a deep layer": Shape(images=32, channels=256, side=8, kernels=256, kernel=3),
    "a layer of 1×1 kernels": Shape(images=32, channels=64, side=32, kernels=64, kernel=1),
}


class Cost(NamedTuple):
    """What is counted.

    Attributes
    ----------
    steps : int
        Rounds of a Python loop and calls of NumPy.
    moves : int
        Numbers read or written by NumPy outside of products, such as copies and sums.
    multiplications : int
        Of a pixel with a weight, or of what stands for them.
    scratch : int
        Numbers held besides images, kernels and output, if all is done at once.
    """

    steps: int
    moves: int
    multiplications: int
    scratch: int


SECONDS = Cost(1e-6, 1e-10, 2e-11, 0)  # type: ignore[arg-type] # of a step, a move, a multiplication: one of our machines


def fits(way: str, shape: Shape) -> bool:
    """Whether a way can do it: Winograd's sums are made for kernels of 3×3."""
    return way != "winograd" or shape.kernel == TAP


def cost(way: str, shape: Shape) -> Cost:
    """Return what a way of `WAYS` costs.

    Examples
    --------
    >>> cost("im2col", Shape(images=1, channels=1, side=512, kernels=1, kernel=3)).scratch / 512**2
    9.0
    """
    return _COUNTED[way](shape)


def seconds(way: str, shape: Shape) -> float:
    """Return about how long a way takes, by the three prices."""
    return sum(count * price for count, price in zip(cost(way, shape), SECONDS, strict=True))


def _direct(shape: Shape) -> int:
    """Return the multiplications that the definition asks for."""
    return shape.places * shape.kernels * shape.channels * shape.kernel**2


def _loops(shape: Shape) -> Cost:
    """Each multiplication is a step of its own."""
    return Cost(_direct(shape), 0, _direct(shape), 0)


def _shift_and_add(shape: Shape) -> Cost:
    """For each tap of the kernels: weigh the shifted images, add that to the output: written, read, added."""
    maps = shape.places * shape.kernels
    return Cost(2 * shape.kernel**2, 3 * maps * shape.kernel**2, _direct(shape), maps)


def _im2col(shape: Shape) -> Cost:
    """Copy each pixel into kernel² columns, unless there is one tap only; then one product."""
    copies = shape.places * shape.channels * shape.kernel**2 if shape.kernel > 1 else 0
    return Cost(3, 2 * copies, _direct(shape), copies)


def _rowcol(shape: Shape) -> Cost:
    """Copy each pixel into as many strips as the kernel has columns; one product for each of its rows, added up."""
    high = shape.side + 2 * shape.padding
    copies = shape.images * shape.channels * shape.kernel * high * shape.out if shape.kernel > 1 else 0
    sums = 2 * shape.places * shape.kernels * shape.kernel if shape.kernel > 1 else 0
    return Cost(2 + 2 * shape.kernel, 2 * copies + sums, _direct(shape), copies)


def _winograd(shape: Shape) -> Cost:
    """Make 36 sums of each tile and kernel, multiply, add up; only the products count as multiplications."""
    tiles = shape.images * math.ceil(shape.out / TILE) ** 2
    numbers = (TILE + TAP - 1) ** 2
    maps, weights = numbers * tiles * (shape.channels + shape.kernels), numbers * shape.kernels * shape.channels
    return Cost(60, READS * maps, numbers * tiles * shape.channels * shape.kernels, maps + weights)


def _fft(shape: Shape) -> Cost:
    """Transform images, kernels and outputs, and multiply number by number: 4 real products for each complex one."""
    side = shape.side + 2 * shape.padding
    points, frequencies = side**2, side * (side // 2 + 1)
    planes = shape.images * shape.channels + shape.kernels * shape.channels + shape.images * shape.kernels
    transforms = round(planes * 2.5 * points * math.log2(points))  # a real transform's usual count
    products = 4 * frequencies * shape.images * shape.channels * shape.kernels
    return Cost(30, transforms + products, products + transforms // 2, 2 * frequencies * planes)


_COUNTED: dict[str, Callable[[Shape], Cost]] = {
    "loops": _loops, "shift_and_add": _shift_and_add, "im2col": _im2col, "rowcol": _rowcol, "winograd": _winograd,
    "fft": _fft,
}  # fmt: skip
