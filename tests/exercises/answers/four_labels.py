"""The stretch exercise of notebook 15."""

import numpy as np

BOARD = np.array([[1.0, 0, 1, 0], [0, 1, 0, 1]] * 2)
UPRIGHT = np.array([[0.0, 1, 0, 1]] * 4)
FLAT = UPRIGHT.T
BLANK = np.zeros((4, 4))


def pixel(row, column):
    """Return a picture with one bright pixel."""
    one = np.zeros((4, 4))
    one[row, column] = 1
    return one


two_blind = (np.stack([BOARD, UPRIGHT, BLANK, FLAT]), [0, 0, 1, 1])
bright = ([np.ones((4, 4)).tolist(), UPRIGHT.tolist(), BLANK.tolist(), np.eye(4).tolist()], (1, 1, 0, 0))
# No two have equal features: those of two single pixels far apart add up to those of both, and of none to 0.
far = pixel(0, 3), pixel(3, 0)
crossed = (np.stack([*far, BLANK, far[0] + far[1]]).astype(int), np.array([0, 0, 1, 1]))

ARTICLE = np.stack([UPRIGHT, 1 - FLAT, BOARD, np.eye(4)])
RIGHT = {"15.labels": [two_blind, bright, crossed, (np.stack([BOARD, 1 - BOARD, UPRIGHT, FLAT]), [True, False, 0, 0])]}
WRONG = {
    "15.labels": [
        ((ARTICLE, [0, 0, 1, 1]), "separable"),
        ((np.stack([BOARD, BLANK, UPRIGHT, FLAT]), [1, 1, 0, 0]), "separable"),
        ((np.stack([*far, BLANK, far[0] + far[1]]), [0, 1, 0, 1]), "separable"),
        ((np.stack([BOARD, UPRIGHT, BOARD, FLAT]), [0, 0, 1, 1]), "same_picture"),
        ((ARTICLE, [1, 1, 1, 1]), "one_class"),
        ((ARTICLE, [1, 2, 2, 1]), "bad_labels"),
        ((ARTICLE, [0, 1]), "bad_labels"),
        ((ARTICLE / 2, [0, 0, 1, 1]), "not_binary"),
        ((ARTICLE[:3], [0, 0, 1]), "wrong_shape"),
        ((ARTICLE[:, None], [0, 0, 1, 1]), "wrong_shape"),
        ((ARTICLE, ["cat", "cat", "dog", "dog"]), "wrong_kind"),
        (ARTICLE, "wrong_kind"),
        (7, "wrong_kind"),
    ]
}
