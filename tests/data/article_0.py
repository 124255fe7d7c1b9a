"""Article 0, two images: every fact computed with cnnlite, and what the sheet says the article states."""

import numpy as np

from cnnlite import (
    conv2d,
    conv2d_backward,
    cross_entropy,
    cross_entropy_backward,
    linear,
    linear_backward,
    max_pool2d,
    max_pool2d_backward,
    relu,
    relu_backward,
    softmax,
    true_conv2d,
)
from cnnlite.data import articles as a
from tests.data.training import descend, passes_until

IMAGES = np.array([a.ZEBRA, a.CAT])[:, None]
KERNEL = a.ZEBRA_CAT_FILTER[None, None]
LABELS = np.array([0, 1])


def maps():
    return conv2d(IMAGES, KERNEL)


def features():
    return max_pool2d(relu(maps()), 1).reshape(2, 1)


def passes():
    """Weights and biases of the three passes, by the assumed gradients (A0.24)."""
    w, b = a.ZEBRA_CAT_START_WEIGHTS, a.ZEBRA_CAT_START_BIASES
    for _ in range(3):
        yield w, b
        w = w - a.ZEBRA_CAT_RATE * a.ZEBRA_CAT_ASSUMED_WEIGHTS
        b = b - a.ZEBRA_CAT_RATE * a.ZEBRA_CAT_ASSUMED_BIASES


def in_turn(w, b):
    """w_zebra, b_zebra, w_cat, b_cat."""
    return np.column_stack([w.ravel(), b]).ravel()


def table(image):
    """Logits, powers, their sum, probabilities and loss of one image in each pass."""
    rows = []
    for w, b in passes():
        z = linear(features(), w, b)[[image]]
        powers, loss = np.exp(z[0]), cross_entropy(z, LABELS[[image]])
        rows.append([*z[0], *powers, powers.sum(), *softmax(z)[0], loss])
    return rows


def range_of(p):
    """Difference of logits behind a probability printed to two decimals: printed, lowest, highest."""
    return np.array([np.log(q / (1 - q)) for q in (p, p - 0.005, p + 0.005)])


def forced():
    """What the percentages of pass 3 say about differences (A0.22)."""
    bias, zebra = range_of(0.55), range_of(0.78)
    weight = (zebra - bias[[0, 2, 1]]) / features()[0, 0]  # least where the zebra's is lowest and the bias highest
    return np.array([bias, zebra, weight])


def gradients(w, b, picked, reduction="mean"):
    """Real gradients of the dense layer from the images picked, and the loss."""
    x, y = features()[picked], LABELS[picked]
    z = linear(x, w, b)
    dx, dw, db = linear_backward(cross_entropy_backward(1.0, z, y, reduction), x, w, b)
    return in_turn(dw, db), cross_entropy(z, y, reduction), dx


def surviving():
    """Parameters with exactly the printed percentages: only differences matter, so the cat's are 0."""
    bias, _, weight = forced()[:, 0]
    return np.array([[weight], [0.0]]), np.array([bias, 0.0])


def gradients_at_pass_3():
    cases = [([0], "sum"), ([1], "sum"), ([0, 1], "sum"), ([0, 1], "mean")]
    return [[*g, loss] for g, loss, _ in (gradients(*surviving(), *case) for case in cases)]


def passes_to_go(start, *cases):
    """How many updates until the cat is right, and until both images exceed 0.9."""
    p = [descend(features(), LABELS, *start, rate, reduction, 600) for rate, reduction in cases]
    return np.array([[passes_until(one, 0.5), passes_until(one, 0.9)] for one in p])


def filter_gradient(image, w, b):
    """Gradient of the filter from one image, back through every layer."""
    x = IMAGES[[image]]
    before = conv2d(x, KERNEL)
    dx = gradients(w, b, [image])[2].reshape(1, 1, 1, 1)
    dmap = relu_backward(max_pool2d_backward(dx, relu(before), 1), before)
    return conv2d_backward(dmap, x, KERNEL)[1][0, 0]


START = (a.ZEBRA_CAT_START_WEIGHTS, a.ZEBRA_CAT_START_BIASES)
PASS_3 = (a.ZEBRA_CAT_WEIGHTS, a.ZEBRA_CAT_BIASES)


def final():
    return softmax(linear(features(), *PASS_3))


COMPUTED = {
    "A0.1": lambda: a.ZEBRA,
    "A0.2": lambda: a.CAT,
    "A0.3": lambda: a.ZEBRA_CAT_FILTER,
    "A0.4": lambda: a.ZEBRA * a.ZEBRA_CAT_FILTER,
    "A0.5": lambda: maps()[0].item(),
    "A0.6": lambda: a.CAT * a.ZEBRA_CAT_FILTER,
    "A0.7": lambda: maps()[1].item(),
    "A0.8": lambda: relu(maps()).ravel(),
    "A0.9": lambda: max_pool2d(relu(maps()), 1).ravel(),
    "A0.10": features,
    "A0.19": lambda: np.eye(2)[LABELS],
    "A0.20": final,
    "A0.21": lambda: final().argmax(axis=1),
    "A0.22": forced,
    "A0.24": lambda: [in_turn(w, b) for w, b in passes()],
    "A0.24.zebra": lambda: table(0),
    "A0.24.cat": lambda: table(1),
    "A0.26": gradients_at_pass_3,
    "A0.26.passes": lambda: passes_to_go(surviving(), (0.1, "mean"), (0.1, "sum")),
    "A0.27": lambda: [gradients(*START, picked)[0] for picked in ([0], [1], [0, 1])],
    "A0.27.feature": lambda: gradients(*START, [0])[2].item(),
    "A0.27.filter": lambda: filter_gradient(0, *START),
    "A0.27.passes": lambda: 1 + passes_to_go(START, (0.1, "mean"), (1.0, "mean")),  # pass 1 is the start
    "A0.28": lambda: [*gradients(*PASS_3, [1])[0][[0, 2]], *filter_gradient(1, *PASS_3).ravel()],
    "A0.29": lambda: true_conv2d(IMAGES, KERNEL).ravel(),
}
STATED = {
    "A0.1": [[0.9, 0.1, 0.2], [0.8, 0.7, 0.3], [0.1, 0.4, 0.6]],
    "A0.2": [[0.3, 0.4, 0.2], [0.5, 0.6, 0.7], [0.1, 0.2, 0.3]],
    "A0.3": [[1, 0, -1]] * 3,
    "A0.4": [[0.9, 0, -0.2], [0.8, 0, -0.3], [0.1, 0, -0.6]],
    "A0.5": 0.7,
    "A0.7": -0.3,
    "A0.8": [0.7, 0.0],
    "A0.10": [[0.7], [0.0]],
    "A0.19": [[1, 0], [0, 1]],
    "A0.20": [[0.78, 0.22], [0.55, 0.45]],
    "A0.21": [0, 0],
}
VERDICTS = {"A0.20": "agree to 2 decimals"}
