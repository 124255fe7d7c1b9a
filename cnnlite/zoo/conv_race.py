"""One lap of a race: a convolution by a named way, timed on this machine, and how far its result is off."""

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from cnnlite.algorithms import METHODS, Geometry, fitting
from cnnlite.functional import conv2d
from cnnlite.zoo.conv_costs import Shape, fits, seconds

ENOUGH, ROUNDS = 0.12, 7  # seconds of a lap, and repeats of it, after which it ends
LONGEST = 1.5  # seconds that one convolution may take, by our rough prices
LEAST, PATIENT = 3, 0.05  # repeats of what is over in less than so many seconds: another program may have cut in
PLACES = 12  # of an output that are compared, besides its corners
MOST_NUMBERS = 5 * 10**7  # of images, kernels and output together


class Lap(NamedTuple):
    """The shortest time in seconds, and the largest error where the largest number of the result is 1."""

    seconds: float
    error: float


def runs(way: str, shape: Shape, most: float = LONGEST) -> bool:
    """Whether the library has a way, takes the shape, and would need at most ``most`` seconds, by our rough prices."""
    return offered(way, shape) and seconds(way, shape) <= most


def offered(way: str, shape: Shape) -> bool:
    """Whether the library has a way and takes the shape."""
    if way not in METHODS or not fits(way, shape):
        return False
    numbers = shape.images * shape.channels * shape.side**2 + shape.places * shape.kernels
    size, kernel, out, p = (shape.side,) * 2, (shape.kernel,) * 2, (shape.out,) * 2, (shape.padding,) * 2
    geometry = Geometry(size, kernel, (1, 1), (p, p), (1, 1), out)
    return numbers <= MOST_NUMBERS and fitting(way, (shape.kernels, shape.channels, *kernel), geometry)


def draw(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    """Return images and kernels of random float32 numbers, always the same."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((shape.images, shape.channels, shape.side, shape.side), np.float32)
    w = rng.standard_normal((shape.kernels, shape.channels, shape.kernel, shape.kernel), np.float32)
    return x, w


def lap(way: str, shape: Shape, enough: float = ENOUGH, clock: Callable[[], float] = time.perf_counter) -> Lap:
    """Convolve until ``enough`` seconds are over, at least once, and compare the result with that of float64.

    Examples
    --------
    >>> lap("im2col", Shape(1, 1, 8, 1, 3)).error < 1e-6
    True
    """
    x, w = draw(shape)
    took: list[float] = []
    total = 0.0
    while not took or (len(took) < LEAST and total < PATIENT) or (len(took) < ROUNDS and total < enough):
        start = clock()
        out = conv2d(x, w, padding=shape.padding, method=way)
        took.append(clock() - start)
        total += took[-1]
    return Lap(min(took), error(out, x, w, shape))


def error(out: np.ndarray, x: np.ndarray, w: np.ndarray, shape: Shape) -> float:
    """Return the largest error of an output at its corners and some other places, in parts of the largest number.

    The right numbers are sums of products in float64; at all places they would take longer than the race.
    """
    rng, end, p, k = np.random.default_rng(1), shape.out - 1, shape.padding, shape.kernel
    places = [(0, 0), (0, end), (end, 0), (end, end), *rng.integers(0, shape.out, (PLACES, 2))]
    padded, kernels = np.pad(x[-1].astype(float), ((0, 0), (p, p), (p, p))), w.astype(float)
    right = np.array([np.tensordot(kernels, padded[:, r : r + k, c : c + k], 3) for r, c in places])  # places O
    got = np.array([out[-1, :, r, c] for r, c in places])
    return float(np.abs(got - right).max() / np.abs(right).max())
