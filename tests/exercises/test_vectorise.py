"""21.vectorise: right numbers with a loop in them are told from those without, whatever the loop looks like."""

import functools

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

import cnnlite
from cnnlite import conv2d as borrowed
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


def by_the_library(x, w, stride=1):
    return cnnlite.conv2d(x, w, stride=stride)


def by_another_name(x, w, stride=1):
    return borrowed(x, w, stride=stride)


def by_a_layer(x, w, stride=1):
    sizes, rng = (x.shape[1], len(w), w.shape[2:]), np.random.default_rng(0)
    layer = cnnlite.nn.Conv2d(*sizes, stride=stride, bias=False, rng=rng)
    layer.weight.data = w
    return layer(x)


def conv2d(x, w, stride=1):
    return broadcast(x, w, stride)


def by_an_own_conv2d(x, w, stride=1):
    return conv2d(x, w, stride)


def test_an_own_function_of_that_name_is_no_mistake():
    assert judge(EXERCISE, by_an_own_conv2d).right


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda seen, s: seen[..., ::s, ::s], "is it at the axes of the places?"),
        (lambda seen, s: seen[::s, ::s], "is it at the axes of the places?"),
    ],
)
def test_a_stride_at_other_axes_is_hinted_at(change, words):
    def mine(x, w, stride=1):
        seen = change(sliding_window_view(x, w.shape[2:], (2, 3)), stride)
        return np.einsum("ncrsij,ocij->nors", seen, w)

    assert words in judge(EXERCISE, mine).message


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("ncrsi,ocij->nors", "does each axis have one?"),
        ("ncrsijk,ocij->nors", "an array has more letters than axes"),
    ],
)
def test_letters_and_axes_are_as_many(letters, words):
    def mine(x, w, stride=1):
        return np.einsum(letters, sliding_window_view(x, w.shape[2:], (2, 3)), w)

    assert words in judge(EXERCISE, mine).message


def test_windows_without_axes_are_hinted_at():
    message = judge(EXERCISE, lambda x, w, stride=1: sliding_window_view(x, w.shape[2:])).message
    assert "does axis=(…, …) name them?" in message


def test_the_axes_of_the_output_have_their_names():
    message = judge(EXERCISE, lambda x, w, stride=1: broadcast(x, w, stride).transpose(0, 2, 3, 1)).message
    assert "image, kernel, row, column" in message


@pytest.mark.parametrize(
    ("function", "diagnosis"),
    [
        (over_taps, "loop_left"),
        (with_while, "loop_left"),
        (with_list, "loop_left"),
        (in_a_helper, "loop_left"),
        (in_a_lambda, "loop_hidden"),
        (along_an_axis, "loop_hidden"),
        (by_the_library, "library_called"),
        (by_another_name, "library_called"),
        (by_a_layer, "library_called"),
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
