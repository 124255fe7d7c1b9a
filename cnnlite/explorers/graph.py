"""A small calculation as a list of lines: one walk forwards for the values, one backwards for the gradients."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cnnlite.plots import color
from cnnlite.plots.graph import subscript
from cnnlite.plots.wiggle import significant

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Line:
    """One line of a calculation, such as ``p1 = x1·w1``.

    Attributes
    ----------
    name : str
        What is calculated.
    formula : str
        How, with the names in braces: ``"{x1}·{w1}"``.
    value : callable
        The same as code: takes the inputs, gives the number.
    slopes : mapping of str to (str, callable)
        For each input how fast the line moves with it: a formula, which may use the line's own name, and code that
        takes the inputs.
    """

    name: str
    formula: str
    value: Callable[..., float]
    slopes: Mapping[str, tuple[str, Callable[..., float]]]


class Payment(NamedTuple):
    """What one line hands back to one of its inputs: the upstream gradient times a local slope."""

    line: Line
    to: str
    upstream: float
    slope: float
    before: float | None  # what other lines paid to it before

    @property
    def total(self) -> float:
        """The gradient of the input so far."""
        return (self.before or 0.0) + self.upstream * self.slope


def forward(lines: Sequence[Line], given: Numbers) -> dict[str, float]:
    """Return the value of every name, line after line.

    Examples
    --------
    >>> forward([times("p", "x", "w"), plus("z", "p", "b")], {"x": 2, "w": 3, "b": -1})
    {'x': 2, 'w': 3, 'b': -1, 'p': 6, 'z': 5}
    """
    values = dict(given)
    for line in lines:
        values[line.name] = line.value(*(values[name] for name in line.slopes))
    return values


def backward(lines: Sequence[Line], values: Numbers) -> list[Payment]:
    """Return what each line hands back to its inputs, from the last line to the first.

    Examples
    --------
    >>> lines = [times("p", "x", "w"), plus("z", "p", "b")]
    >>> [(pay.to, pay.total) for pay in backward(lines, forward(lines, {"x": 2, "w": 3, "b": -1}))]
    [('p', 1.0), ('b', 1.0), ('x', 3.0), ('w', 2.0)]
    """
    gradients, payments = {lines[-1].name: 1.0}, []
    for line in reversed(lines):
        inputs = [values[name] for name in line.slopes]
        for name, (_, slope) in line.slopes.items():
            payment = Payment(line, name, gradients[line.name], float(slope(*inputs)), gradients.get(name))
            gradients[name] = payment.total
            payments.append(payment)
    return payments


def written(value: float) -> str:
    """Return a number with four digits for a sentence, where small ones must be multiplied; boxes have less room."""
    return significant(round(float(value), 9))


def named(formula: str) -> str:
    """Return a formula with its names: x₁·w₁."""
    return re.sub(r"\{(\w+)\}", lambda found: subscript(found[1]), formula)


def in_numbers(formula: str, values: Numbers) -> str:
    """Return a formula with its numbers, negative ones in brackets unless they stand in brackets anyway: 2·(−3)."""
    text = re.sub(r"\{(\w+)\}", lambda found: color.bracketed(written(values[found[1]])), formula)
    return re.sub(r"(^|\()\((−[\d.]+)\)", r"\1\2", text)


def times(name: str, a: str, b: str) -> Line:
    """Return the line of a product."""
    slopes = {a: (f"{{{b}}}", lambda a, b: b), b: (f"{{{a}}}", lambda a, b: a)}
    return Line(name, f"{{{a}}}·{{{b}}}", lambda a, b: a * b, slopes)


def plus(name: str, *inputs: str) -> Line:
    """Return the line of a sum."""
    formula = " + ".join(f"{{{each}}}" for each in inputs)
    return Line(name, formula, lambda *numbers: sum(numbers), dict.fromkeys(inputs, ("1", lambda *_: 1.0)))


def dense(name: str, x: str, w: str, b: str) -> Line:
    """Return the line of an input times its weight, plus a bias."""
    slopes = {
        x: (f"{{{w}}}", lambda x, w, b: w),
        w: (f"{{{x}}}", lambda x, w, b: x),
        b: ("1", lambda x, w, b: 1.0),
    }
    return Line(name, f"{{{x}}}·{{{w}}} + {{{b}}}", lambda x, w, b: x * w + b, slopes)


def squared_error(name: str, a: str, target: float) -> Line:
    """Return the line of the squared distance to a target."""
    distance = f"{{{a}}} {'−' if target >= 0 else '+'} {written(abs(target))}"
    slope = (f"2·({distance})", lambda a: 2 * (a - target))
    return Line(name, f"({distance})²", lambda a: (a - target) ** 2, {a: slope})
