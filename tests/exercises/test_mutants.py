"""Mutation: whatever small change to a right answer changes a result, the check must reject."""

import functools
import inspect

import numpy as np
import pytest

from cnnlite.exercises.catalogue import EXERCISES
from cnnlite.exercises.checks import judge
from cnnlite.exercises.exercise import Exercise
from cnnlite.exercises.sandbox import calm
from tests.exercises import oracle
from tests.exercises.mutate import mutants
from tests.exercises.remember import REMEMBERED

NAMES = sorted(name for name, exercise in EXERCISES.items() if isinstance(exercise, Exercise))
FEWEST = {
    "relu": 8,
    "linear": 6,
    "07.min_pool2d": 5,
}  # one line of code has few places to change; the others have at least 9


@functools.cache
def survey(name):
    """Return how many mutants of a reference change a result, and the sources of those that the check accepts.

    A reference has no while loop and its for loops run over arrays of a given shape: no mutant can run forever.
    """
    exercise = REMEMBERED[name]
    calls = oracle.draws(name)
    results = [exercise.reference(*args, **options) for args, options in calls]
    changed, accepted = 0, []
    for source in mutants(inspect.getsource(exercise.reference)):
        space = {"np": np}
        exec(source, space)
        mutant = space[exercise.reference.__name__]
        if differs(mutant, calls, results):
            changed += 1
            if judge(exercise, mutant).right:
                accepted.append(source)
    return changed, accepted


def differs(mutant, calls, results):
    """Whether a function raises or returns another result in any of the calls."""
    with calm():
        for (args, options), result in zip(calls, results, strict=True):
            try:
                got = mutant(*args, **options)
            except Exception:
                return True
            if not oracle.same(got, result):
                return True
    return False


@pytest.mark.parametrize("name", NAMES)
def test_enough_mutants_change_a_result(name):
    assert survey(name)[0] >= FEWEST.get(name, 9)


def test_mutants_are_rejected(capsys):
    surveys = {name: survey(name) for name in NAMES}
    changed = sum(changed for changed, _ in surveys.values())
    accepted = [source for _, survivors in surveys.values() for source in survivors]
    with capsys.disabled():
        print(
            f"\n{changed - len(accepted)} of {changed} mutants that change a result are rejected", *accepted, sep="\n"
        )
    assert changed >= 600
    assert len(accepted) <= 0.02 * changed


def test_mutants_of_a_known_function():
    source = "def f(x, n=1):\n    total = -x[0:n].max(axis=1)\n    total += 2\n    return total if n > 3 else g(x, n)\n"
    bodies = [text.split("\n", 1)[1] for text in mutants(source)]
    for part in (
        "x[:n]", "+x[0:n]", "x[0:]", "x[1:n]", "x[-1:n]", ".min(axis=1)", ".mean(axis=1)", ".max(axis=2)", ".max()", "total = 2",
        "total -= 2", "total += 3", "n >= 3", "n > 4", "if not n > 3", "g(n, x)",
    ):  # fmt: skip
        assert any(part in body for body in bodies), part
    assert len(set(bodies)) == len(bodies)
    assert not any("n=2" in text for text in mutants(source)), "defaults are never used by a check"
