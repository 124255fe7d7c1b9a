"""`HANDS`: for each bug a small example worked out by hand, which shows it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlite.zoo.cases import Case


@dataclass(frozen=True)
class Hand:
    """A case whose output and gradients are known numbers.

    Attributes
    ----------
    case : Case
        The arrays and the settings.
    dout : ndarray
        The upstream gradient.
    out : ndarray
        What the forward function must give.
    gradients : tuple of ndarray
        What the backward function must give, one for each array of the case.
    """

    case: Case
    dout: np.ndarray
    out: np.ndarray
    gradients: tuple[np.ndarray, ...]


def _conv(x: Any, w: Any, out: Any, dout: Any, dx: Any, dw: Any, db: float, stride: int = 1, padding: int = 0) -> Hand:
    """Return the example of one filter (C, kh, kw) on one image (C, H, W), with a bias of 0."""
    case = Case((_images(x), _images(w), np.zeros(1)), {"stride": stride, "padding": padding})
    return Hand(case, _images([dout]), _images([out]), (_images(dx), _images(dw), np.array([float(db)])))


def _pool(x: Any, out: Any, dout: Any, dx: Any, window: int, stride: int, padding: int = 0) -> Hand:
    """Return the example of one plane (H, W)."""
    case = Case((_images([x]),), {"kernel_size": window, "stride": stride, "padding": padding})
    return Hand(case, _images([dout]), _images([out]), (_images([dx]),))


def _images(planes: Any) -> np.ndarray:
    """Return (C, H, W) numbers as one image (1, C, H, W) of float64."""
    return np.array(planes, dtype=float)[None]


# Four windows that overlap in the middle row and column: the 8 wins the two on the left.
OVERLAPPING = _pool(
    [[1, 2, 3], [8, 5, 4], [7, 6, 9]], window=3, stride=2, padding=1,
    out=[[8, 5], [8, 9]], dout=[[1, 2], [3, 4]], dx=[[0, 0, 0], [4, 2, 0], [0, 0, 4]],
)  # fmt: skip
HANDS: dict[str, Hand] = {
    # The row of numbers of rasbt/python-machine-learning-book-2nd-edition#132; its kernel, turned as `conv2d` wants it.
    # out: 3·0.25 + 2·1 + 1·0.75 + 7·0.5 = 7, and so on, two pixels further each time.
    "stride ignored": _conv(
        [[[3, 2, 1, 7, 1, 2, 5, 4]]], [[[0.25, 1, 0.75, 0.5]]], stride=2,
        out=[[7, 9, 8]], dout=[[1, 2, 3]],
        dx=[[[0.25, 1, 1.25, 2.5, 2.25, 4, 2.25, 1.5]]], dw=[[[8, 22, 18, 23]]], db=6,
    ),
    "no 180° turn": _conv(
        [[[1, 2, 0], [0, 1, 3], [2, 0, 1]]], [[[1, 2], [3, 4]]],
        out=[[9, 17], [8, 11]], dout=[[1, -1], [0, 2]],
        dx=[[[1, 1, -2], [3, 3, 0], [0, 6, 8]]], dw=[[[1, 8], [-1, 0]]], db=2,
    ),
    # Two channels in rows: dw = 1·(1, 2) + 2·(2, 3) in the first, 1·(4, 5) + 2·(5, 6) in the second.
    "channels shuffled": _conv(
        [[[1, 2, 3]], [[4, 5, 6]]], [[[1, 2]], [[3, 4]]],
        out=[[37, 47]], dout=[[1, 2]],
        dx=[[[1, 4, 4]], [[3, 10, 8]]], dw=[[[5, 8]], [[14, 17]]], db=3,
    ),
    # The third pixel lies between the two windows, the last one behind them: both get 0.
    "leftover rows first": _conv(
        [[[1, 2, 3, 4, 5, 6]]], [[[1, 2]]], stride=3,
        out=[[5, 14]], dout=[[1, 3]],
        dx=[[[1, 2, 0, 3, 6, 0]]], dw=[[[13, 17]]], db=4,
    ),
    # Each window holds one pixel and three cells of padding.
    "half the padding kept": _conv(
        [[[1, 2], [3, 4]]], [[[1, 2], [3, 4]]], stride=2, padding=1,
        out=[[4, 6], [6, 4]], dout=[[1, 2], [0, -1]],
        dx=[[[4, 6], [0, -1]]], dw=[[[-4, 0], [4, 1]]], db=2,
    ),
    # Each window holds one pixel, which must win although it is negative.
    "padding wins": _pool(
        [[-1, -2], [-3, -4]], window=2, stride=2, padding=1,
        out=[[-1, -2], [-3, -4]], dout=[[1, 2], [3, 4]], dx=[[1, 2], [3, 4]],
    ),
    "winners misplaced": OVERLAPPING,
    "size without padding": OVERLAPPING,
    # One window fits; the last row and the last column are left over.
    "size rounded up": _pool(
        [[1, 5, 2], [4, 3, 6], [7, 0, 8]], window=2, stride=2,
        out=[[5]], dout=[[2]], dx=[[0, 2, 0], [0, 0, 0], [0, 0, 0]],
    ),
    "overwrites": OVERLAPPING,
}  # fmt: skip
