"""cross_entropy and its gradient."""

import re

import numpy as np
import pytest

from cnnlite import cross_entropy, cross_entropy_backward, gradcheck, softmax
from tests.pure import assert_dtype_kept, assert_pure

LOGITS = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, 1.0]])
TARGET = np.array([0, 2])


def test_hand_example():
    assert cross_entropy(np.array([[np.log(0.786), np.log(0.214)]]) + 5, np.array([0])) == pytest.approx(
        0.2408, abs=5e-5
    )
    assert cross_entropy(np.zeros((4, 10)), np.arange(4)) == pytest.approx(np.log(10))


@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
def test_equals_the_definition(reduction):
    losses = -np.log(softmax(LOGITS)[np.arange(2), TARGET])
    expected = {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]
    np.testing.assert_allclose(cross_entropy(LOGITS, TARGET, reduction), expected)
    one_hot = np.eye(3)[TARGET]
    np.testing.assert_allclose(cross_entropy(LOGITS, one_hot, reduction), expected)


@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
@pytest.mark.parametrize("soft", [False, True])
def test_gradient(rng, reduction, soft):
    logits = rng.standard_normal((5, 3))
    target = softmax(rng.standard_normal((5, 3))) if soft else rng.integers(0, 3, 5)
    verdict = gradcheck(
        lambda x: cross_entropy(x, target, reduction),
        lambda dout, x: cross_entropy_backward(dout, x, target, reduction),
        logits, rng=rng, every_entry=True,
    )  # fmt: skip
    assert verdict.right, verdict.message


def test_stable_at_a_thousand():
    logits = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])
    assert cross_entropy(logits, np.array([0, 0]), "none").tolist() == [0, 2000]
    np.testing.assert_allclose(cross_entropy_backward(1.0, logits, np.array([0, 0]), "sum"), [[0, 0], [-1, 1]])
    assert cross_entropy(np.array([[0.0, -np.inf]]), np.array([0])) == 0


def test_probabilities_where_logits_are_expected_are_noticed():
    with pytest.warns(UserWarning, match="logits look like probabilities"):
        cross_entropy(np.array([[0.7, 0.3], [0.2, 0.8]]), np.array([0, 1]))


def test_no_image():
    empty, none = np.zeros((0, 3)), np.zeros(0, int)
    assert cross_entropy(empty, none, "sum") == 0
    assert cross_entropy_backward(1.0, empty, none, "sum").shape == (0, 3)
    with pytest.raises(ValueError, match="at least one class, and one image for a mean"):
        cross_entropy(empty, none)


def test_purity_and_dtype():
    assert_pure(cross_entropy, LOGITS, TARGET)
    assert_pure(cross_entropy_backward, 1.0, LOGITS, TARGET)
    assert_dtype_kept(cross_entropy, LOGITS, TARGET)
    assert_dtype_kept(cross_entropy_backward, 1.0, LOGITS, TARGET)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((LOGITS[0], TARGET), ValueError, "cross_entropy: logits must have 2 dimensions (N, K), got 1"),
        ((LOGITS, np.array([0, 3])), ValueError, "cross_entropy: target must lie between 0 and 2, got 3"),
        ((LOGITS, np.array([0, -1])), ValueError, "cross_entropy: target must lie between 0 and 2, got -1"),
        ((LOGITS, np.array([0.0, 1.0])), TypeError, "cross_entropy: target must hold whole class numbers, got float64"),
        ((LOGITS, np.array([True, False])), TypeError, "whole class numbers, got bool"),
        ((LOGITS, np.array([0])), ValueError, "target must have the shape of one class per row of logits, (2,), got target.shape=(1,)."),
        ((LOGITS, np.eye(3, dtype=int)[TARGET]), TypeError, "target with one value per class must be float, got int64"),
        ((LOGITS, np.zeros((2, 3))), ValueError, "each row of target must be probabilities that sum to 1, got rows summing to 0.0000"),
        ((LOGITS, np.eye(2)), ValueError, "target must have the shape of logits, (2, 3)"),
        ((LOGITS, [0, 1]), TypeError, "target must be a NumPy array, got list. Convert it: np.array(target)."),
        ((LOGITS, TARGET, "average"), ValueError, "reduction must be one of 'none', 'sum', 'mean', got 'average'."),
        ((LOGITS.astype(int), TARGET), TypeError, "logits must be float32 or float64, got int64"),
        ((np.zeros((2, 0)), TARGET), ValueError, "logits must have at least one class"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        cross_entropy(*arguments)


def test_backward_errors():
    with pytest.raises(ValueError, match=r"dout must have the shape of the loss, \(\), got dout.shape=\(2,\)"):
        cross_entropy_backward(np.ones(2), LOGITS, TARGET)
    with pytest.raises(ValueError, match=r"dout must have the shape of the loss, \(2,\)"):
        cross_entropy_backward(1.0, LOGITS, TARGET, "none")


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.uint64])
def test_classes_of_any_whole_kind(kind):
    np.testing.assert_array_equal(cross_entropy(LOGITS, TARGET.astype(kind)), cross_entropy(LOGITS, TARGET))
    one, other = (cross_entropy_backward(1.0, LOGITS, t) for t in (TARGET.astype(kind), TARGET))
    np.testing.assert_array_equal(one, other)
    with pytest.raises(ValueError, match="target must lie between 0 and 2, got 7"):
        cross_entropy(LOGITS, np.array([7, 1], kind))


def test_no_image_with_probabilities():
    empty = np.zeros((0, 3))
    assert cross_entropy(empty, empty, "sum") == 0
    assert cross_entropy_backward(1.0, empty, empty, "sum").shape == (0, 3)


@pytest.mark.parametrize("row", [[0.2, 0.9, 0.0], [-0.1, 0.6, 0.5], [np.nan, 0.5, 0.5], [1.0, 1e-4, 0.0]])
def test_one_row_that_is_no_distribution_is_enough(row):
    cross_entropy(np.array([[0.7, 0.2, 0.1], row]), TARGET)  # a warning would be an error here
