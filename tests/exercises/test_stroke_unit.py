"""The core exercise of notebook 18: what its check says of strokes and answers, and its way on any network."""

import re

import nbformat
import numpy as np
import pytest

from cnnlite.exercises.catalogue.stroke_unit import EXERCISE, SHOWN, stroke_unit
from cnnlite.exercises.checks import judge
from tests.exercises.answers.stroke_unit import EDGE, FLAT, NET, UPRIGHT, bent, broken, network
from tests.notebooks import FOLDER


@pytest.mark.parametrize(
    ("fires", "told"),
    [
        (np.ones((8, 8)), "4 to 8 pixels, all others 0; fires has 64 that are not 0"),
        (bent, "fires does not lie on one line"),
        (broken, "fires has a gap"),
    ],
)
def test_what_is_wrong_with_a_stroke(fires, told):
    assert told in judge(EXERCISE, (NET, 0, 1, fires, FLAT)).message


def test_how_much_was_needed():
    # the kernel's middle column on the upright stroke: 3·2 + 4; at an end of the flat one: 2 − 1 + 4
    verdict = judge(EXERCISE, (network(EDGE, bias=4.0), 0, 0, UPRIGHT, FLAT))
    assert verdict.diagnosis == "not_apart"
    assert "at most 10 to fires and 5 to silent; for fires it takes 10.1 or more" in verdict.message


def test_the_notebook_shows_the_kernel_that_is_refused():
    cells = nbformat.read(FOLDER / "18_looking_inside.ipynb", as_version=4).cells
    printed = [
        out.text for cell in cells for out in cell.get("outputs", ()) if "kernel of unit 0:" in out.get("text", "")
    ]
    numbers = re.findall(r"-?\d+\.\d+", "".join(printed))
    np.testing.assert_allclose(np.array(numbers, dtype=float).reshape(3, 3), SHOWN)


def test_what_the_verdict_counts():
    told = judge(EXERCISE, (NET, 0, 1, UPRIGHT, FLAT)).message
    assert "moved by up to a pixel, fires at least 6, silent at most 1" in told  # columns 2·3; at an end 2 − 1


def test_solution():
    model, layer, channel, fires, silent = stroke_unit()
    assert layer == "0 Conv2d"
    assert 0 <= channel < model[0].weight.data.shape[0]
    assert {fires.sum(), silent.sum()} == {6.0}
    assert judge(EXERCISE, (model, layer, channel, fires, silent)).right
