"""The exercise of notebook 00."""

import numpy as np

RIGHT = {"00.pixel": [(0, 0, 0.2), [2, 2, 1.0], np.array([1, 0, 0.0]), (0, 0, 0.3), (1, 2, 1)]}
WRONG = {
    "00.pixel": [
        ((0, 0, 1.0), "wrong_way"),
        ((2, 2, 0.1), "wrong_way"),
        ((1, 1, 0.0), "middle_column"),
        ((0, 0, 0.9), "unchanged"),
        ((3, 0, 0.2), "out_of_range"),
        ((0, 0, 2), "out_of_range"),
        ((0.5, 0, 0.2), "out_of_range"),
        ((0, 0), "wrong_kind"),
        ("left", "wrong_kind"),
    ]
}
