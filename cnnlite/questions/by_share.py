"""A softmax to do by hand: powers, their sum, the shares."""

from collections.abc import Sequence

import numpy as np

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.questions.wording import apart
from cnnlite.questions.worked import Step, WorkedExample

MOST = 4  # classes


def softmax_example(scores: Sequence[float] | np.ndarray, classes: Sequence[str], level: int = 0) -> WorkedExample:
    """Return a softmax, step by step.

    From level 1 on, the power of the first class, the sum of all and the share of the first are the learner's.

    Parameters
    ----------
    scores : sequence of float or ndarray (C,)
        Two to four numbers from −5 to 5.
    classes : sequence of str
        A name for each of them.
    level : int
        How much is the learner's, 0 to 3.

    Raises
    ------
    TypeError, ValueError
        There are not two to four scores, one is no number from −5 to 5, or there are not as many classes.

    Examples
    --------
    >>> print(softmax_example([1, 0], ("cat", "dog")).summary())
    WorkedExample: Softmax by hand. Level 0 of 3: 0 of 5 numbers to fill in.
    e to the power of the first logit: e^1 = 2.72
    the other powers: e^0 = 1
    all powers added: 3.72
    the share of cat: its power divided by the sum = 0.73
    the other shares: dog 0.27
    """
    z = [_checks.number("softmax_example", "each score", score) for score in scores]
    if not 2 <= len(z) <= MOST or len(classes) != len(z) or max(map(abs, z)) > 5:
        raise ValueError(
            f"softmax_example: scores must be 2 to {MOST} numbers from -5 to 5, with a class for each, got {z} and "
            f"{list(classes)}."
        )
    powers = np.exp(z)
    total, shares = float(powers.sum()), powers / powers.sum()
    first, *others = classes
    told = [_step_text(score) for score in z]
    return WorkedExample(
        "Softmax by hand",
        [
            Step(
                "e to the power of the first logit", _listed(told[:1], powers[:1]),
                mistakes=apart(float(powers[0]), {float(np.e * z[0]): "That is e times the logit."}),
            ),
            Step("the other powers", _listed(told[1:], powers[1:]), fade=3),
            Step(
                "all powers added", [total], "add the powers", "All classes belong to the whole.",
                mistakes=apart(total, {sum(z): "Those are the logits; add their powers."}),
            ),
            Step(
                f"the share of {first}", ["its power divided by the sum =", float(shares[0])], "take the share",
                "So all shares together are 1, as probabilities are.",
                mistakes=apart(
                    float(shares[0]),
                    {
                        float(powers[0] / powers[:2].sum()): f"The sum is that of all {len(z)} powers.",
                        float(powers[0] / powers[1:].sum()): f"The power of {first} belongs to the sum, too.",
                        z[0] / (sum(z) or np.inf): "Divide the powers, not the logits.",
                    },
                ),
            ),
            Step("the other shares", _listed(others, shares[1:]), fade=2),
        ],
        level,
    )  # fmt: skip


def _step_text(score: float) -> str:
    """Write e to the power of a score."""
    return f"e^{color.bracketed(color.number(score))} ="


def _listed(names: Sequence[str], numbers: np.ndarray) -> list[str | float]:
    """Return names and numbers by turns, with commas between them."""
    parts: list[str | float] = []
    for place, (name, number) in enumerate(zip(names, numbers.tolist(), strict=True)):
        parts += [f", {name}" if place else name, number]
    return parts
