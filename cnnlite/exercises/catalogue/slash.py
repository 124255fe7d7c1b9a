"""The exercise of notebook 02: a kernel that answers much more strongly to one direction of a stroke."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite import functional
from cnnlite.data.slash import BACKSLASH, SLASH, slashes
from cnnlite.exercises.exercise import Design

COUNT = 200  # hidden pictures, half of each kind
ENOUGH = 0.95  # of them must lie on the right side of one threshold
SIZES = 2, 5  # rows and columns of a kernel
LARGEST = 1000  # number in a kernel


def _judge(answer, rng):
    """Judge a kernel by its strongest answer on each of many noisy strokes, some brighter than others."""
    try:
        kernel = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return "wrong_kind", "Give a table of numbers, such as [[0, 1], [2, 3]], with rows of equal length"
    if kernel.ndim != 2 or not all(SIZES[0] <= n <= SIZES[1] for n in kernel.shape):
        size = "×".join(map(str, kernel.shape)) or "one number"
        size = "one row only: write [[…], […]]" if kernel.ndim == 1 else size
        return "wrong_shape", f"The kernel has {SIZES[0]} to {SIZES[1]} rows and as many columns, yours is {size}"
    if not np.all(np.abs(kernel) <= LARGEST):  # NaN is not, either
        return "out_of_range", f"Every number of the kernel lies between −{LARGEST} and {LARGEST}"
    images, labels = slashes(COUNT, seed=int(rng.integers(2**31)))
    images += rng.random((COUNT, 1, 1))  # some brighter than others
    answers = _answers(kernel, images)
    share = _told_apart(answers, labels)
    slash, backslash = (np.median(answers[labels == kind]) for kind in (SLASH, BACKSLASH))
    medians = f"The median of the strongest answers is {slash:.2f} on / and {backslash:.2f} on \\"
    if share >= ENOUGH:
        return None, f"One threshold tells {share:.0%} of {COUNT} hidden pictures apart. {medians}"
    mistake, sentence = _diagnosis(kernel, images, labels, answers)
    return mistake, (
        f"{sentence}. One threshold tells {share:.0%} of the hidden pictures apart, {ENOUGH:.0%} are wanted. {medians}"
    )


def _answers(kernel, images):
    """Return the strongest answer on each picture, after ReLU."""
    return functional.relu(functional.conv2d(images[:, None], kernel[None, None])).max(axis=(1, 2, 3))


def _told_apart(answers, labels):
    """Return how many of the pictures, as a share, the best threshold puts on the right side: / above it."""
    above = [(answers > threshold) == (labels == SLASH) for threshold in np.unique(answers)]
    return max(side.mean() for side in above)


def _diagnosis(kernel, images, labels, answers):
    """Name what is wrong with a kernel that does not tell the two apart."""

    def tells(other):
        return _told_apart(_answers(other, images), labels) >= ENOUGH

    mirror, upside_down = np.fliplr(kernel), np.flipud(kernel)
    if tells(mirror) or tells(mirror - mirror.mean()):
        return "mirrored", "It fires on the wrong one: on \\ more than on /"
    if tells(-kernel):
        return "negative", "Its answers on / are negative where they are strong, and ReLU makes them 0"
    if not np.any(answers[labels == SLASH] > 0):
        return "silent", "It is silent on both: after ReLU nothing is left of its answers"
    if tells(kernel - kernel.mean()):
        effect = (
            "a bright picture without any stroke makes it fire, too" if kernel.sum() > 0
            else "the brighter the picture, the weaker its answer"
        )  # fmt: skip
        return "brightness", f"Its numbers sum to {_written(kernel.sum())}, so {effect}"
    if np.allclose(kernel, -mirror) or np.allclose(kernel, -upside_down):
        return "straight_edges", "It finds upright or flat edges, and / has as many of them as \\"
    if np.allclose(kernel, mirror) or np.allclose(kernel, upside_down):
        return "no_direction", "It fires on both alike: in a mirror the kernel is the same, and / becomes \\"
    if max(_along(kernel)) <= 1e-9 * np.abs(kernel).max():
        return "cancelling", "Its numbers along / cancel: on a stroke / the pixels under + and under − are alike"
    return "not_apart", "It does not fire on / enough, or is not silent enough on \\"


def _along(kernel):
    """Return what a long / gives in each of its places: the sums of the kernel's numbers along /."""
    return [np.trace(kernel[:, ::-1], offset) for offset in range(1 - len(kernel), kernel.shape[1])]


def _written(number):
    return f"{number:.4g}".replace("-", "−")


def stroke():
    """Reward bright pixels along /, and take off as much for those beside it: the sum is 0."""
    kernel = [
        [-1, -1, 2],
        [-1, 2, -1],
        [2, -1, -1],
    ]
    return np.array(kernel)


EXERCISE = Design(
    name="02.slash",
    judge=_judge,
    example=stroke,
    hints=(
        "Which pixels of a small window are bright when / runs through its middle, and which when \\ does?",
        "A kernel fires where bright pixels lie under its positive numbers, and a sum of 0 makes plain gray silent.",
        "Put equal positive numbers along / first; then choose one negative number for all the other places, so that "
        "all together sum to 0.",
    ),
    diagnoses=(
        "wrong_kind", "wrong_shape", "out_of_range", "negative", "silent", "brightness", "mirrored", "no_direction",
        "straight_edges", "cancelling", "not_apart",
    ),
)  # fmt: skip
