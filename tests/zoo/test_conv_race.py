"""Laps by a clock that tells what it is told; errors of outputs that are a little wrong."""

import numpy as np
import pytest

import cnnlite
from cnnlite.algorithms import METHODS
from cnnlite.zoo.conv_costs import WAYS, Shape, fits
from cnnlite.zoo.conv_race import ROUNDS, draw, error, lap, runs

SHAPE = Shape(images=2, channels=3, side=9, kernels=4, kernel=3)


def clock(*times):
    """Return a clock that shows one time after the other."""
    left = list(times)
    return lambda: left.pop(0)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", [SHAPE, Shape(1, 1, 4, 1, 2), Shape(1, 2, 8, 3, 7)])
def test_every_way_gives_the_same_numbers(way, shape):
    assert way in METHODS
    if fits(way, shape):
        assert lap(way, shape, enough=0).error < 2e-5


def test_the_shortest_time_counts():
    assert lap("im2col", SHAPE, 1.0, clock(0, 0.5, 1, 1.3, 2, 2.4)).seconds == pytest.approx(0.3)
    assert lap("im2col", SHAPE, 1.0, clock(0, 4)).seconds == 4
    assert lap("im2col", SHAPE, 0.0, clock(0, 0.02, 1, 1.01, 2, 2.03)).seconds == pytest.approx(0.01)
    assert lap("im2col", SHAPE, 1.0, clock(*range(2 * ROUNDS))).seconds == 1
    many = [n / 1000 for n in range(2 * ROUNDS)]
    assert lap("im2col", SHAPE, 1.0, clock(*many)).seconds == pytest.approx(0.001)


def test_an_error_is_seen():
    x, w = draw(SHAPE)
    out = cnnlite.conv2d(x, w, padding=1)
    assert error(out, x, w, SHAPE) < 1e-6
    assert error(1.01 * out, x, w, SHAPE) == pytest.approx(0.01, rel=0.3)
    assert error(out[..., ::-1], x, w, SHAPE) > 0.1
    assert x.dtype == w.dtype == np.float32


def test_what_would_take_too_long_does_not_run():
    assert runs("loops", Shape(1, 1, 64, 1, 3))
    assert not runs("loops", Shape(1, 64, 64, 64, 3))
    assert not runs("winograd", Shape(1, 1, 64, 1, 5))
    assert not runs("im2col", Shape(64, 64, 512, 1, 1))  # 4 GiB of pixels
    assert not runs("rowcol", SHAPE, most=1e-9)


def test_what_runs_is_what_the_library_takes():
    """The library refuses some shapes by itself; a race would end there."""
    for way in WAYS:
        for shape in (Shape(1, 1, 512, 1, 31), Shape(1, 1, 4, 1, 1), Shape(1, 3, 256, 1, 7), Shape(2, 1, 8, 3, 2)):
            if runs(way, shape, most=0.02):
                lap(way, shape, enough=0)
