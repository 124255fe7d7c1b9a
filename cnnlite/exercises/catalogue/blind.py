"""The stretch exercise of notebook 14: a gradient wrong in every entry that a test of the mean lets pass."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.exercise import Design


def _judge(answer, rng):
    """Judge a wrong gradient beside the right one: the same shape and mean, and no entry alike."""
    found, pair = _form(answer)
    if found:
        return found
    right, wrong = pair
    if wrong.shape != right.shape:
        return "wrong_shape", f"A test of shapes sees it: dw has {right.shape}, yours {wrong.shape}"
    if not np.isfinite(wrong).all():
        return "not_finite", "Some of your numbers are not finite, and so their mean is none: it would be seen"
    if not np.isclose(wrong.mean(), right.mean(), rtol=1e-9, atol=1e-9):
        return "mean_moved", (
            f"The mean test sees it: the mean of dw is {right.mean():.6g}, that of yours {wrong.mean():.6g}"
        )
    alike = np.isclose(wrong, right, rtol=1e-6, atol=1e-9)
    if alike.all():
        return "still_right", "Every entry of yours is that of dw: it is the right gradient"
    if alike.any():
        return "some_right", (
            f"The mean test does not see it, but {alike.sum()} of the {alike.size} entries "
            f"{'is' if alike.sum() == 1 else 'are'} still right; spoil them all"
        )
    return None, (
        f"All {alike.size} entries are wrong, one of them by {np.abs(wrong - right).max():.4g}, and the mean is "
        f"{wrong.mean():.6g} as it should be: the mean test is blind"
    )


def _form(answer):
    """Return what is wrong with the form of an answer, and its two arrays."""
    if isinstance(answer, (list, tuple)) and len(answer) == 2 and (answer[1] is None or answer[1] is ...):
        raise NotImplementedError  # the stub
    try:
        right, wrong = (np.asarray(part, dtype=float) for part in answer)
    except (TypeError, ValueError):
        return ("wrong_kind", "Give two arrays of numbers, (dw, wrong)"), None
    if right.size < 2 or not np.isfinite(right).all() or np.ptp(right) == 0:
        return ("nothing_to_spoil", "The first array is dw as it was: numbers that are not all the same"), None
    return None, (right, wrong)


def blind():
    """Move every entry one place on: the numbers are the same, and so is their mean."""
    dw = np.array([[1.0, -2, 0], [3, 5, -4]])
    wrong = np.roll(dw, 1)
    return dw, wrong


EXERCISE = Design(
    name="14.blind",
    judge=_judge,
    example=blind,
    hints=(
        "Which changes of a list of numbers leave its sum as it is?",
        "The mean does not see where a number stands, nor a plus in one place that a minus in another makes good.",
        "Let all numbers change places; the one that stood last may come first.",
    ),
    diagnoses=(
        "wrong_kind", "nothing_to_spoil", "wrong_shape", "not_finite", "mean_moved", "still_right", "some_right",
    ),
)  # fmt: skip
