"""Winograd's transforms and blocks; that it equals the loops is in test_equal."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, free_buffers, im2col, loops, winograd
from cnnlite.algorithms.buffers import buffer_bytes
from tests.algorithms.table import draw, last

MIB = 2**20


def row(n, c, h, wide, o, padding):
    return (n, c, h, wide), o, (3, 3), (1, 1), padding, (1, 1)


def three(x, w, b, dout, geometry, method=winograd):
    """Return out, dw and dx."""
    return (
        method.conv2d(x, w, b, geometry),
        method.conv2d_dw(dout, x, geometry),
        method.conv2d_dx(dout, w, geometry),
    )


def error(ours, right):
    """Return the largest error, where the largest number is 1."""
    return np.abs(ours - right).max(initial=0) / np.abs(right).max(initial=0)


def test_three_transforms_make_a_convolution(rng):
    pixels, outputs, _ = winograd._matrices(np.dtype(float))
    kernels = winograd._matrices(np.dtype(float)).kernels.reshape(6, 6, 3, 3)[5, :, 2]  # infinity times the last tap
    d, g = rng.standard_normal(6), rng.standard_normal(3)
    y = outputs @ ((kernels @ g) * (pixels @ d))
    np.testing.assert_allclose(y, np.correlate(d, g, "valid"), rtol=0, atol=1e-14)


def test_the_points_may_be_others(rng, monkeypatch):
    monkeypatch.setattr(winograd, "POINTS", (0, 1, -1, 2, -2))
    pixels, outputs, _ = winograd._matrices.__wrapped__(np.dtype(float))
    # The customary matrices of F(4, 3).
    assert pixels.tolist() == [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ]
    assert outputs.tolist() == [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]]


def test_the_transforms_of_pixels_and_outputs_do_not_round():
    double, single = winograd._matrices(np.dtype(float)), winograd._matrices(np.dtype(np.float32))
    assert np.array_equal(double.pixels, single.pixels)
    assert np.array_equal(double.outputs, single.outputs)


@pytest.mark.parametrize("sides", [((0, 0), (0, 0)), ((1, 1), (1, 1)), ((0, 3), (2, 1)), ((3, 2), (1, 0))])
@pytest.mark.parametrize("size", [(3, 4), (4, 5), (5, 8), (6, 7), (9, 3), (1, 2), (2, 1)])
@pytest.mark.parametrize("arrange", [np.ascontiguousarray, last], ids=["first", "last"])
def test_tiles_that_stick_out(rng, size, sides, arrange):
    if any(length + sum(side) < 3 for length, side in zip(size, sides, strict=True)):
        sides = (2, 3), (3, 2)
    x, w, b, dout, geometry = draw(rng, row(3, 2, *size, 5, sides))
    right = three(x, w, b, dout, geometry, loops)
    for dtype, bound in ((float, 1e-13), (np.float32, 2e-6)):
        given = [a.astype(dtype) for a in (x, w, b, dout)]
        ours = three(arrange(given[0]), given[1], given[2], arrange(given[3]), geometry)
        for one, other in zip(ours, right, strict=True):
            assert one.dtype == dtype
            assert error(one, other) <= bound


@pytest.mark.parametrize("fewer", [(1, 0), (0, 2), (3, 3)])
@pytest.mark.parametrize("sides", [((1, 1), (1, 1)), ((3, 3), (0, 2))])
def test_outputs_may_be_fewer_than_fit(rng, sides, fewer):
    x, w, b, dout, geometry = draw(rng, row(2, 3, 6, 8, 4, sides))
    out = geometry.out[0] - fewer[0], geometry.out[1] - fewer[1]
    geometry, dout = geometry._replace(out=out), np.ascontiguousarray(dout[:, :, : out[0], : out[1]])
    right = three(x, w, b, dout, geometry, loops)
    assert all(error(a, c) <= 1e-13 for a, c in zip(three(x, w, b, dout, geometry), right, strict=True))


def test_any_strides(rng):
    x, w, b, dout, geometry = draw(rng, row(3, 4, 7, 9, 5, ((1, 0), (2, 1))))
    right = three(x, w, b, dout, geometry, loops)
    turned = [np.ascontiguousarray(a[::-1, :, ::-1])[::-1, :, ::-1] for a in (x, w, dout)]
    fortran = [np.asfortranarray(a) for a in (x, w, dout)]
    apart = [np.repeat(a, 2, axis=1)[:, ::2] for a in (x, w, dout)]
    for odd_x, odd_w, odd_dout in (turned, fortran, apart):
        ours = three(odd_x, odd_w, b, odd_dout, geometry)
        assert all(error(a, c) <= 1e-13 for a, c in zip(ours, right, strict=True))


@pytest.mark.parametrize(("block", "most"), [(1, 1), (20_000, 20_000), (2**30, 2**30)])
@pytest.mark.parametrize("part", [1, 7, 1000])
@pytest.mark.parametrize("sides", [((1, 2), (0, 1)), ((9, 11), (1, 0))])
def test_blocks_and_parts_change_nothing(rng, monkeypatch, block, most, part, sides):
    x, w, b, dout, geometry = draw(rng, row(5, 3, 9, 10, 11, sides))
    right = three(x, w, b, dout, geometry)
    monkeypatch.setattr(winograd, "BLOCK", block)
    monkeypatch.setattr(winograd, "MOST", most)
    monkeypatch.setattr(winograd, "PART", part)
    assert all(error(a, c) <= 1e-14 for a, c in zip(three(x, w, b, dout, geometry), right, strict=True))


def test_blocks_cover_everything_once(monkeypatch):
    for count in (0, 1, 7, 64):
        for size in ((1, 1), (4, 4), (5, 30), (64, 64)):
            for most in (1, 10**5, 3 * MIB):
                monkeypatch.setattr(winograd, "BLOCK", most)
                monkeypatch.setattr(winograd, "MOST", most)
                blocks, parts = winograd._plan(count, 8, 100, size, np.dtype(float))
                met = np.zeros((count, -(-size[0] // 4)), int)
                for images, top, tall, wide in blocks:
                    met[images, top : top + tall] += 1
                    assert images.stop <= count
                    assert top + tall <= met.shape[1]
                    assert wide == -(-size[1] // 4)
                    assert tall == 1 or 36 * tall * wide * 100 * 8 <= most
                assert np.all(met == 1)
                assert [output for part in parts for output in range(part.start, part.stop)] == list(range(100))


@pytest.mark.parametrize("shape", [(64, 16), (256, 8), (512, 4)])
def test_memory_does_not_grow_with_the_batch(rng, shape):
    channels, size = shape
    w = rng.standard_normal((channels, channels, 3, 3), np.float32)
    geometry = Geometry((size, size), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), (size, size))
    kernels = 4 * 36 * channels**2
    for count in (1, 32, 160):
        x = rng.standard_normal((count, channels, size, size), np.float32)
        free_buffers()
        three(x, w, None, x, geometry)
        assert buffer_bytes() <= 24 * MIB + (2.5 * kernels if count > 32 else 0)
    free_buffers()


@pytest.mark.parametrize(("channels", "size", "bound"), [(64, 16, 3e-6), (512, 4, 8e-6)])
def test_float32_loses_as_little_as_the_docstring_says(rng, channels, size, bound):
    x, w, b, dout, geometry = draw(rng, row(8, channels, size, size, 64, ((1, 1), (1, 1))))
    ours = three(*(a.astype(np.float32) for a in (x, w, b, dout)), geometry)
    assert all(error(a, c) <= bound for a, c in zip(ours, three(x, w, b, dout, geometry, im2col), strict=True))


def test_it_takes_dense_kernels_of_three_by_three():
    geometry = Geometry((9, 9), (3, 3), (1, 1), ((0, 0), (0, 0)), (1, 1), (7, 7))
    assert winograd.fits((2, 2, 3, 3), geometry)
    for other in ({"kernel": (3, 2)}, {"stride": (1, 2)}, {"dilation": (2, 1)}):
        assert not winograd.fits((2, 2, 3, 3), geometry._replace(**other))
