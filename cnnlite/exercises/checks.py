"""`check`: an answer in, one sentence and a verdict out."""

import difflib
from typing import Any

from cnnlite.exercises import catalogue, designs, functions, sandbox, store, values
from cnnlite.exercises.exercise import Design, Exercise, Values
from cnnlite.exercises.verdict import Verdict

active = False  # whether a check is running, in which the library's own functions are needed


def find(function: str, name: str) -> Exercise | Values | Design:
    """Return the exercise of that name; the message for an unknown one lists names that are near."""
    known = catalogue.EXERCISES
    if not isinstance(name, str):
        raise TypeError(f"{function}: name must be the name of an exercise in quotes, got {name!r}.")
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        near += [other for other in known if other not in near and other.split(".")[0] == name.split(".")[0]]
        raise ValueError(f"{function}: name must be an exercise, {', '.join(map(repr, near or known))}, got {name!r}.")
    return known[name]


def check(name: str, answer: Any, style: str | None = None, seed: int = 0) -> Verdict:
    """Judge an answer, show the sentence and return the verdict; the sentence never tells the right numbers.

    Parameters
    ----------
    name : str
        The exercise, such as ``"conv2d"`` or ``"03.cells"``.
    answer : object
        What the exercise asks for: the function itself, numbers in nested lists (None where you have none yet), or what
        you designed. A function is called with copies, for 5 seconds at most; what it prints is not shown.
    style : {None, "cs231n", "nhwc"}
        How your function is called: as the exercise says, or as one of two well-known assignments asks.
    seed : int
        Chooses the inputs to try.

    Returns
    -------
    Verdict
        ``right`` (bool), ``diagnosis`` (a short id, None when right) and ``message`` (the sentence).

    Raises
    ------
    TypeError, ValueError
        There is no such exercise, or it is not known in that style.

    Examples
    --------
    >>> verdict = check("relu", None)
    Not tried yet: write f(x), then run this cell again.
    >>> verdict.right, verdict.diagnosis
    (False, 'not_tried')
    """
    found = judge(find("check", name), answer, style, seed)
    if found.diagnosis != "not_tried":
        store.update(
            "exercises",
            name,
            lambda entry: {
                **entry,
                "tries": entry.get("tries", 0) + 1,
                "right": found.right or entry.get("right", False),
                "diagnosis": found.diagnosis,
            },
        )
    found.show()
    return found


def judge(exercise: Exercise | Values | Design, answer: Any, style: str | None = None, seed: int = 0) -> Verdict:
    """Judge an answer without a word and without a trace."""
    if style is not None and not isinstance(exercise, Exercise):
        raise ValueError(f"check: style must be left out for {exercise.name}, got {style!r}.")
    global active
    active = True
    try:
        if isinstance(exercise, Exercise):
            return functions.judge(exercise, answer, style, seed, sandbox.SECONDS)
        if isinstance(exercise, Values):
            return values.judge(exercise, answer)
        return designs.judge(exercise, answer, seed, sandbox.SECONDS)
    finally:
        active = False
