"""What im2col does to be fast, and the numbers must not know of: blocks, bands, rows in one line, two ways back."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, buffer_bytes, free_buffers, im2col, loops
from tests.algorithms.table import ROWS, draw, last

IN_LINE = ((3, 2, 5, 6), 4, (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1))
SHIFTED = ((2, 3, 6, 5), 4, (2, 4), (2, 1), ((1, 0), (5, 1)), (1, 2))  # in line too; some taps never meet a pixel
AS_WIDE = ((2, 3, 4, 5), 3, (2, 3), (1, 2), ((0, 0), (3, 4)), (1, 1))  # not in line, though rows are equally long
APART = ((3, 2, 7, 8), 4, (2, 3), (2, 3), ((1, 0), (2, 1)), (1, 1))


def everything(x, w, b, dout, geometry):
    """Return out, dw and dx."""
    return (
        im2col.conv2d(x, w, b, geometry),
        im2col.conv2d_dw(dout, x, geometry),
        im2col.conv2d_dx(dout, w, geometry),
    )


def same(ours, right):
    """Assert that results are equal but for rounding."""
    for one, other in zip(ours, right, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-12)


def by_loops(x, w, b, dout, geometry):
    """Return out, dw and dx by the definition."""
    return (
        loops.conv2d(x, w, b, geometry),
        loops.conv2d_dw(dout, x, geometry),
        loops.conv2d_dx(dout, w, geometry),
    )


@pytest.mark.parametrize("back", [True, False], ids=["back", "col2im"])
@pytest.mark.parametrize("arrange", [np.ascontiguousarray, last], ids=["first", "last"])
@pytest.mark.parametrize("block", [1, 200, 500, 10**9])  # a row, some rows, an image or two, all of them
@pytest.mark.parametrize("row", [IN_LINE, SHIFTED, AS_WIDE, APART, ROWS[2]])
def test_blocks_and_the_way_back_change_nothing(rng, monkeypatch, row, block, arrange, back):
    x, w, b, dout, geometry = draw(rng, row)
    monkeypatch.setattr(im2col, "BLOCK", block)
    monkeypatch.setattr(im2col, "_less_to_go_back", lambda w, geometry: back and geometry.stride == (1, 1))
    same(everything(arrange(x), w, b, arrange(dout), geometry), by_loops(x, w, b, dout, geometry))


@pytest.mark.parametrize("row", [IN_LINE, APART], ids=["in line", "apart"])
def test_a_nan_stays_in_the_windows_that_touch_it(rng, row):
    x, w, b, dout, geometry = draw(rng, row)
    x[:, :, 2, -1] = x[:, :, 3, 0] = dout[:, :, 1, -1] = np.nan
    for few in (w, w[:1]):  # col2im, and the convolution that goes back
        ours = everything(x, few, b[: len(few)], dout[:, : len(few)], geometry)
        for one, other in zip(ours, by_loops(x, few, b[: len(few)], dout[:, : len(few)], geometry), strict=True):
            np.testing.assert_array_equal(np.isnan(one), np.isnan(other))
    assert np.isfinite(ours[0]).any()
    assert np.isfinite(ours[2]).any()


@pytest.mark.parametrize("out", [(5, 6), (4, 6), (3, 4)])
@pytest.mark.parametrize("channels", [2, 5])
def test_outputs_may_be_fewer_than_what_fits(rng, out, channels):
    geometry = Geometry((5, 6), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), out)
    x, w, b = rng.standard_normal((2, channels, 5, 6)), rng.standard_normal((4, channels, 3, 3)), np.arange(4.0)
    dout = rng.standard_normal((2, 4, *out))
    same(everything(x, w, b, dout, geometry), by_loops(x, w, b, dout, geometry))


@pytest.mark.parametrize(
    ("size", "stride", "dilation"), [((5, 6), (1, 1), (1, 1)), ((7, 9), (2, 3), (1, 2)), ((3, 2), (1, 1), (1, 1))]
)
def test_a_few_windows_at_once_are_the_same(rng, monkeypatch, size, stride, dilation):
    x, w, b, _, geometry = draw(rng, ((2, 3, *size), 4, (3, 2), stride, ((0, 0), (0, 0)), dilation))
    assert im2col._is_small(x, geometry)
    at_once = [im2col.conv2d(x, w, bias, geometry) for bias in (b, None)]
    monkeypatch.setattr(im2col, "FEW", -1)
    assert not im2col._is_small(x, geometry)
    same(at_once, [im2col.conv2d(x, w, bias, geometry) for bias in (b, None)])


def test_what_is_not_small(rng):
    x, _, _, _, geometry = draw(rng, ((2, 3, 5, 6), 4, (3, 2), (1, 1), ((0, 0), (0, 0)), (1, 1)))
    assert not im2col._is_small(np.ones((200, 3, 5, 6)), geometry)
    assert not im2col._is_small(last(x), geometry)
    assert not im2col._is_small(x, geometry._replace(padding=((0, 0), (0, 1))))


@pytest.mark.parametrize("block", [1, 100, 360, 719, 10**6])
def test_blocks_are_as_large_as_said(monkeypatch, block):
    monkeypatch.setattr(im2col, "BLOCK", block)
    geometry = Geometry((9, 9), (2, 2), (1, 1), ((0, 0), (0, 0)), (1, 1), (6, 5))
    seen = np.zeros((7, 6), int)
    for images, bands in im2col._blocks(7, 12, geometry):
        for rows in bands:
            seen[images, rows] += 1
            assert seen[images, rows].size == 1 or seen[images, rows].size * 5 * 12 <= block
    assert (seen == 1).all()


@pytest.mark.parametrize(("kernel", "stride", "pad", "out"), [(5, 1, 2, 40), (1, 8, 0, 5)])
def test_memory_does_not_grow_with_the_batch(rng, kernel, stride, pad, out):
    geometry = Geometry((40, 40), (kernel, kernel), (stride, stride), ((pad, pad), (pad, pad)), (1, 1), (out, out))
    w, held = rng.standard_normal((3, 2, kernel, kernel), np.float32), []
    for count in (41, 200):
        free_buffers()
        x, dout = np.ones((count, 2, 40, 40), np.float32), np.ones((count, 3, out, out), np.float32)
        everything(x, w, None, dout, geometry)
        held.append(buffer_bytes())
    free_buffers()
    assert held[0] == held[1] < 1.1 * 2**20
