"""The stretch exercise of notebook 18."""

import numpy as np

from cnnlite.data.digits import digits
from cnnlite.nn import Flatten, Linear, Sequential

dense = Linear(64, 10, rng=np.random.default_rng(0))
dense.weight.data, dense.bias.data = np.zeros((10, 64)), np.zeros(10)
dense.weight.data[3] = np.where(np.indices((8, 8)).sum(axis=0).ravel() % 2, 1.0, -1.0)
NET = Sequential(Flatten(), dense)  # wants a checkerboard, and calls it a 3

BOARD = np.indices((8, 8)).sum(axis=0) % 2.0
STRIPES = np.array([[0.0, 1] * 4] * 8)
FIVE = digits()[0][5]

RIGHT = {
    "18.nonsense": [
        (NET, BOARD),
        (NET, BOARD[None].astype(int)),
        [NET, (0.9 * BOARD).tolist()],
    ]
}
WRONG = {
    "18.nonsense": [
        (BOARD, "wrong_kind"),
        ((BOARD, NET), "wrong_kind"),
        ((NET, "nonsense"), "wrong_kind"),
        ((NET, BOARD, 3), "wrong_kind"),
        ((NET, BOARD[:7]), "wrong_shape"),
        ((NET, BOARD[None, None]), "wrong_shape"),
        ((NET, 2 * BOARD - 1), "out_of_range"),
        ((NET, np.full((8, 8), np.nan)), "out_of_range"),
        ((NET, FIVE), "a_digit"),
        ((NET, np.clip(FIVE + 0.1, 0, 1)), "a_digit"),
        ((NET, STRIPES), "unsure"),
        ((NET, 1 - BOARD), "unsure"),
    ]
}
