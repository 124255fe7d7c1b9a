"""Each tap is one shifted image; blocks of images change nothing."""

import numpy as np
import pytest

from cnnlite.algorithms import shift_and_add
from tests.algorithms.table import ROWS, draw


@pytest.mark.parametrize("block", [1, 300, 10**9])  # one image, some, all
@pytest.mark.parametrize("row", [ROWS[2], ROWS[10], ROWS[15]], ids=["dilated", "one channel", "seven images"])
def test_blocks_change_nothing(rng, monkeypatch, row, block):
    x, w, b, dout, geometry = draw(rng, row)
    out = shift_and_add.conv2d(x, w, b, geometry)
    dw, dx = shift_and_add.conv2d_dw(dout, x, geometry), shift_and_add.conv2d_dx(dout, w, geometry)
    monkeypatch.setattr(shift_and_add, "BLOCK", block)
    np.testing.assert_allclose(shift_and_add.conv2d(x, w, b, geometry), out, rtol=0, atol=1e-13)
    np.testing.assert_allclose(shift_and_add.conv2d_dw(dout, x, geometry), dw, rtol=0, atol=1e-13)
    np.testing.assert_allclose(shift_and_add.conv2d_dx(dout, w, geometry), dx, rtol=0, atol=1e-13)


def test_a_tap_meets_the_image_shifted(rng):
    x, *_, geometry = draw(rng, ROWS[0])
    shifts = list(shift_and_add._shifts(x, geometry))
    assert [(i, j) for i, j, _ in shifts] == [(i, j) for i in range(3) for j in range(2)]
    np.testing.assert_array_equal(shifts[3][2], x[:, :, 1:8, 1:10])  # i = j = 1
    assert all(np.shares_memory(shifted, x) for _, _, shifted in shifts)
