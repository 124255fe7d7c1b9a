"""`matrix`: what each test sees of each bug; `survivors`: what no test can see on a case."""

from typing import NamedTuple

import numpy as np

from cnnlite import _checks
from cnnlite.zoo.bugs import BUGS, Bug
from cnnlite.zoo.cases import CASES, Case
from cnnlite.zoo.lights import LIGHTS, equal, listed

PASSES, CAUGHT, CRASHED = "passes", "caught", "crashed"
TROUBLE = (ValueError, IndexError, TypeError)  # what arrays of wrong shapes end in


class Matrix(NamedTuple):
    """What each test sees of each bug: words (lights × bugs), and the names of the lights and of the bugs."""

    words: np.ndarray
    lights: tuple[str, ...]
    bugs: tuple[str, ...]

    @property
    def caught(self) -> np.ndarray:
        """Whether each test caught each bug, as bools (lights × bugs); a crash counts."""
        return self.words != PASSES


def judge(light: str, bug: Bug, case: Case, seed: int = 0) -> str:
    """Return what a test says of a bug: "passes", "caught", or "crashed", which is caught, too.

    Raises
    ------
    ValueError
        There is no such test.

    Examples
    --------
    >>> turn = BUGS["no 180° turn"]
    >>> judge("every entry", turn, CASES["lazy"]["conv"]), judge("every entry", turn, CASES["careful"]["conv"])
    ('passes', 'caught')
    """
    _checks.choice("judge", "light", light, LIGHTS)
    try:
        return PASSES if LIGHTS[light](bug, case, np.random.default_rng(seed)) else CAUGHT
    except TROUBLE:
        return CRASHED


def matrix(case: str = "careful") -> Matrix:
    """Return what the six tests say of the ten bugs.

    Parameters
    ----------
    case : {"lazy", "typical", "careful"}
        What the first five tests run on; the hand example is always the bug's own.

    Raises
    ------
    ValueError
        There is no such case.

    Examples
    --------
    >>> seen = matrix("lazy")
    >>> [light for light, caught in zip(seen.lights, seen.caught) if caught.any()]
    ['hand example']
    """
    _checks.choice("matrix", "case", case, CASES)
    words = [[judge(light, bug, CASES[case][bug.kind]) for bug in BUGS.values()] for light in LIGHTS]
    return Matrix(np.array(words), tuple(LIGHTS), tuple(BUGS))


def survivors(case: Case, seed: int = 0) -> tuple[str, ...]:
    """Return the bugs that nobody can see on a case: output and every gradient are the right ones.

    Of the ten bugs those are tried that the case is for, convolutions or poolings. The upstream gradient is random.

    Examples
    --------
    >>> survivors(CASES["typical"]["conv"])
    ('stride ignored', 'leftover rows first')
    """
    return tuple(name for name, bug in BUGS.items() if bug.kind == case.kind and _hidden(bug, case, seed))


def _hidden(bug: Bug, case: Case, seed: int) -> bool:
    """Return whether a bug gives what the right functions give."""
    forward, backward = bug.right
    out = forward(*case.arrays, **case.options)
    dout = np.random.default_rng(seed).standard_normal(out.shape)
    wanted = listed(backward(dout, *case.arrays, **case.options))
    try:
        if not equal(bug.forward(*case.arrays, **case.options), out):
            return False
        gradients = listed(bug.backward(dout, *case.arrays, **case.options))
    except TROUBLE:
        return False
    return all(equal(g, right) for g, right in zip(gradients, wanted, strict=True))
