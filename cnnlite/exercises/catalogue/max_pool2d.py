"""max_pool2d: the largest value of each window."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import pooling_cases, windows
from cnnlite.exercises.catalogue.slips import changed, hanging, of_pooling
from cnnlite.exercises.exercise import Exercise, Mistake


def max_pool2d(x, kernel_size, stride, padding=0):
    """Keep the largest value of each window of each channel; padding is smaller than every number."""
    (kh, kw), (sh, sw), (ph, pw) = (np.broadcast_to(value, 2) for value in (kernel_size, stride, padding))
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    rows, cols = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    out = np.zeros((*x.shape[:2], rows, cols))
    for r, c in np.ndindex(rows, cols):
        window = x[:, :, r * sh : r * sh + kh, c * sw : c * sw + kw]  # N C kh kw
        out[:, :, r, c] = window.max(axis=(2, 3))
    return out


def _padded(x, sides, value):
    """Return x with ((top, bottom), (left, right)) rows and columns of one value around it."""
    return np.pad(x, ((0, 0), (0, 0), *sides), constant_values=value)


def _both(padding):
    """Return a padding as ((top, bottom), (left, right))."""
    return [(p, p) for p in np.broadcast_to(padding, 2)]


def _absolute(x, kernel_size, stride, padding):
    """Keep the value that is largest without its sign."""
    high, low = (sign * max_pool2d(sign * x, kernel_size, stride, padding) for sign in (1, -1))
    return np.where(high >= -low, high, low)


def _mean(x, kernel_size, stride, padding):
    """Average each window; the padding counts as 0."""
    x = _padded(x, _both(padding), 0)
    seen = np.lib.stride_tricks.sliding_window_view(x, np.broadcast_to(kernel_size, 2), axis=(2, 3))
    sh, sw = np.broadcast_to(stride, 2)
    return seen[:, :, ::sh, ::sw].mean(axis=(4, 5))


MISTAKES = (
    Mistake(
        "padded_with_zero",
        "the padding is 0, which beats negative numbers, instead of −∞",
        changed(max_pool2d, lambda x, k, s, p: (_padded(x, _both(p), 0), k, s)),
    ),
    Mistake(
        "started_at_zero",
        "the search starts at 0, which beats negative numbers, instead of −∞",
        lambda *args, **kwargs: np.maximum(max_pool2d(*args, **kwargs), 0),
    ),
    Mistake("average", "the average of each window is taken", _mean),
    Mistake(
        "smallest",
        "the smallest value of each window is taken",
        lambda x, kernel_size, stride, padding: -max_pool2d(-x, kernel_size, stride, padding),
    ),
    Mistake("absolute", "the value that is largest without its sign is taken", _absolute),
    *of_pooling(max_pool2d),
    Mistake(
        "padding_before",
        "the padding stands only above and to the left",
        changed(max_pool2d, lambda x, k, s, p: (_padded(x, [(p, 0) for p in np.broadcast_to(p, 2)], -np.inf), k, s)),
    ),
    Mistake(
        "rounded_up",
        "the size is rounded up: a last window hangs over the edge",
        changed(max_pool2d, lambda x, k, s, p: (_padded(x, hanging(x.shape[2:], k, s, p), -np.inf), k, s)),
    ),
    Mistake(
        "channels_joined",
        "the largest value is taken over all channels",
        changed(max_pool2d, lambda x, k, s, p: (np.broadcast_to(x.max(axis=1, keepdims=True), x.shape), k, s, p)),
    ),
)


def _cases(rng):
    return [*pooling_cases(rng), windows("nothing but negative numbers", (-1 - rng.random((1, 2, 4, 4)), 3), 1, 0)]


EXERCISE = Exercise(
    name="max_pool2d",
    call="f(x, kernel_size, stride=…, padding=…)",
    reference=max_pool2d,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "What should come out of a window in the corner when all its real pixels are negative?",
        "Each output is the largest number of its own window, in its own channel; the padding never wins.",
        "Pad with a number that is smaller than every other, then look only at the first window.",
    ),
)
