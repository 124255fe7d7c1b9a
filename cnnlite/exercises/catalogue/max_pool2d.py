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


def _ring_of(value):
    """Return max_pool2d with a padding of this value."""
    return changed(max_pool2d, lambda x, k, s, p: (_padded(x, _both(p), value), k, s))


def _square_windows(x, kernel_size, stride, padding):
    """Let each window have as many columns as rows, as far as there are any; the size of the output stays."""
    (kh, kw), (ph, pw) = (np.broadcast_to(value, 2) for value in (kernel_size, padding))
    lack = max(0, int(kh - kw))
    x = _padded(x, [(ph, ph), (pw, pw + lack)], -np.inf)
    cols = (x.shape[3] - lack - kw) // np.broadcast_to(stride, 2)[1] + 1
    return max_pool2d(x, (kh, kh), stride)[..., :cols]


def _only_first(x, kernel_size, stride, padding):
    """Fill image 0, channel 0 only."""
    full = max_pool2d(x, kernel_size, stride, padding)
    out = np.zeros(full.shape)
    out[0, 0] = full[0, 0]
    return out


MISTAKES = (
    Mistake("padded_with_zero", "the padding is 0, which beats negative numbers, instead of −∞", _ring_of(0)),
    *(
        Mistake(
            f"padded_with_minus_{n}", f"the padding is −{n}, which beats smaller numbers, instead of −∞", _ring_of(-n)
        )
        for n in (1, 100, 999, 1000)
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
        "rows_for_columns",
        "the window has as many columns as rows: kh is used for both",
        _square_windows,
    ),
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
    Mistake(
        "all_joined",
        "the largest value is taken over all images and channels together",
        changed(max_pool2d, lambda x, k, s, p: (np.broadcast_to(x.max(axis=(0, 1)), x.shape), k, s, p)),
    ),
    Mistake("only_first", "only channel 0 of image 0 is filled, and the rest stays 0", _only_first),
    Mistake(
        "first_for_all",
        "every channel of every image gets the numbers of channel 0 of image 0",
        changed(max_pool2d, lambda x, k, s, p: (np.broadcast_to(x[0, 0], x.shape), k, s, p)),
    ),
)


def _cases(rng):
    return [
        *pooling_cases(rng),
        windows("nothing but negative numbers", (-1 - rng.random((1, 2, 4, 4)), 3), 1, 0),
        windows("padding around numbers far below −1000000", (-1e12 * (1 + rng.random((2, 1, 5, 4))), 3), 2, 1),
    ]


EXERCISE = Exercise(
    name="max_pool2d",
    call="f(x, kernel_size, stride=…, padding=…)",
    reference=max_pool2d,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "At stride 2 and with windows of 3 rows: at which row does the window of output row 1 begin, and before which "
        "does it end?",
        "Each output is the largest number of its own window, in its own channel of its own image; the padding is "
        "smaller than every number, so that it never wins.",
        "Pad; then cut the first window out of all images and channels at once, and take the largest over its rows and "
        "columns only.",
    ),
)
