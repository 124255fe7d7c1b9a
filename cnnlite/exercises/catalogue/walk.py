"""The stretch exercise of notebook 10: the sizes and the parameters of a network that is not built yet."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from functools import partial

import numpy as np

from cnnlite.exercises.exercise import Mistake, Values


def _counts(side=28, size=5, maps=8, dense=20, bias=1, pooled=None, flat=None):
    """Return both rows of the answer, from the numbers that a mistake would use."""
    out = side - size + 1
    half = pooled or out // 2
    length = flat or maps * half * half
    return np.array(
        [[out, half, length], [maps * (size**2 + bias), dense * (length + bias), 10 * (dense + bias)]], dtype=float
    )


def counts():
    """Count what comes out of the convolution, the pooling and the flattening, then each layer's parameters."""
    convolved = 28 - 5 + 1
    pooled = convolved // 2
    flat = 8 * pooled * pooled
    convolution = 8 * (5 * 5 * 1 + 1)
    hidden = 20 * (flat + 1)
    output = 10 * (20 + 1)
    return np.array([[convolved, pooled, flat], [convolution, hidden, output]])


EXERCISE = Values(
    name="10.counts",
    wanted=counts,
    mistakes=(
        Mistake("bias_forgotten", "no biases are counted", partial(_counts, bias=0)),
        Mistake("maps_forgotten", "only one map is flattened; there are eight", partial(_counts, flat=144)),
        Mistake("padded", "the convolution keeps the size; it has no padding", partial(_counts, side=32)),
        Mistake("article_size", "the first place is counted twice", partial(_counts, side=29)),
        Mistake(
            "place_lost",
            "28 − 5 is taken for the number of places; the first place is one more",
            partial(_counts, side=27),
        ),
        Mistake("not_pooled", "the pooling is left out", partial(_counts, pooled=24)),
        Mistake(
            "pooled_by_one", "the windows of the pooling move by 1; their stride is 2", partial(_counts, pooled=23)
        ),
        Mistake(
            "area",
            "all numbers of a map are counted; asked for is one side",
            lambda: np.array([[24**2, 12**2, 1152], *_counts()[1:]]),
        ),
        Mistake(
            "bias_everywhere",
            "a kernel has a bias for each place; it has one for all of them",
            lambda: _counts() + np.array([[0, 0, 0], [8 * (24**2 - 1), 0, 0]]),
        ),
        Mistake(
            "three_channels",
            "the picture has three channels; it is gray and has one",
            lambda: _counts() + np.array([[0, 0, 0], [8 * 25 * 2, 0, 0]]),
        ),
    ),
    hints=(
        "On how many places does a kernel of 5 fit along a side of 28 pixels?",
        "Go from layer to layer; each size follows from the one before, and each neuron has a weight for each input "
        "and one bias.",
        "The convolution leaves a side of 28 less 4; the pooling halves it.",
    ),
)
