"""size_puzzle and size_example: the answers are the library's, the reasons belong to wrong numbers."""

import re

import numpy as np
import pytest

from cnnlite import conv_output_size
from cnnlite.questions import size_example, size_puzzle
from cnnlite.questions.size_puzzle import wrong_sizes

ASKED = re.compile(
    r"A picture of (\d+)×(\d+) pixels, a (\d+)×(\d+) kernel, stride (\d+)"
    r"(?:, padding (\d+) on each side)?(?:, dilation (\d+))?\. How many (rows|columns) does the output have\?"
)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_fifty_puzzles(level):
    drawn = set()
    for seed in range(50):
        puzzle = size_puzzle(seed, level)
        *numbers, name = ASKED.fullmatch(puzzle.asked.question).groups()
        rows, cols, high, wide, stride = map(int, numbers[:5])
        padding, dilation = int(numbers[5] or 0), int(numbers[6] or 1)
        assert (stride > 1, padding > 0, dilation > 1) == (level > 1, level > 2, level > 3)
        output = conv_output_size((rows, cols), (high, wide), stride, padding, dilation)
        assert output[0] != output[1]
        assert puzzle.asked.answer == output[name == "columns"]
        assert f"= {puzzle.asked.told}." in puzzle.asked.why
        assert all(abs(reason["given"] - puzzle.asked.answer) > 0.01 for reason in puzzle.asked.reasons)
        assert output[name != "columns"] in [reason["given"] for reason in puzzle.asked.reasons]
        assert len(puzzle.then.scene.frames) == np.prod(output)
        assert puzzle.asked.told not in puzzle.summary().removeprefix(f"Predict: {puzzle.asked.question}")
        drawn.add(puzzle.asked.question)
        puzzle.close()
    assert len(drawn) > 40


def test_the_same_seed_asks_the_same():
    assert size_puzzle(7, 4).asked.question == size_puzzle(7, 4).asked.question


def test_known_wrong_formulas():
    # 10 pixels, kernel 3, stride 2, padding 1: ⌊9/2⌋ + 1 = 5
    reasons = wrong_sizes(10, 3, 2, 1, 1, 5)
    assert reasons[4] == "The first place counts, too: + 1."
    assert reasons[5.5] == "There is no part of a place: round down."
    assert "rounded up" in reasons[6]
    assert reasons[10] == "The stride leaves places out."
    assert wrong_sizes(4, 3, 1, 0, 1, 2)[3] == "That counts the first place twice."
    assert wrong_sizes(12, 3, 1, 2, 1, 14)[10] == "The padding makes the picture larger."
    assert wrong_sizes(12, 3, 1, 2, 1, 14)[12] == "Padding stands on both sides."
    assert wrong_sizes(12, 3, 1, 0, 3, 6)[10] == "With its gaps the kernel covers more pixels."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seed": -1}, "size_puzzle: seed must be a whole number of at least 0, got -1"),
        ({"seed": 1.5}, "seed must be a whole number of at least 0, got 1.5"),
        ({"level": 5}, "size_puzzle: level must be a number from 1 to 4, got 5"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=message):
        size_puzzle(**arguments)


@pytest.mark.parametrize("numbers", [(10, 3, 2, 0), (12, 4, 3, 1), (5, 5, 1, 0), (2, 4, 7, 1), (9, 1, 2, 3)])
def test_an_example_step_by_step(numbers):
    size, kernel, stride, padding = numbers
    room, steps, outputs, left = (
        next(part for part in step.parts if not isinstance(part, str)) for step in size_example(*numbers)._steps
    )
    assert outputs == conv_output_size(size, kernel, stride, padding) == steps + 1
    assert room == size + 2 * padding - kernel == steps * stride + left
    assert 0 <= left < stride
    for step in size_example(*numbers)._steps:
        assert not set(step.mistakes) & {part for part in step.parts if not isinstance(part, str)}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_line_gives_a_blank_of_another_away(level):
    """The room, the steps and the outputs are 10, 3 and 4 here; what is given are 12, 1, 4, 3 and words."""
    example = size_example(12, 4, 3, 1, level)
    lines = dict(line.split(": ", 1) for line in example.summary().splitlines()[1:])
    assert lines["the whole steps that fit into it"] == "⌊ room / 3 ⌋ = __"
    assert lines["the outputs"] == "steps + 1 = __"
    assert lines["the room in which the kernel can move"].endswith("= 10" if level == 1 else "= __")


def test_an_example_refuses():
    with pytest.raises(ValueError, match="the kernel must fit"):
        size_example(2, 3, 1, 0)
    with pytest.raises(ValueError, match="level must be 0"):
        size_example(5, 3, 1, 0, level=4)
