"""The core exercise of notebook 10."""

import numpy as np

TOP_LEFT = np.array([[1.0, 1, 1], [1, -1, -1], [1, -1, -1]])
TURNS = (0, -1, 1, 2)  # quarter turns to the left; top right, bottom left, bottom right come after the first
W1 = np.stack([np.rot90(TOP_LEFT, turn) for turn in TURNS])[:, None]
B1 = np.array([-4.5] * 4)
W2 = np.zeros((1, 4, 2, 2))
W2[0, 0, 0, 0] = W2[0, 1, 0, 1] = W2[0, 2, 1, 0] = W2[0, 3, 1, 1] = 1
B2 = np.array([-3.5])

other_order = (W1[[3, 1, 0, 2]], B1, W2[:, [3, 1, 0, 2]], B2)
scaled = (10 * W1, 10 * B1, 0.5 * W2, 0.5 * B2)
tight = (W1, np.full(4, -4.99), W2, [-3.01])
integers = (W1.astype(int), [-4.5] * 4, W2.astype(int).tolist(), (-3.5,))
strong = (W1 * 3, B1 * 3 + 1, W2 - 0.01, [-3.9])  # no exact zeros in the second kernel

wrong_turn = np.stack([np.rot90(TOP_LEFT, -turn) for turn in TURNS])[:, None]
zero_inside = np.maximum(W1, 0)
inner_unread = W1.copy()
inner_unread[0, 0, 2, 2] = 0
center_bright = W1.copy()
center_bright[1, 0, 1, 1] = 1
half = W2.copy()
half[0, 3] = 0
doubled = W2.copy()
doubled[0, 3] = 1

outer_bad = W1.copy()
outer_bad[1, 0, 0, 2] = -1

outer_unread = W1.copy()
outer_unread[1, 0, 0, 2] = 0
less = np.array([-4.5, -3.5, -4.5, -4.5])  # the bias that a kernel of four pixels needs

piled = np.zeros((1, 4, 2, 2))
piled[0, :, 0, 0] = 1

# One pixel inside is left to the other corners; and where each corner stands follows from how they overlap.
RIGHT = {
    "10.ring": [
        (inner_unread, B1, W2, B2),
        (center_bright, B1, W2, B2),
        (W1, B1, np.ones((1, 4, 2, 2)), B2),
        (W1, B1, doubled, B2),
        (W1, B1, W2, B2),
        other_order,
        scaled,
        tight,
        integers,
        strong,
    ]
}
WRONG = {
    "10.ring": [
        ((W1, B1, piled, B2), "one_place"),
        (W1[:3], "wrong_kind"),
        ((W1, B1, W2), "wrong_kind"),
        ((W1, B1, W2, "threshold"), "wrong_kind"),
        ((W1, B1, W2, [np.nan]), "wrong_kind"),
        ((W1[:, 0], B1, W2, B2), "wrong_shape"),
        ((W1, -4.5, W2, B2), "wrong_shape"),
        ((W1, B1, W2[0], B2), "wrong_shape"),
        ((W1, B1, W2, np.array([-4.0])), "too_strict"),
        ((W1, B1, W2, np.array([-4.5])), "too_strict"),
        ((W1, B1, W2, np.array([-2.5])), "too_loose"),
        ((W1, B1, W2, np.array([-0.5])), "too_loose"),
        ((W1, B1, W2, np.array([0.5])), "too_loose"),
        ((wrong_turn, B1, W2, B2), "swapped"),
        ((W1, B1, W2[:, ::-1], B2), "swapped"),
        ((W1[[0, 1, 3, 2]], B1, W2, B2), "swapped"),
        ((W1, B1 - 0.5, W2, B2), "silent"),
        ((W1, np.array([-4.5, -4.5, -9, -4.5]), W2, B2), "silent"),
        ((W1, B1 + 1, W2, B2), "loose"),
        ((W1, np.zeros(4), W2, B2), "loose"),
        ((zero_inside, B1, W2, B2), "unread"),
        ((np.repeat(W1[:1], 4, axis=0), B1, W2, B2), "missing"),
        ((W1[[0, 0, 3, 3]], B1, W2, B2), "missing"),
        ((-W1, B1 + 1, W2, B2), "missing"),
        ((outer_unread, less, W2, B2), "unread"),
        ((outer_bad, less, W2, B2), "missing"),
        ((outer_bad, B1, W2, B2), "silent"),
        ((W1, B1, half, B2 + 1), "unused"),
        ((W1, B1, -W2, -B2), "second"),
    ]
}
