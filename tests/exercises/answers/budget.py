"""The core exercise of notebook 16."""

import numpy as np

RIGHT = {
    "16.budget": [
        ("momentum", 0.15, 32, 6),
        ["momentum", 0.2, 64, np.int64(6)],
        ("Adam", 0.03, 32, 6),
        ("momentum", 0.2, np.int64(32), 6.0),
    ]
}
WRONG = {
    "16.budget": [
        (0.1, "wrong_kind"),
        (("SGD", 0.1, 16), "wrong_kind"),
        (("SGD", "0.1", 16, 6), "wrong_kind"),
        (("SGD", np.nan, 16, 6), "wrong_kind"),
        (("SGD", True, 16, 6), "wrong_kind"),
        (("sgd+momentum", 0.1, 16, 6), "unknown_optimizer"),
        (([], 0.1, 16, 6), "unknown_optimizer"),
        (("SGD", 0, 16, 6), "bad_number"),
        (("SGD", -0.1, 16, 6), "bad_number"),
        (("SGD", 0.1, 16.5, 6), "bad_number"),
        (("SGD", 0.1, 16, 0), "bad_number"),
        (("momentum", 16, 0.05, 6), "bad_number"),
        (("momentum", 0.15, 32, 7), "over_budget"),
        (("momentum", 0.05, 16, 6), "over_budget"),
        (("momentum", 0.2, 600, 6), "full_batch"),
        (("Adam", 0.02, 1437, 6), "full_batch"),
        (("SGD", 1e6, 64, 6), "diverged"),
        (("SGD", 1e300, 64, 6), "diverged"),
        (("momentum", 0.4, 32, 6), "rate_too_large"),
        (("Adam", 0.1, 32, 6), "rate_too_large"),
        (("SGD", 2.0, 64, 6), "rate_too_large"),
        (("SGD", 0.05, 64, 6), "rate_too_small"),
        (("momentum", 0.01, 32, 6), "rate_too_small"),
        (("momentum", 0.1, 150, 6), "batch_too_large"),
        (("SGD", 0.3, 64, 6), "batch_too_large"),
        (("momentum", 0.15, 32, 2), "too_short"),
        (("SGD", 0.3, 32, 6), "rate_too_small"),  # twice; four times is too far
        (("SGD", 1.0, 32, 6), "rate_too_large"),
        (("Adam", 0.06, 32, 6), "rate_too_large"),
        (("Adam", 0.05, 32, 6), "rate_too_large"),  # a quarter reaches the target, but gains only one
        (("SGD", 1.0, 64, 6), "stuck"),
    ]
}
