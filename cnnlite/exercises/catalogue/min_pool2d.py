"""07.min_pool2d: the smallest value of each window, made of the largest."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite import functional as cnnlite  # solution() shows it by the name that it has in a notebook
from cnnlite.exercises.catalogue.max_pool2d import EXERCISE as MAX
from cnnlite.exercises.catalogue.max_pool2d import max_pool2d
from cnnlite.exercises.catalogue.slips import changed, of_pooling
from cnnlite.exercises.exercise import Exercise, Mistake


def min_pool2d(x, kernel_size, stride, padding=0):
    """Keep the smallest value of each window: the largest of −x, with its sign turned back."""
    return -cnnlite.max_pool2d(-x, kernel_size, stride, padding)


def _smallest(x, kernel_size, stride, padding=0):
    """Do the same with windows, strides and paddings of any kind."""
    return -max_pool2d(-x, kernel_size, stride, padding)


def _zeros(x, padding):
    """Return x with a ring of zeros."""
    ph, pw = np.broadcast_to(padding, 2)
    return np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))


MISTAKES = (
    Mistake("largest", "no sign is turned: that is the largest value of each window", max_pool2d),
    Mistake(
        "not_turned_back",
        "the sign of x is turned, and that of the result is not turned back",
        lambda x, kernel_size, stride, padding: max_pool2d(-x, kernel_size, stride, padding),
    ),
    Mistake(
        "not_turned_before",
        "only the sign of the result is turned, and not that of x",
        lambda x, kernel_size, stride, padding: -max_pool2d(x, kernel_size, stride, padding),
    ),
    Mistake(
        "average",
        "the average of each window is taken",
        lambda x, kernel_size, stride, padding: cnnlite.avg_pool2d(x, kernel_size, stride, padding),
    ),
    Mistake(
        "padded_with_zero",
        "the padding is 0, which beats positive numbers, instead of +∞",
        changed(_smallest, lambda x, k, s, p: (_zeros(x, p), k, s)),
    ),
    Mistake(
        "ended_at_zero",
        "the search starts at 0, which beats positive numbers, instead of +∞",
        lambda *args, **kwargs: np.minimum(min_pool2d(*args, **kwargs), 0),
    ),
    Mistake(
        "absolute",
        "the largest value without signs is taken",
        lambda x, kernel_size, stride, padding: max_pool2d(np.abs(x), kernel_size, stride, padding),
    ),
    Mistake(
        "absolute_turned",
        "a minus sign is dropped, not turned: −3 becomes 3, and 3 stays 3",
        lambda x, kernel_size, stride, padding: -max_pool2d(np.abs(x), kernel_size, stride, padding),
    ),
    Mistake(
        "reciprocal",
        "1/x is pooled and turned over again, which goes wrong where a window holds both signs",
        lambda x, kernel_size, stride, padding: 1 / max_pool2d(1 / x, kernel_size, stride, padding),
    ),
    *of_pooling(_smallest),
)

EXERCISE = Exercise(
    name="07.min_pool2d",
    call="f(x, kernel_size, stride=…, padding=…)",
    reference=min_pool2d,
    cases=MAX.cases,
    mistakes=MISTAKES,
    hints=(
        "In which order do 2 and 5 stand on the number line, and in which −2 and −5?",
        "The smallest of some numbers is the largest of their negatives, with its sign turned back.",
        "Pool the array with all signs turned; what is left to do to the result?",
    ),
)
