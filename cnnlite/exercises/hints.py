"""`hint` and `solution`: help in small steps."""

import inspect
import textwrap

from cnnlite import _checks
from cnnlite.exercises import say, store
from cnnlite.exercises.checks import find
from cnnlite.exercises.exercise import Exercise, Values

STEPS = "a nudge", "the principle", "the first step"


def hint(name: str, level: int | None = None) -> None:
    """Show the next hint: first a nudge, then the principle, then the first step.

    Parameters
    ----------
    name : str
        The exercise.
    level : {1, 2, 3}, optional
        A certain hint instead of the next one.

    Raises
    ------
    TypeError, ValueError
        There is no such exercise or level.
    """
    hints = find("hint", name).hints
    if level is not None and (not _checks.is_int(level) or not 1 <= level <= len(hints)):
        raise ValueError(f"hint: level must be 1 to {len(hints)}, got {level!r}.")
    seen = _entry(name).get("hints", 0)
    chosen = level or min(seen + 1, len(hints))
    store.update("exercises", name, lambda entry: {**entry, "hints": max(entry.get("hints", 0), chosen)})
    last = " This is the last hint." if chosen == len(hints) else ""
    say.sentence(
        f"Hint {chosen} of {len(hints)}, {STEPS[chosen - 1]}: {hints[chosen - 1]}{last}",
        f"Hint {chosen} of {len(hints)}, {STEPS[chosen - 1]}:",
    )


def solution(name: str) -> None:
    """Show the code of one right answer, once you have tried the exercise yourself.

    Parameters
    ----------
    name : str
        The exercise.

    Raises
    ------
    TypeError, ValueError
        There is no such exercise.
    """
    exercise = find("solution", name)
    if not _entry(name).get("tries"):
        say.sentence(f'Try {name} first: check("{name}", …). A wrong answer counts, and hint("{name}") helps.')
        return
    if isinstance(exercise, Exercise):
        function = exercise.reference
    else:
        function = exercise.wanted if isinstance(exercise, Values) else exercise.example
    store.update("exercises", name, lambda entry: {**entry, "solution": True})
    say.code(textwrap.dedent(inspect.getsource(function)).rstrip())


def _entry(name: str) -> dict:
    """Return what is kept about an exercise."""
    return store.load().get("exercises", {}).get(name, {})
