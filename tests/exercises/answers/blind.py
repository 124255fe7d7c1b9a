"""The stretch exercise of notebook 14."""

import numpy as np

DW = np.random.default_rng(0).standard_normal((4, 2, 3, 3))

two_moved = DW.copy()
two_moved[0, 0, 0, 0] += 1
two_moved[3, 1, 2, 2] -= 1
signs = np.where(np.arange(DW.size).reshape(DW.shape) % 2, 1.0, -1.0)
one_nan = DW.copy()
one_nan[0, 0, 0, 0] = np.nan

RIGHT = {
    "14.blind": [
        (DW, np.roll(DW, 1)),
        (DW, DW.ravel()[::-1].reshape(DW.shape)),
        (DW, DW + signs),
        [DW.tolist(), np.full_like(DW, DW.mean())],
        (DW, 2 * DW.mean() - DW),
    ]
}
WRONG = {
    "14.blind": [
        ((DW, DW), "still_right"),
        ((DW, DW + 1e-12), "still_right"),
        ((DW, two_moved), "some_right"),
        ((DW, np.where(signs > 0, DW, 0)), "mean_moved"),
        ((DW, -DW), "mean_moved"),
        ((DW, DW + 0.001), "mean_moved"),
        ((DW, 2 * DW), "mean_moved"),
        ((DW, DW.ravel()), "wrong_shape"),
        ((DW, DW.mean()), "wrong_shape"),
        ((DW, DW.transpose(1, 0, 2, 3)), "wrong_shape"),
        ((DW, one_nan), "not_finite"),
        ((DW, "shuffled"), "wrong_kind"),
        (np.roll(DW, 1), "wrong_kind"),
        ((DW, DW, DW), "wrong_kind"),
        ((np.zeros(4), np.ones(4)), "nothing_to_spoil"),
    ]
}
