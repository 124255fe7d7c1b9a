"""The exercise of notebook 02."""

import numpy as np

LINE = np.fliplr(np.eye(3))
RIGHT = {
    "02.slash": [
        [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
        5 * np.fliplr(np.eye(5)) - 1,
        [[-1, 0, 1], [0, 0, 0], [1, 0, -1]],
        ((-1.0, 1.0), (1.0, -1.0)),
        -2 * np.array([[1, 0, -1], [0, -1, 0], [-1, 0, 1]]),
        np.array([[0, -1, 1], [-1, 2, -1], [1, -1, 0]]) / 7,
    ]
}
WRONG = {
    "02.slash": [
        (1 - 3 * np.eye(3)[::-1], "negative"),
        ([[0, 0, 0], [0, 0, 0], [0, 0, 0]], "silent"),
        (-np.ones((3, 3)), "silent"),
        (LINE, "brightness"),
        (5 * LINE + 1, "brightness"),
        (3 * np.eye(3) - 1, "mirrored"),
        (np.eye(3), "mirrored"),
        ([[1, 0, -1], [0, 0, 0], [-1, 0, 1]], "mirrored"),
        (np.ones((3, 3)) / 9, "no_direction"),
        ([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], "no_direction"),
        ([[-1, 2, -1]] * 3, "no_direction"),
        ([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], "no_direction"),
        ([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], "straight_edges"),
        ([[-1, -2, -1], [0, 0, 0], [1, 2, 1]], "straight_edges"),
        ([[0, 0, 1], [0, 0, 0], [0, 0, -1]], "straight_edges"),
        ([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]], "not_apart"),
        ([[0, 0, 1], [0, 0, 0], [-1, 0, 0]], "cancelling"),
        ([[0, 1], [-1, 0]], "cancelling"),
        ([[0, -1], [1, 0]], "cancelling"),
        ([[-1, -1, 1], [-1, 1, -1], [1, -1, -1]], "brightness"),
        ([[1, 2, 3]], "wrong_shape"),
        (np.ones((7, 7)), "wrong_shape"),
        (5, "wrong_shape"),
        ([1, 2, 3], "wrong_shape"),
        ([[1, 2], [3]], "wrong_kind"),
        ("slash", "wrong_kind"),
        ([["a", "b"], ["c", "d"]], "wrong_kind"),
        ([[np.nan, 1], [1, 0]], "out_of_range"),
        ([[np.inf, 1], [1, 0]], "out_of_range"),
        ([[1e9, 1], [1, 0]], "out_of_range"),
    ]
}
