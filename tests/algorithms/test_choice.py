"""What "auto" takes: always something that fits, and in float64 nothing that spoils its neighbors."""

import itertools

import numpy as np
import pytest

from cnnlite import _checks, conv2d
from cnnlite.algorithms import (
    METHODS,
    Geometry,
    choice,
    fft,
    fitting,
    im2col,
    im2row,
    pointwise,
    rowcol,
    toeplitz,
    winograd,
)

NAMES = {module: name for name, module in METHODS.items()}


def asked(count, channels, side, outputs, kernel, stride, padding, dtype=np.float32, dilation=1):
    """Return a batch without memory behind it, kernels likewise, and their geometry."""
    kernel, stride, dilation = (kernel, kernel), (stride, stride), (dilation, dilation)
    sides = ((padding, padding),) * 2
    out = _checks.output_size("choice", (side, side), kernel, stride, sides, dilation)
    x = np.broadcast_to(np.zeros((), dtype), (count, channels, side, side))
    w = np.broadcast_to(np.zeros((), dtype), (outputs, channels, *kernel))
    return x, w, Geometry((side, side), kernel, stride, sides, dilation, out)


@pytest.mark.parametrize(
    ("shape", "module"),
    [
        ((64, 1, 8, 16, 3, 1, 1), im2col),  # a first layer
        ((32, 3, 32, 64, 3, 1, 1), im2col),
        ((32, 128, 16, 128, 3, 1, 1), winograd),
        ((32, 512, 4, 512, 3, 1, 1), winograd),
        ((32, 64, 32, 128, 3, 2, 1), im2row),
        ((32, 64, 32, 128, 1, 2, 0), pointwise),
        ((64, 6, 14, 16, 5, 1, 0), rowcol),
        ((1, 1, 512, 1, 7, 1, 3), toeplitz),  # a photo
        ((1, 1, 512, 1, 31, 1, 15), fft),
        ((1, 1, 4, 1, 2, 1, 0), im2col),  # a worked example
        ((1, 128, 5, 128, 3, 1, 1), rowcol),  # too few tiles for Winograd
    ],
)
def test_what_is_picked(shape, module):
    assert choice.forward("auto", *asked(*shape)) is module


def test_winograd_pays_from_fewer_channels_on_in_the_gradients():
    shape = (64, 16, 4, 32, 3, 1, 1)
    assert choice.forward("auto", *asked(*shape)) is rowcol
    assert choice.for_dw("auto", *asked(*shape)) is choice.for_dx("auto", *asked(*shape)) is winograd


def test_a_name_is_obeyed():
    arguments = asked(2, 3, 5, 4, 3, 1, 1)
    for name, module in METHODS.items():
        assert (
            choice.forward(name, *arguments)
            is choice.for_dw(name, *arguments)
            is choice.for_dx(name, *arguments)
            is module
        )


def test_it_always_fits():
    seen = set()
    for count, channels, side, outputs, kernel, stride, padding, dilation in itertools.product(
        (0, 1, 64), (1, 16, 64), (5, 32, 200), (1, 64), (1, 3, 5), (1, 2), (0, 3), (1, 2)
    ):
        if dilation * (kernel - 1) < side + 2 * padding:
            for dtype in (np.float32, np.float64):
                x, w, geometry = asked(count, channels, side, outputs, kernel, stride, padding, dtype, dilation)
                for pick in (choice.forward, choice.for_dw, choice.for_dx):
                    found = pick("auto", x, w, geometry)
                    assert fitting(NAMES[found], w.shape, geometry)
                    assert dtype == np.float32 or found not in (winograd, fft, toeplitz)
                    seen.add(found)
    assert seen >= {im2col, im2row, rowcol, pointwise, toeplitz, winograd}


def test_in_float64_one_infinite_pixel_spoils_its_windows_only():
    for side, kernel in ((20, 3), (110, 21)):
        x = np.ones((2, 1, side, side))
        x[0, 0, 0, 0] = np.inf
        out = conv2d(x, np.ones((1, 1, kernel, kernel)))
        assert np.isinf(out[0, 0, 0, 0])
        assert (out.ravel()[1:] == kernel * kernel).all()  # and whole numbers stay whole
