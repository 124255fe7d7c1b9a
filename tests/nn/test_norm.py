"""BatchNorm2d: its running statistics, both modes, and what it refuses. Its gradients are in test_layers."""

import numpy as np
import pytest

from cnnlite import nn


def test_by_hand():
    layer = nn.BatchNorm2d(2, eps=1e-12, momentum=0.5)
    x = np.array([[[[1.0, 3.0]], [[0.0, 4.0]]], [[[1.0, 3.0]], [[8.0, 4.0]]]])  # channel means 2 and 4
    out = layer(x)
    np.testing.assert_allclose(out[:, 0, 0], [[-1, 1], [-1, 1]])
    np.testing.assert_allclose(out[:, 1, 0], np.array([[-4, 0], [4, 0]]) / np.sqrt(8))
    np.testing.assert_allclose(layer.running_mean, [1, 2])  # half of 0 and half of the batch's
    np.testing.assert_allclose(layer.running_var, [0.5 + 0.5 * 4 / 3, 0.5 + 0.5 * 32 / 3])  # divided by 4 − 1
    assert layer.num_batches_tracked == 1
    assert layer.num_batches_tracked.dtype == np.int64


def test_in_use_an_image_does_not_depend_on_its_neighbors(rng):
    layer = nn.BatchNorm2d(3)
    x = rng.standard_normal((4, 3, 5, 6))
    assert not np.allclose(layer(x)[:1], layer(x[:1]))
    before = layer.state_dict()
    layer.eval()
    np.testing.assert_array_equal(layer(x)[:1], layer(x[:1]))
    for name, array in layer.state_dict().items():
        np.testing.assert_array_equal(array, before[name])
    layer(x)
    layer.train()  # the backward belongs to the mode of its forward
    dout = rng.standard_normal(x.shape)
    np.testing.assert_allclose(layer.backward(dout), dout / np.sqrt(layer.running_var + 1e-5)[:, None, None])


def test_errors():
    layer = nn.BatchNorm2d(2)
    with pytest.raises(
        ValueError,
        match=r"BatchNorm2d: x must have at least two values per channel in training, got 1 \(x.shape=\(1, 2, 1, 1\)\)",
    ):
        layer(np.zeros((1, 2, 1, 1)))
    with pytest.raises(ValueError, match=r"one value for each channel of x, \(3,\), got weight.shape=\(2,\)"):
        layer(np.zeros((1, 3, 4, 4)))
    with pytest.raises(ValueError, match="x must have 4 dimensions"):
        layer(np.zeros((4, 2)))
    assert layer.num_batches_tracked == 0
    assert (layer.running_var == 1).all()
    assert layer.eval()(np.zeros((1, 2, 1, 1))).shape == (1, 2, 1, 1)
