"""`Case`: the arrays and settings that a test runs on; three of them, from lazy to careful."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.functional import conv2d, max_pool2d

GAUSSIAN = np.array([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
BRIGHTEST = 0.05  # by which the pixel that four windows share is above all others
MOST, LARGEST = 16, 32  # channels or filters; rows or columns: the bugs are loops, and each entry is wiggled


@dataclass(frozen=True)
class Case:
    """What a convolution or a max pooling is tested on.

    Attributes
    ----------
    arrays : tuple of ndarray
        (x, w, b) of a convolution, (x,) of a pooling; float64.
    options : dict of str to int
        stride and padding, and of a pooling kernel_size.
    """

    arrays: tuple[np.ndarray, ...]
    options: dict[str, int]

    @property
    def kind(self) -> str:
        """What it is a case for: "conv" or "pool"."""
        return "conv" if len(self.arrays) == 3 else "pool"


def conv_case(
    size: tuple[int, int] = (5, 5),
    kernel: Any = 3,
    channels: int = 1,
    filters: int = 1,
    stride: int = 1,
    padding: int = 0,
    seed: int = 0,
) -> Case:
    """Return one image of random pixels and kernels to test a convolution on.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the image.
    kernel : int or ndarray (kh, kw)
        Rows and columns of random kernels; or a kernel, of which each channel of each filter gets a random multiple
        (so that a kernel that looks the same after half a turn stays one).
    channels, filters, stride, padding : int
        As in `conv2d`.
    seed : int
        Where the random numbers begin.

    Returns
    -------
    Case

    Raises
    ------
    TypeError, ValueError
        A number is not whole or too small, the kernel has not two axes, or it does not fit in the padded image.

    Examples
    --------
    >>> case = conv_case((6, 5), np.ones((3, 3)), channels=2, filters=3, stride=3, padding=1)
    >>> [array.shape for array in case.arrays], case.options
    ([(1, 2, 6, 5), (3, 2, 3, 3), (3,)], {'stride': 3, 'padding': 1})
    """
    name = "conv_case"
    rows, cols = _size(name, size)
    planes = (_checks.whole(name, "filters", filters, 1, MOST), _checks.whole(name, "channels", channels, 1, MOST))
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((1, channels, rows, cols))
    if isinstance(kernel, np.ndarray):
        _checks.dimensions(name, "kernel", kernel, "kh kw", "One kernel serves all channels.")
        if kernel.dtype.kind not in "biuf" or not np.isfinite(kernel).all():
            raise ValueError(f"{name}: kernel must hold finite numbers, got {kernel.tolist()}.")
        w = rng.uniform(0.5, 1.5, (*planes, 1, 1)) * kernel
    else:
        w = rng.standard_normal((*planes, *_checks.pair(name, "kernel", kernel, 1)))
    options = {
        "stride": _checks.whole(name, "stride", stride, 1, LARGEST),
        "padding": _checks.whole(name, "padding", padding, 0, LARGEST),
    }
    case = Case((x, w, rng.standard_normal(filters)), options)
    conv2d(x, w, case.arrays[2], options["stride"], options["padding"])  # says what does not fit
    return case


def pool_case(
    size: tuple[int, int] = (4, 4),
    window: int = 2,
    stride: int = 2,
    padding: int = 0,
    channels: int = 1,
    negative: bool = False,
    seed: int = 0,
) -> Case:
    """Return one image of random pixels to test a max pooling on.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the image.
    window, stride, padding : int
        As in `max_pool2d`.
    channels : int
        Channels of the image.
    negative : bool
        Pixels from −1 to 0 instead of from 0 to 1. The brightest pixel lies where the first windows overlap, if they
        do.
    seed : int
        Where the random numbers begin.

    Returns
    -------
    Case

    Raises
    ------
    TypeError, ValueError
        A number is not whole or too small, the window does not fit, or the padding is more than half the window.

    Examples
    --------
    >>> case = pool_case((6, 5), window=3, stride=2, padding=1)
    >>> case.arrays[0].shape, case.options
    ((1, 1, 6, 5), {'kernel_size': 3, 'stride': 2, 'padding': 1})
    """
    rows, cols = _size("pool_case", size)
    shape = (1, _checks.whole("pool_case", "channels", channels, 1, MOST), rows, cols)
    x = np.random.default_rng(seed).uniform(BRIGHTEST, 1 - 2 * BRIGHTEST, shape) - float(negative)
    case = Case((x,), {"kernel_size": window, "stride": stride, "padding": padding})
    max_pool2d(x, window, stride, padding)  # says what does not fit
    shared = stride - padding  # the first row of the second window: of two windows, if they overlap
    if 0 <= shared < min(rows, cols):
        x[:, :, shared, shared] = 1 - BRIGHTEST - float(negative)
    return case


def _size(function: str, size: Any) -> tuple[int, int]:
    """Return the rows and columns of an image, which must be small enough for loops."""
    rows, cols = _checks.pair(function, "size", size, 1)
    return _checks.whole(function, "rows", rows, 1, LARGEST), _checks.whole(function, "columns", cols, 1, LARGEST)


# By name, and by what is tested. The lazy one is what comes to mind first; the careful one lets no bug hide.
CASES: dict[str, dict[str, Case]] = {
    "lazy": {"conv": conv_case((5, 5), GAUSSIAN), "pool": pool_case((4, 4), 2, 2)},
    "typical": {"conv": conv_case((5, 5), 3, 2, 2, padding=1), "pool": pool_case((5, 5), 3, 2)},
    "careful": {
        "conv": conv_case((6, 5), 3, 2, 3, stride=3, padding=1),
        "pool": pool_case((6, 5), 3, 2, padding=1, negative=True),
    },
}
