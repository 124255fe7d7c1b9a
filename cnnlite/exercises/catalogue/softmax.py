"""softmax: scores to probabilities along one axis."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def softmax(x, axis=-1):
    """Turn scores into probabilities: e to the power of each score, divided by the sum of these powers."""
    powers = np.exp(x - x.max(axis=axis, keepdims=True))  # the largest score becomes 0: nothing overflows
    return powers / powers.sum(axis=axis, keepdims=True)


def _shares(powers):
    """Return the softmax that divides what ``powers`` makes of the scores by its sum."""
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
        "not_shifted", "the largest score is not subtracted first: e to the power of 1000 overflows", _shares(np.exp)
    ),
    Mistake(
        "largest_of_all",
        "the largest score of the whole array is subtracted, not that of each row along the axis",
        _shares(lambda x: np.exp(x - x.max())),
    ),
    Mistake(
        "not_divided",
        "the powers are not divided by their sum",
        lambda x, axis: np.exp(x - x.max(axis=axis, keepdims=True)),
    ),
    Mistake(
        "powers_alone", "e to the power of each score is all there is: nothing is divided", lambda x, axis: np.exp(x)
    ),
    Mistake(
        "no_powers", "the scores themselves are divided by their sum, without e to the power", _shares(lambda x: x)
    ),
    Mistake("powers_of_two", "2 is the base of the powers instead of e", lambda x, axis: softmax(x * np.log(2), axis)),
    Mistake(
        "sign_turned",
        "e is raised to minus the score, so that the smallest score wins",
        lambda x, axis: softmax(-x, axis),
    ),
    Mistake("logarithm", "the logarithm of the probabilities is returned", _logarithm),
    Mistake("sigmoid", "each score is squashed alone, as in a sigmoid", lambda x, axis: (1 + np.tanh(x / 2)) / 2),
)


def _cases(rng):
    rows, cols, depth = apart(rng, (2, 3, 4))
    large = np.array([[-1000.0, -999, -998, -1000], [1000, 0, -1000, 0], [1000, 999, 998, 1000]])
    return [
        Case("rows that sum to 1 (axis 1)", (rng.standard_normal((rows, cols)),), {"axis": 1}),
        Case("columns that sum to 1 (axis 0)", (rng.standard_normal((rows, cols)),), {"axis": 0}),
        Case("the last axis (axis −1)", (rng.standard_normal((cols, depth)),), {"axis": -1}),
        Case("three axes and the middle one", (rng.standard_normal((rows, cols, depth)),), {"axis": 1}),
        Case("a single row of scores", (rng.standard_normal(5),), {"axis": 0}),
        Case("one score in each row", (rng.standard_normal((3, 1)),), {"axis": 1}),
        Case("equal scores", (np.full((2, 3), -2.0),), {"axis": -1}),
        Case("scores of ±1000", (large,), {"axis": -1}),
        Case("scores of ±1000 in columns", (large.T,), {"axis": 0}),
    ]


EXERCISE = Exercise(
    name="softmax",
    call="f(x, axis=…)",
    reference=softmax,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which numbers should sum to 1 when axis is 0?",
        "Each score becomes e to its power, divided by the sum of these powers along the axis; "
        "subtracting the same number from all scores first changes nothing, and keeps the powers small.",
        "Find the largest score along the axis, kept as an axis of length 1, and subtract it.",
    ),
    axes=("row column",),
)
