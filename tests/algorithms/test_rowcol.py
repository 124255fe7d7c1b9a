"""Blocks of images side by side, kernels or rows stacked: none of it may show in the numbers."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, buffer_bytes, free_buffers, rowcol, windows
from tests.algorithms.table import draw, last

SAME, NONE = ((1, 1), (1, 1)), ((0, 0), (0, 0))
ONE = (1, 1)
# Few and many kernels, with and without zeros around: both ways to stack, forward and back.
ROWS = [((5, c, 5, 6), o, (3, 2), ONE, padding, ONE) for c, o in ((2, 7), (7, 2)) for padding in (SAME, NONE)]


def every(module, arrays, geometry):
    """Return out, dw and dx of arrays x, w, b, dout."""
    x, w, b, dout = arrays
    out = module.conv2d(x, w, b, geometry)
    return out, module.conv2d_dw(dout, x, geometry), module.conv2d_dx(dout, w, geometry)


@pytest.mark.parametrize("arrange", [np.ascontiguousarray, last], ids=["first", "last"])
@pytest.mark.parametrize("block", [1, 3000, 10**9])  # one image, some, all five
@pytest.mark.parametrize("row", ROWS)
def test_blocks_change_nothing(rng, monkeypatch, row, block, arrange):
    x, w, b, dout, geometry = draw(rng, row)
    arrays = arrange(x), w, b, arrange(dout)
    expected = every(windows, arrays, geometry)
    monkeypatch.setattr(rowcol, "BLOCK", block)
    monkeypatch.setattr(rowcol, "LIMIT", max(block, w.nbytes))
    for ours, right in zip(every(rowcol, arrays, geometry), expected, strict=True):
        np.testing.assert_allclose(ours, right, rtol=0, atol=1e-12 * np.abs(right).max())


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_every_image_is_in_one_block(count):
    geometry = Geometry((5, 6), (3, 2), ONE, NONE, ONE, (3, 5))
    blocks = rowcol._blocks(count, (4, 2, 3, 2), geometry)
    assert [n for block in blocks for n in range(count)[block]] == list(range(count))


def test_work_memory_does_not_grow_with_the_images(rng):
    row = ((1, 32, 14, 14), 24, (3, 3), ONE, SAME, ONE)
    geometry, held = draw(rng, row)[-1], []
    for count in (64, 128):
        x, w, b, dout, _ = draw(rng, ((count, *row[0][1:]), *row[1:]), np.float32)
        free_buffers()
        every(rowcol, (x, w, b, dout), geometry)
        held.append(buffer_bytes())
    free_buffers()
    assert held[0] == held[1] <= 12 * 2**20


def test_images_that_would_take_too_much_memory_do_not_fit():
    def fits(side, outputs, channels):
        geometry = Geometry((side, side), (3, 3), ONE, SAME, ONE, (side, side))
        return rowcol.fits((outputs, channels, 3, 3), geometry)

    assert fits(64, 3, 64)
    assert not fits(128, 3, 64)
    assert not fits(128, 64, 3)  # dx has what forward has not


def test_tiny_blocks_take_the_fast_product(monkeypatch):
    geometry = Geometry((4, 4), (3, 3), ONE, SAME, ONE, (4, 4))
    weights = (32, 16, 3, 3)  # 4608 numbers
    assert next(rowcol._blocks(64, weights, geometry)) == slice(0, 48)  # 48 · 4 · 4608 < 10⁶
    monkeypatch.setattr(rowcol, "QUICK", 10**5)
    assert next(rowcol._blocks(999, weights, geometry)).stop > 48  # too many weights for it: as many as in a cache


def test_a_large_gradient_is_added_up_part_by_part(rng, monkeypatch):
    x, _, _, dout, geometry = draw(rng, ((2, 7, 4, 5), 3, (3, 2), ONE, SAME, ONE))
    whole = windows.conv2d_dw(dout, x, geometry)
    monkeypatch.setattr(rowcol, "LIMIT", whole.size - 1)
    np.testing.assert_allclose(rowcol.conv2d_dw(dout, x, geometry), whole, atol=1e-12)
