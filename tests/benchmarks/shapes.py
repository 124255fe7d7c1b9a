"""The layers that are measured, and random numbers for them."""

from typing import Any, NamedTuple

import numpy as np


class Shape(NamedTuple):
    """A convolution of square images: N, C, H = W, O, kernel, stride, padding."""

    n: int
    c: int
    size: int
    o: int
    kernel: int = 3
    stride: int = 1
    padding: int = 1

    @property
    def out(self) -> int:
        """Rows and columns of an output map."""
        return (self.size + 2 * self.padding - self.kernel) // self.stride + 1

    @property
    def products(self) -> int:
        """Multiplications and additions of a forward."""
        return self.n * self.o * self.out**2 * self.c * self.kernel**2


LAYERS = {
    "digits": Shape(64, 1, 8, 16),
    "digits2": Shape(64, 16, 4, 32),
    "mnist1": Shape(64, 1, 28, 32),
    "mnist2": Shape(64, 32, 14, 64),
    "cifar": Shape(32, 3, 32, 64),
    "res64": Shape(32, 64, 32, 64),
    "res128": Shape(32, 128, 16, 128),
    "res256": Shape(32, 256, 8, 256),
    "res512": Shape(32, 512, 4, 512),
    "s2a": Shape(32, 64, 32, 128, 3, 2),
    "s2b": Shape(32, 128, 16, 256, 3, 2),
    "s2c": Shape(32, 256, 8, 512, 3, 2),
    "p1a": Shape(32, 64, 32, 128, 1, 2, 0),
    "p1b": Shape(32, 256, 8, 512, 1, 2, 0),
    "p1c": Shape(32, 64, 32, 64, 1, 1, 0),
    "lenet": Shape(64, 6, 14, 16, 5, 1, 0),
}


def draw(shape: Shape) -> tuple[np.ndarray, ...]:
    """Return x, w, b and dout in float32."""
    rng = np.random.default_rng(0)
    n, c, size, o, kernel, *_ = shape
    shapes: list[Any] = [(n, c, size, size), (o, c, kernel, kernel), (o,), (n, o, shape.out, shape.out)]
    return tuple(rng.standard_normal(one, dtype=np.float32) for one in shapes)


def last(x: np.ndarray) -> np.ndarray:
    """Return maps with the same numbers in channels-last memory."""
    return np.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
