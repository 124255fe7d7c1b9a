"""What an exercise is made of: how it is called, a right answer, the cases to try and the mistakes that are known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnlite.exercises import compare


@dataclass(frozen=True)
class Case:
    """One call of the learner's function; `label` says in words what is special about it."""

    label: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """A known mistake: a function with the same call that makes it, and the end of "this is what you get if …"."""

    id: str
    sentence: str
    function: Callable[..., Any]


@dataclass(frozen=True)
class Exercise:
    """A function to write.

    Attributes
    ----------
    name : str
        What ``check`` is asked by, such as ``"conv2d"`` or ``"03.vectorise"``.
    call : str
        How the check calls it, such as ``"f(x, w, b, stride=…, padding=…)"``.
    reference : callable
        A right answer, short and readable: its source is what ``solution`` shows.
    cases : callable
        From a random generator, the cases to try: first one in which all sizes differ, then the edges.
    mistakes : sequence of Mistake
        In the order in which to suspect them.
    hints : three str
        A nudge, the principle, the first step.
    outputs : sequence of str
        The names of the results, one for each array that the function returns.
    axes : sequence of str
        For each result the names of its axes, such as ``"image channel row column"``.
    factor : str
        The end of the sentence for a result that is right but for a factor that no known mistake gives.
    beyond : callable, optional
        Looks at the learner's function itself once its numbers are right: returns None, or ``(id, sentence)`` where it
        is not what was asked.
    """

    name: str
    call: str
    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Sequence[Case]]
    mistakes: Sequence[Mistake]
    hints: tuple[str, str, str]
    outputs: Sequence[str] = ("result",)
    axes: Sequence[str] = ("image channel row column",)
    factor: str = ""
    beyond: Callable[[Any], tuple[str, str] | None] | None = None


@dataclass(frozen=True)
class Values:
    """Numbers to find by hand, judged one by one.

    Attributes
    ----------
    wanted : callable
        Returns the right array; computed, never typed.
    mistakes : sequence of Mistake
        Their functions take no argument and return the array that the mistake gives.
    within : float
        How far a number may be off, where rounded ones are right.
    """

    name: str
    wanted: Callable[[], np.ndarray]
    mistakes: Sequence[Mistake]
    hints: tuple[str, str, str]
    axes: str = "row column"
    within: float = compare.ATOL


@dataclass(frozen=True)
class Design:
    """Something to design: a kernel, a data set, a test. Many answers are right, so a function judges.

    Attributes
    ----------
    judge : callable
        Takes the answer and a random generator; returns None when it is right, or ``(id, sentence)``: a right answer
        has None for its id.
    example : callable
        Returns one right answer; its source is what ``solution`` shows.
    diagnoses : sequence of str
        The ids that ``judge`` may give.
    asks : str
        What is put in, in words.
    """

    name: str
    judge: Callable[[Any, np.random.Generator], tuple[str | None, str] | None]
    example: Callable[[], Any]
    hints: tuple[str, str, str]
    diagnoses: Sequence[str] = ()
    asks: str = "what you designed"
