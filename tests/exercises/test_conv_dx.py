"""13.dx: the verdict names the rung, the known mistake, or the place."""

import numpy as np
import pytest

from cnnlite.exercises.catalogue import EXERCISES
from cnnlite.exercises.checks import judge
from tests.exercises.answers.conv_dx import RIGHT, WRONG

EXERCISE = EXERCISES["13.dx"]
RUNGS = {  # on which each of the eight most likely mistakes must stop
    "dx_last_kernel": 1, "turn_forgotten": 1, "no_rim": 1, "one_window": 1, "pixels_instead": 1, "weight_left_out": 1, "cropped_to_nothing": 1, "stride_not_undone": 2, "leftover_dropped": 2,
    "padding_left_on": 3, "cropped_below": 3, "kernels_and_channels_swapped": 4, "channels_mixed": 4, "kernel_0_for_all": 4,
    "kernel_by_image": 4, "channel_of_the_kernel": 4,
}  # fmt: skip


@pytest.mark.parametrize("id_", RUNGS)
def test_the_rung_is_named(id_):
    answer = next(answer for answer, diagnosis in WRONG["13.dx"] if diagnosis == id_)
    assert f"(rung {RUNGS[id_]} of 4), your result is what you get if" in judge(EXERCISE, answer).message


def test_with_one_kernel_no_message_speaks_of_the_last_one():
    answer = next(answer for answer, diagnosis in WRONG["13.dx"] if diagnosis == "dx_last_kernel")
    message = judge(EXERCISE, answer).message
    assert "only the last output pays" in message
    assert "last kernel" not in message


def test_rungs_go_upward():
    labels = [case.label for case in EXERCISE.cases(np.random.default_rng(0))]
    rungs = [int(label.split("rung ")[1][0]) for label in labels]
    assert rungs == sorted(rungs)
    assert set(rungs) == {1, 2, 3, 4}


def test_what_is_not_known_is_located():
    def one_off(dout, x, w, stride=1, padding=0):
        dx = RIGHT["13.dx"][0](dout, x, w, stride, padding)
        if len(w) > 1 and len(x) > 1:
            dx[1, 0, 2, 3] += 1
            dx[2, 1, 3, 2] += 1
        return dx

    verdict = judge(EXERCISE, one_off)
    assert verdict.diagnosis == "differs"
    assert "rung 4 of 4" in verdict.message
    assert "the first at image 1, channel 0, row 2, column 3 (counted from 0)" in verdict.message


def test_it_is_not_mutated_by_a_right_answer():
    case = EXERCISE.cases(np.random.default_rng(0))[-1]
    before = [array.copy() for array in case.args]
    EXERCISE.reference(*case.args, **case.kwargs)
    assert all(np.array_equal(old, new) for old, new in zip(before, case.args, strict=True))
