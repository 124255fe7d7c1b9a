"""The verdict on numbers found by hand, one by one."""

from typing import Any

import numpy as np

from cnnlite.exercises import compare, verdict
from cnnlite.exercises.exercise import Mistake, Values
from cnnlite.exercises.verdict import Verdict

MOST = 6  # places named in one message


def judge(exercise: Values, answer: Any) -> Verdict:
    """Judge every cell, then name the mistake that explains all the wrong ones."""
    wanted = np.asarray(exercise.wanted(), dtype=float)
    try:
        cells = np.array(answer, dtype=object)
    except ValueError:  # arrays of different shapes in a list
        cells = np.array([[]], dtype=object)
    if all(_empty(cell) for cell in _leaves(answer)):
        what = f"numbers in, {_shape(wanted)}" if wanted.ndim else "number in"
        return verdict.untried(f"put your {what}, then run this cell again.")
    if cells.shape != wanted.shape:
        return verdict.wrong(
            "wrong_shape", f"The answer is {_shape(wanted)}{_brackets(wanted)}; {_form(answer, cells)}."
        )
    empty, odd = np.vectorize(_empty, otypes=[bool])(cells), np.vectorize(_odd, otypes=[bool])(cells)
    numbers = np.where(empty | odd, np.nan, cells).astype(float)
    wrong = ~(empty | odd) & ~np.isclose(numbers, wanted, compare.RTOL, exercise.within)
    axes = exercise.axes.split()
    parts = []
    if odd.any():
        quoted = any(isinstance(cell, str) for cell in cells[odd])
        parts.append(f"{_places(odd, axes)}: write the number{' without quotes' if quoted else ''}.")
    diagnosis, sentence = _explained(exercise, numbers, wrong, axes) if wrong.any() else ("", "")
    parts += [sentence] if sentence else []
    if empty.any():
        parts.append(f"{'The rest is right. ' if not parts else ''}Still to fill in: {_places(empty, axes)}.")
    if not parts:
        return verdict.right(f"All {wanted.size} numbers are right." if wanted.size > 1 else "That is the number.")
    return verdict.wrong(diagnosis or ("no_number" if odd.any() else "not_filled"), " ".join(map(_capital, parts)))


def _explained(exercise: Values, numbers: np.ndarray, wrong: np.ndarray, axes: list[str]) -> tuple[str, str]:
    """Return the id and the sentence for the wrong cells."""
    made = [(mistake, np.asarray(mistake.function(), dtype=float)) for mistake in exercise.mistakes]
    hits = [
        (mistake, np.isclose(numbers, values, compare.RTOL, exercise.within) & wrong)
        for mistake, values in made
        if values.shape == wrong.shape
    ]
    one = wrong.sum() == 1
    subject = f"{_places(wrong, axes)} {'is' if one else 'are'}"
    for mistake, hit in hits:
        if hit[wrong].all():
            return mistake.id, f"{subject} what you get if {_clause(mistake)}."
    if np.allclose(-numbers[wrong], exercise.wanted()[wrong], compare.RTOL, exercise.within):
        return "sign", f"{subject} right but for the sign."
    # No mistake explains all of them: name for each the cells that it does explain; a single one may be chance.
    left, sentences = wrong.copy(), [f"{subject} not right."]
    for mistake, hit in hits:
        if (hit & left).sum() > 1:
            some = hit & left
            verb = "is" if some.sum() == 1 else "are"
            sentences.append(_capital(f"{_places(some, axes)} {verb} what you get if {_clause(mistake)}."))
            left &= ~hit
    return "differs", " ".join(sentences)


def _clause(mistake: Mistake) -> str:
    return mistake.sentence.rstrip(".")


def _places(mask: np.ndarray, axes: list[str]) -> str:
    """Return "row 0, column 2; row 1, column 0 and 3 more", counted from 0."""
    if mask.ndim == 0:
        return "your number"
    axes = axes if len(axes) == mask.ndim else [f"axis {axis}" for axis in range(mask.ndim)]
    places = [", ".join(f"{axis} {i}" for axis, i in zip(axes, index, strict=True)) for index in np.argwhere(mask)]
    more = f" and {len(places) - MOST} more" if len(places) > MOST else ""
    return "; ".join(places[:MOST]) + more


def _leaves(answer: Any) -> list[Any]:
    """Return the single cells of nested lists, tuples and arrays."""
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    return [leaf for part in answer for leaf in _leaves(part)] if isinstance(answer, (list, tuple)) else [answer]


def _regular(answer: Any) -> bool:
    """Whether the rows of nested lists have one length."""
    try:
        return not any(isinstance(cell, (list, tuple, np.ndarray)) for cell in np.array(answer, dtype=object).flat)
    except ValueError:
        return False


def _empty(cell: Any) -> bool:
    return cell is None or cell is ... or (isinstance(cell, str) and not cell.strip())


def _odd(cell: Any) -> bool:
    """Whether a cell holds something other than a number, and is not empty."""
    return not _empty(cell) and (
        isinstance(cell, (bool, np.bool_)) or not isinstance(cell, (int, float, np.integer, np.floating))
    )


def _shape(wanted: np.ndarray) -> str:
    """Return "one number", "4 numbers in a row" or "3×4 numbers"."""
    if wanted.ndim == 0:
        return "one number"
    return f"{'×'.join(map(str, wanted.shape))} numbers{' in a row' if wanted.ndim == 1 else ''}"


def _brackets(wanted: np.ndarray) -> str:
    """Say how two rows of two are written."""
    return ", each row in brackets of its own: [[…, …], […, …]]" if wanted.ndim == 2 else ""


def _form(answer: Any, cells: np.ndarray) -> str:
    """Say what was given instead of numbers of the right shape."""
    if isinstance(answer, str):
        return "you gave text"
    if not _regular(answer):
        return "your rows have different lengths"
    return "you gave one number" if cells.ndim == 0 else f"you gave {_shape(cells)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
