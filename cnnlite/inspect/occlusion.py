"""Which pixels a score hangs on: cover them and look."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.inspect._given import AT_ONCE, check_image, check_unit
from cnnlite.nn import Module
from cnnlite.nn.watch import undisturbed


def occlusion(
    model: Module, image: np.ndarray, unit: int, size: Any = 3, stride: Any = 1, fill: float = 0.0
) -> np.ndarray:
    """Cover one patch of the image after the other and return by how much an output drops.

    Parameters
    ----------
    model : Module
        Any network with outputs (N, K). It runs as in use and stays as it was.
    image : ndarray (C, H, W)
        One image.
    unit : int
        Which output, from 0.
    size, stride : int or pair of int
        Rows and columns of the patch, and its steps.
    fill : float
        The value that covers the patch, in all channels.

    Returns
    -------
    ndarray (Ho, Wo)
        out[unit] of the image less out[unit] of the covered one, for the patches from left to right and from top to
        bottom; positive where the patch spoke for the unit. As many as windows of a convolution without padding.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind or shape, the network refuses the image, there is no such unit, or the patch
        is larger than the image.

    Source
    ------
    Zeiler and Fergus 2014, section 4.2.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, Linear, Sequential
    >>> dense = Linear(4, 2, rng=np.random.default_rng(0))
    >>> dense.weight.data = np.array([[1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, -1.0]])
    >>> occlusion(Sequential(Flatten(), dense), np.full((1, 2, 2), 0.5), unit=0, size=1).round(4).tolist()
    [[0.5, 1.0], [1.5, 2.0]]
    """
    check_image("occlusion", model, image)
    fill = _checks.number("occlusion", "fill", fill)
    tops, lefts, (height, width) = _places("occlusion", image.shape[1:], size, stride)
    corners = [(top, left) for top in tops for left in lefts]
    scores = []
    with undisturbed(model):
        out = model(image[None])
        unit = check_unit("occlusion", out, unit)
        for start in range(0, len(corners), AT_ONCE):
            some = corners[start : start + AT_ONCE]
            covered = np.repeat(image[None], len(some), axis=0)
            for copy, (top, left) in zip(covered, some, strict=True):
                copy[:, top : top + height, left : left + width] = fill
            scores.append(model(covered)[:, unit])
    return (out[0, unit] - np.concatenate(scores)).reshape(len(tops), len(lefts))


def spread(drops: np.ndarray, shape: tuple[int, int], size: Any = 3, stride: Any = 1) -> np.ndarray:
    """Return for each pixel the mean drop of the patches that covered it.

    Parameters
    ----------
    drops : ndarray (Ho, Wo)
        Of `occlusion`.
    shape : pair of int
        Rows and columns of the image.
    size, stride : int or pair of int
        Those of `occlusion`.

    Returns
    -------
    ndarray (H, W)
        0 where no patch came.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind, the patch is larger than the image, or the numbers of patches differ.

    Examples
    --------
    >>> spread(np.array([[6.0, 2.0]]), (2, 3), size=2).tolist()
    [[6.0, 4.0, 2.0], [6.0, 4.0, 2.0]]
    """
    _checks.floats("spread", drops=drops)
    rows, cols = _checks.pair("spread", "shape", shape, 1)
    tops, lefts, (height, width) = _places("spread", (rows, cols), size, stride)
    _checks.same_shape("spread", "drops", drops, (len(tops), len(lefts)), "the patches")
    total, count = np.zeros((rows, cols), drops.dtype), np.zeros((rows, cols), drops.dtype)
    for (i, j), drop in np.ndenumerate(drops):
        patch = slice(tops[i], tops[i] + height), slice(lefts[j], lefts[j] + width)
        total[patch] += drop
        count[patch] += 1
    return total / np.maximum(count, 1)


def _places(function: str, shape: Any, size: Any, stride: Any) -> tuple[range, range, _checks.Pair]:
    """Return the first rows and the first columns of the patches, and a patch's height and width."""
    (rows, cols), (height, width) = shape, _checks.pair(function, "size", size, 1)
    down, right = _checks.pair(function, "stride", stride, 1)
    if height > rows or width > cols:
        raise ValueError(
            f"{function}: size must be at most that of the image, {rows}×{cols}, got {height}×{width}. "
            "Use a smaller patch."
        )
    return range(0, rows - height + 1, down), range(0, cols - width + 1, right), (height, width)
