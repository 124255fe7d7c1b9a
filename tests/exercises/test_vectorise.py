"""21.vectorise: right numbers with a loop in them are told from those without, whatever the loop looks like."""

import functools

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from cnnlite.exercises.catalogue.vectorise import EXERCISE, loops
from cnnlite.exercises.checks import judge
from tests.exercises.answers.vectorise import broadcast


def over_taps(x, w, stride=1):
    rows, cols = ((n - k) // stride + 1 for n, k in zip(x.shape[2:], w.shape[2:], strict=True))
    out = np.zeros((len(x), len(w), rows, cols))
    for i, j in np.ndindex(*w.shape[2:]):
        part = x[:, :, i : i + rows * stride : stride, j : j + cols * stride : stride]
        out += np.einsum("ncrs,oc->nors", part, w[:, :, i, j])
    return out


def with_while(x, w, stride=1):
    n, maps = 0, []
    while n < len(w):
        maps.append(broadcast(x, w[n : n + 1], stride))
        n += 1
    return np.concatenate(maps, axis=1)


def with_list(x, w, stride=1):
    return np.concatenate([broadcast(x, one[None], stride) for one in w], axis=1)


def in_a_helper(x, w, stride=1):
    return over_taps(x, w, stride)


def in_a_lambda(x, w, stride=1):
    return np.concatenate(list(map(lambda one: broadcast(x, one[None], stride), w)), axis=1)  # noqa: C417


def along_an_axis(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
    flat = seen.transpose(0, 2, 3, 1, 4, 5).reshape(len(x), *seen.shape[2:4], -1)
    return np.moveaxis(np.apply_along_axis(lambda window: w.reshape(len(w), -1) @ window, 3, flat), 3, 1)


@pytest.mark.parametrize(
    ("function", "diagnosis"),
    [
        (over_taps, "loop_left"),
        (with_while, "loop_left"),
        (with_list, "loop_left"),
        (in_a_helper, "loop_left"),
        (in_a_lambda, "loop_hidden"),
        (along_an_axis, "loop_hidden"),
    ],
)
def test_loops_are_found(function, diagnosis):
    verdict = judge(EXERCISE, function)
    assert (verdict.right, verdict.diagnosis) == (False, diagnosis), verdict.message
    assert "numbers are right" in verdict.message


def test_wrong_numbers_come_first():
    verdict = judge(EXERCISE, lambda x, w, stride=1: over_taps(x, w))
    assert verdict.diagnosis == "stride_ignored"


def test_what_has_no_code_is_not_looked_into():
    assert loops(functools.partial(over_taps)) is None
    assert loops(broadcast) is None
