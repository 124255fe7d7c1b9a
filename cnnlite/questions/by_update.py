"""One update to do by hand: from two images' p and y to the step of a bias."""

from collections.abc import Mapping

import numpy as np

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.questions.wording import apart
from cnnlite.questions.worked import Step, WorkedExample


def update_example(
    images: Mapping[str, tuple[float, float, float]], class_name: str, rate: float = 1.0, level: int = 0
) -> WorkedExample:
    """Return the gradients of a class's bias and weight over two images, and the step of the bias, step by step.

    From level 1 on, the second image's p − y, the gradient of the bias and its step are the learner's.

    Parameters
    ----------
    images : mapping of str to (p, y, feature)
        Two, by name: p and y of the class, and the one feature that the dense layer gets.
    class_name : str
        The class.
    rate : float
        The learning rate.
    level : int
        How much is the learner's, 0 to 3.

    Raises
    ------
    ValueError
        There are not two images, or a p is not between 0 and 1.

    Examples
    --------
    >>> print(update_example({"zebra": (0.8, 1, 0.5), "cat": (0.6, 0, 0)}, "zebra").summary())
    WorkedExample: The bias and weight of zebra. Level 0 of 3: 0 of 5 numbers to fill in.
    zebra image: p − y: 0.8 − 1 = −0.2
    cat image: p − y, again for the class zebra: 0.6 − y = 0.6
    gradient of the bias: their mean: 0.2
    gradient of the weight: the mean of p − y times the feature: −0.05
    a step with rate 1 moves the bias by: −0.2
    """
    if len(images) != 2 or not all(0 < p < 1 for p, _, _ in images.values()):
        raise ValueError(f"update_example: images must be two, each with a p between 0 and 1, got {dict(images)}.")
    rate = _checks.number("update_example", "rate", rate)
    first, second = images
    p, y, feature = np.array(list(images.values()), dtype=float).T
    errors = p - y
    bias, weight = float(errors.mean()), float((errors * feature).mean())
    steps = [
        Step(f"{first} image: p − y", [f"{color.number(p[0])} − {color.number(y[0])} =", float(errors[0])], fade=3),
        Step(
            f"{second} image: p − y, again for the class {class_name}",
            [f"{color.number(p[1])} − y =", float(errors[1])],
            mistakes=apart(errors[1], {p[1] - 1 + y[1]: f"Which y has the class {class_name} in this image's label?"}),
        ),
        Step(
            "gradient of the bias: their mean",
            [bias],
            mistakes=apart(
                bias,
                {2 * bias: "That is their sum.", np.abs(errors).mean(): "Mind the signs.", -bias: "Mind the signs."},
            ),
        ),
        Step(
            "gradient of the weight: the mean of p − y times the feature",
            [weight],
            fade=2,
            mistakes=apart(weight, {2 * weight: "That is the sum: the mean is over both images."}),
        ),
        Step(
            f"a step with rate {color.number(rate)} moves the bias by",
            [-rate * bias],
            mistakes=apart(-rate * bias, {rate * bias: "Against the gradient: this way the loss would grow."}),
        ),
    ]
    return WorkedExample(f"The bias and weight of {class_name}", steps, level)
