"""The verdict on something designed, which a function of the exercise judges."""

import copy
from typing import Any

import numpy as np

from cnnlite.exercises import verdict
from cnnlite.exercises.exercise import Design
from cnnlite.exercises.sandbox import Sandbox
from cnnlite.exercises.trial import does_something, raised
from cnnlite.exercises.verdict import Verdict


def judge(exercise: Design, answer: Any, seed: int, seconds: float) -> Verdict:
    """Let the exercise's own function judge a copy of the answer, in the sandbox."""
    again = verdict.untried(f"put in {exercise.asks}, then run this cell again.")
    empty = isinstance(answer, (tuple, list)) and all(part is None for part in answer)
    if answer is None or answer is ... or empty or (callable(answer) and not does_something(answer)):
        return again
    sandbox = Sandbox(seconds)
    outcome = sandbox.call(lambda: exercise.judge(copy.deepcopy(answer), np.random.default_rng(seed)))
    if not outcome.ended:
        found = verdict.wrong("too_slow", f"Your answer could not be judged within {seconds:g} seconds.")
        if not outcome.stopped:
            found.message += " It still runs: restart the kernel (menu Kernel) to end it."
        return found
    if type(outcome.error) is NotImplementedError:  # not its children, such as IPython's for input()
        return again
    if outcome.error is not None:
        if callable(answer):
            return verdict.wrong("exception", raised(outcome.error, answer).sentence)
        kind, words = type(outcome.error).__name__, " ".join(str(outcome.error).split())[:200]
        return verdict.wrong("exception", f"Your answer cannot be used: {kind}: {words}")
    if outcome.value is None:
        return verdict.right("Your design does what was asked.")
    diagnosis, sentence = outcome.value
    return verdict.right(sentence) if diagnosis is None else verdict.wrong(diagnosis, sentence)
