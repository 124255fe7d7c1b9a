"""The exercise of notebook 15: one step of a dense layer with softmax and cross-entropy, on one picture."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def one_step(f, y, w, b, rate):
    """Return w and b after one step down the loss of one picture."""
    z = w @ f + b
    powers = np.exp(z - z.max())  # softmax
    delta = powers / powers.sum()  # p
    delta[y] -= 1  # p − y
    return w - rate * np.outer(delta, f), b - rate * delta


def _delta(f, y, w, b):
    """Return p − y."""
    stepped = one_step(f, y, w, b, 1.0)[1]
    return b - stepped


def _one_hot(y, b):
    """Return 1 for the true class and 0 for the others."""
    return (np.arange(len(b)) == y).astype(float)


def _along(slope):
    """Return a step along another error signal than p − y."""

    def stepped(f, y, w, b, rate):
        delta = slope(f, y, w, b)
        return w - rate * np.outer(delta, f), b - rate * delta

    return stepped


def _changed(change):
    """Return a step with weights and biases made otherwise from w, b, δ, f and the rate."""
    return lambda f, y, w, b, rate: change(w, b, _delta(f, y, w, b), f, rate)


def _true_only(f, y, w, b):
    """Keep the error of the true class alone."""
    return _delta(f, y, w, b) * _one_hot(y, b)


MISTAKES = (
    Mistake(
        "uphill",
        "the step goes along the slope instead of against it: w + …, or y − p for p − y",
        _changed(lambda w, b, d, f, rate: (w + rate * np.outer(d, f), b + rate * d)),
    ),
    Mistake(
        "rate_forgotten",
        "the learning rate is forgotten",
        _changed(lambda w, b, d, f, rate: (w - np.outer(d, f), b - d)),
    ),
    Mistake(
        "gradient_returned",
        "the gradients are returned instead of the new weights and biases",
        _changed(lambda w, b, d, f, rate: (np.outer(d, f), d)),
    ),
    Mistake(
        "change_returned",
        "the changes are returned instead of the new weights and biases",
        _changed(lambda w, b, d, f, rate: (-rate * np.outer(d, f), -rate * d)),
    ),
    Mistake(
        "softmax_forgotten",
        "the softmax is missing: the logits less y are taken for the error",
        _along(lambda f, y, w, b: w @ f + b - _one_hot(y, b)),
    ),
    Mistake(
        "target_forgotten",
        "y is not subtracted: the error is p alone",
        _along(lambda f, y, w, b: _delta(f, y, w, b) + _one_hot(y, b)),
    ),
    Mistake("true_class_only", "only the true class's row is moved; the others have an error, too", _along(_true_only)),
    Mistake(
        "same_sign",
        "the error of the true class, p − 1, is used in every row",
        _along(lambda f, y, w, b: np.full(len(b), _delta(f, y, w, b)[y])),
    ),
    Mistake(
        "number_subtracted",
        "the class's number y is subtracted from every probability, not 1 from the true class's",
        _along(lambda f, y, w, b: _delta(f, y, w, b) + _one_hot(y, b) - y),
    ),
    Mistake(
        "all_less_1",
        "1 is subtracted from every probability, not only from the true class's",
        _along(lambda f, y, w, b: _delta(f, y, w, b) + _one_hot(y, b) - 1),
    ),
    Mistake(
        "feature_forgotten",
        "the weights move by the bias's amount: their feature is forgotten",
        _changed(lambda w, b, d, f, rate: (w - rate * d[:, None], b - rate * d)),
    ),
    Mistake(
        "bias_left_out",
        "the biases are left out of the logits",
        _along(lambda f, y, w, b: _delta(f, y, w, 0 * b)),
    ),
    Mistake(
        "class_0",
        "1 is subtracted at class 0, whichever class is the true one",
        _along(lambda f, y, w, b: _delta(f, y, w, b) + _one_hot(y, b) - _one_hot(0, b)),
    ),
    Mistake(
        "bias_kept",
        "the biases stay as they were, or move by the sum of all errors, which is 0",
        _changed(lambda w, b, d, f, rate: (w - rate * np.outer(d, f), b)),
    ),
    Mistake(
        "bias_with_features",
        "the bias's slope is multiplied by the features as well",
        _changed(lambda w, b, d, f, rate: (w - rate * np.outer(d, f), b - rate * d * f.sum())),
    ),
    Mistake(
        "bias_first",
        "the biases are moved before p is computed",
        lambda f, y, w, b, rate: one_step(f, y, w, one_step(f, y, w, b, rate)[1], rate),
    ),
    Mistake(
        "weights_first",
        "the weights are moved before the p for the biases is computed",
        lambda f, y, w, b, rate: (stepped := one_step(f, y, w, b, rate)[0], one_step(f, y, stepped, b, rate)[1]),
    ),
    Mistake(
        "decayed",
        "w itself stands in the product: the slope is δ times f",
        _changed(lambda w, b, d, f, rate: (w - rate * np.outer(d, f) * w, b - rate * d)),
    ),
    Mistake(
        "halved",
        "the slopes are divided by the number of classes",
        _changed(lambda w, b, d, f, rate: (w - rate * np.outer(d, f) / len(b), b - rate * d / len(b))),
    ),
    Mistake(
        "features_averaged",
        "the weights' slopes are divided by the number of features",
        _changed(lambda w, b, d, f, rate: (w - rate * np.outer(d, f) / len(f), b - rate * d)),
    ),
)


def _cases(rng):
    def case(label, classes, features, y, rate=0.1):
        f = np.maximum(rng.standard_normal(features), 0) + rng.integers(0, 2, features)
        return Case(label, (f, int(y), rng.standard_normal((classes, features)), rng.standard_normal(classes), rate))

    classes, features = apart(rng, (3, 4, 5, 6))[:2]
    nothing = case("", 2, 5, 1)
    return [
        case("different numbers of classes and features", classes, features, rng.integers(1, classes), 0.3),
        case("class 0", 2, 6, 0),
        case("class 1 of two", 2, 6, 1, 0.5),
        case("as many classes as features", 4, 4, 2),
        case("one feature", 3, 1, 0),
        Case("features that are all 0", (np.zeros(5), *nothing.args[1:])),
        Case(
            "the article's dense layer",
            (np.array([0.0, 2, 0] * 3), 0, 0.1 * np.array([[1.0] * 9, [-1.0] * 9]), np.array([0.1, 0.0]), 0.1),
        ),
    ]


EXERCISE = Exercise(
    name="15.step",
    call="f(f, y, w, b, rate)",
    reference=one_step,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which three things does a weight's change depend on, and which two a bias's?",
        "The error of each class is its probability, less 1 for the true class; a weight's slope is that error times "
        "its feature, a bias's slope the error alone; the step goes against the slope.",
        "Work out the logits, then the probabilities of all classes, then take 1 off at the true class.",
    ),
    outputs=("w", "b"),
    axes=("class feature", "class"),
)
