"""The dense layer and its gradient."""

import re

import numpy as np
import pytest

from cnnlite import gradcheck, linear, linear_backward
from tests.pure import assert_dtype_kept, assert_pure


def test_hand_example():
    out = linear(np.array([[155.0, 60.0]]), np.array([[0.27, 0.2], [-0.1, -0.4]]), np.array([1.0, 0.0]))
    np.testing.assert_allclose(out, [[54.85, -39.5]])  # A2.18, A2.19, and a bias of 1


def test_equals_loops(rng):
    x, w, b = rng.standard_normal((5, 3)), rng.standard_normal((4, 3)), rng.standard_normal(4)
    slow = [[sum(x[n, d] * w[o, d] for d in range(3)) + b[o] for o in range(4)] for n in range(5)]
    np.testing.assert_allclose(linear(x, w, b), slow)
    assert linear(x[:0], w, b).shape == (0, 4)


@pytest.mark.parametrize("bias", [False, True])
def test_gradient(rng, bias):
    x, w = rng.standard_normal((5, 3)), rng.standard_normal((4, 3))
    b = rng.standard_normal(4) if bias else None
    verdict = gradcheck(linear, linear_backward, x, w, b, rng=rng, every_entry=True)
    assert verdict.right, verdict.message
    dout = rng.standard_normal((5, 4))
    for place in range(3):
        wanted = tuple(p != place for p in range(3))
        assert linear_backward(dout, x, w, b, needs_input_grad=wanted)[place] is None


def test_purity_and_dtype(rng):
    x, w, b, dout = (rng.standard_normal(s) for s in ((5, 3), (4, 3), (4,), (5, 4)))
    assert_pure(linear, x, w, b)
    assert_pure(linear_backward, dout, x, w, b)
    assert_dtype_kept(linear, x, w, b)
    assert_dtype_kept(linear_backward, dout, x, w, b)


X, W = np.zeros((5, 3)), np.zeros((4, 3))


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((np.zeros((5, 1, 3)), W), ValueError, "linear: x must have 2 dimensions (N, D), got 3 (x.shape=(5, 1, 3)). Flatten each image"),
        ((X, W[0]), ValueError, "linear: w must have 2 dimensions (O, D), got 1"),
        ((X, np.zeros((4, 2))), ValueError, "linear: x must have 2 features to match w, got 3 (x.shape=(5, 3), w.shape=(4, 2))."),
        ((X, W.T), ValueError, "w looks transposed: w.T."),
        ((X, W, np.zeros(3)), ValueError, "linear: b must have one value for each of the 4 outputs, got b.shape=(3,) (w.shape=(4, 3))."),
        ((X.astype(int), W), TypeError, "linear: x must be float32 or float64, got int64"),
        ((X, W.astype(np.float32)), TypeError, "linear: all arrays must have one dtype, got x float64, w float32"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        linear(*arguments)


def test_backward_errors():
    with pytest.raises(ValueError, match=r"dout must have the shape of the output, \(5, 4\)"):
        linear_backward(np.zeros((4, 5)), X, W)
