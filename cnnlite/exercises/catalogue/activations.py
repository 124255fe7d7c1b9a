"""The exercises of notebook 06: activation functions, each with its slope; ELU has a file of its own."""
# solution() shows the functions without types, as a learner writes them.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def leaky_relu(x, negative_slope=0.01):
    """Shrink what is not positive; the slope is 1 above 0, and negative_slope elsewhere."""
    slope = np.where(x > 0, 1.0, negative_slope)
    return slope * x, slope


def sigmoid(x):
    """Squash into 0…1, with powers of e that never grow large; the slope comes from the value."""
    power = np.exp(-np.abs(x))  # at most 1
    value = np.where(x >= 0, 1, power) / (1 + power)
    return value, value * (1 - value)


def sloped(function, slope):
    """Return an activation with its right value and the slope that ``slope`` makes of the value, x and the options."""
    return lambda x, **options: (function(x, **options)[0], slope(function(x, **options)[0], x, **options))


def shared(function, slope_name):
    """Return the mistakes that any activation function may have."""
    return (
        Mistake(
            f"{slope_name}_is_value", "the value is returned a second time in place of slope",
            lambda x, **options: (function(x, **options)[0],) * 2,
        ),
        Mistake(
            "sign_of_x", "x is taken with its sign turned",
            lambda x, **options: function(-x, **options),
        ),
    )  # fmt: skip


def _leaky(x, negative_slope, at_zero=None, below=None):
    """Return a leaky ReLU whose slope at 0, or below it, is another one."""
    value, slope = leaky_relu(x, negative_slope)
    slope = slope if below is None else np.where(x < 0, below, slope)
    return value, slope if at_zero is None else np.where(x == 0, at_zero, slope)


LEAKY = (
    Mistake(
        "right_side_at_zero", "slope at exactly 0 is that of the right side, 1; the left side was asked for",
        lambda x, negative_slope: _leaky(x, negative_slope, at_zero=1.0),
    ),
    Mistake(
        "zero_at_zero", "slope at exactly 0 is 0; the left side was asked for",
        lambda x, negative_slope: _leaky(x, negative_slope, at_zero=0.0),
    ),
    Mistake(
        "fixed_slope", "negative_slope is ignored and is always 0.01", lambda x, negative_slope: leaky_relu(x, 0.01)
    ),
    Mistake("plain_relu", "negative numbers become 0, as in plain ReLU", lambda x, negative_slope: leaky_relu(x, 0.0)),
    Mistake(
        "slope_of_relu", "slope is 0 below 0, as in plain ReLU",
        lambda x, negative_slope: _leaky(x, negative_slope, at_zero=0.0, below=0.0),
    ),
    Mistake(
        "sign_turned", "negative numbers become positive", lambda x, negative_slope: leaky_relu(x, -negative_slope)
    ),
    Mistake(
        "divided", "negative numbers are divided by negative_slope; they are multiplied by it",
        lambda x, negative_slope: (np.where(x > 0, x, x / negative_slope), leaky_relu(x, negative_slope)[1]),
    ),
    Mistake(
        "x_forgotten", "value below 0 is negative_slope itself, without x",
        lambda x, negative_slope: (np.where(x > 0, x, negative_slope), leaky_relu(x, negative_slope)[1]),
    ),
    Mistake(
        "slope_of_x", "slope above 0 is x itself; the line rises by 1 there",
        lambda x, negative_slope: (leaky_relu(x, negative_slope)[0], np.where(x > 0, x, negative_slope)),
    ),
    *shared(leaky_relu, "slope"),
)  # fmt: skip


def _powered(value):
    """Return a sigmoid's value with the slope that belongs to it."""
    return value, value * (1 - value)


