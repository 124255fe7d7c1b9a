"""softmax: logits to probabilities along one axis."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def softmax(x, axis=-1):
    """Turn logits into probabilities: e to the power of each logit, divided by the sum of these powers."""
    powers = np.exp(x - x.max(axis=axis, keepdims=True))  # the largest logit becomes 0: nothing overflows
    return powers / powers.sum(axis=axis, keepdims=True)


def _shifted(x, axis):
    """Return the powers of the logits less the largest of them."""
    return np.exp(x - x.max(axis=axis, keepdims=True))


def _shares(powers):
    """Return the softmax that divides what ``powers`` makes of the logits by its sum."""
    return lambda x, axis: powers(x) / powers(x).sum(axis=axis, keepdims=True)


def _over_everything(x, axis):
    """Let all numbers together sum to 1."""
    return softmax(x.ravel(), 0).reshape(x.shape)


def _logarithm(x, axis):
    """Return the logarithms of the probabilities."""
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


MISTAKES = (
    Mistake("axis_always_last", "the axis is ignored: the last one sums to 1", lambda x, axis: softmax(x, -1)),
    Mistake("axis_always_first", "the axis is ignored: the first one sums to 1", lambda x, axis: softmax(x, 0)),
    Mistake("over_everything", "all numbers together sum to 1, not each row along the axis", _over_everything),
    Mistake(
        "not_shifted", "the largest logit is not subtracted first: e to the power of 1000 overflows", _shares(np.exp)
    ),
    Mistake(
        "largest_of_all",
        "the largest logit of the whole array is subtracted, not that of each row along the axis",
        _shares(lambda x: np.exp(x - x.max())),
    ),
    Mistake(
        "absolute_subtracted",
        "the largest absolute value along the axis is subtracted, not the largest logit",
        lambda x, axis: _shares(lambda z: np.exp(z - abs(z).max(axis=axis, keepdims=True)))(x, axis),
    ),
    Mistake(
        "sum_subtracted",
        "the sum along the axis is subtracted, not the largest logit",
        lambda x, axis: _shares(lambda z: np.exp(z - z.sum(axis=axis, keepdims=True)))(x, axis),
    ),
    Mistake(
        "cut_off",
        "large logits are cut off, so that different ones become equal; subtract instead",
        lambda x, axis: softmax(np.clip(x, -700, 700), axis),
    ),
    Mistake(
        "sum_over_last",
        "the largest logit is found along the axis, but the powers are added along the last one",
        lambda x, axis: _shares(lambda z: np.exp(z - x.max(axis=axis, keepdims=True)))(x, -1),
    ),
    Mistake(
        "sum_over_all",
        "the largest logit is found along the axis, but the powers of the whole array are added",
        lambda x, axis: _shifted(x, axis) / _shifted(x, axis).sum(),
    ),
    Mistake(
        "shifted_above_only",
        "the largest logit is subtracted above the line of the fraction, but not below it",
        lambda x, axis: _shifted(x, axis) / np.exp(x).sum(axis=axis, keepdims=True),
    ),
    Mistake(
        "not_divided",
        "the powers are not divided by their sum",
        _shifted,
    ),
    Mistake(
        "powers_alone", "e to the power of each logit is all there is: nothing is divided", lambda x, axis: np.exp(x)
    ),
    Mistake(
        "no_powers", "the logits themselves are divided by their sum, without e to the power", _shares(lambda x: x)
    ),
    Mistake("powers_of_two", "2 is the base of the powers instead of e", lambda x, axis: softmax(x * np.log(2), axis)),
    Mistake(
        "rounded_e",
        "e is rounded to 2.718; NumPy's exp takes all its digits",
        lambda x, axis: softmax(x * np.log(2.718), axis),
    ),
    Mistake(
        "sign_turned",
        "e is raised to minus the logit, so that the smallest logit wins",
        lambda x, axis: softmax(-x, axis),
    ),
    Mistake("logarithm", "the logarithm of the probabilities is returned", _logarithm),
    Mistake("sigmoid", "each logit is squashed alone, as in a sigmoid", lambda x, axis: (1 + np.tanh(x / 2)) / 2),
)


def _cases(rng):
    rows, cols, depth = apart(rng, (2, 3, 4))
    large = np.array([[-1000.0, -999, -998, -1000], [1000, 0, -1000, 0], [1000, 999, 998, 1000]])
    return [
        Case("rows that sum to 1 (axis 1)", (rng.standard_normal((rows, cols)),), {"axis": 1}),
        Case("columns that sum to 1 (axis 0)", (rng.standard_normal((rows, cols)),), {"axis": 0}),
        Case("the last axis (axis −1)", (rng.standard_normal((cols, depth)),), {"axis": -1}),
        Case("three axes and the middle one", (rng.standard_normal((rows, cols, depth)),), {"axis": 1}),
        Case("a single row of logits", (rng.standard_normal(5),), {"axis": 0}),
        Case("one logit in each row", (rng.standard_normal((3, 1)),), {"axis": 1}),
        Case("equal logits", (np.full((2, 3), -2.0),), {"axis": -1}),
        Case("logits of ±1000", (large,), {"axis": -1}),
        Case("logits of ±1000 in columns", (large.T,), {"axis": 0}),
        Case("logits near −600", (np.array([[-600.0, -601, -603], [-602, -600, -601]]),), {"axis": 1}),
    ]


EXERCISE = Exercise(
    name="softmax",
    call="f(x, axis=…)",
    reference=softmax,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which numbers should sum to 1 when axis is 0?",
        "Each logit becomes e to its power, divided by the sum of these powers along the axis; "
        "subtracting the same number from all logits first changes nothing, and keeps the powers small.",
        "Find the largest logit along the axis and subtract it; keepdims=True keeps that axis, with length 1.",
    ),
    axes=("row logit",),
)
