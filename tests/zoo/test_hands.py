"""The examples worked out by hand, worked out again by the definitions."""

import numpy as np
import pytest

from cnnlite import zoo
from cnnlite.algorithms import loops
from cnnlite.functional import conv2d, conv2d_backward, max_pool2d, true_conv2d


def padded(x, padding, fill):
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=fill)


def cropped(x, padding):
    return x[:, :, padding : x.shape[2] - padding, padding : x.shape[3] - padding]


@pytest.mark.parametrize("name", zoo.BUGS)
def test_by_the_definitions(name):
    hand = zoo.BUGS[name].hand
    stride, padding = (hand.case.options["stride"],) * 2, hand.case.options["padding"]
    if hand.case.kind == "conv":
        x, w, b = hand.case.arrays
        assert not b.any()
        around = padded(x, padding, 0.0)
        out = conv2d(around, w, stride=stride, method="loops")
        dx, dw, _ = conv2d_backward(hand.dout, around, w, stride=stride, method="loops")
        gradients = cropped(dx, padding), dw, hand.dout.sum((0, 2, 3))
    else:
        kernel = (hand.case.options["kernel_size"],) * 2
        around = padded(hand.case.arrays[0], padding, -np.inf)
        out = loops.max_pool2d(around, kernel, stride)
        gradients = (cropped(loops.max_pool2d_dx(hand.dout, around, kernel, stride), padding),)
    np.testing.assert_allclose(hand.out, out, atol=1e-12)
    for known, found in zip(hand.gradients, gradients, strict=True):
        np.testing.assert_allclose(known, found, atol=1e-12)


def test_the_reported_row():
    """The example of the report is a true convolution: its kernel stands turned in ours."""
    x, w, _ = zoo.BUGS["stride ignored"].hand.case.arrays
    np.testing.assert_array_equal(x.ravel(), [3, 2, 1, 7, 1, 2, 5, 4])
    np.testing.assert_array_equal(w.ravel()[::-1], [0.5, 0.75, 1, 0.25])
    assert true_conv2d(x, w[..., ::-1].copy(), stride=2).ravel().tolist() == [7, 9, 8]


def test_the_reported_image():
    x = np.array([[[[2.0, 1, 2], [5, 0, 1], [1, 7, 3]]]])
    w = np.array([[[[0.5, 0.7, 0.4], [0.3, 0.4, 0.1], [0.5, 1, 0.5]]]])
    np.testing.assert_allclose(true_conv2d(x, w, stride=2, padding=1)[0, 0], [[4.6, 1.6], [7.5, 2.9]])
    assert not np.allclose(conv2d(x, w, stride=2, padding=1)[0, 0], [[4.6, 1.6], [7.5, 2.9]])


@pytest.mark.parametrize("padding", [0, 1])
def test_negative_pixels_stay_negative(padding):
    """The measured bug: padded with zeros, a pooling of negative pixels gives 0."""
    x = -np.ones((1, 1, 4, 4))
    assert (max_pool2d(x, 2, 2, padding) == -1).all()
    assert zoo.BUGS["padding wins"].forward(x, 2, 2, padding).max() == (0 if padding else -1)
