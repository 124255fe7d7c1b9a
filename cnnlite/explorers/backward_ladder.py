"""`convolution`, which makes a `ConvBackward` of a learner's arrays, and `LADDER`: plain, stride, padding, channels."""

from types import MappingProxyType
from typing import Any

import numpy as np

from cnnlite import _checks, functional
from cnnlite.data import articles
from cnnlite.explorers.backward import ConvBackward

NAME = "BackwardStepper"
LARGEST, MOST = 8, 2  # rows or columns of the picture; channels, or kernels
STRIDE, PADDING = 3, 2  # at most
MOST_NUMBERS = 15_000  # of all views; the page gets them in at most 300 kB
FRAME = 20  # so many numbers is what a frame costs besides its own


def convolution(image: Any, kernel: Any, dout: Any, stride: int = 1, padding: int = 0) -> ConvBackward:
    """Return a learner's convolution with the gradient of its output; for arguments and errors see `BackwardStepper`.

    Examples
    --------
    >>> convolution(articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT).gathered[1].tolist()
    [[[[15.0, 29.0], [18.0, 30.0]]]]
    """
    x, grads = _planes("image", image), _planes("dout", dout)
    many = kernel if isinstance(kernel, np.ndarray) and kernel.ndim == 4 else [kernel]
    if not 1 <= len(many) <= MOST:
        raise ValueError(
            f"{NAME}: kernel must be one kernel or {MOST}, got {len(many)} {_checks.shapes(kernel=kernel)}."
        )
    w = np.stack([_planes("kernel", one) for one in many])
    steps = _checks.whole(NAME, "stride", stride, 1, STRIDE), _checks.whole(NAME, "padding", padding, 0, PADDING)
    given = _checks.shapes(image=x, kernel=w, dout=grads)
    if len(x) != w.shape[1]:
        raise ValueError(
            f"{NAME}: kernel must have as many channels as the image, got {w.shape[1]} and {len(x)} {given}."
        )
    if len(w) * len(x) > MOST:
        raise ValueError(
            f"{NAME}: kernel must be one kernel of up to {MOST} channels or up to {MOST} kernels of one, got {given}."
        )
    size = functional.conv_output_size(x.shape[1:], w.shape[2:], *steps)
    _checks.same_shape(NAME, "dout", grads, (len(w), *size), "the output")
    layer = ConvBackward(x, w, grads, *steps)
    numbers = _numbers(layer)
    if numbers > MOST_NUMBERS:
        raise ValueError(
            f"{NAME}: the views must have at most {MOST_NUMBERS} numbers to show, got {numbers} {given}. "
            "Take a smaller image or kernel, less padding or a larger stride."
        )
    return layer


def _numbers(layer: ConvBackward) -> int:
    """Return about how many numbers the page gets: the totals of dx so far, the products, and each frame's own."""
    dout, dx, dw = layer.dout.size, layer.padded.size, layer.w.size
    products = layer.padded[0].size * dw + dw * layer.spread(layer.dout)[0].size
    return dout * dx + products + FRAME * (dout + dx + dw)


def _planes(name: str, array: Any) -> np.ndarray:
    """Return a learner's array (H, W) or (C, H, W) as float64 (C, H, W)."""
    largest = LARGEST if name == "image" else LARGEST + 2 * PADDING
    return _checks.planes(NAME, name, array, MOST, largest)


FIVE = np.array([[1.0, 3, 2, 1, 4], [2, 1, 5, 3, 1], [4, 2, 1, 2, 3], [1, 5, 3, 4, 2], [3, 1, 2, 6, 1]])
TAPS = np.array([[1.0, 2, -1], [3, 1, 2], [-2, 1, 4]])
SECOND_IMAGE = np.array([[1.0, 3, 2], [4, 1, 5], [2, 6, 1]])
SECOND_KERNEL = np.array([[2.0, -1], [1, 3]])
SECOND_GRADIENT = np.array([[-2.0, 1], [1, 2]])
LADDER = MappingProxyType(
    {
        "one channel": convolution(articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT),
        "stride 2": convolution(FIVE, TAPS, articles.BACKPROP_GRADIENT, stride=2),
        "padding 1": convolution(
            articles.NINE, TAPS, np.array([[1.0, 2, -1], [2, 1, -2], [-1, 3, 1]]), padding=1
        ),
        "two channels": convolution(
            np.stack([articles.NINE, SECOND_IMAGE]), np.stack([articles.BACKPROP_KERNEL, SECOND_KERNEL]),
            articles.BACKPROP_GRADIENT,
        ),
        "two kernels": convolution(
            articles.NINE, np.stack([articles.BACKPROP_KERNEL, SECOND_KERNEL])[:, None],
            np.stack([articles.BACKPROP_GRADIENT, SECOND_GRADIENT]),
        ),
    }
)  # fmt: skip
