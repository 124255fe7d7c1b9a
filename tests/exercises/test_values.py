"""Judging numbers found by hand."""

import numpy as np
import pytest

from cnnlite.exercises import checks
from cnnlite.exercises.exercise import Mistake, Values
from tests.exercises.conftest import six

SIX = six()
WANTED = "The answer is 2×3 numbers, each row in brackets of its own: [[…, …], […, …]]; "
FIRST_WRONG = [[99, 11, 12], [13, 14, 15]]


def judge(answer):
    return checks.judge(checks.find("check", "fake.six"), answer)


@pytest.mark.parametrize("answer", [SIX, SIX.tolist(), tuple(map(tuple, SIX.astype(int))), SIX * (1 + 1e-9)])
def test_right(answer):
    verdict = judge(answer)
    assert (verdict.right, verdict.diagnosis, verdict.message) == (True, None, "Right. All 6 numbers are right.")


@pytest.mark.parametrize("answer", [None, ..., [[None] * 3] * 2, [[...] * 3, [None] * 3], [], [[""] * 3] * 2])
def test_nothing_filled_in_is_not_tried(answer):
    verdict = judge(answer)
    assert (verdict.right, verdict.diagnosis) == (False, "not_tried")
    assert verdict.message == "Not tried yet: put your numbers in, 2×3 numbers, then run this cell again."


@pytest.mark.parametrize(
    ("answer", "diagnosis", "message"),
    [
        (SIX.T, "wrong_shape", f"{WANTED}you gave 3×2 numbers."),
        ([[1, 2, 3], [4, 5]], "wrong_shape", f"{WANTED}your rows have different lengths."),
        ([np.zeros((2, 2)), np.zeros((2, 3))], "wrong_shape", f"{WANTED}your rows have different lengths."),
        (7, "wrong_shape", f"{WANTED}you gave one number."),
        (SIX.ravel(), "wrong_shape", f"{WANTED}you gave 6 numbers in a row."),
        ("10 11 12", "wrong_shape", f"{WANTED}you gave text."),
        ([[10, 11, 12], [13, None, ...]], "not_filled", "The rest is right. Still to fill in: row 1, column 1; row 1, column 2."),
        ([["10", 11, 12], [13, 14, 15]], "no_number", "Row 0, column 0: write the number without quotes."),
        ([[10, 11, 12], [13, 14, True]], "no_number", "Row 1, column 2: write the number."),
        (FIRST_WRONG, "differs", "Row 0, column 0 is not right."),
        ([[0, 11, 12], [13, 14, 5]], "from_0", "Row 0, column 0; row 1, column 2 are what you get if you count from 0."),
        ([[0, 11, 12], [None, 14, 15]], "from_0", "Row 0, column 0 is what you get if you count from 0. Still to fill in: row 1, column 0."),
        ([[0, -11, 12], [13, 14, 99]], "differs", "Row 0, column 0; row 0, column 1; row 1, column 2 are not right."),
        ([[0, 1, 12], [13, 14, 99]], "differs", "Row 0, column 0; row 0, column 1; row 1, column 2 are not right. Row 0, column 0; row 0, column 1 are what you get if you count from 0."),
        ([[np.nan, 11, 12], [13, 14, 15]], "differs", "Row 0, column 0 is not right."),
        ([["x", 99, 12], [13, 14, None]], "differs", "Row 0, column 0: write the number without quotes. Row 0, column 1 is not right. Still to fill in: row 1, column 2."),
    ],
)  # fmt: skip
def test_wrong(answer, diagnosis, message):
    verdict = judge(answer)
    assert (verdict.right, verdict.diagnosis) == (False, diagnosis)
    assert verdict.message == f"Not yet. {message}"


@pytest.mark.parametrize(
    ("answer", "right", "message"),
    [
        (0.3333, True, "Right. That is the number."),
        (0.3344, True, "Right. That is the number."),
        (0.336, False, "Not yet. Your number is not right."),
        (-0.3333, False, "Not yet. Your number is right but for the sign."),
        (0.6667, False, "Not yet. Your number is what you get if you take two."),
        (None, False, "Not tried yet: put your number in, then run this cell again."),
    ],
)
def test_one_rounded_number(answer, right, message):
    two = [Mistake("two", "you take two", lambda: np.array(2 / 3))]
    exercise = Values("third", lambda: np.array(1 / 3), two, ("", "", ""), axes="", within=2e-3)
    verdict = checks.judge(exercise, answer)
    assert (verdict.right, verdict.message) == (right, message)


def test_at_most_six_places_are_named(monkeypatch):
    exercise = checks.find("check", "fake.six")
    many = type(exercise)("many", lambda: np.arange(9.0) + 1, [], exercise.hints, axes="place")
    message = checks.judge(many, np.zeros(9)).message
    assert message == "Not yet. Place 0; place 1; place 2; place 3; place 4; place 5 and 3 more are not right."


def test_one_number():
    exercise = checks.find("check", "fake.six")
    one = type(exercise)("one", lambda: np.array(4.0), exercise.mistakes, exercise.hints, axes="")
    assert checks.judge(one, 4).message == "Right. That is the number."
    assert checks.judge(one, 5).message == "Not yet. Your number is not right."
    assert checks.judge(one, None).diagnosis == "not_tried"


@pytest.mark.parametrize("place", list(np.ndindex(2, 3)))
def test_no_right_number_is_ever_told(place):
    answer = SIX.copy() * 1.25
    answer[place] = SIX[place]
    message = judge(answer).message
    assert not any(str(int(number)) in message for number in SIX.flat)


def test_signs_that_no_known_mistake_explains():
    verdict = checks.judge(checks.find("check", "03.cells"), [[-10, -2], [0, -14]])
    assert (verdict.right, verdict.diagnosis) == (False, "sign")
    assert verdict.message == "Not yet. Row 0, column 0; row 0, column 1; row 1, column 1 are right but for the sign."
