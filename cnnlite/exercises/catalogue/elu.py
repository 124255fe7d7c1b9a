"""The stretch exercise of notebook 06: ELU with its slope."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.activations import exercise, leaky_relu, shared, sloped
from cnnlite.exercises.exercise import Mistake


def elu(x, alpha=1.0):
    """Bend what is not positive towards −alpha; the slope there is alpha times a power of e."""
    power = np.exp(np.minimum(x, 0))
    return np.where(x > 0, x, alpha * (power - 1)), np.where(x > 0, 1.0, alpha * power)


ELU = (
    Mistake(
        "zero_times_infinite",
        "the power of e is taken of x = 1000 as well and multiplied by 0: 0·∞ is nan; choose with np.where instead",
        lambda x, alpha: (
            (x > 0) * x + (x <= 0) * alpha * (np.exp(x) - 1), (x > 0) + (x <= 0) * alpha * np.exp(x)
        ),
    ),
    Mistake("alpha_ignored", "alpha is ignored", lambda x, alpha: elu(x, 1)),
    Mistake(
        "slope_without_alpha", "slope below 0 is the power of e alone, without alpha",
        sloped(elu, lambda value, x, alpha: elu(x, 1)[1]),
    ),
    Mistake(
        "right_side_at_zero", "slope at exactly 0 is that of the right side, 1; the left side was asked for",
        sloped(elu, lambda value, x, alpha: np.where(x == 0, 1.0, elu(x, alpha)[1])),
    ),
    Mistake(
        "slope_below_is_value", "slope below 0 is the value there; alpha must be added to it",
        sloped(elu, lambda value, x, alpha: np.where(x > 0, 1.0, value)),
    ),
    Mistake(
        "slope_plus_one", "slope below 0 is the value plus 1, which holds for an alpha of 1 only",
        sloped(elu, lambda value, x, alpha: np.where(x > 0, 1.0, value + 1)),
    ),
    Mistake(
        "one_forgotten", "the 1 is not subtracted from the power of e",
        lambda x, alpha: (np.where(x > 0, x, elu(x, alpha)[1]), elu(x, alpha)[1]),
    ),
    Mistake(
        "brackets_missing", "alpha multiplies the power of e only; brackets around e^x − 1 are missing",
        lambda x, alpha: (np.where(x > 0, x, elu(x, alpha)[1] - 1), elu(x, alpha)[1]),
    ),
    Mistake(
        "slope_is_alpha", "slope below 0 is alpha alone, without the power of e",
        sloped(elu, lambda value, x, alpha: np.where(x > 0, 1.0, alpha)),
    ),
    Mistake(
        "power_turned", "the power below 0 is of −x, which grows instead of fading",
        lambda x, alpha: (
            np.where(x > 0, x, alpha * (np.exp(-x) - 1)), np.where(x > 0, 1.0, alpha * np.exp(-x))
        ),
    ),
    Mistake(
        "sign_below", "the values below 0 have the wrong sign",
        lambda x, alpha: (np.where(x > 0, x, -elu(x, alpha)[0]), elu(x, alpha)[1]),
    ),
    Mistake(
        "leaky", "x itself is multiplied by alpha below 0, as in a leaky ReLU", lambda x, alpha: leaky_relu(x, alpha)
    ),
    *shared(elu, "slope"),
)  # fmt: skip

EXERCISE = exercise(
    "elu", elu, "alpha", (2, 0.5), ELU,
    (
        "What is e to the power of 1000, and is it needed anywhere?",
        "Powers of e are needed only where x is not positive; there the slope is alpha times the power, at 0 too.",
        "Replace what is positive by 0 before you raise e to its power, then choose with a condition on x.",
    ),
)  # fmt: skip
