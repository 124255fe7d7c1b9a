"""update_example: its numbers are those of a loop and of the package's gradients, its mistakes are wrong."""

import re

import numpy as np
import pytest

from cnnlite.functional import cross_entropy_backward
from cnnlite.questions import update_example

PASS_3 = {"zebra": (0.78, 1, 0.7), "cat": (0.55, 0, 0.0)}


def numbers(example):
    return [part for step in example._steps for part in step.parts if not isinstance(part, str)]


def test_pass_3_by_hand():
    example = update_example(PASS_3, "zebra", level=1)
    assert numbers(example) == pytest.approx([-0.22, 0.55, 0.165, -0.077, -0.165])
    assert example.blanks == ["1.0", "2.0", "4.0"]
    assert list(example._steps[1].mistakes) == pytest.approx([-0.45])
    assert list(example._steps[2].mistakes) == pytest.approx([0.33, 0.385, -0.165])


def test_equals_the_backward_pass():
    rng = np.random.default_rng(1)
    for rate in (0.1, 1.0, 2.0):
        p, feature = rng.uniform(0.05, 0.95, 2), rng.uniform(-2, 2, 2)
        z = np.log(np.column_stack([p, 1 - p]))  # logits whose softmax is p
        dz = cross_entropy_backward(1.0, z, np.array([0, 1]))
        example = update_example(dict(zip("ab", zip(p, (1, 0), feature, strict=True), strict=True)), "a", rate)
        bias, weight = dz[:, 0].sum(), (dz[:, 0] * feature).sum()
        assert numbers(example) == pytest.approx([p[0] - 1, p[1], bias, weight, -rate * bias])
        for step in example._steps:
            assert all(abs(wrong - step.parts[-1]) > 0.02 for wrong in step.mistakes)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (({"zebra": (0.5, 1, 1)}, "zebra"), "images must be two, each with a p between 0 and 1"),
        (({"a": (0.5, 1, 1), "b": (1.0, 0, 1)}, "a"), "with a p between 0 and 1, got"),
        ((PASS_3, "zebra", np.nan), "update_example: rate must be"),
        ((PASS_3, "zebra", 1, 4), "level must be 0"),
    ],
)
def test_errors(arguments, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        update_example(*arguments)
