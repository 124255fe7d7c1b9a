"""Tiles, their lengths, and what they may not change."""

import tracemalloc

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, fft, windows
from tests.algorithms.table import ROWS, draw


def test_fast_lengths_have_small_factors():
    found = {n for n in range(1, 400) if fft.fast_length(n) == n}
    assert found == {2**a * 3**b * 5**c for a in range(9) for b in range(6) for c in range(4)} & set(range(1, 400))
    assert [fft.fast_length(n) for n in (7, 11, 401)] == [8, 12, 405]


@pytest.mark.parametrize("block", [1, 10**9])  # one image, all
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("row", [ROWS[0], ROWS[11], ROWS[14], ROWS[16]], ids=["", "image", "wide padding", "dilated"])
def test_tiles_and_blocks_change_nothing(rng, monkeypatch, row, count, block):
    x, w, b, dout, geometry = draw(rng, row)
    monkeypatch.setattr(fft, "BLOCK", block)
    monkeypatch.setattr(fft, "_cut", lambda n, span: (fft.fast_length(-(-n // count) + span - 1), -(-n // count)))
    np.testing.assert_allclose(fft.conv2d(x, w, b, geometry), windows.conv2d(x, w, b, geometry), atol=1e-13)
    np.testing.assert_allclose(fft.conv2d_dw(dout, x, geometry), windows.conv2d_dw(dout, x, geometry), atol=1e-13)
    np.testing.assert_allclose(fft.conv2d_dx(dout, w, geometry), windows.conv2d_dx(dout, w, geometry), atol=1e-13)


def test_a_tile_gives_all_its_outputs_and_tiles_cover_the_map():
    for outputs in range(1, 200, 7):
        for span in (1, 2, 5, 31):
            length, valid = fft._cut(outputs, span)
            assert 1 <= valid <= min(outputs, length - span + 1)
            assert fft.fast_length(length) == length


@pytest.mark.parametrize(
    ("shape", "outputs", "k"), [((1, 4, 64, 64), 6, 9), ((64, 4, 64, 64), 6, 9), ((2, 64, 32, 32), 64, 3)]
)
def test_memory_does_not_grow(rng, shape, outputs, k):
    x, w = rng.standard_normal(shape, np.float32), rng.standard_normal((outputs, shape[1], k, k), np.float32)
    geometry = Geometry(shape[2:], (k, k), (1, 1), ((k // 2, k // 2),) * 2, (1, 1), shape[2:])
    out = fft.conv2d(x, w, None, geometry)  # leaves the buffers filled
    calls = (fft.conv2d, (x, w, None, geometry)), (fft.conv2d_dw, (out, x, geometry))
    for function, arguments in calls:
        tracemalloc.start()
        try:
            result = function(*arguments)
            extra = tracemalloc.get_traced_memory()[1] - result.nbytes
        finally:
            tracemalloc.stop()
        assert extra < 16 * 2**20


def test_float32_stays_float32(rng):
    spectra = fft._waves(np.ones((1, 1, 4, 5), np.float32), (8, 8))
    assert spectra.dtype == np.complex64
