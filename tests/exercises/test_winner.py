"""21.winner: what it says is true of the row it names, and the notebook's rows are those of the check."""

import re

import pytest

from cnnlite.exercises.catalogue.winner import EXERCISE
from cnnlite.exercises.checks import judge
from cnnlite.zoo.conv_costs import SIX
from tests.exercises.answers.winner import with_row
from tests.notebooks import FOLDER


def test_the_rows_of_the_notebook_are_those_of_the_check():
    source = (FOLDER / "source" / "21_fast_convolution.py").read_text(encoding="utf-8")
    rows = re.findall(r"# stub: None,  # (.*): (\d+) images? (\d+)×(\d+)×(\d+), (\d+) kernels? (\d+)×(\d+)", source)
    assert [row[0] for row in rows] == list(SIX)
    for (_, images, channels, high, wide, kernels, tall, broad), shape in zip(rows, SIX.values(), strict=True):
        assert tuple(map(int, (images, channels, high, kernels, tall))) == shape
        assert (wide, broad) == (high, tall)


@pytest.mark.parametrize(
    ("row", "way", "words"),
    [
        (2, "im2col", "im2col would copy 961 numbers for each pixel, 961 MiB in all"),
        (3, "rowcol", "over all 1 600 000 outputs 3 times to add up, and moves 10 000 000 numbers in all"),
        (1, "shift_and_add", "over all 260 000 outputs 9 times to add up, and moves 7 100 000 numbers in all"),
        (5, "fft", "each of 64 channels meets each of 64 kernels number by number, so each number is moved"),
        (2, "winograd", "made for 3×3 kernels, and this one is 31×31"),
        (0, "loops", "loops takes 36 steps of Python"),
        (4, "im2col", "about 2.8 times as long"),
        (1, "fft", "waves cost the same for small kernels as for large"),
    ],
)
def test_reasons(row, way, words):
    message = judge(EXERCISE, with_row(row, way)).message
    assert words in message
    assert f"5 of 6 are right. The first that is not, {list(SIX)[row]}: " in message


def test_before_the_first_try_names_are_asked_for():
    assert "put in the names" in judge(EXERCISE, [None] * 6).message
