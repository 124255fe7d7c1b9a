"""An exercise that works out each of its own results once, however many answers are judged by it.

A judge asks for the same cases of a seed again and again, and for what the reference and every mistake make of them.
"""

import dataclasses
import functools
import hashlib
import pickle

from cnnlite.exercises.catalogue import EXERCISES
from cnnlite.exercises.exercise import Exercise


def remembered(exercise):
    """Return the exercise with its functions remembered; any other kind of exercise as it is."""
    if not isinstance(exercise, Exercise):
        return exercise
    return dataclasses.replace(
        exercise,
        reference=once(exercise.reference),
        cases=drawn_once(exercise.cases),
        mistakes=[dataclasses.replace(mistake, function=once(mistake.function)) for mistake in exercise.mistakes],
    )


def once(function):
    """Return a function that is called once for equal arguments; what it returned or raised is kept as bytes."""
    known = {}

    @functools.wraps(function)
    def call(*args, **kwargs):
        key = hashlib.blake2b(pickle.dumps((args, kwargs)), digest_size=16).digest()
        if key not in known:
            try:
                known[key] = pickle.dumps((function(*args, **kwargs), None))
            except Exception as error:
                known[key] = pickle.dumps((None, error))
        value, error = pickle.loads(known[key])
        if error is not None:
            raise error
        return value

    return call


def drawn_once(cases):
    """Return a function that draws the cases of a generator's state once; a judge copies what it gives to others."""
    known = {}

    @functools.wraps(cases)
    def call(rng):
        state = str(rng.bit_generator.state)
        if state not in known:
            known[state] = pickle.dumps(list(cases(rng)))
        return pickle.loads(known[state])

    return call


REMEMBERED = {name: remembered(exercise) for name, exercise in EXERCISES.items()}
