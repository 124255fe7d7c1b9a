"""Shape: its numbers against places that are walked one by one, its words against its numbers."""

import re

import numpy as np
import pytest

from cnnlite import conv2d, conv2d_backward
from cnnlite.explorers.shape_scene import Shape


def walked(shape):
    """Count, place by place, how often each padded cell is read, and how many pixels each place sees."""
    (rows, cols), (high, wide), (down, right) = shape.size, shape.kernel, shape.stride
    (top, bottom), (left, after) = shape.padding
    usage = np.zeros((rows + top + bottom, cols + left + after), int)
    real = np.pad(np.ones(shape.size, int), shape.padding)
    seen = []
    for r in range(0, usage.shape[0] - shape.dilation[0] * (high - 1), down):
        seen.append([])
        for c in range(0, usage.shape[1] - shape.dilation[1] * (wide - 1), right):
            cells = [(r + shape.dilation[0] * i, c + shape.dilation[1] * j) for i in range(high) for j in range(wide)]
            for cell in cells:
                usage[cell] += 1
            seen[-1].append(sum(real[cell] for cell in cells))
    return usage, np.array(seen)


def draw(rng):
    """Draw a shape whose numbers of rows and of columns differ, and in which the kernel fits."""
    while True:
        size, kernel = (tuple(int(n) for n in rng.integers(1, most, 2)) for most in (11, 6))
        stride, dilation = (tuple(int(n) for n in rng.integers(1, 4, 2)) for _ in range(2))
        padding = tuple(tuple(int(n) for n in rng.integers(0, 4, 2)) for _ in range(2))
        if all(d * (k - 1) < n + sum(p) for n, k, d, p in zip(size, kernel, dilation, padding, strict=True)):
            return Shape(size, kernel, stride, padding, dilation)


def test_hand_example():
    shape = Shape((4, 5), (3, 3), (2, 2), ((0, 0), (1, 1)))
    assert shape.output == (1, 3)
    assert shape.usage.tolist() == [[1, 1, 2, 1, 2, 1, 1]] * 3 + [[0] * 7]
    assert shape.pixels.tolist() == [[1, 2, 1, 2, 1]] * 3 + [[0] * 5]
    assert shape.seen.tolist() == [[6, 9, 6]]
    assert shape.sentence() == (
        "Never read: the last row. Pixels are read 0 to 2 times, the top left one once, the middle one once."
    )
    assert shape.formulas() == "rows ⌊(4 + 2·0 − 3)/2⌋ + 1 = 1; columns ⌊(5 + 2·1 − 3)/2⌋ + 1 = 3"


def check(shape):
    """Hold everything about a shape against places walked one by one."""
    usage, seen = walked(shape)
    np.testing.assert_array_equal(shape.usage, usage)
    np.testing.assert_array_equal(shape.seen, seen)
    assert shape.output == seen.shape
    (top, bottom), (left, after) = shape.padding
    pixels = usage[top : len(usage) - bottom, left : usage.shape[1] - after]
    np.testing.assert_array_equal(shape.pixels, pixels)
    said = shape.sentence()
    assert ("Never" in said) == (pixels.min() == 0 and pixels.max() > 0)
    for axis, name in enumerate(("row", "column")):
        unread = [n for n in range(shape.size[axis]) if not pixels.take(n, axis).any()]
        if "Never" in said:
            last = re.search(rf"the last (?:(\d+) )?{name}", said)
            between = re.search(rf"(\d+) {name}s?(?: and \d+ columns?)? in between", said)
            counted = (int(last[1] or 1) if last else 0) + (int(between[1]) if between else 0)
            assert counted == len(unread), said
    scene = shape.scene()
    assert len(scene.frames) == seen.size
    counted = np.zeros_like(usage)
    for frame, sees in zip(scene.frames, seen.ravel(), strict=True):
        grid, _, output = frame.items
        r, c, high, wide = grid.window or (0, 0, 0, 0)
        cells = [*grid.marked, *((r + i, c + j) for i in range(high) for j in range(wide))]
        for cell in cells:
            counted[cell] += 1
        padding = re.search(r"; (\d+) of the cells (?:is|are) padding", frame.text)
        assert int(padding[1]) if padding else len(cells) == sees
        assert len(cells) == shape.kernel[0] * shape.kernel[1]
        assert output.array[output.window[0], output.window[1]] == sees
        np.testing.assert_array_equal(grid.unused, np.pad(pixels == 0, shape.padding))
    np.testing.assert_array_equal(counted, usage)  # what the frames show together is the map


def test_equals_places_walked_one_by_one(rng):
    for _ in range(60):
        check(draw(rng))


@pytest.mark.long
def test_equals_places_walked_one_by_one_many_times(rng):
    for _ in range(2000):
        check(draw(rng))


def test_equals_what_the_convolution_reads(rng):
    """The gradient of the sum of all outputs for a kernel of ones is how often each pixel is read."""
    for _ in range(20):
        shape = draw(rng)
        x, w = rng.standard_normal((1, 1, *shape.size)), np.ones((1, 1, *shape.kernel))
        steps = {"stride": shape.stride, "padding": shape.padding, "dilation": shape.dilation}
        out = conv2d(x, w, **steps)
        dx, _, _ = conv2d_backward(np.ones_like(out), x, w, **steps)
        np.testing.assert_allclose(dx[0, 0], shape.pixels, atol=1e-12)


def test_full_padding_reads_every_pixel_by_the_whole_kernel():
    assert Shape((5, 7), (3, 4), padding=((2, 2), (3, 3))).sentence() == "Every pixel is read 12 times."


@pytest.mark.parametrize("padding", range(4))
def test_gaps_come_from_the_stride_whatever_the_padding(padding):
    sides = ((padding,) * 2,) * 2
    assert (Shape((11, 11), (2, 2), (3, 3), sides).pixels[2:-2, 2:-2] == 0).any()
    assert (Shape((11, 11), (3, 3), (3, 3), sides).pixels[2:-3, 2:-3] > 0).all()
    assert (Shape((11, 11), (3, 3), (2, 2), sides, (2, 2)).pixels == 0).any()  # a dilation can leave gaps, too


def test_the_words_of_an_output():
    frames = Shape((3, 3), (2, 2), (1, 1), ((1, 0), (0, 0)), (2, 1)).scene().frames
    assert frames[1].text == "output (0, 1), 2 of 4: reads rows −1 1, columns 1 2; 2 of the cells are padding"


def test_a_kernel_that_does_not_fit():
    with pytest.raises(ValueError, match="the kernel must fit in the padded input"):
        _ = Shape((2, 2), (3, 3)).output
