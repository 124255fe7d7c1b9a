"""Article 3: our numbers for its two claims, computed with cnnlite; the article states none."""

import numpy as np

from cnnlite import (
    binary_cross_entropy,
    binary_cross_entropy_backward,
    l1_loss,
    mape_loss,
    mse_loss,
    mse_loss_backward,
    msle_loss,
    sigmoid,
    sigmoid_backward,
)
from cnnlite.data import articles as a

ONES = np.ones(4)


def slopes():
    """Output, slope of half the squared error and slope of cross-entropy, each with respect to z."""
    z = a.SLOW_INPUTS
    y = sigmoid(z)
    squared = sigmoid_backward(mse_loss_backward(1.0, y, ONES, "sum") / 2, z)
    entropy = sigmoid_backward(binary_cross_entropy_backward(1.0, y, ONES, "sum"), z)
    return np.column_stack([y, squared, entropy])


def losses():
    pair = a.LOSS_PREDICTION, a.LOSS_TARGET
    squares = mse_loss(*pair, "sum")
    return [
        mse_loss(*pair), msle_loss(*pair), squares, squares**0.5, squares**0.25, l1_loss(*pair, "sum"), l1_loss(*pair),
        binary_cross_entropy(*pair), binary_cross_entropy(*pair, "sum"), mape_loss(a.MAPE_PREDICTION, a.MAPE_TARGET),
    ]  # fmt: skip


COMPUTED = {
    "A3.26": slopes,
    "A3.26.ratio": lambda: slopes()[:, 2] / slopes()[:, 1],
    "A3.27": losses,
}
STATED: dict = {}
VERDICTS: dict = {}
