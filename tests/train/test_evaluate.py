"""Evaluation: by hand, in another way, and a network that comes back as it was."""

import numpy as np
import pytest

from cnnlite import functional, nn
from cnnlite.train import evaluate
from tests.train.runs import small, some


def scores(rng=None):
    """A network that hands on its input."""
    return nn.Flatten()


def test_by_hand():
    outputs = np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 3.0]])
    found = evaluate(scores(), outputs, np.array([0, 1, 0]))
    losses = [np.log(1 + np.exp(-2)), np.log(2), np.log(1 + np.exp(3))]
    np.testing.assert_allclose(found.losses, losses, rtol=1e-12)
    assert found.loss == pytest.approx(np.mean(losses), rel=1e-12)
    assert found.predictions.tolist() == [0, 0, 1]
    assert found.accuracy == pytest.approx(1 / 3)
    np.testing.assert_array_equal(found.outputs, outputs)


def test_one_output_says_yes_above_a_half():
    chances = np.array([[0.9], [0.5], [0.51], [0.2]])
    labels = np.array([[1.0], [0.0], [0.0], [1.0]])
    found = evaluate(scores(), chances, labels, nn.BCELoss())
    assert found.predictions.tolist() == [1, 0, 1, 0]
    assert found.accuracy == 0.5
    np.testing.assert_allclose(found.losses, -np.log([0.9, 0.5, 0.49, 0.2]), rtol=1e-12)
    with_squares = evaluate(scores(), chances, labels, nn.MSELoss())
    np.testing.assert_allclose(with_squares.losses, [0.01, 0.25, 0.51**2, 0.64], rtol=1e-12)


def test_targets_of_one_value_per_class():
    outputs, targets = np.array([[0.2, 0.9], [0.8, 0.1]]), np.array([[0.0, 1.0], [0.0, 1.0]])
    found = evaluate(scores(), outputs, targets, nn.MSELoss())
    assert found.predictions.tolist() == [1, 0]
    assert found.accuracy == 0.5
    np.testing.assert_allclose(found.losses, [(0.04 + 0.01) / 2, (0.64 + 0.81) / 2], rtol=1e-12)


@pytest.mark.parametrize("size", [1, 7, 75, 1000])
def test_the_batch_size_changes_nothing(rng, size):
    model, ((images, labels), _) = small(rng, norm=True), some()
    whole = model.eval()(images)
    found = evaluate(model, images, labels, batch_size=size)
    np.testing.assert_allclose(found.outputs, whole, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.losses, functional.cross_entropy(whole, labels, "none"), rtol=0, atol=1e-12)
    assert found.accuracy == np.mean([row.argmax() == label for row, label in zip(whole, labels, strict=True)])


def test_the_network_comes_back_as_it_was(rng):
    model, ((images, labels), _) = small(rng, norm=True).train(), some()
    model[1].eval()  # one layer that somebody froze
    modes = [module.training for module in model.modules()]
    twin = small(np.random.default_rng(0), norm=True)
    twin.load_state_dict(model.state_dict())
    twin[1].eval()
    frozen = images.copy()
    frozen.flags.writeable = False
    dout = rng.standard_normal((5, 10))
    model(images[:5]), twin(images[:5])
    evaluate(model, frozen, labels)
    assert [module.training for module in model.modules()] == modes
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, twin.state_dict()[name])
    model.backward(dout), twin.backward(dout)  # goes back through the five images, not through those of evaluate
    for one, other in zip(model.parameters(), twin.parameters(), strict=True):
        np.testing.assert_array_equal(one.grad, other.grad)


def test_it_comes_back_after_an_error_too(rng):
    model = nn.Sequential(nn.Linear(2, 3, rng=rng), nn.ReLU())
    with pytest.raises(ValueError, match="linear: "):
        evaluate(model, np.zeros((2, 5)), np.array([0, 1]))
    assert all(module.training for module in model.modules())


def test_scores_beyond_all_numbers_are_told_without_a_warning():
    found = evaluate(scores(), np.array([[1e308, -1e308], [0.0, 0.0]]), np.array([1, 0]))
    assert found.losses[0] == np.inf
    assert found.loss == np.inf


GOOD = {"images": np.zeros((3, 2)), "labels": np.array([0, 1, 0])}


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"model": 3}, TypeError, "evaluate: model must be a Module of cnnlite.nn, got int"),
        ({"images": [[1.0]]}, TypeError, "evaluate: images must be a NumPy array, got list"),
        ({"images": np.zeros((3, 2), int)}, TypeError, "evaluate: images must be float32 or float64, got int64"),
        ({"images": np.zeros(3)}, ValueError, r"evaluate: images must be \(N, C, H, W\)"),
        ({"images": np.full((3, 2), np.nan)}, ValueError, "evaluate: images must be finite numbers, got nan"),
        ({"labels": [0, 1, 0]}, TypeError, "evaluate: labels must be an array of class numbers .* got list"),
        ({"labels": np.array(["a", "b", "c"])}, TypeError, "evaluate: labels must be an array .* got <U1"),
        ({"labels": np.array([0, 1])}, ValueError, "evaluate: images and labels must be equally many.* got 3 and 2"),
        ({"images": np.zeros((0, 2)), "labels": np.zeros(0, int)}, ValueError, "at least one, got 0 and 0"),
        ({"labels": np.array([0, 1, 2])}, ValueError, "evaluate: labels must fit.* target must lie between 0 and 1"),
        ({"labels": np.array([0.0, 1, 2])}, TypeError, "evaluate: labels must fit .* whole class numbers"),
        ({"labels": np.zeros((3, 1, 1))}, ValueError, r"labels \(N,\) or \(N, K\)"),
        ({"criterion": nn.CrossEntropyLoss}, TypeError, "evaluate: criterion must be a CrossEntropyLoss"),
        ({"criterion": nn.CrossEntropyLoss("sum")}, ValueError, "criterion must have reduction \"mean\", got 'sum'"),
        ({"batch_size": 0}, ValueError, "evaluate: batch_size must be at least 1, got 0"),
        ({"batch_size": 2.5}, TypeError, "evaluate: batch_size must be a whole number, got 2.5"),
        ({"model": nn.Identity(), "images": np.zeros((3, 1, 2, 2))}, ValueError, "evaluate: model must give one row"),
    ],
)
def test_errors(change, error, message):
    with pytest.raises(error, match=message):
        evaluate(**{"model": scores()} | GOOD | change)
