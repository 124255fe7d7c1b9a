"""Batch normalization and its statistics: what the one-result tests of test_protocol cannot see."""

import numpy as np
import pytest

from cnnlite import batch_norm, batch_norm_backward, batch_stats, batch_stats_backward, numeric_gradient
from cnnlite.functional import norm
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


@pytest.mark.parametrize("images", [1, 2])
@pytest.mark.parametrize("last", [False, True])
def test_blocks_and_memory_orders_change_nothing(rng, monkeypatch, images, last):
    x, dout = rng.standard_normal(SHAPE) + 5, rng.standard_normal(SHAPE)
    weight, bias = rng.standard_normal(2), rng.standard_normal(2)

    def everything(x, dout):
        mean, var = batch_stats(x)
        gradients = batch_norm_backward(dout, x, mean, var, weight, bias)
        through = batch_stats_backward((weight, bias), x)
        return [mean, var, batch_norm(x, mean, var, weight, bias), through, *gradients]

    expected = everything(x, dout)
    monkeypatch.setattr(norm, "BLOCK", images * x[0].size)
    if last:
        x, dout = (np.ascontiguousarray(a.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2) for a in (x, dout))
    for one, other in zip(everything(x, dout), expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13)
        assert one.ndim == 1 or (one.transpose(0, 2, 3, 1) if last else one).flags.c_contiguous


def test_a_variance_far_below_the_mean_keeps_its_digits(rng):
    x = (rng.standard_normal((16, 2, 8, 8)) + 1000).astype(np.float32)
    np.testing.assert_allclose(batch_stats(x)[1], x.var((0, 2, 3), dtype=np.float64), rtol=1e-5)
