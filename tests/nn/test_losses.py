"""The losses as layers: the functions' numbers, a gradient without an argument, the slot."""

import numpy as np
import pytest

from cnnlite import functional, nn
from tests.requirements import needs


def scores(rng):
    return rng.standard_normal((5, 3))


def chances(rng):
    return rng.uniform(0.01, 0.99, (5, 3))


CASES = [  # the loss, what is predicted, and the truth
    (nn.CrossEntropyLoss, scores, lambda rng: rng.integers(0, 3, 5)),
    (nn.MSELoss, scores, scores),
    (nn.BCELoss, chances, lambda rng: rng.integers(0, 2, (5, 3)).astype(float)),
]


@pytest.mark.parametrize(("loss", "predicted", "target"), CASES)
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_equals_torch(rng, loss, predicted, target, reduction):
    torch = needs("torch")
    prediction, truth = predicted(rng), target(rng)
    leaf = torch.tensor(prediction, requires_grad=True)
    expected = getattr(torch.nn, loss.__name__)(reduction=reduction)(leaf, torch.tensor(truth))
    criterion = loss(reduction)
    value = criterion(prediction, truth)
    np.testing.assert_allclose(value, expected.detach().numpy(), rtol=1e-12)
    dout = rng.standard_normal(np.shape(value))
    expected.backward(torch.tensor(dout))
    np.testing.assert_allclose(criterion.backward(dout if dout.shape else float(dout)), leaf.grad.numpy(), rtol=1e-12)


@pytest.mark.parametrize(("loss", "predicted", "target"), CASES)
def test_backward_starts_at_one(rng, loss, predicted, target):
    prediction, truth = predicted(rng), target(rng)
    criterion = loss()
    message = f"{loss.__name__}.backward: forward must run before each backward"
    with pytest.raises(RuntimeError, match=message):
        criterion.backward()
    criterion(prediction, truth)
    np.testing.assert_array_equal(criterion.backward(), criterion.pair[1](1.0, prediction, truth, "mean"))
    with pytest.raises(RuntimeError, match=message):
        criterion.backward()
    criterion(prediction, truth)
    assert criterion.backward(input_grad=False) is None
    assert list(criterion.parameters()) == []


def test_arguments_may_be_named_and_errors_are_the_functions(rng):
    criterion = nn.CrossEntropyLoss(reduction="sum")
    loss = criterion(prediction=np.zeros((4, 3)), target=np.arange(4) % 3)
    assert loss == functional.cross_entropy(np.zeros((4, 3)), np.arange(4) % 3, "sum")
    with pytest.raises(ValueError, match="cross_entropy: target must lie between 0 and 2, got 3"):
        criterion(np.zeros((4, 3)), np.arange(4))
