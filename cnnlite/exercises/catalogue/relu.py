"""relu and relu_backward: what is not positive becomes 0, and passes nothing back."""
# solution() shows the functions without types, as a learner writes them.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import after, apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def relu(x):
    """Keep what is positive, replace the rest by 0."""
    return np.where(x > 0, x, 0)


def relu_backward(dout, x):
    """Pass the gradient where x is positive; at 0 and below nothing passes."""
    return np.where(x > 0, dout, 0)


FORWARD = (
    Mistake("absolute", "the minus signs are dropped: −2 becomes 2", np.abs),
    Mistake("negatives_kept", "the negative numbers are kept and the positive ones replaced", lambda x: -relu(-x)),
    Mistake(
        "slope_kept", "negative numbers keep a slope of 0.01, as in a leaky ReLU", lambda x: relu(x) - 0.01 * relu(-x)
    ),
    Mistake("step", "every positive number becomes 1", lambda x: np.where(x > 0, 1.0, 0)),
    Mistake("clipped", "what is larger than 1 is cut off at 1", lambda x: np.clip(x, 0, 1)),
    Mistake("unchanged", "nothing is replaced", lambda x: x.copy()),
)
BACKWARD = (
    Mistake("zero_passes", "the gradient also passes where x is exactly 0", lambda dout, x: np.where(x >= 0, dout, 0)),
    Mistake(
        "dout_forgotten",
        "dout is left out: only the slope, 0 or 1, is returned",
        lambda dout, x: np.where(x > 0, 1.0, 0),
    ),
    Mistake("mask_of_dout", "the sign of dout decides instead of the sign of x", lambda dout, x: relu(dout)),
    Mistake("mask_turned", "the gradient passes where x is negative", lambda dout, x: np.where(x < 0, dout, 0)),
    Mistake("times_value", "dout is multiplied by relu(x) instead of its slope", lambda dout, x: dout * relu(x)),
    Mistake("all_passes", "the gradient passes everywhere", lambda dout, x: dout.copy()),
    Mistake(
        "slope_kept",
        "negative numbers pass 0.01 of the gradient, as in a leaky ReLU",
        lambda dout, x: np.where(x > 0, dout, 0.01 * dout),
    ),
    Mistake("forward", "relu(x) itself is returned, without dout", lambda dout, x: relu(x)),
)


def _cases(rng):
    shape = apart(rng, (2, 3, 4, 5))
    return [
        Case("positive and negative numbers", (rng.standard_normal(shape),)),
        Case("zeros among the numbers", (rng.integers(-2, 3, shape).astype(float),)),
        Case("nothing but negative numbers", (-1 - rng.random(shape),)),
        Case("numbers larger than 1", (1 + 5 * rng.random(shape),)),
        Case("very large numbers", (1e9 * rng.standard_normal((1, 1, 3, 2)),)),
        Case("a single number", (rng.standard_normal((1, 1, 1, 1)),)),
    ]


def _backward_cases(rng):
    return [after(case, rng, case.args[0].shape) for case in _cases(rng)]


EXERCISES = (
    Exercise(
        name="relu",
        call="f(x)",
        reference=relu,
        cases=_cases,
        mistakes=FORWARD,
        hints=(
            "What should become of −2, of 0 and of 2?",
            "ReLU looks at each number alone: what is above 0 stays as it is, everything else becomes 0.",
            "Compare the whole array with 0 first; that gives one True or False for each number.",
        ),
    ),
    Exercise(
        name="relu_backward",
        call="f(dout, x)",
        reference=relu_backward,
        cases=_backward_cases,
        mistakes=BACKWARD,
        hints=(
            "If x is −2 and you wiggle it a little, does relu(x) move?",
            "The gradient is dout times the slope of ReLU at x, which is 1 above 0 and 0 elsewhere.",
            "Find where x, not dout, is above 0.",
        ),
        outputs=("dx",),
    ),
)
