"""Blocks, phases and the copies in units of 16 bytes: none of them may show in the numbers."""

import numpy as np
import pytest

from cnnlite.algorithms import Geometry, buffer_bytes, buffers, free_buffers, im2row, windows
from tests.algorithms.table import ROWS, draw, last


def every(arrays, geometry):
    """Return out, dw and dx of arrays x, w, b, dout."""
    x, w, b, dout = arrays
    return (
        im2row.conv2d(x, w, b, geometry),
        im2row.conv2d_dw(dout, x, geometry),
        im2row.conv2d_dx(dout, w, geometry),
    )


def right(arrays, geometry):
    """Return what `every` should."""
    x, w, b, dout = arrays
    return (
        windows.conv2d(x, w, b, geometry),
        windows.conv2d_dw(dout, x, geometry),
        windows.conv2d_dx(dout, w, geometry),
    )


def equal(ours, expected):
    for one, other in zip(ours, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-12 * max(1, np.abs(other).max(initial=0)))


@pytest.mark.parametrize("arrange", [np.ascontiguousarray, last], ids=["first", "last"])
@pytest.mark.parametrize(("rows", "numbers"), [(1, 10**9), (17, 10**9), (60, 10**9), (10**6, 10**9), (512, 100)])
@pytest.mark.parametrize("row", ROWS)
def test_blocks_change_nothing(rng, monkeypatch, row, rows, numbers, arrange):
    x, w, b, dout, geometry = draw(rng, row)
    arrays = arrange(x), w, b, arrange(dout)
    expected = right(arrays, geometry)
    monkeypatch.setattr(im2row, "ROWS", rows)
    monkeypatch.setattr(im2row, "NUMBERS", numbers)
    equal(every(arrays, geometry), expected)


def test_blocks_are_as_large_as_said():
    def sizes(count, size, numbers):
        found = list(im2row._blocks(count, size, numbers))
        seen = np.zeros((count, size[0]), int)
        for images, lines in found:
            seen[images, lines] += 1
        assert (seen == 1).all()  # each line of each image once
        return [(images.stop - images.start) * (lines.stop - lines.start) * size[1] for images, lines in found]

    assert sizes(7, (16, 16), 9) == [512, 512, 512, 256]  # two images
    assert sizes(2, (64, 64), 9) == [512] * 16  # eight lines
    assert sizes(1, (28, 28), 9) == [784]  # not worth halving
    assert max(sizes(3, (100, 3), 2**14)) <= 2 * im2row.NUMBERS // 2**14
    assert sizes(1, (3, 2000), 9) == [2000] * 3  # a line at least
    assert sizes(0, (5, 5), 9) == []


@pytest.mark.parametrize("offset", [0, 1])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_units_of_16_bytes_are_copied_number_by_number(rng, dtype, offset):
    arrays = rng.standard_normal((2, 4, 7, 13)).astype(dtype)[:, :, :, offset : offset + 12]  # aligned, and not
    made = np.zeros((2, 7, 12, 4), dtype)
    im2row._turn(arrays, im2row.LAST, made)
    assert np.array_equal(made, arrays.transpose(0, 2, 3, 1))
    back = np.zeros((2, 4, 9, 14), dtype)[:, :, 1:-1, 1:-1]  # with a margin, which stays
    im2row._turn(made, im2row.FIRST, back)
    assert np.array_equal(back, arrays)
    assert np.count_nonzero(back.base) == arrays.size


@pytest.mark.parametrize("stride", range(1, 6))
@pytest.mark.parametrize("dilation", range(1, 5))
@pytest.mark.parametrize("padding", [0, 1, 3])
def test_phases_are_the_pixels_and_taps_that_met(stride, dilation, padding):
    size, kernel = 23, 5
    geometry = Geometry((size, 1), (kernel, 1), (stride, 1), ((padding, 0), (0, 0)), (dilation, 1), (1, 1))
    said = set()
    for phase in im2row._phases(geometry, 0):
        taps = list(range(kernel))[phase.met][::-1]
        assert len(taps) == phase.taps
        for number, pixel in enumerate(range(phase.start, size, stride)):
            said |= {(pixel, tap, number + phase.first + t * phase.step) for t, tap in enumerate(taps)}
    outputs = range(-size, 2 * size)
    met = {(r * stride + i * dilation - padding, i, r) for r in outputs for i in range(kernel)}
    assert said == {(pixel, tap, output) for pixel, tap, output in met if 0 <= pixel < size}


@pytest.mark.parametrize("arrange", [np.ascontiguousarray, last], ids=["first", "last"])
@pytest.mark.parametrize("row", ROWS)
def test_nothing_is_read_that_was_not_written(rng, row, arrange):
    x, w, b, dout, geometry = draw(rng, row)
    arrays = arrange(x), w, b, arrange(dout)
    expected = every(arrays, geometry)
    for flat in buffers._OWN.store.arrays.values():
        flat.fill(255)  # every number becomes NaN
    equal(every(arrays, geometry), expected)


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize(("channels", "size"), [(8, 64), (96, 8), (256, 4)])
def test_memory_is_that_of_a_block(rng, channels, size, stride):
    used = []
    out = (size - 1) // stride + 1
    geometry = Geometry((size, size), (3, 3), (stride, stride), ((1, 1), (1, 1)), (1, 1), (out, out))
    w = rng.standard_normal((channels, channels, 3, 3), np.float32)
    for images in (130, 140):  # more than a block
        x = rng.standard_normal((images, channels, size, size), np.float32)
        dout = rng.standard_normal((images, channels, out, out), np.float32)
        free_buffers()
        every((x, w, None, dout), geometry)
        used.append(buffer_bytes())
    assert used[0] == used[1]
    assert used[1] <= 24 * 2**20
    free_buffers()
