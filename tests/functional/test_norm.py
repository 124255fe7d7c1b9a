"""Batch normalization and its statistics: what the one-result tests of test_protocol cannot see."""

import numpy as np
import pytest

from cnnlite import batch_norm, batch_norm_backward, batch_stats, batch_stats_backward, numeric_gradient
from tests.pure import assert_dtype_kept, assert_pure

SHAPE = (3, 2, 4, 5)


def test_hand_example():
    mean, var = batch_stats(np.array([[[[1.0, 3.0]], [[5.0, 5.0]]]]))
    assert mean.tolist() == [2, 5]
    assert var.tolist() == [1, 0]


@pytest.mark.parametrize("only", ["both", "mean", "var"])
def test_gradient_of_the_statistics(rng, only):
    x, dmean, dvar = rng.standard_normal(SHAPE), rng.standard_normal(2), rng.standard_normal(2)
    dmean, dvar = dmean * (only != "var"), dvar * (only != "mean")

    def loss(moved):
        mean, var = batch_stats(moved)
        return (mean * dmean).sum() + (var * dvar).sum()

    np.testing.assert_allclose(batch_stats_backward((dmean, dvar), x), numeric_gradient(loss, x), atol=1e-9)


@pytest.mark.parametrize("affine", [False, True])
def test_gradient_in_training_flows_through_the_statistics(rng, affine):
    x, dout = rng.standard_normal(SHAPE), rng.standard_normal(SHAPE)
    weight, bias = (rng.standard_normal(2), rng.standard_normal(2)) if affine else (None, None)
    dx, dweight, dbias = batch_norm_backward(dout, x, *batch_stats(x), weight, bias)
    through = numeric_gradient(lambda v: (batch_norm(v, *batch_stats(v), weight, bias) * dout).sum(), x)
    np.testing.assert_allclose(dx, through, atol=1e-8)
    constant = batch_norm_backward(dout, x, *batch_stats(x), weight, bias, training=False)[0]
    assert np.abs(constant - through).max() > 1e-3  # a check that statistics taken as constants would pass is none
    if not affine:
        assert (dweight, dbias) == (None, None)


def test_pure_and_dtype_kept(rng):
    x, dout = rng.standard_normal(SHAPE), (rng.standard_normal(2), rng.standard_normal(2))
    assert_pure(batch_stats, x)
    assert_pure(lambda dmean, dvar, x: batch_stats_backward((dmean, dvar), x), *dout, x)
    assert_dtype_kept(lambda dmean, dvar, x: batch_stats_backward((dmean, dvar), x), *dout, x)
