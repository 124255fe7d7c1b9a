"""cross_entropy: how surprised the scores are by the right classes."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def cross_entropy(logits, target):
    """Return the mean over the images of −ln softmax(logits) at the right class."""
    shifted = logits - logits.max(axis=1, keepdims=True)  # the largest score becomes 0: nothing overflows
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(target)), target].mean()


def _log_p(logits):
    """Return the logarithms of the probabilities."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _picked(losses):
    """Return the mean of the right classes' entries of what ``losses`` makes of the logits."""
    return lambda logits, target: losses(logits)[np.arange(len(target)), target].mean()


def _not_shifted(logits):
    """Return −ln softmax with powers that overflow."""
    powers = np.exp(logits)
    return -np.log(powers / powers.sum(axis=1, keepdims=True))


MISTAKES = (
    Mistake(
        "summed",
        "the losses are summed instead of averaged",
        lambda logits, target: cross_entropy(logits, target) * len(target),
    ),
    Mistake(
        "not_averaged",
        "the mean over the images is missing: one loss is returned for each",
        lambda logits, target: -_log_p(logits)[np.arange(len(target)), target],
    ),
    Mistake(
        "averaged_twice",
        "the mean is divided by the number of images once more",
        lambda logits, target: cross_entropy(logits, target) / len(target),
    ),
    Mistake(
        "classes_averaged",
        "the mean is taken over the classes as well",
        lambda logits, target: cross_entropy(logits, target) / logits.shape[1],
    ),
    Mistake("sign_forgotten", "the minus sign is forgotten", lambda logits, target: -cross_entropy(logits, target)),
    Mistake(
        "log2",
        "the logarithm has base 2 instead of e",
        lambda logits, target: cross_entropy(logits, target) / np.log(2),
    ),
    Mistake(
        "log10",
        "the logarithm has base 10 instead of e",
        lambda logits, target: cross_entropy(logits, target) / np.log(10),
    ),
    Mistake(
        "no_softmax",
        "the logarithm is taken of the scores: the softmax is missing",
        _picked(lambda logits: -np.log(logits)),
    ),
    Mistake(
        "no_log",
        "the probability of the right class is averaged: the logarithm is missing",
        _picked(lambda logits: -np.exp(_log_p(logits))),
    ),
    Mistake(
        "score_itself",
        "the score of the right class is averaged, without softmax and logarithm",
        _picked(lambda logits: -logits),
    ),
    Mistake(
        "every_target",
        "each image is charged for the classes of all images: rows and classes must go in pairs",
        lambda logits, target: -_log_p(logits)[:, target].mean(),
    ),
    Mistake(
        "all_classes",
        "all classes are charged, not only the right one",
        lambda logits, target: -_log_p(logits).sum(axis=1).mean(),
    ),
    Mistake(
        "axis_images",
        "the softmax runs over the images instead of the classes",
        _picked(lambda logits: -_log_p(logits.T).T),
    ),
    Mistake(
        "not_shifted",
        "the largest score is not subtracted first: e to the power of 1000 overflows",
        _picked(_not_shifted),
    ),
    Mistake(
        "log_of_zero",
        "the logarithm is taken of a probability that was rounded to 0; subtract in the exponents instead",
        _picked(lambda logits: -np.log(np.exp(_log_p(logits)))),
    ),
    Mistake(
        "classes_from_one",
        "the classes are counted from 1",
        _picked(lambda logits: -np.roll(_log_p(logits), 1, axis=1)),
    ),
)


def _cases(rng):
    images, classes = apart(rng, (3, 4, 5, 6))[:2]

    def drawn(label, images, classes):
        return Case(label, (rng.standard_normal((images, classes)), rng.integers(0, classes, images)))

    large = np.array([[1000.0, -1000, 0], [0, 1000, 999], [-1000, -999, -1000], [1000, 999, 1000]])
    return [
        drawn("different numbers of images and classes", images, classes),
        drawn("more images than classes", 7, 3),
        drawn("more classes than images", 2, 8),
        drawn("one image", 1, 4),
        Case("right classes that score best", (9 * np.eye(4)[:3] + rng.random((3, 4)), np.arange(3))),
        Case("scores of ±1000", (large, np.array([0, 1, 2, 1]))),
        Case("a score of −1000 for a right class", (large, np.array([1, 0, 0, 2]))),
    ]


EXERCISE = Exercise(
    name="cross_entropy",
    call="f(logits, target)",
    reference=cross_entropy,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which single number of each row of probabilities does the loss look at?",
        "The loss of an image is minus the natural logarithm of the probability of its right class; "
        "then average over the images.",
        "Get the logarithms of the probabilities first: subtract the largest score of each row before any power.",
    ),
    outputs=("loss",),
    axes=("",),
)
