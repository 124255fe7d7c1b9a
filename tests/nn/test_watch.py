"""watch: what every module puts out, and a model that is as it was afterwards, whatever happened."""

import numpy as np
import pytest

from cnnlite import nn
from cnnlite.nn import watch


def test_every_module_in_the_order_they_ended(rng):
    inner = nn.Sequential(nn.Linear(2, 3, rng=rng), nn.ReLU())
    model, x = nn.Sequential(inner, nn.Tanh()), rng.standard_normal((4, 2))
    seen = watch.outputs(model, x)
    assert list(seen) == ["0.0", "0.1", "0", "1", ""]
    np.testing.assert_array_equal(seen["0"], seen["0.1"])
    np.testing.assert_array_equal(seen[""], model(x))


def meddle(model):
    with watch.undisturbed(model):
        assert not any(module.training for module in model.modules())
        model[0](np.ones((1, 2)))
        model[0].backward(np.ones((1, 3)))
        model.zero_grad()
        model[0].spare = nn.ReLU()
        raise RuntimeError("stop")


def test_undisturbed_also_by_an_error(rng):
    model = nn.Sequential(nn.Linear(2, 3, rng=rng), nn.BatchNorm2d(3))
    model[0].weight.grad = kept = np.ones((3, 2))
    before = [list(vars(module)) for module in model.modules()]
    with pytest.raises(RuntimeError, match="stop"):
        meddle(model)
    assert [list(vars(module)) for module in model.modules()] == before
    assert all(module.training for module in model.modules())
    assert model[0].weight.grad is kept
    assert model[0].bias.grad is None


def test_dtype(rng):
    assert watch.dtype(nn.ReLU()) == np.float64
    assert watch.dtype(nn.Linear(2, 2, rng=rng).float()) == np.float32
