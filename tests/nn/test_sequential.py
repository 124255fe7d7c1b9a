"""Sequential: the order of forward and backward, indexing, and the gradient that is not needed."""

import numpy as np
import pytest

from cnnlite import gradcheck, nn


class Double(nn.Module):
    """A learner's own layer, with the shortest backward."""

    def forward(self, x):
        self._slot = ()
        return 2 * x

    def backward(self, dout):
        self._take()
        return 2 * dout


def test_gradient(rng):
    model = nn.Sequential(nn.Linear(4, 3, rng=rng), nn.Tanh(), Double(), nn.Sequential(nn.Linear(3, 2, rng=rng)))

    def backward(dout, x):
        model(x)
        return model.backward(dout)

    verdict = gradcheck(model, backward, rng.standard_normal((5, 4)), rng=rng, every_entry=True)
    assert verdict.right, verdict.message


def test_the_first_layer_may_skip_the_gradient_of_its_input(rng):
    model = nn.Sequential(nn.Sequential(nn.Conv2d(2, 3, 2, rng=rng)), nn.BatchNorm2d(3), nn.ReLU())
    x, dout = rng.standard_normal((4, 2, 5, 6)), rng.standard_normal((4, 3, 4, 5))
    model(x)
    assert model.backward(dout).shape == x.shape
    full = [parameter.grad for parameter in model.parameters()]
    model.zero_grad()
    model(x)
    assert model.backward(dout, input_grad=False) is None
    for parameter, gradient in zip(model.parameters(), full, strict=True):
        np.testing.assert_array_equal(parameter.grad, gradient)


def test_empty():
    x = np.ones((2, 3))
    assert nn.Sequential()(x) is x
    assert nn.Sequential().backward(x) is x
    assert nn.Sequential().backward(x, input_grad=False) is None


def test_index_and_iterate():
    relu, flatten, tanh = nn.ReLU(), nn.Flatten(), nn.Tanh()
    model = nn.Sequential(relu, flatten, tanh)
    assert len(model) == 3
    assert list(model) == [relu, flatten, tanh]
    assert model[0] is relu
    assert model[-1] is tanh
    for wrong in (3, -4):
        with pytest.raises(ValueError, match=f"Sequential: an index must name one of the 3 modules, got {wrong}"):
            model[wrong]
    with pytest.raises(TypeError, match="Sequential: an index must be a whole number, got '0'"):
        model["0"]


def test_errors():
    with pytest.raises(TypeError, match=r"Sequential: modules must be Module objects, got <class .*ReLU'> at 1"):
        nn.Sequential(nn.Flatten(), nn.ReLU)
    relu = nn.ReLU()
    with pytest.raises(ValueError, match="Sequential: modules must be different objects, got the same ReLU again at 2"):
        nn.Sequential(relu, nn.Flatten(), relu)
