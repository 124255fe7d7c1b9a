"""Article 0, four images: every fact computed with cnnlite, and what the sheet says the article states."""

import numpy as np

from cnnlite import conv2d, conv_output_size, cross_entropy, cross_entropy_backward, flatten, linear, relu, softmax
from cnnlite.data import articles as a
from tests.data.training import descend_one_by_one, passes_until, right, update

KERNELS = np.array([a.FILTER_A, a.FILTER_B])[:, None]
CLASSES = ("cat", "dog")
LABELS = np.array([CLASSES.index(label) for label in a.FOUR_LABELS])
START = (a.FOUR_WEIGHTS, a.FOUR_BIASES)
FIRST = slice(0, 1)


def maps():
    return conv2d(a.FOUR_IMAGES[:, None], KERNELS)


def features():
    return flatten(relu(maps()))


def logits():
    return linear(features(), *START)


def probabilities():
    return softmax(logits())


def error():
    return cross_entropy_backward(1.0, logits()[FIRST], LABELS[FIRST])[0]


def stepped():
    """Weights and biases after the one step on image 1."""
    return update(features()[FIRST], LABELS[FIRST], *START, a.FOUR_RATE)


def a_weight(kind):
    """One weight of a class after the step, of a feature that is 2; all such weights are equal."""
    weights = stepped()[0][CLASSES.index(kind), features()[0] == 2]
    assert len(weights) == 3
    assert np.ptp(weights) == 0
    return weights[0]


def powers():
    found = np.exp(logits()[0])
    return [*found, found.sum()]


def after():
    z = linear(features()[FIRST], *stepped())
    return [*softmax(z)[0], cross_entropy(z, LABELS[FIRST])]


def epochs():
    seen = descend_one_by_one(features(), LABELS, *START, a.FOUR_RATE, 80)
    return [passes_until(seen, 0.5), passes_until(seen, 0.9)]


COMPUTED = {
    "A0.40": lambda: a.FOUR_IMAGES,
    "A0.41": lambda: a.FILTER_A,
    "A0.42": lambda: a.FILTER_B,
    "A0.43": lambda: conv_output_size(4, 2),
    "A0.44": lambda: maps()[0, 0],
    "A0.45": lambda: relu(maps())[0, 0],
    "A0.46": lambda: relu(maps())[0, 1],
    "A0.47": lambda: features()[0],
    "A0.49": lambda: probabilities()[0],
    "A0.49.difference": lambda: [np.log(p / (1 - p)) for p in (0.786, 0.7855, 0.7865)],
    "A0.50": lambda: np.eye(2)[LABELS[0]],
    "A0.52": lambda: [*np.unique(a.FOUR_WEIGHTS, axis=1).ravel(), *a.FOUR_BIASES],
    "A0.52.gap": lambda: [-np.diff(logits()[0]).item(), -np.diff(logits()[0]).item() / features()[0].sum()],
    "A0.53": lambda: logits()[0],
    "A0.54": powers,
    "A0.55": lambda: probabilities()[0],
    "A0.56": lambda: [-np.log(0.786), cross_entropy(logits()[FIRST], LABELS[FIRST])],
    "A0.57": error,
    "A0.58": lambda: a.FOUR_RATE,
    "A0.59": lambda: a_weight("cat"),
    "A0.60": lambda: stepped()[1][0],
    "A0.61": lambda: [a_weight("dog"), stepped()[1][1]],
    "A0.62": lambda: (stepped()[0] == a.FOUR_WEIGHTS).sum(axis=1),
    "A0.63": after,
    "A0.64": maps,
    "A0.64.sums": lambda: features().sum(axis=1),
    "A0.64.before": probabilities,
    "A0.64.right": lambda: probabilities().argmax(axis=1) == LABELS,
    "A0.64.loss": lambda: cross_entropy(logits(), LABELS),
    "A0.64.after": lambda: right(features(), LABELS, *stepped())[2:],
    "A0.64.epochs": epochs,
    "A0.65": lambda: [maps()[0, 0].size, (maps()[0, 0] < relu(maps()[0, 0])).sum()],
}
STATED = {
    "A0.40": [
        [[0, 1, 0, 1]] * 4,
        [[1] * 4, [0] * 4, [1] * 4, [0] * 4],
        [[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]],
        [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
    ],
    "A0.41": [[1, -1], [1, -1]],
    "A0.42": [[1, 1], [-1, -1]],
    "A0.43": 3,
    "A0.44": [[-2, 2, -2]] * 3,
    "A0.45": [[0, 2, 0]] * 3,
    "A0.46": [[0, 0, 0]] * 3,
    "A0.47": [0, 2, 0, 0, 2, 0, 0, 2, 0] + [0] * 9,
    "A0.49": [0.786, 0.214],
    "A0.50": [1, 0],
    "A0.55": [0.786, 0.214],
}
VERDICTS = {"A0.49": "agree to 3 decimals", "A0.55": "agree to 3 decimals"}
