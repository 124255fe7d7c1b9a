"""avg_pool2d: the mean of each window."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import pooling_cases
from cnnlite.exercises.catalogue.max_pool2d import max_pool2d
from cnnlite.exercises.catalogue.slips import changed, hanging, of_pooling
from cnnlite.exercises.exercise import Exercise, Mistake


def avg_pool2d(x, kernel_size, stride, padding=0):
    """Take the mean of each window of each channel; padding counts as 0."""
    (kh, kw), (sh, sw), (ph, pw) = (np.broadcast_to(value, 2) for value in (kernel_size, stride, padding))
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    rows, cols = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    out = np.zeros((*x.shape[:2], rows, cols))
    for r, c in np.ndindex(rows, cols):
        window = x[:, :, r * sh : r * sh + kh, c * sw : c * sw + kw]  # N C kh kw
        out[:, :, r, c] = window.mean(axis=(2, 3))
    return out


def _over(divide):
    """Return the sums of the windows divided by what ``divide`` makes of (kh, kw)."""

    def mistake(x, kernel_size, stride, padding):
        kh, kw = np.broadcast_to(kernel_size, 2)
        return avg_pool2d(x, kernel_size, stride, padding) * (kh * kw) / divide(kh, kw)

    return mistake


def _valid_count(x, kernel_size, stride, padding):
    """Divide by the number of real pixels in each window."""
    real = avg_pool2d(np.ones(x.shape), kernel_size, stride, padding)
    return avg_pool2d(x, kernel_size, stride, padding) / real


def _rounded_up(x, kernel_size, stride, padding):
    """Let windows hang over the last row or column, filled up with 0."""
    sides = hanging(x.shape[2:], kernel_size, stride, padding)
    return avg_pool2d(np.pad(x, ((0, 0), (0, 0), *sides)), kernel_size, stride)


MISTAKES = (
    Mistake("largest", "the largest value of each window is taken", max_pool2d),
    Mistake("sum", "the sum of each window is not divided", _over(lambda kh, kw: 1)),
    Mistake(
        "valid_count", "each sum is divided by the number of real pixels only; here the padding counts", _valid_count
    ),
    Mistake(
        "divided_by_rows", "each sum is divided by the number of rows of the window only", _over(lambda kh, kw: kh)
    ),
    Mistake(
        "divided_twice", "the mean is divided by the size of the window once more", _over(lambda kh, kw: (kh * kw) ** 2)
    ),
    *of_pooling(avg_pool2d),
    Mistake("rounded_up", "the size is rounded up: a last window hangs over the edge", _rounded_up),
    Mistake(
        "channels_joined",
        "the mean is taken over all channels",
        changed(avg_pool2d, lambda x, k, s, p: (np.broadcast_to(x.mean(axis=1, keepdims=True), x.shape), k, s, p)),
    ),
)

EXERCISE = Exercise(
    name="avg_pool2d",
    call="f(x, kernel_size, stride=…, padding=…)",
    reference=avg_pool2d,
    cases=pooling_cases,
    mistakes=MISTAKES,
    hints=(
        "By how many numbers do you divide when a window of 2×3 reaches into the padding?",
        "Each output is the sum of its window divided by the size of the window; the padding counts, as 0.",
        "Pad the image with 0 and take the mean of the first window only.",
    ),
)
