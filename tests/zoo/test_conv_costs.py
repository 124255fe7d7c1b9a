"""The counts of the six ways against loops that count, and what the exercise makes of the three prices."""

import itertools

import numpy as np
import pytest

import cnnlite
from cnnlite.zoo.conv_costs import SIX, WAYS, Shape, cost, fits, seconds

SMALL = [Shape(*numbers) for numbers in itertools.product((1, 3), (1, 2), (5, 8), (1, 4), (1, 2, 3, 5))]


@pytest.mark.parametrize("shape", SMALL)
def test_places_are_those_of_the_library(shape):
    x = np.zeros((shape.images, shape.channels, shape.side, shape.side))
    w = np.zeros((shape.kernels, shape.channels, shape.kernel, shape.kernel))
    out = cnnlite.conv2d(x, w, padding=shape.padding)
    assert out.shape == (shape.images, shape.kernels, shape.out, shape.out)
    assert out[:, 0].size == shape.places
    for way in ("loops", "shift_and_add", "im2col", "rowcol"):
        assert cost(way, shape).multiplications == sum(w[0].size for _ in np.nditer(out))
    assert cost("loops", shape).steps == cost("loops", shape).multiplications


@pytest.mark.parametrize("shape", SMALL)
def test_copies_are_those_that_are_made(shape):
    x = np.zeros((shape.images, shape.channels, shape.side, shape.side))
    columns = cnnlite.im2col(x, shape.kernel, padding=shape.padding)
    padded = np.pad(x, ((0, 0), (0, 0), (shape.padding, shape.padding), (shape.padding, shape.padding)))
    strips = [padded[..., j : j + shape.out] for j in range(shape.kernel)]
    one = shape.kernel == 1  # one tap needs no copy
    assert cost("im2col", shape).scratch == (0 if one else columns.size)
    assert cost("im2col", shape).moves == (0 if one else 2 * columns.size)
    assert cost("rowcol", shape).scratch == (0 if one else sum(strip.size for strip in strips))
    sums = 0 if one else 2 * shape.kernel * shape.places * shape.kernels
    assert cost("rowcol", shape).moves == 2 * cost("rowcol", shape).scratch + sums


def test_shift_and_add_goes_over_the_output_for_each_tap():
    shape = Shape(images=2, channels=3, side=7, kernels=4, kernel=3)
    passes = [2 * 4 * 7 * 7 for _ in range(9)]
    assert cost("shift_and_add", shape).moves == 3 * sum(passes)


def test_winograd_multiplies_36_numbers_for_each_tile_channel_and_kernel():
    one = Shape(images=1, channels=1, side=4, kernels=1, kernel=3)
    assert cost("winograd", one).multiplications == 36
    assert cost("loops", one).multiplications == 144
    begun = Shape(images=2, channels=3, side=9, kernels=5, kernel=3)  # 3×3 tiles, the last ones begun only
    assert cost("winograd", begun).multiplications == 2 * 9 * 36 * 3 * 5
    assert cost("winograd", begun).scratch == 2 * 9 * 36 * (3 + 5) + 36 * 15
    assert [fits("winograd", one._replace(kernel=k)) for k in (1, 2, 3, 5)] == [False, False, True, False]


def test_fft_transforms_each_plane():
    shape = Shape(images=2, channels=3, side=8, kernels=5, kernel=1)
    planes, frequencies = 2 * 3 + 3 * 5 + 2 * 5, np.fft.rfft2(np.zeros((8, 8))).size
    transforms = planes * 2.5 * 64 * 6
    assert cost("fft", shape).scratch == 2 * frequencies * planes
    assert cost("fft", shape).moves == pytest.approx(transforms + 4 * frequencies * 2 * 3 * 5)
    large = shape._replace(side=64, kernel=31), shape._replace(side=64, kernel=3)
    assert cost("fft", large[0]).multiplications < 5 * cost("fft", large[1]).multiplications


def test_seconds_are_counts_times_prices():
    steps, moves, multiplications, _ = cost("rowcol", SIX["a deep layer"])
    wanted = steps * 1e-6 + moves * 1e-10 + multiplications * 2e-11
    assert seconds("rowcol", SIX["a deep layer"]) == pytest.approx(wanted)


def test_the_six_are_decided_clearly():
    """Nobody stands so near the border of what counts as equal that a price a little off would turn the verdict."""
    best = {}
    for name, shape in SIX.items():
        times = {way: seconds(way, shape) for way in WAYS if fits(way, shape)}
        least = min(times.values())
        best[name] = min(times, key=times.get)
        border = max(1.5 * least, least + 1e-5)
        assert not [way for way, time in times.items() if 0.95 < time / border < 1.15], name
    assert list(best.values()) == ["im2col", "rowcol", "fft", "im2col", "winograd", "im2col"]
