"""The core exercise of notebook 18."""

import numpy as np

from cnnlite.exercises.catalogue.stroke_unit import SHOWN
from cnnlite.nn import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential

SOBEL = np.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]])  # answers to flat strokes
EDGE = np.array([[-1.0, 2, -1]] * 3)  # answers to upright strokes


def network(*kernels, bias=0.0, padding=1):
    """Return a network whose first layer has these kernels."""
    rng = np.random.default_rng(0)
    first = Conv2d(1, len(kernels), 3, padding=padding, rng=rng)
    first.weight.data, first.bias.data = np.stack(kernels)[:, None], np.full(len(kernels), bias)
    return Sequential(first, ReLU(), MaxPool2d(2), Flatten(), Linear(16 * len(kernels), 10, rng=rng))


def stroke(rows, columns, value=1.0):
    """Return a picture with these pixels bright."""
    image = np.zeros((8, 8))
    image[rows, columns] = value
    return image


SIX = np.arange(1, 7)
UPRIGHT, FLAT, RISING = stroke(SIX, 3), stroke(3, SIX), stroke(SIX, 7 - SIX)
SHORT = stroke([2, 3, 4, 5], 3)
STEEP = stroke([1, 2, 3, 4, 5, 6], [3, 3, 3, 4, 4, 4])  # not 45°, and still straight

NET = network(SOBEL, EDGE)
shallow = Sequential(Conv2d(1, 1, 3, rng=np.random.default_rng(0)))
shallow[0].weight.data, shallow[0].bias.data = EDGE[None, None], np.zeros(1)
# After pooling by 4 a stroke is seen or not, as it happens to lie in its window.
rng = np.random.default_rng(0)
placed = Sequential(Conv2d(1, 1, 1, bias=False, rng=rng), MaxPool2d(4), Conv2d(1, 1, 2, bias=False, rng=rng))
placed[0].weight.data, placed[2].weight.data = np.ones((1, 1, 1, 1)), np.array([[[[1.0, -1], [1, -1]]]])

bent = stroke([1, 2, 3, 3, 3], [2, 2, 2, 3, 4])
broken = stroke([1, 2, 5, 6], 3)
loud = stroke(SIX, 3, 0.5)

RIGHT = {
    "18.unit": [
        (NET, "0 Conv2d", 1, UPRIGHT, FLAT),
        (network(EDGE.T), 0, 0, FLAT.tolist(), RISING.tolist()),
        (NET, "1 ReLU", 1, 0.8 * UPRIGHT, 0.8 * FLAT),
        [shallow, 0, 0, UPRIGHT, FLAT.astype(int)],
        (NET, "0 Conv2d", 1, STEEP, FLAT),
        (network(EDGE, SOBEL), 0, 0, UPRIGHT, FLAT),  # unit 0, but of an own network
        (network(EDGE, SHOWN), 0, 1, FLAT, UPRIGHT),
    ]
}
WRONG = {
    "18.unit": [
        ((NET, 0, UPRIGHT, FLAT), "wrong_kind"),
        (("0 Conv2d", NET, 1, UPRIGHT, FLAT), "wrong_kind"),
        ((NET, 0, 1, "upright", FLAT), "wrong_kind"),
        ((NET, 0, 1, UPRIGHT, None), "wrong_kind"),
        (7, "wrong_kind"),
        ((NET, 0, 1, UPRIGHT[None], FLAT[None]), "wrong_shape"),
        ((NET, 0, 1, UPRIGHT, FLAT[:6]), "wrong_shape"),
        ((NET, 0, 1, 2 * UPRIGHT, 2 * FLAT), "out_of_range"),
        ((NET, 0, 1, UPRIGHT, np.full((8, 8), np.nan)), "out_of_range"),
        ((NET, 0, 1, -UPRIGHT, FLAT), "out_of_range"),
        ((NET, 0, 1, UPRIGHT, np.zeros((8, 8))), "no_stroke"),
        ((NET, 0, 1, bent, FLAT), "no_stroke"),
        ((NET, 0, 1, UPRIGHT, broken), "no_stroke"),
        ((NET, 0, 1, np.ones((8, 8)), FLAT), "no_stroke"),
        ((NET, 0, 1, UPRIGHT, UPRIGHT), "same_images"),
        ((NET, 0, 1, loud, FLAT), "unequal_ink"),
        ((NET, 0, 1, UPRIGHT, stroke(3, [2, 3, 4, 5])), "unequal_ink"),
        ((NET, 0, 1, UPRIGHT, stroke(SIX, 5)), "same_direction"),
        ((NET, 0, 1, stroke(SIX, 2), STEEP), "same_direction"),
        ((NET, "Conv2d", 1, UPRIGHT, FLAT), "no_layer"),
        ((NET, 5, 1, UPRIGHT, FLAT), "no_layer"),
        ((NET, None, 1, UPRIGHT, FLAT), "no_layer"),
        ((NET, [0], 1, UPRIGHT, FLAT), "no_layer"),
        ((NET, "4 Linear", 1, UPRIGHT, FLAT), "no_maps"),
        ((NET, 0, 2, UPRIGHT, FLAT), "no_unit"),
        ((NET, 0, "1", UPRIGHT, FLAT), "no_unit"),
        ((network(SHOWN), "0 Conv2d", 0, FLAT, UPRIGHT), "shown"),
        ((network(SHOWN + 0.01, EDGE), 1, 0, FLAT, UPRIGHT), "shown"),
        ((network(SHOWN), "2 MaxPool2d", 0, UPRIGHT, FLAT), "shown"),
        ((network(SOBEL, bias=-9.0), 0, 0, FLAT, UPRIGHT), "silent_unit"),
        ((NET, 0, 1, FLAT, UPRIGHT), "swapped"),
        ((network(EDGE, bias=9.0), 0, 0, UPRIGHT, FLAT), "not_apart"),
        ((network(np.ones((3, 3))), 0, 0, UPRIGHT, RISING), "not_apart"),
        ((placed, "2 Conv2d", 0, UPRIGHT, FLAT), "one_place"),
    ]
}
