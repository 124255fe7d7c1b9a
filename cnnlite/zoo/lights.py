"""`LIGHTS`: six tests of a gradient.

The first five need nothing but the functions themselves: they compare a backward function with the forward function
that it belongs to. Only the last one knows numbers from outside.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnlite.gradcheck import gradcheck
from cnnlite.zoo.bugs import Bug
from cnnlite.zoo.cases import Case

STEPS, RATE = 20, 0.1  # of the descent
H = 1e-5  # the wiggle


def shape(bug: Bug, case: Case, rng: np.random.Generator) -> bool:
    """Pass when each gradient has the shape of its array."""
    _, gradients = _run(bug, case, rng)
    return all(g.shape == a.shape for g, a in zip(gradients, case.arrays, strict=True))


def mean(bug: Bug, case: Case, rng: np.random.Generator) -> bool:
    """Pass when each gradient has the mean, to four decimals, that wiggles of its own forward give."""
    dout, gradients = _run(bug, case, rng)
    slopes = (
        _slope(bug, case, dout, place, np.ones_like(array)) / array.size for place, array in enumerate(case.arrays)
    )
    return all(abs(g.mean() - slope) < 5e-5 for g, slope in zip(gradients, slopes, strict=True))


def loss_falls(bug: Bug, case: Case, rng: np.random.Generator) -> bool:
    """Pass when twenty steps against the gradients make the loss smaller than it was."""
    losses = descend(bug.forward, bug.backward, case, rng)
    return bool(losses[-1] < losses[0])


def one_entry(bug: Bug, case: Case, rng: np.random.Generator) -> bool:
    """Pass when the first entry of each gradient is the slope that a wiggle of this entry shows."""
    dout, gradients = _run(bug, case, rng)
    for (place, array), gradient in zip(enumerate(case.arrays), gradients, strict=True):
        first = np.zeros_like(array)
        first.flat[0] = 1
        slope = _slope(bug, case, dout, place, first)
        if not abs(gradient.flat[0] - slope) <= 1e-6 * max(1.0, abs(slope)):  # NaN is wrong, too
            return False
    return True


def every_entry(bug: Bug, case: Case, rng: np.random.Generator) -> bool:
    """Pass when every entry of each gradient is the slope that a wiggle of this entry shows."""
    return gradcheck(bug.forward, bug.backward, *case.arrays, rng=rng, every_entry=True, **case.options).right


def hand_example(bug: Bug, case: Case, rng: np.random.Generator) -> bool:
    """Pass when output and gradients are the numbers of the example that was worked out by hand."""
    hand = bug.hand
    out = bug.forward(*hand.case.arrays, **hand.case.options)
    if not equal(out, hand.out):
        return False
    gradients = listed(bug.backward(hand.dout, *hand.case.arrays, **hand.case.options))
    return all(equal(g, known) for g, known in zip(gradients, hand.gradients, strict=True))


LIGHTS: dict[str, Callable[[Bug, Case, np.random.Generator], bool]] = {
    "shape": shape,
    "mean": mean,
    "loss falls": loss_falls,
    "one entry": one_entry,
    "every entry": every_entry,
    "hand example": hand_example,
}


def descend(
    forward: Callable[..., Any],
    backward: Callable[..., Any],
    case: Case,
    rng: np.random.Generator,
    steps: int = STEPS,
) -> np.ndarray:
    """Return the losses (steps + 1,) while every array of a case moves against its gradient.

    The loss is half the mean squared difference from a random output of the same shape.

    Examples
    --------
    >>> from cnnlite.functional import conv2d, conv2d_backward
    >>> from cnnlite.zoo.cases import CASES
    >>> losses = descend(conv2d, conv2d_backward, CASES["lazy"]["conv"], np.random.default_rng(0))
    >>> bool((np.diff(losses) < 0).all())
    True
    """
    arrays, losses = list(case.arrays), []
    target = rng.standard_normal(forward(*arrays, **case.options).shape)
    with np.errstate(over="ignore", invalid="ignore"):  # a wrong gradient may lead up to infinity
        for step in range(steps + 1):
            off = forward(*arrays, **case.options) - target
            losses.append(float((off**2).mean() / 2))
            if step < steps:
                gradients = listed(backward(off / off.size, *arrays, **case.options))
                arrays = [a - RATE * g for a, g in zip(arrays, gradients, strict=True)]
    return np.array(losses)


def _run(bug: Bug, case: Case, rng: np.random.Generator) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Return a random upstream gradient, and the gradients that a bug makes of it."""
    dout = rng.standard_normal(bug.forward(*case.arrays, **case.options).shape)
    return dout, listed(bug.backward(dout, *case.arrays, **case.options))


def _slope(bug: Bug, case: Case, dout: np.ndarray, place: int, direction: np.ndarray) -> float:
    """Return the central difference of the loss, sum of dout·out, when one array moves along a direction."""
    ends = []
    for h in (H, -H):
        moved = [a + h * direction if n == place else a for n, a in enumerate(case.arrays)]
        ends.append(float((bug.forward(*moved, **case.options) * dout).sum()))
    return (ends[0] - ends[1]) / (2 * H)


def listed(result: Any) -> tuple[np.ndarray, ...]:
    """Return the gradients of a backward function as a tuple, also where there is one."""
    return result if isinstance(result, tuple) else (result,)


def equal(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two arrays have one shape and the same numbers, but for rounding."""
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-9, atol=1e-9))
