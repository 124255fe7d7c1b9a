"""FractionalMaxPool2d: the one layer that draws numbers."""

import numpy as np
import pytest

from cnnlite import functional, nn, numeric_gradient


def layer(seed=0):
    return nn.FractionalMaxPool2d((2, 3), (3, 4), rng=np.random.default_rng(seed))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_training_draws_and_use_does_not(rng, dtype):
    x = rng.permutation(np.arange(2 * 3 * 9 * 11)).reshape(2, 3, 9, 11).astype(dtype)
    pool = layer()
    samples = np.random.default_rng(0).random((2, 3, 2), dtype)
    np.testing.assert_array_equal(pool(x), functional.fractional_max_pool2d(x, (2, 3), (3, 4), samples))
    outputs = [pool(x) for _ in range(5)]
    assert any((out != outputs[0]).any() for out in outputs)
    pool.eval()
    np.testing.assert_array_equal(pool(x), pool(x))
    assert pool(x).dtype == dtype


def test_gradient(rng):
    x = rng.permutation(np.arange(1.0, 1 + 2 * 3 * 9 * 11)).reshape(2, 3, 9, 11)
    pool = layer()
    out = pool(x)
    dout = rng.standard_normal(out.shape)
    dx = pool.backward(dout)
    np.testing.assert_allclose(dx, numeric_gradient(lambda v: (layer()(v) * dout).sum(), x, h=1e-3), atol=1e-7)
    with pytest.raises(RuntimeError, match=r"FractionalMaxPool2d\.backward: forward must run before each backward"):
        pool.backward(dout)


def test_errors():
    with pytest.raises(TypeError, match="FractionalMaxPool2d: rng must be a NumPy generator, got 0"):
        nn.FractionalMaxPool2d(2, 2, rng=0)
    for wrong in (None, [1.0], np.zeros((3, 8, 9)), np.zeros((1, 3, 8, 9), int)):
        with pytest.raises((TypeError, ValueError), match=r"^fractional_max_pool2d: x must"):
            layer()(wrong)
    assert repr(layer()) == "FractionalMaxPool2d(kernel_size=(2, 3), output_size=(3, 4))"


def test_summary_draws_nothing():
    pool = layer()
    before = pool.rng.bit_generator.state
    assert "3×4" in str(nn.summary(nn.Sequential(pool), (3, 9, 11)))
    assert pool.rng.bit_generator.state == before
