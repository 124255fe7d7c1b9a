"""Judging what was designed."""

import time

import numpy as np
import pytest

from cnnlite.exercises import checks


def judge(answer):
    return checks.judge(checks.find("check", "fake.design"), answer)


def test_right_and_untouched():
    answer = np.full(3, 8.0)
    assert judge(answer).message == "Right. Your design does what was asked."
    assert answer.tolist() == [8, 8, 8]
    assert judge(lambda: [8] * 9 and np.full(3, 8.0)).right


def test_the_exercise_says_what_is_wrong():
    verdict = judge(np.zeros(3))
    assert (verdict.right, verdict.diagnosis, verdict.message) == (False, "too_small", "Not yet. The sum is too small.")


def stub(): ...


@pytest.mark.parametrize("answer", [None, ..., stub])
def test_nothing_designed_is_not_tried(answer):
    assert judge(answer).diagnosis == "not_tried"


def test_an_answer_that_cannot_be_used():
    verdict = judge("text")
    assert verdict.diagnosis == "exception"
    assert verdict.message.startswith("Not yet. Your answer cannot be used: TypeError: ")


def test_a_function_that_raises():
    def broken():
        return [][0]

    verdict = judge(broken)
    assert verdict.diagnosis == "exception"
    assert (
        verdict.message == "Not yet. Your function raised IndexError in line 2 (return [][0]): list index out of range."
    )


def test_an_endless_loop(hurry, monkeypatch):
    def loop():
        while True:
            pass

    assert judge(loop).message == "Not yet. Your answer could not be judged within 0.5 seconds."
    monkeypatch.setattr("cnnlite.exercises.stop.PATIENCE", 0.1)
    assert "restart the kernel" in judge(lambda: time.sleep(1.5)).message
