"""Short training of one dense layer, for the passes and epochs that the fact sheet counts."""

import numpy as np

from cnnlite import cross_entropy_backward, linear, linear_backward, softmax


def update(x, y, w, b, rate, reduction="mean"):
    """Return w and b after one step down the real gradient."""
    _, dw, db = linear_backward(cross_entropy_backward(1.0, linear(x, w, b), y, reduction), x, w, b)
    return w - rate * dw, b - rate * db


def right(x, y, w, b):
    """Return the probability of each image's true class."""
    return softmax(linear(x, w, b))[np.arange(len(y)), y]


def descend(x, y, w, b, rate, reduction, count):
    """Return the true classes' probabilities before the first of ``count`` steps and after each."""
    seen = [right(x, y, w, b)]
    for _ in range(count):
        w, b = update(x, y, w, b, rate, reduction)
        seen.append(right(x, y, w, b))
    return np.array(seen)


def descend_one_by_one(x, y, w, b, rate, count):
    """Return the same for epochs in which every image makes a step of its own, in order."""
    seen = [right(x, y, w, b)]
    for _ in range(count):
        for i in range(len(y)):
            w, b = update(x[[i]], y[[i]], w, b, rate)
        seen.append(right(x, y, w, b))
    return np.array(seen)


def passes_until(seen, level):
    """Return how many steps it takes until all images are above ``level``, and stay there."""
    above = (seen > level).all(axis=1)
    assert above[-1], "never reached"
    return len(above) - int(np.argmin(above[::-1])) if not above.all() else 0
