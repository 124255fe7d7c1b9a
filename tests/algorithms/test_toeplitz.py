"""The band matrix, and the tiles that it multiplies."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, buffer_bytes, free_buffers, toeplitz, windows
from tests.algorithms.table import ROWS, draw


def centered(height, width, kh, kw):
    """Return the geometry of an odd kernel whose output is as large as the image."""
    pads = (kh // 2, kh // 2), (kw // 2, kw // 2)
    return Geometry((height, width), (kh, kw), (1, 1), pads, (1, 1), (height, width))


@pytest.mark.parametrize("product", [1, 10**4, 10**9])  # one column, some, all
@pytest.mark.parametrize("block", [1, 1500, 10**9])  # one tile, some, all five images
@pytest.mark.parametrize("height", [5, 8, 21])  # less than a tile, one, two and a rest
def test_blocks_change_nothing(rng, monkeypatch, height, block, product):
    geometry = centered(height, 19, 3, 5)
    x, w, b = rng.standard_normal((5, 1, height, 19)), rng.standard_normal((1, 1, 3, 5)), rng.standard_normal(1)
    dout = rng.standard_normal(x.shape)
    monkeypatch.setattr(toeplitz, "BLOCK", block)
    monkeypatch.setattr(toeplitz, "PRODUCT", product)
    np.testing.assert_allclose(toeplitz.conv2d(x, w, b, geometry), windows.conv2d(x, w, b, geometry), atol=1e-13)
    right = windows.conv2d_dw(dout, x, geometry), windows.conv2d_dx(dout, w, geometry)
    np.testing.assert_allclose(toeplitz.conv2d_dw(dout, x, geometry), right[0], atol=1e-12)
    np.testing.assert_allclose(toeplitz.conv2d_dx(dout, w, geometry), right[1], atol=1e-13)


def test_each_row_of_the_band_holds_the_kernel_one_row_further_on():
    geometry = centered(20, 20, 2, 3)
    band = toeplitz._band(geometry, np.dtype(float))
    toeplitz._places(band, geometry)[...] = np.arange(1.0, 7.0).reshape(2, 3)
    assert band.shape == (8, 9 * 3)
    for output, row in enumerate(band):
        assert row[3 * output : 3 * output + 6].tolist() == [1, 2, 3, 4, 5, 6]
        assert np.count_nonzero(row) == 6


@pytest.mark.parametrize("shape", [(1, 1, 512, 512), (1, 1, 2048, 2048), (300, 1, 64, 64), (1, 1, 9, 100000)])
def test_memory_does_not_grow(rng, shape):
    x, w = rng.standard_normal(shape, np.float32), rng.standard_normal((1, 1, 7, 7), np.float32)
    free_buffers()
    toeplitz.conv2d(x, w, None, centered(*shape[2:], 7, 7))
    assert 0 < buffer_bytes() < 4 * 2**20


def test_dw_reads_any_strides(rng):
    x, w, _, dout, geometry = draw(rng, ROWS[11])
    x, dout = x[:, :, ::-1, ::-1], np.asfortranarray(dout)[:, :, :, ::-1]
    right = windows.conv2d_dw(dout, x, geometry), windows.conv2d_dx(dout, w, geometry)
    np.testing.assert_allclose(toeplitz.conv2d_dw(dout, x, geometry), right[0], atol=1e-12)
    np.testing.assert_allclose(toeplitz.conv2d_dx(dout, w, geometry), right[1], atol=1e-12)
