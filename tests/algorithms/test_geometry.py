"""The convolution that goes back, and the memory order of maps."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, loops, windows
from cnnlite.algorithms.geometry import back, channels_last, empty_like
from tests.algorithms.table import ROWS, draw, last


@pytest.mark.parametrize("row", [row for row in ROWS if row[3] == (1, 1)])
def test_back_is_the_gradient_of_the_input(rng, row):
    _, w, _, dout, geometry = draw(rng, row)
    images, kernels, other = back(dout, w, geometry)
    assert other.out == geometry.size
    found = windows.conv2d(images, kernels, None, other)
    np.testing.assert_allclose(found, loops.conv2d_dx(dout, w, geometry), atol=1e-12)


def test_back_where_further_outputs_would_fit(rng):
    dout, w = rng.standard_normal((2, 3, 4, 5)), rng.standard_normal((3, 2, 2, 3))
    for padding in (((0, 0), (0, 0)), ((1, 1), (1, 1)), ((3, 2), (1, 4))):
        geometry = Geometry((6, 9), (2, 3), (1, 1), padding, (1, 1), (4, 5))
        images, kernels, other = back(dout, w, geometry)
        found = windows.conv2d(images, kernels, None, other)
        np.testing.assert_allclose(found, loops.conv2d_dx(dout, w, geometry), atol=1e-12)


def test_dense():
    geometry = Geometry((5, 5), (3, 3), (1, 1), ((0, 0), (0, 0)), (1, 1), (3, 3))
    assert geometry.dense
    assert not geometry._replace(stride=(1, 2)).dense
    assert not geometry._replace(dilation=(2, 1)).dense


def test_channels_last():
    maps = np.zeros((2, 3, 4, 5))
    assert not channels_last(maps)
    assert channels_last(last(maps))
    assert not channels_last(maps[:, :1])  # one channel: both orders are one
    assert not channels_last(np.asfortranarray(maps))
    assert not channels_last(last(maps)[:, :, ::2])


def test_empty_like():
    maps = np.zeros((2, 3, 4, 5), np.float32)
    for arrange, is_last in ((np.asarray, False), (last, True), (np.asfortranarray, False)):
        made = empty_like(arrange(maps), 7, (6, 8))
        assert made.shape == (2, 7, 6, 8)
        assert made.dtype == np.float32
        assert channels_last(made) == is_last
        assert made.flags.c_contiguous != is_last
