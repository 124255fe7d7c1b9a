"""No windows, and no copies where none are needed."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, buffer_bytes, buffers, free_buffers, pointwise, windows
from tests.algorithms.table import ROWS, draw, last

MINE = [row for row in ROWS if pointwise.fits((row[1], row[0][1], *row[2]), draw(np.random.default_rng(0), row)[4])]
MINE += [
    ((5, 3, 9, 8), 4, (1, 1), (2, 1), ((0, 0), (0, 0)), (3, 2)),
    ((0, 3, 9, 8), 4, (1, 1), (2, 2), ((0, 0), (0, 0)), (1, 1)),
    ((5, 1, 6, 8), 1, (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1)),
]
ORDERS = pytest.mark.parametrize("arrange", [np.ascontiguousarray, last, np.asfortranarray], ids=["C", "last", "F"])


def every(x, w, b, dout, geometry):
    """Return out, dw and dx."""
    return (
        pointwise.conv2d(x, w, b, geometry),
        pointwise.conv2d_dw(dout, x, geometry),
        pointwise.conv2d_dx(dout, w, geometry),
    )


def right(x, w, b, dout, geometry):
    """Return what `every` should."""
    return (
        windows.conv2d(x, w, b, geometry),
        windows.conv2d_dw(dout, x, geometry),
        windows.conv2d_dx(dout, w, geometry),
    )


def equal(ours, expected):
    for one, other in zip(ours, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-12 * max(1, np.abs(other).max(initial=0)))


def test_which_kernels_fit():
    geometry = Geometry((4, 5), (1, 1), (2, 3), ((0, 0), (0, 0)), (1, 2), (2, 2))
    assert pointwise.fits((3, 2, 1, 1), geometry)
    assert not pointwise.fits((3, 2, 1, 2), geometry._replace(kernel=(1, 2)))
    assert not pointwise.fits((3, 2, 2, 1), geometry._replace(kernel=(2, 1)))
    assert not pointwise.fits((3, 2, 1, 1), geometry._replace(padding=((0, 0), (0, 1))))
    assert len(MINE) >= 6


@ORDERS
@pytest.mark.parametrize("columns", [1, 100, 10**6])  # one image, a few, all
@pytest.mark.parametrize("row", MINE)
def test_blocks_change_nothing(rng, monkeypatch, row, columns, arrange):
    x, w, b, dout, geometry = draw(rng, row)
    arrays = arrange(x), w, b, arrange(dout), geometry
    monkeypatch.setattr(pointwise, "COLUMNS", columns)
    equal(every(*arrays), right(*arrays))


@ORDERS
@pytest.mark.parametrize("row", MINE)
def test_nothing_is_read_that_was_not_written(rng, row, arrange):
    x, w, b, dout, geometry = draw(rng, row)
    arrays = arrange(x), w, b, arrange(dout), geometry
    expected = every(*arrays)
    for flat in buffers._OWN.store.arrays.values():
        flat.fill(255)  # every number becomes NaN
    equal(every(*arrays), expected)


def test_pixels_beyond_the_last_output_get_nothing(rng):
    geometry = Geometry((5, 7), (1, 1), (1, 2), ((0, 0), (0, 0)), (1, 1), (3, 2))  # fewer outputs than fit
    dout, w = rng.standard_normal((2, 4, 3, 2)), rng.standard_normal((4, 3, 1, 1))
    dx = pointwise.conv2d_dx(dout, w, geometry)
    np.testing.assert_allclose(dx[:, :, :3, [0, 2]], np.einsum("oc,nors->ncrs", w[:, :, 0, 0], dout), atol=1e-12)
    assert np.count_nonzero(dx) == dx[:, :, :3, [0, 2]].size


@pytest.mark.parametrize(("arrange", "size"), [(np.ascontiguousarray, 16), (last, 16), (last, 4)])
def test_no_work_memory_where_pixels_lie_together(rng, arrange, size):
    x, w = arrange(rng.standard_normal((9, 3, size, size))), rng.standard_normal((4, 3, 1, 1))
    dout = arrange(rng.standard_normal((9, 4, size, size)))
    geometry = Geometry((size, size), (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1), (size, size))
    free_buffers()
    every(x, w, None, dout, geometry)
    assert buffer_bytes() == 0


@ORDERS
def test_work_memory_is_that_of_a_block(rng, arrange):
    used = []
    w = rng.standard_normal((64, 32, 1, 1), np.float32)
    geometry = Geometry((12, 12), (1, 1), (2, 2), ((0, 0), (0, 0)), (1, 1), (6, 6))
    for images in (20, 200):
        x = arrange(rng.standard_normal((images, 32, 12, 12), np.float32))
        dout = arrange(rng.standard_normal((images, 64, 6, 6), np.float32))
        free_buffers()
        every(x, w, None, dout, geometry)
        used.append(buffer_bytes())
    assert used[0] == used[1] <= 2**20
    free_buffers()