SIGMOID = (
    Mistake(
        "both_infinite",
        "e to the power of x is divided by 1 plus itself: for 1000 both are infinite, and ∞/∞ is nan",
        lambda x: (np.exp(x) / (1 + np.exp(x)), np.exp(x) / (1 + np.exp(x)) * (1 - np.exp(x) / (1 + np.exp(x)))),
    ),
    Mistake(
        "slope_infinite",
        "slope divides a power of e by the square of 1 plus itself: for −1000 both are infinite",
        sloped(sigmoid, lambda value, x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    ),
    Mistake("slope_plus", "slope is value·(1 + value), with a plus", sloped(sigmoid, lambda s, x: s * (1 + s))),
    Mistake(
        "slope_of_x", "slope is x·(1 − x), with x in place of the value", sloped(sigmoid, lambda s, x: x * (1 - x))
    ),
    Mistake(
        "slope_mixed",
        "slope is value·(1 − x), with x in place of the second value",
        sloped(sigmoid, lambda s, x: s * (1 - x)),
    ),
    Mistake("rough_e", "e is cut to 2.718; np.exp has all its digits", lambda x: _powered(1 / (1 + 2.718**-x))),
    Mistake("slope_rest", "slope is 1 − value, without the factor value", sloped(sigmoid, lambda s, x: 1 - s)),
    Mistake("slope_of_tanh", "slope is 1 − value², which is that of tanh", sloped(sigmoid, lambda s, x: 1 - s**2)),
    Mistake("slope_sign", "slope has the wrong sign", sloped(sigmoid, lambda s, x: s * (s - 1))),
    Mistake(
        "brackets_missing",
        "1 is divided by 1, and the power of e added; brackets around 1 + e^−x are missing",
        lambda x: (1 + np.exp(-x), (1 + np.exp(-x)) * -np.exp(-x)),
    ),
    Mistake("tanh", "the value is that of tanh, from −1 to 1", lambda x: (np.tanh(x), 1 - np.tanh(x) ** 2)),
    *shared(sigmoid, "slope"),
)


def _cases(option, values):
    """Return what draws the cases: numbers of both signs, zeros, ±1000, for an option and its values."""

    def drawn(rng):
        shape = apart(rng, (2, 3, 4))
        first, *others = [{option: value} for value in values] if option else [{}, {}]
        arrays = {
            "numbers of both signs": rng.standard_normal(shape),
            "zeros among the numbers": np.array([[0.0, -1, 2], [0.5, 0, -3]]),
            "numbers of ±1000": np.array([1000.0, -1000, 0.5, -0.5]),
            "nothing but negative numbers": -0.5 - rng.random((2, 3)),
            "a single 0": np.zeros(1),
        }
        named = f" and {option} {first[option]}" if option else ""
        cases = [Case(f"{label}{named}", (array,), first) for label, array in arrays.items()]
        more = [
            Case(f"{option} {options[option]}, zeros among the numbers", (np.array([0.0, -2, 3, -0.5]),), options)
            for options in others
            if option
        ]
        return [*cases, *more]

    return drawn


def exercise(name, function, option, values, mistakes, hints):
    """Return the exercise of a function whose option takes several values."""
    call = f"f(x, {option}=…)" if option else "f(x)"
    return Exercise(
        name=f"06.{name}", call=call, reference=function, cases=_cases(option, values), mistakes=mistakes, hints=hints,
        outputs=("value", "slope"), axes=("plane row column", "plane row column"),
    )  # fmt: skip


EXERCISES = (
    exercise(
        "leaky_relu", leaky_relu, "negative_slope", (0.2, 0.01), LEAKY,
        (
            "By how much does the value move if x moves by a little, once at 2 and once at −2?",
            "Above 0 the curve is a line of slope 1; elsewhere, at 0 too, a line whose slope is negative_slope.",
            "Make the array of the slopes first: choose one of two numbers for each x, depending on whether it is "
            "above 0.",
        ),
    ),
    exercise(
        "sigmoid", sigmoid, None, (), SIGMOID,
        (
            "Compute the value first. How does the table make the slope of it?",
            "The slope is the value times what the value lacks to 1.",
            "Infinite divided by infinite is nan: a power of e may become infinite only under the line of a fraction, "
            "where the result is then 0.",
        ),
    ),
)  # fmt: skip
