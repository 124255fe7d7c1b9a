"""pushes: each against a wiggled weight, all of them against the batch, and what it refuses."""

import re
import sys

import numpy as np
import pytest

from cnnlite import inspect, nn
from tests.inspect.nets import NETS, net_and_images

LABELS = np.array([0, 1, 1, 0, 1])


def entries(model, rng, count=2):
    """Yield the names of the parameters, every fifth of a large network, each with some of its entries."""
    every = list(model.named_parameters())
    for name, parameter in every[:: 1 if len(every) < 20 else 5]:
        for _ in range(count):
            yield name, tuple(int(rng.integers(size)) for size in parameter.data.shape)


def prepared(model, labels):
    single = any(isinstance(module, nn.Sigmoid) for module in list(model.children())[-1:])
    return (nn.BCELoss(), labels[:, None].astype(float)) if single else (nn.CrossEntropyLoss(), labels)


@pytest.mark.parametrize("name", [name for name in NETS if name != "chance"])
def test_each_is_the_slope_of_its_own_loss(name, rng):
    model, images = net_and_images(name, rng, count=5)
    criterion, targets = prepared(model, LABELS)
    state = model.state_dict()
    for parameter, index in entries(model, rng, 1):
        found = inspect.pushes(model, images, LABELS, parameter, index)
        losses = []
        for h in (1e-5, -1e-5):
            moved = {n: array.copy() for n, array in state.items()}
            moved[parameter][index] += h
            model.load_state_dict(moved)
            model.eval()
            losses.append([criterion(model(images[n : n + 1]), targets[n : n + 1]) for n in range(5)])
        model.load_state_dict(state)
        np.testing.assert_allclose(found, np.subtract(*losses) / 2e-5, rtol=1e-5, atol=1e-8, err_msg=parameter)


@pytest.mark.parametrize("name", NETS)
def test_their_mean_is_the_gradient_of_the_batch(name, rng):
    model, images = net_and_images(name, rng, count=5)
    criterion, targets = prepared(model, LABELS)
    found = {
        (parameter, index): inspect.pushes(model, images, LABELS, parameter, index)
        for parameter, index in entries(model, rng)
    }
    model.eval().zero_grad()
    criterion(model(images), targets)
    model.backward(criterion.backward())
    gradients = {parameter: p.grad for parameter, p in model.named_parameters()}
    for (parameter, index), each in found.items():
        assert each.shape == (5,)
        np.testing.assert_allclose(each.mean(), gradients[parameter][index], rtol=1e-9, atol=1e-12)


def test_many_images_in_parts(rng, monkeypatch):
    model, images = net_and_images("plain", rng, count=5)
    whole = inspect.pushes(model, images, LABELS, "0.weight", (2, 0, 1, 1))
    monkeypatch.setattr(sys.modules["cnnlite.inspect.pushes"], "AT_ONCE", 2)  # the function has its name
    np.testing.assert_allclose(inspect.pushes(model, images, LABELS, "0.weight", (2, 0, 1, 1)), whole, rtol=1e-12)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_another_loss(reduction, rng):
    model, images = net_and_images("plain", rng, count=5)
    expected = inspect.pushes(model, images, LABELS, "4.bias", (1,))
    found = inspect.pushes(model, images, LABELS, "4.bias", (1,), nn.CrossEntropyLoss(reduction))
    np.testing.assert_array_equal(found, expected)
    targets = rng.standard_normal((5, 3))
    squares = inspect.pushes(model, images, targets, "4.bias", (1,), nn.MSELoss())
    np.testing.assert_allclose(squares, 2 * (model.eval()(images) - targets)[:, 1] / 3, rtol=1e-10)


def test_a_shared_weight_is_paid_for_each_use(rng):
    model = nn.Sequential(nn.Flatten(), nn.Linear(4, 4, rng=rng), nn.Tanh(), nn.Linear(4, 4, rng=rng))
    model[3].weight = model[1].weight
    images, labels = rng.random((3, 1, 2, 2)), np.array([0, 3, 2])
    found = inspect.pushes(model, images, labels, "1.weight", (2, 1))
    model.zero_grad()
    criterion = nn.CrossEntropyLoss()
    criterion(model(images), labels)
    model.backward(criterion.backward())
    np.testing.assert_allclose(found.mean(), model[1].weight.grad[2, 1], rtol=1e-10)


def test_a_layer_that_never_runs_is_not_pushed(rng):
    model, images = net_and_images("plain", rng, count=5)
    model[1].spare = nn.Linear(2, 2, rng=rng)
    assert inspect.pushes(model, images, LABELS, "1.spare.weight", (0, 1)).tolist() == [0.0] * 5


def test_in_a_loop_over_the_parameters(rng):
    model, images = net_and_images("nested", rng, count=5)
    seen = [inspect.pushes(model, images, LABELS, name, (0,) * p.data.ndim) for name, p in model.named_parameters()]
    assert len(seen) == len(list(model.parameters()))


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"name": "0.kernel"}, ValueError, "pushes: name must be one of '0.weight', '0.bias', '4.weight', '4.bias', got '0.k"),
        ({"index": (3, 0, 0, 0)}, ValueError, "pushes: index must lie between 0 and 2, got 3."),
        ({"index": (0, 0, 0)}, ValueError, "pushes: index must have 4 numbers for a parameter of shape (3, 1, 3, 3), got (0, 0, 0)."),
        ({"index": 0}, ValueError, "pushes: index must have 4 numbers for a parameter of shape (3, 1, 3, 3), got 0."),
        ({"index": (0, 0, 0, 1.0)}, TypeError, "pushes: index must be a whole number, got 1.0."),
        ({"labels": np.array([0, 1])}, ValueError, "pushes: labels must be an array with one label for each of the 5 images, got ndarray (2,)."),
        ({"labels": [0, 1, 1, 0, 1]}, ValueError, "for each of the 5 images, got list (5,)."),
        ({"labels": np.array([0, 1, 1, 0, 7])}, ValueError, "cross_entropy: "),
        ({"criterion": nn.MSELoss}, TypeError, "pushes: criterion must be a loss such as CrossEntropyLoss(), got <class"),
        ({"images": np.zeros((1, 8, 8))}, ValueError, "pushes: images must have 4 dimensions (N, C, H, W), got 3"),
        ({"images": np.zeros((0, 1, 8, 8))}, ValueError, "pushes: images must hold at least one image"),
    ],
)  # fmt: skip
def test_errors(options, kind, message, rng):
    good = {"images": np.zeros((5, 1, 8, 8)), "labels": LABELS, "name": "0.weight", "index": (0, 0, 0, 0)}
    with pytest.raises(kind, match=re.escape(message)):
        inspect.pushes(NETS["plain"](rng), **good | options)
