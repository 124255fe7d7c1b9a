"""The columns come in blocks of images; the numbers know nothing of them."""

import numpy as np
import pytest

from cnnlite.algorithms import im2col


@pytest.mark.parametrize("block", [1, 300, 10**9])  # one image, two, all five
def test_blocks_change_nothing(rng, monkeypatch, block):
    x, w = rng.standard_normal((5, 2, 6, 7)), rng.standard_normal((3, 2, 2, 3))
    steps = (1, 1), (1, 1)
    out = im2col.conv2d(x, w, *steps)
    dout = rng.standard_normal(out.shape)
    dw = im2col.conv2d_dw(dout, x, (2, 3), *steps)
    dx = im2col.conv2d_dx(dout, w, (6, 7), *steps)
    monkeypatch.setattr(im2col, "BLOCK", block)
    assert np.array_equal(im2col.conv2d(x, w, *steps), out)
    assert np.array_equal(im2col.conv2d_dx(dout, w, (6, 7), *steps), dx)
    np.testing.assert_allclose(im2col.conv2d_dw(dout, x, (2, 3), *steps), dw, rtol=1e-12)


def test_blocks_are_as_large_as_said(monkeypatch):
    monkeypatch.setattr(im2col, "BLOCK", 100)
    assert list(im2col._blocks(5, 36)) == [slice(0, 2), slice(2, 4), slice(4, 6)]
    assert list(im2col._blocks(2, 500)) == [slice(0, 1), slice(1, 2)]
    assert list(im2col._blocks(0, 0)) == []
