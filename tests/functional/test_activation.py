"""relu and softmax, and their gradients."""

import re

import numpy as np
import pytest

from cnnlite import gradcheck, relu, relu_backward, softmax, softmax_backward
from tests.pure import assert_dtype_kept, assert_pure


def test_relu_at_seven_points():
    x = np.array([-2, -1, -0.5, 0, 0.5, 1, 2])
    assert relu(x).tolist() == [0, 0, 0, 0, 0.5, 1, 2]  # A1.17
    assert relu_backward(np.full(7, 3.0), x).tolist() == [0, 0, 0, 0, 3, 3, 3]
    assert np.isnan(relu(np.array([np.nan]))).all()


def test_softmax_example():
    p = softmax(np.array([2.5, 1.8, 0.2]))
    np.testing.assert_allclose(p, [0.6262, 0.3110, 0.0628], atol=5e-5)  # A2.22–A2.24
    e = np.exp([2.5, 1.8, 0.2])
    np.testing.assert_allclose(p, e / e.sum(), rtol=1e-14)


def test_softmax_of_huge_scores():
    np.testing.assert_allclose(softmax(np.array([[1000.0, 0, -1000], [1000, 1000, -1000]])), [[1, 0, 0], [0.5, 0.5, 0]])


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_softmax_axis(rng, axis):
    x = rng.standard_normal((3, 4, 5))
    np.testing.assert_allclose(softmax(x, axis).sum(axis=axis), 1)
    np.testing.assert_allclose(softmax(x + 7, axis), softmax(x, axis))
    verdict = gradcheck(softmax, softmax_backward, x, rng=rng, axis=axis, every_entry=True)
    assert verdict.right, verdict.message
    dout = rng.standard_normal(x.shape)
    given = softmax_backward(dout, x, axis, y=softmax(x, axis))
    np.testing.assert_array_equal(given, softmax_backward(dout, x, axis))


def test_relu_gradient(rng):
    x = rng.choice([-1.0, 1.0], (3, 4, 5)) * rng.uniform(0.1, 2, (3, 4, 5))
    verdict = gradcheck(relu, relu_backward, x, rng=rng, every_entry=True)
    assert verdict.right, verdict.message


def test_purity_and_dtype(rng):
    x, dout = rng.standard_normal((2, 3, 5)), rng.standard_normal((2, 3, 5))
    for function, arrays in ((relu, (x,)), (relu_backward, (dout, x)), (softmax, (x,)), (softmax_backward, (dout, x))):
        assert_pure(function, *arrays)
        assert_dtype_kept(function, *arrays)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: relu(np.array([1, 2])), TypeError, "relu: x must be float32 or float64, got int64 (x.shape=(2,))."),
        (lambda: relu(None), TypeError, "relu: x must be a NumPy array, got NoneType."),
        (lambda: softmax([1.0]), TypeError, "softmax: x must be a NumPy array, got list."),
        (lambda: softmax(np.zeros((2, 3)), 2), ValueError, "softmax: axis must name an axis of x with at least one entry, got 2 (x.shape=(2, 3))."),
        (lambda: softmax(np.zeros((2, 0))), ValueError, "with at least one entry, got -1 (x.shape=(2, 0))."),
        (lambda: softmax(np.zeros((2, 3)), 1.0), TypeError, "softmax: axis must be a whole number, got 1.0"),
        (lambda: relu_backward(np.zeros(2), np.zeros(3)), ValueError, "relu_backward: dout must have the shape of x, (3,), got dout.shape=(2,)."),
        (lambda: softmax_backward(np.zeros(2), np.zeros(3)), ValueError, "softmax_backward: dout must have the shape of x"),
        (lambda: softmax_backward(np.zeros(3), np.zeros(3), y=np.zeros(2)), ValueError, "softmax_backward: y must have the shape of x"),
    ],
)  # fmt: skip
def test_errors(call, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        call()
