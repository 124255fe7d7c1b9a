"""softmax_example: its numbers by plain Python, its mistakes are wrong."""

import math
import re

import pytest

from cnnlite.questions import softmax_example

CLASSES = ("cat", "dog", "elephant", "zebra")


def numbers(step):
    return [part for part in step.parts if not isinstance(part, str)]


@pytest.mark.parametrize("scores", [[2.5, 1.8, 0.2], [-1, 1], [0, 0, 0, 0], [-5, 5, 2.25]])
def test_equals_plain_python(scores):
    classes = CLASSES[: len(scores)]
    power, powers, total, first, others = softmax_example(scores, classes)._steps
    wanted = [math.exp(score) for score in scores]
    assert [*numbers(power), *numbers(powers)] == pytest.approx(wanted)
    assert numbers(total) == pytest.approx([sum(wanted)])
    assert [*numbers(first), *numbers(others)] == pytest.approx([power / sum(wanted) for power in wanted])
    for step in (power, total, first):
        assert not any(abs(value - numbers(step)[0]) < 0.01 for value in step.mistakes)


def test_the_article_s_scores_by_hand():
    example = softmax_example([2.5, 1.8, 0.2], CLASSES[:3], level=1)
    assert example.summary() == (
        "WorkedExample: Softmax by hand. Level 1 of 3: 3 of 7 numbers to fill in.\n"
        "e to the power of the first logit: e^2.5 = __\n"
        "the other powers: e^1.8 = 6.05, e^0.2 = 1.22\n"
        "all powers added: __\n"
        "the share of cat: its power divided by the sum = __\n"
        "the other shares: dog 0.31, elephant 0.06"
    )
    two_classes = math.exp(2.5) / (math.exp(2.5) + math.exp(1.8))
    told = {round(value, 6): sentence for value, sentence in example._steps[3].mistakes.items()}
    assert told[round(two_classes, 6)] == "The sum is that of all 3 powers."
    ((value, sentence),) = example._steps[0].mistakes.items()
    assert value == pytest.approx(2.5 * math.e)
    assert sentence == "That is e times the logit."


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        (([1], ("cat",)), ValueError, "softmax_example: scores must be 2 to 4 numbers from -5 to 5, with a class for"),
        (([1] * 5, CLASSES), ValueError, "softmax_example: scores must be 2 to 4 numbers"),
        (([1, 2], ("cat",)), ValueError, "with a class for each, got [1.0, 2.0] and ['cat']."),
        (([1, 6], CLASSES[:2]), ValueError, "numbers from -5 to 5"),
        (([1, "2"], CLASSES[:2]), TypeError, "softmax_example: each score must be a number, got '2'."),
        (([1, 2], CLASSES[:2], 4), ValueError, "level must be 0"),
    ],
)
def test_errors(arguments, kind, words):
    with pytest.raises(kind, match=re.escape(words)):
        softmax_example(*arguments)
