"""max_pool2d_backward: the gradient goes to the pixel that was the largest."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import after, pooling_cases, windows
from cnnlite.exercises.catalogue.max_pool2d import max_pool2d
from cnnlite.exercises.catalogue.slips import changed
from cnnlite.exercises.exercise import Exercise, Mistake


def max_pool2d_backward(dout, x, kernel_size, stride, padding=0):
    """Pay each gradient to the largest pixel of its window, the first in reading order; what meets adds up."""
    (kh, kw), (sh, sw), (ph, pw) = (np.broadcast_to(value, 2) for value in (kernel_size, stride, padding))
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    dpadded = np.zeros(padded.shape)
    for n, ch, r, c in np.ndindex(dout.shape):
        window = padded[n, ch, r * sh : r * sh + kh, c * sw : c * sw + kw]
        i, j = np.unravel_index(window.argmax(), window.shape)
        dpadded[n, ch, r * sh + i, c * sw + j] += dout[n, ch, r, c]
    return dpadded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]


def _paying(shares, fill=-np.inf, kept=lambda old, paid: old):
    """Return a backward that pays each window's gradient times ``shares`` of the window, on what is ``kept`` of it."""

    def mistake(dout, x, kernel_size, stride, padding):
        (kh, kw), (sh, sw), (ph, pw) = (np.broadcast_to(value, 2) for value in (kernel_size, stride, padding))
        padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=fill)
        dpadded = np.zeros(padded.shape)
        for n, ch, r, c in np.ndindex(dout.shape):
            place = np.s_[n, ch, r * sh : r * sh + kh, c * sw : c * sw + kw]
            paid = shares(padded[place])
            dpadded[place] = kept(dpadded[place], paid) + paid * dout[n, ch, r, c]
        return dpadded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]

    return mistake


def _largest(window):
    """Return 1 for every largest value of the window."""
    return (window == window.max()).astype(float)


def _first(window):
    """Return 1 for the first largest value of the window."""
    ones = _largest(window)
    ones.flat[ones.argmax() + 1 :] = 0
    return ones


def _last(window):
    """Return 1 for the last largest value of the window."""
    return _first(window[::-1, ::-1])[::-1, ::-1]


def _left_on(dout, x, kernel_size, stride, padding):
    """Leave the padding on dx."""
    (ph, pw) = np.broadcast_to(padding, 2)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    return max_pool2d_backward(dout, padded, kernel_size, stride)


def _cropped_below(dout, x, kernel_size, stride, padding):
    """Take all of the padding off below and to the right."""
    return _left_on(dout, x, kernel_size, stride, padding)[:, :, : x.shape[2], : x.shape[3]]


def _cropped_to_nothing(dout, x, kernel_size, stride, padding):
    """Take the padding off with a slice that is empty when there is none."""
    (ph, pw) = np.broadcast_to(padding, 2)
    return _left_on(dout, x, kernel_size, stride, padding)[:, :, ph:-ph, pw:-pw]


MISTAKES = (
    Mistake("ties_to_all", "every pixel that is as large as the largest gets the whole gradient", _paying(_largest)),
    Mistake(
        "ties_to_last", "the last of several equally large pixels gets the gradient, not the first", _paying(_last)
    ),
    Mistake(
        "ties_shared",
        "equally large pixels share the gradient",
        _paying(lambda window: _largest(window) / _largest(window).sum()),
    ),
    Mistake(
        "overwritten",
        "a pixel that wins twice keeps the last gradient instead of the sum",
        _paying(_first, kept=lambda old, paid: np.where(paid > 0, 0, old)),
    ),
    Mistake(
        "windows_overwritten",
        "each window overwrites all that overlapping ones paid, instead of adding to it",
        _paying(_first, kept=lambda old, paid: 0),
    ),
    Mistake(
        "spread",
        "every pixel of a window gets an equal share, as in average pooling",
        _paying(lambda window: np.full(window.shape, 1 / window.size)),
    ),
    Mistake("all_paid", "every pixel of a window gets the whole gradient", _paying(np.ones_like)),
    Mistake(
        "padded_with_zero", "the padding is 0 instead of −∞, wins, and swallows the gradient", _paying(_first, fill=0)
    ),
    Mistake(
        "stride_not_undone",
        "the windows move on by 1: the stride is not undone",
        changed(max_pool2d_backward, lambda dout, x, k, s, p: (dout, x, k, 1, p)),
    ),
    Mistake(
        "dout_forgotten",
        "dout is left out: every winner gets 1",
        changed(max_pool2d_backward, lambda dout, x, k, s, p: (np.ones_like(dout), x, k, s, p)),
    ),
    Mistake(
        "times_value",
        "the gradient is multiplied by the largest value",
        changed(max_pool2d_backward, lambda dout, x, k, s, p: (dout * max_pool2d(x, k, s, p), x, k, s, p)),
    ),
    Mistake(
        "smallest",
        "the smallest pixel gets the gradient",
        changed(max_pool2d_backward, lambda dout, x, k, s, p: (dout, -x, k, s, p)),
    ),
    Mistake("padding_left_on", "the padding is left on dx", _left_on),
    Mistake("cropped_below", "the padding is taken off below and to the right only", _cropped_below),
    Mistake(
        "cropped_to_nothing",
        "the padding is taken off dx with the slice p:−p, which keeps nothing when p is 0",
        _cropped_to_nothing,
    ),
)


def _cases(rng):
    cases = [
        *pooling_cases(rng),
        windows("several equally large numbers in a window", (rng.integers(0, 2, (2, 2, 5, 4)).astype(float), 2), 1),
        windows("equal numbers everywhere", (np.ones((1, 2, 4, 5)), (2, 3)), 2),
        windows("windows that overlap", (rng.standard_normal((2, 1, 5, 6)), 3), 1),
    ]
    return [after(case, rng, max_pool2d(*case.args, **case.kwargs).shape) for case in cases]


EXERCISE = Exercise(
    name="max_pool2d_backward",
    call="f(dout, x, kernel_size, stride=…, padding=…)",
    reference=max_pool2d_backward,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which single pixel of a window would change the output if you wiggled it a little?",
        "Each gradient goes to the largest pixel of its window, the first one in reading order; "
        "a pixel that wins twice gets the sum.",
        "For the first window only, find the row and column of its largest number.",
    ),
    outputs=("dx",),
)
