"""max_pool2d and its gradient."""

import re

import numpy as np
import pytest

from cnnlite import functional, gradcheck, max_pool2d, max_pool2d_backward
from cnnlite._checks import padding_pairs
from cnnlite.algorithms import loops
from tests.pure import assert_dtype_kept, assert_pure

TABLE = [
    ((2, 3, 7, 11), 1, {}),
    ((2, 3, 7, 11), 2, {}),
    ((2, 3, 7, 11), (3, 2), {"stride": (1, 2)}),
    ((2, 3, 7, 11), 3, {"stride": 2, "padding": 1}),
    ((2, 3, 8, 5), (4, 2), {"stride": 3, "padding": ((2, 0), (1, 1))}),
    ((2, 3, 7, 10), 3, {"stride": 2, "padding": "same"}),
    ((2, 3, 7, 10), 2, {"stride": 3}),
    ((0, 3, 7, 10), 2, {}),
]


def padded(x, kernel, options):
    """Return x with −∞ around it, the kernel and the stride as pairs: what the loops take."""
    kernel = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    stride = options.get("stride", kernel)
    stride = stride if isinstance(stride, tuple) else (stride, stride)
    sides = padding_pairs("", options.get("padding", 0), x.shape[2:], kernel, stride)
    return np.pad(x, ((0, 0), (0, 0), *sides), constant_values=-np.inf), kernel, stride, sides


def test_hand_example():
    x = np.array([[1.0, 0, 2, 3], [4, 6, 6, 8], [3, 1, 1, 0], [1, 2, 2, 4]])[None, None]
    assert max_pool2d(x, 2)[0, 0].tolist() == [[6, 8], [3, 4]]  # A2.20


@pytest.mark.parametrize(("shape", "kernel", "options"), TABLE)
@pytest.mark.parametrize("ties", [False, True])
def test_equals_loops(rng, shape, kernel, options, ties):
    x = rng.integers(0, 3, shape).astype(float) if ties else rng.standard_normal(shape)
    around, window, stride, ((top, _), (left, _)) = padded(x, kernel, options)
    expected = loops.max_pool2d(around, window, stride)
    y = max_pool2d(x, kernel, **options)
    np.testing.assert_array_equal(y, expected)
    dout = rng.standard_normal(y.shape)
    slow = loops.max_pool2d_dx(dout, around, window, stride)
    slow = slow[:, :, top : top + shape[2], left : left + shape[3]]
    np.testing.assert_allclose(max_pool2d_backward(dout, x, kernel, **options), slow, atol=1e-12)
    np.testing.assert_array_equal(
        max_pool2d_backward(dout, x, kernel, y=y, **options), max_pool2d_backward(dout, x, kernel, **options)
    )


@pytest.mark.parametrize(("shape", "kernel", "options"), TABLE[:-1])
def test_gradient(rng, shape, kernel, options):
    # Distinct values far apart: no wiggle changes which one is the largest.
    x = rng.permutation(np.arange(float(np.prod(shape)))).reshape(shape) / 10
    verdict = gradcheck(max_pool2d, max_pool2d_backward, x, rng=rng, kernel_size=kernel, **options)
    assert verdict.right, verdict.message


def test_padding_never_wins():
    x = np.full((1, 1, 3, 3), -5.0)
    assert (max_pool2d(x, 3, stride=2, padding=1) == -5).all()


def test_the_first_of_equal_values_is_paid():
    x = np.ones((1, 1, 2, 2))
    assert max_pool2d_backward(np.full((1, 1, 1, 1), 7.0), x, 2)[0, 0].tolist() == [[7, 0], [0, 0]]
    lowest = np.full((1, 1, 2, 2), -np.inf)
    paid = max_pool2d_backward(np.full((1, 1, 2, 2), 7.0), lowest, 2, stride=2, padding=1)
    assert paid.sum() == 28


@pytest.mark.parametrize("pool", ["max_pool2d", "min_pool2d"])
def test_a_nan_wins_its_window(pool):
    x = np.array([[[[1.0, np.nan, 5.0, 6.0], [2.0, 3.0, 7.0, 8.0]]]])
    out = getattr(functional, pool)(x, 2)[0, 0, 0]
    assert np.isnan(out[0])
    assert np.isfinite(out[1])
    dx = getattr(functional, f"{pool}_backward")(np.full((1, 1, 1, 2), 7.0), x, 2)[0, 0]
    assert dx[:, :2].tolist() == [[0, 7], [0, 0]]
    assert dx[:, 2:].sum() == 7


def test_infinity_passes_through_the_norm():
    x = np.array([[[[1.0, np.inf, 3.0, 4.0]]]])
    assert functional.lp_pool2d(x, 2, (1, 2)).ravel().tolist() == [np.inf, 5]
    dx = functional.lp_pool2d_backward(np.ones((1, 1, 1, 2)), x, 2, (1, 2)).ravel()
    np.testing.assert_allclose(dx[2:], [0.6, 0.8])


def test_windows_that_overlap_add_up():
    x = np.array([[0.0, 9, 0]]).reshape(1, 1, 1, 3)
    assert max_pool2d_backward(np.array([[[[2.0, 3.0]]]]), x, (1, 2), stride=1).ravel().tolist() == [0, 5, 0]


def test_purity_and_dtype(rng):
    x = rng.standard_normal((2, 3, 7, 6))
    dout = rng.standard_normal(max_pool2d(x, 3, 2, 1).shape)
    assert_pure(max_pool2d, x, kernel_size=3, stride=2, padding=1)
    assert_pure(max_pool2d_backward, dout, x, kernel_size=3, stride=2, padding=1)
    assert_dtype_kept(max_pool2d, x, kernel_size=3, stride=2, padding=1)
    assert_dtype_kept(max_pool2d_backward, dout, x, kernel_size=3, stride=2, padding=1)


X = np.zeros((1, 2, 5, 6))


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((X[0], 2), ValueError, "max_pool2d: x must have 4 dimensions (N, C, H, W), got 3"),
        ((X.astype(int), 2), TypeError, "max_pool2d: x must be float32 or float64, got int64"),
        ((X, 0), ValueError, "max_pool2d: kernel_size must be at least 1, got 0."),
        ((X, 2.0), TypeError, "max_pool2d: kernel_size must be an int or a pair of ints"),
        ((X, 2, 0), ValueError, "max_pool2d: stride must be at least 1, got 0."),
        ((X, 2, 1, 2), ValueError, "max_pool2d: padding must be at most half the kernel on each side, got 2 with kernel_size=2"),
        ((X, 7), ValueError, "max_pool2d: the kernel must fit in the padded input, got a 7×7 kernel on 5×6"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        max_pool2d(*arguments)


def test_backward_errors():
    with pytest.raises(ValueError, match=r"dout must have the shape of the output, \(1, 2, 2, 3\)"):
        max_pool2d_backward(np.zeros((1, 2, 5, 6)), X, 2)
    with pytest.raises(ValueError, match=r"y must have the shape of the output"):
        max_pool2d_backward(np.zeros((1, 2, 2, 3)), X, 2, y=np.zeros((1, 2, 1, 1)))
