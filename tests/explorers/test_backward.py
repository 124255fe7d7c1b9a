"""ConvBackward: what is paid, cell by cell, is what the definition, the package and the wiggle say."""

import itertools

import numpy as np
import pytest

import cnnlite
from cnnlite.data import articles
from cnnlite.explorers.backward import ConvBackward
from cnnlite.explorers.backward_ladder import convolution

FORMS = ((1, 1), (1, 2), (2, 1))  # kernels, channels
SIZES = tuple(itertools.product((1, 2, 3), repeat=2))  # of a kernel
STEPS = tuple(itertools.product((1, 2, 3), (0, 1, 2)))  # stride and padding
EVERY = tuple(itertools.product(FORMS, SIZES, STEPS))


def layer(form, size, steps, seed=0):
    """Return a convolution of small numbers on 4×5 pixels, which most strides do not divide."""
    rng = np.random.default_rng(seed)
    (kernels, channels), (stride, padding) = form, steps
    image = rng.integers(-6, 7, (channels, 4, 5)) / 2
    kernel = rng.integers(-6, 7, (kernels, channels, *size)) / 2
    out = cnnlite.conv2d(image[None], kernel, stride=stride, padding=padding)[0]
    return ConvBackward(image, kernel, rng.integers(1, 7, out.shape) * rng.choice((-0.5, 0.5), out.shape), *steps)


def definition(one):
    """Yield dx of the padded picture, dw and db after each cell of dout, by loops over the definition."""
    padded = np.zeros((one.x.shape[0], *(n + 2 * one.padding for n in one.x.shape[1:])))
    for c, row, col in np.ndindex(*one.x.shape):
        padded[c, row + one.padding, col + one.padding] = one.x[c, row, col]
    dx, dw, db = np.zeros_like(padded), np.zeros_like(one.w), np.zeros(len(one.w))
    for o, row, col in np.ndindex(*one.dout.shape):
        for c, i, j in np.ndindex(*one.w.shape[1:]):
            place = (c, row * one.stride + i, col * one.stride + j)
            dx[place] += one.dout[o, row, col] * one.w[o, c, i, j]
            dw[o, c, i, j] += one.dout[o, row, col] * padded[place]
        db[o] += one.dout[o, row, col]
        yield dx.copy(), dw.copy(), db.copy()


def check(one):
    """Compare scatter, gather, the definition and the package; return the package's gradients."""
    bias = np.zeros(len(one.w))
    dx, dw, db = cnnlite.conv2d_backward(one.dout[None], one.x[None], one.w, bias, one.stride, one.padding)
    steps = list(definition(one))
    assert len(steps) == len(one.totals[0]) == one.dout.size
    for step, wanted in enumerate(steps):
        for found, each in zip(one.totals, wanted, strict=True):
            np.testing.assert_allclose(found[step], each, atol=1e-12)
    for found, each in zip(one.gathered, steps[-1], strict=False):
        np.testing.assert_allclose(found, each, atol=1e-12)
    np.testing.assert_allclose(one.crop(one.totals[0][-1]), dx[0], atol=1e-12)
    np.testing.assert_allclose(one.totals[1][-1], dw, atol=1e-12)
    np.testing.assert_allclose(one.totals[2][-1], db, atol=1e-12)
    assert one.badge == f"✓ scatter = gather: equal in all {one.x.size} numbers of dx and all {one.w.size} of dw"
    return dx, dw


def test_the_article_s_example():
    one = convolution(articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT)
    for dx in (one.totals[0][-1], one.gathered[0]):
        assert dx[0].tolist() == [[1, 1, -2], [5, 8, 2], [6, 17, 12]]
    for dw in (one.totals[1][-1], one.gathered[1]):
        assert dw[0, 0].tolist() == [[15, 29], [18, 30]]
    assert one.totals[2][:, 0].tolist() == [1, 0, 2, 5]
    assert one.surround(one.dout)[0].tolist() == [[0, 0, 0, 0], [0, 1, -1, 0], [0, 2, 3, 0], [0, 0, 0, 0]]


def test_zeros_between_and_after():
    one = convolution(np.zeros((4, 5)), np.ones((1, 2)), np.array([[1.0, 2], [3, 4]]), stride=2)
    assert one.spread(one.dout)[0].tolist() == [[1, 0, 2], [0, 0, 0], [3, 0, 4]]
    # One column before and after for the kernel of 2; one more row and column that no window reads.
    assert one.surround(one.dout)[0].tolist() == [
        [0, 1, 0, 2, 0, 0], [0, 0, 0, 0, 0, 0], [0, 3, 0, 4, 0, 0], [0, 0, 0, 0, 0, 0]
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_all_ways_give_the_same(form):
    for size, steps in itertools.product(SIZES, STEPS):
        check(layer(form, size, steps))


@pytest.mark.long
def test_all_ways_give_the_same_often():
    for seed in range(1, 5):
        for way in EVERY:
            check(layer(*way, seed))


@pytest.mark.parametrize(("form", "size", "steps"), [(FORMS[1], (3, 2), (2, 1)), (FORMS[2], (2, 3), (3, 2))])
def test_the_wiggle_says_so_too(form, size, steps):
    one = layer(form, size, steps)

    def loss(x, w):
        return (cnnlite.conv2d(x, w, stride=one.stride, padding=one.padding) * one.dout).sum()

    dx = cnnlite.numeric_gradient(lambda x: loss(x, one.w), one.x[None])[0]
    dw = cnnlite.numeric_gradient(lambda w: loss(one.x[None], w), one.w)
    np.testing.assert_allclose(one.crop(one.gathered[0]), dx, atol=1e-7)
    np.testing.assert_allclose(one.gathered[1], dw, atol=1e-7)


def test_the_badge_sees_a_kernel_that_is_not_turned(monkeypatch):
    one = convolution(articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT)
    monkeypatch.setattr(ConvBackward, "turned", property(lambda self: self.w))
    assert one.crop(one.gathered[0])[0].tolist() == [[4, -1, -3], [10, 17, 8], [4, 8, 3]]  # A1.27's wrong one
    assert one.badge == "✗ scatter ≠ gather: equal in 0 of 9 numbers of dx and all 4 of dw"
