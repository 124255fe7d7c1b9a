"""cross_entropy: minus the logarithm of what the logits give to the true classes."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake

CURE = "use ln(a/b) = ln a − ln b and ln e^x = x instead"


def cross_entropy(logits, target):
    """Return the mean over the images of −ln softmax(logits) at the true class."""
    shifted = logits - logits.max(axis=1, keepdims=True)  # the largest logit becomes 0: nothing overflows
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(target)), target].mean()


def _shifted(logits):
    """Return the logits less the largest of each row."""
    return logits - logits.max(axis=1, keepdims=True)


def _log_p(logits):
    """Return the logarithms of the probabilities."""
    return _shifted(logits) - np.log(np.exp(_shifted(logits)).sum(axis=1, keepdims=True))


def _picked(losses):
    """Return the mean of the true classes' entries of what ``losses`` makes of the logits."""
    return lambda logits, target: losses(logits)[np.arange(len(target)), target].mean()


def _not_shifted(logits):
    """Return −ln softmax with powers that overflow."""
    powers = np.exp(logits)
    return -np.log(powers / powers.sum(axis=1, keepdims=True))


def _largest_of_all(logits):
    """Return the powers after one subtraction for all rows."""
    return np.exp(logits - logits.max())


def _clipped(least):
    """Return the mistake of a probability that is kept off 0; so does a very small number that is added to it."""
    most = -np.log(least)
    return Mistake(
        f"stops_at_{most:.0f}",
        f"no loss can exceed {most:.1f}, because the probability is clipped or a small number is added to it: {CURE}",
        _picked(lambda logits: -np.log(np.maximum(np.exp(_log_p(logits)), least))),
    )


def _added(number):
    """Return the mistake of a number that is added to the probability and large enough to show in any loss."""
    return Mistake(
        f"added_1e_{-np.log10(number):.0f}",
        f"{number:g} is added to the probability, which changes every loss a little: {CURE}",
        _picked(lambda logits: -np.log(np.exp(_log_p(logits)) + number)),
    )


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
        "the logarithm is taken of the logits: the softmax is missing",
        _picked(lambda logits: -np.log(logits)),
    ),
    Mistake(
        "no_log",
        "the probability of the true class is averaged, with a minus: the logarithm is missing",
        _picked(lambda logits: -np.exp(_log_p(logits))),
    ),
    Mistake(
        "one_minus",
        "1 minus the probability of the true class is averaged: its logarithm is missing",
        _picked(lambda logits: 1 - np.exp(_log_p(logits))),
    ),
    Mistake(
        "logit_itself",
        "the logit of the true class is averaged, with a minus, without softmax and logarithm",
        _picked(lambda logits: -logits),
    ),
    Mistake(
        "every_target",
        "each image is charged for the classes of all images: rows and classes must go in pairs",
        lambda logits, target: -_log_p(logits)[:, target].mean(),
    ),
    Mistake(
        "all_classes",
        "all classes are charged, not only the true one",
        lambda logits, target: -_log_p(logits).sum(axis=1).mean(),
    ),
    Mistake(
        "sum_over_all",
        "the powers of all images are added, not those of each row",
        _picked(lambda logits: np.log(np.exp(_shifted(logits)).sum()) - _shifted(logits)),
    ),
    Mistake(
        "axis_images",
        "the softmax runs over the images instead of the classes",
        _picked(lambda logits: -_log_p(logits.T).T),
    ),
    Mistake(
        "not_shifted",
        "the largest logit is not subtracted first: e to the power of 1000 overflows",
        _picked(_not_shifted),
    ),
    Mistake(
        "shifted_once",
        "the largest logit is subtracted in the sum of the powers, but not from the logit of the true class",
        _picked(lambda logits: logits.max(axis=1, keepdims=True) * -1 - _log_p(logits)),
    ),
    Mistake(
        "log_of_zero",
        f"the logarithm is taken of a probability or a power that was rounded to 0: {CURE}",
        _picked(lambda logits: -np.log(np.exp(_log_p(logits)))),
    ),
    Mistake(
        "largest_of_all",
        "the largest logit of all images is subtracted, not that of each row: e to the power of −2000 is rounded to 0",
        _picked(lambda logits: -np.log(_largest_of_all(logits) / _largest_of_all(logits).sum(axis=1, keepdims=True))),
    ),
    Mistake(
        "largest_of_all_rows",
        "the largest logit of all images is subtracted, not that of each row: the logarithm meets a sum rounded to 0",
        _picked(lambda logits: np.log(_largest_of_all(logits).sum(axis=1, keepdims=True)) - logits + logits.max()),
    ),
    *map(_clipped, (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, float(np.finfo(float).eps), 1e-16)),
    *map(_added, (1e-5, 1e-6, 1e-7, 1e-8)),
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
        Case("true classes with the largest logits", (9 * np.eye(4)[:3] + rng.random((3, 4)), np.arange(3))),
        Case("logits of 1000 in every row", (large[[0, 1, 3]], np.array([0, 1, 1]))),
        Case("logits of ±1000", (large, np.array([0, 1, 2, 1]))),
        Case("a logit of −1000 for a true class", (large, np.array([1, 0, 0, 2]))),
    ]


EXERCISE = Exercise(
    name="cross_entropy",
    call="f(logits, target)",
    reference=cross_entropy,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which single number of each row of probabilities does the loss look at?",
        "The loss of an image is minus ln of the probability of its true class: pair each row with its own class, or "
        "loop over the rows; then average over the images.",
        "Subtract the largest logit of each row. Then ln of a quotient is a difference, ln(a/b) = ln a − ln b: no "
        "division is needed, and no probability.",
    ),
    outputs=("loss",),
    axes=("",),
)
