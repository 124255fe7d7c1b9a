"""The exercise of notebook 14: one test case in which no bug of a convolution's backward pass can hide."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite import zoo
from cnnlite.exercises.exercise import Design

PARTS = ("size", "kernel", "channels", "stride", "padding")
LARGEST = {"size": 16, "kernel": 7, "channels": 8, "stride": 8, "padding": 8}
KERNELS = 2  # no bug depends on how many there are
HIDDEN = {  # the diagnosis of each bug that a case does not show
    "stride ignored": "stride_hidden",
    "no 180° turn": "turn_hidden",
    "channels shuffled": "channels_hidden",
    "leftover rows first": "leftover_hidden",
    "half the padding kept": "padding_hidden",
}


def _judge(answer, rng):
    """Run the bugs of a convolution on a case, with random numbers, and name those that no test could see there."""
    found = _form(answer)
    if found:
        return found
    kernel = np.array(answer["kernel"], dtype=float)
    try:
        case = zoo.conv_case(**{**answer, "kernel": kernel}, filters=KERNELS, seed=int(rng.integers(2**31)))
    except (TypeError, ValueError) as error:
        told = str(error).partition(": ")[2].rstrip(".")
        return "impossible", f"There is no such convolution: {told}"
    hidden = zoo.survivors(case)
    if not hidden and _looks(case) == _looks(zoo.CASES["careful"]["conv"]):
        return "copied", "No bug can hide here, but that is the zoo's own careful case; find another"
    if not hidden:
        return None, f"No bug can hide here: all {len(HIDDEN)} give other numbers than the right backward"
    told = "\n".join(f"- {bug}: {_why(bug, case)}" for bug in hidden)
    return HIDDEN[hidden[0]], (
        f"On your case no test can see {len(hidden)} of the {len(HIDDEN)} bugs, as all numbers are right there:\n{told}"
    )


def _form(answer):
    """Return what is wrong with the form of an answer."""
    if not isinstance(answer, dict) or set(answer) != set(PARTS):
        return "wrong_parts", f"Give a case with these five parts: {', '.join(PARTS)}"
    if any(part is None or part is ... for part in answer.values()):
        raise NotImplementedError  # the stub
    if not _is_kernel(answer["kernel"]):
        return "no_kernel", (
            "The kernel must be an array of numbers with two axes, such as filters.gaussian(), with its brackets, or "
            "np.array([[1, 2], [2, 1]])"
        )
    for part, largest in LARGEST.items():
        numbers = np.ravel(answer[part] if np.ndim(answer[part]) < 2 else np.shape(answer[part]))
        if numbers.dtype.kind in "iuf" and numbers.max() > largest:
            return "too_large", f"A small case is enough: {part} may go up to {largest}"
    return None


def _is_kernel(kernel):
    """Return whether a kernel holds finite numbers in rows and columns."""
    try:
        array = np.array(kernel, dtype=float)
    except (TypeError, ValueError):
        return False
    return array.ndim == 2 and array.size > 0 and bool(np.isfinite(array).all())


def _looks(case):
    """Return the size and the channels of a case's image, and the settings."""
    return case.arrays[0].shape, case.options


def _why(bug, case):
    """Say why a case does not show a bug."""
    (x, w, _), stride, padding = case.arrays, case.options["stride"], case.options["padding"]
    sides = [(n + 2 * padding, k) for n, k in zip(x.shape[2:], w.shape[2:], strict=True)]
    windows = [(n - k) // stride + 1 for n, k in sides]
    reached = [(count - 1) * stride + k for count, (_, k) in zip(windows, sides, strict=True)]
    reasons = {
        "stride ignored": {"with stride 1 there is nothing to ignore": stride == 1, "there is one window only": True},
        "no 180° turn": {"half a turn changes nothing about this kernel": True},
        "channels shuffled": {
            "one channel cannot be taken for another": w.shape[1] == 1,
            "kernels of 1×1 have nothing to shuffle": w[0, 0].size == 1,
        },
        "leftover rows first": {
            f"the windows reach all {reached[0]} rows and {reached[1]} columns, the padding counted": (
                reached == [n for n, _ in sides]
            ),
            "a kernel of zeros makes dx 0 everywhere": not w.any(),
        },
        "half the padding kept": {"with padding 0 there is nothing to cut off": padding == 0},
    }[bug]
    return next((reason for reason, holds in reasons.items() if holds), "the numbers are the same here")


def careful_case():
    """Avoid whatever is equal, one, zero or symmetric."""
    kernel = np.array([[1.0, 2, 0], [0, -1, 3], [2, 0, 1]])
    return {"size": (6, 7), "kernel": kernel, "channels": 2, "stride": 2, "padding": 1}


EXERCISE = Design(
    name="14.case",
    judge=_judge,
    example=careful_case,
    hints=(
        "Go through the bugs one by one: on which inputs would a careless and a careful programmer get the same?",
        "A number that changes nothing, such as stride 1 or padding 0, or a symmetry, gives a bug a place to hide.",
        "Begin with the size: with a stride of 2 and a kernel of 3, which sizes leave a row that no window reaches?",
    ),
    diagnoses=("wrong_parts", "no_kernel", "impossible", "too_large", *HIDDEN.values(), "copied"),
)
