"""The core exercise of notebook 14: a test case in which no bug of a convolution's gradient can hide."""

import numpy as np

RAMP = np.arange(9.0).reshape(3, 3)
GAUSSIAN = np.outer([1.0, 2, 1], [1, 2, 1]) / 16


def case(**changes):
    """Return a good case, changed."""
    return {"size": (7, 6), "kernel": RAMP, "channels": 3, "stride": 2, "padding": 1} | changes


RIGHT = {
    "14.case": [
        case(),
        case(kernel=((1, 0), (0, 2), (3, 1)), size=(6, 5), stride=3),
        case(kernel=[[1, 2], [3, 4]]),
        case(size=[9, 10], kernel=RAMP.astype(int), padding=2, stride=4),
        case(size=6),
        case(size=(6, 5), channels=2, stride=2),
        case(size=(6, 5), channels=2, stride=3, padding=2),
        case(size=(5, 6), channels=2, stride=3),
    ]
}
WRONG = {
    "14.case": [
        (case(stride=1), "stride_hidden"),
        (case(size=(4, 4), kernel=np.arange(16.0).reshape(4, 4), padding=1, stride=3), "stride_hidden"),
        (case(kernel=GAUSSIAN), "turn_hidden"),
        (case(kernel=np.ones((3, 3))), "turn_hidden"),
        (case(kernel=np.array([[0.0, 1, 0]])), "turn_hidden"),
        (case(kernel=[[2]]), "turn_hidden"),
        (case(channels=1), "channels_hidden"),
        (case(size=(7, 7)), "leftover_hidden"),
        (case(size=(5, 9), stride=2), "leftover_hidden"),
        (case(kernel=RAMP[:2, :2], size=(8, 6), padding=2), "leftover_hidden"),
        (case(padding=0), "padding_hidden"),
        (
            {"size": (5, 5), "kernel": GAUSSIAN, "channels": 1, "stride": 1, "padding": 0},
            "stride_hidden",
        ),
        (case(kernel=RAMP[:2, :2] * 0), "turn_hidden"),
        (case(kernel=np.ones((9, 2))), "too_large"),
        (case(size=(400, 6)), "too_large"),
        (case(size=(2, 2), padding=0), "impossible"),
        (case(stride=0), "impossible"),
        (case(channels="two"), "impossible"),
        (case(channels=1.5), "impossible"),
        (case(size=(6, 6, 6)), "impossible"),
        (case(kernel=np.ones((2, 3, 3, 3))), "no_kernel"),
        (case(kernel=3), "no_kernel"),
        (case(kernel=(3, 2)), "no_kernel"),
        (case(kernel=np.ones), "no_kernel"),
        (case(kernel="gaussian"), "no_kernel"),
        (case(kernel=[[1, 2], [3]]), "no_kernel"),
        (case(kernel=[[1.0, np.nan]]), "no_kernel"),
        (((7, 6), RAMP, 3, 2, 1), "wrong_parts"),
        ({"stride": 2, "padding": 1}, "wrong_parts"),
        (case(filters=2), "wrong_parts"),
        (case(size=(6, 5), channels=2, stride=3), "copied"),
        (case(size=[6, 5], channels=2, stride=3, kernel=[[1, 2], [3, 4]]), "copied"),
        (case(size=(6, 5), channels=2, stride=3, kernel=GAUSSIAN), "turn_hidden"),
    ]
}
