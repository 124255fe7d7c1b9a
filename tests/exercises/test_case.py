"""The check of a test case gives the reason that holds for each bug that hides there."""

import numpy as np
import pytest

from cnnlite import filters
from cnnlite.exercises.catalogue import case as topic
from cnnlite.exercises.checks import judge
from tests.exercises.answers.case import RAMP, case


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stride": 1}, "stride ignored: with stride 1 there is nothing to ignore"),
        (
            {"size": (4, 4), "kernel": np.arange(16.0).reshape(4, 4), "stride": 3},
            "stride ignored: there is one window only",
        ),
        ({"kernel": filters.gaussian()}, "no 180° turn: half a turn changes nothing about this kernel"),
        ({"channels": 1}, "channels shuffled: one channel cannot be taken for another"),
        ({"kernel": [[2]]}, "channels shuffled: kernels of 1×1 have nothing to shuffle"),
        ({"size": (7, 7)}, "leftover rows first: the windows reach all 9 rows and 9 columns, the padding counted"),
        ({"kernel": RAMP * 0}, "leftover rows first: a kernel of zeros makes dx 0 everywhere"),
        ({"padding": 0}, "half the padding kept: with padding 0 there is nothing to cut off"),
        ({"kernel": filters.gaussian}, "such as filters.gaussian(), with its brackets"),
        ({"kernel": 3}, "must be an array of numbers with two axes"),
    ],
)
def test_reasons(changes, told):
    verdict = judge(topic.EXERCISE, case(**changes))
    assert not verdict.right
    assert told in verdict.message
    assert "the numbers are the same here" not in verdict.message
