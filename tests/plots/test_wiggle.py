"""One wiggle on a curve, after the other."""

import numpy as np
import pytest

from cnnlite.plots import Wiggle
from cnnlite.plots.wiggle import significant

X = np.linspace(-2, 2, 5)


@pytest.fixture
def square():
    return Wiggle("square", X, X**2, 2 * X)


def test_a_wiggle_by_hand(square):
    picture = square.at((1, 1), (3, 9))
    assert picture.text == (
        "square 1×5, inputs from −2 to 2: values 0 to 4, slopes −4 to 4\n"
        "from 1 to 3 the value moves from 1 to 9: slope 8/2 = 4"
    )
    assert picture.drawing is square.figure
    assert square.corner.get_xydata().tolist() == [[1, 1], [3, 1], [3, 9]]
    assert square.slope.get_xydata().tolist() == [[1, 4]]


def test_the_inputs_have_a_name_and_ticks_where_they_are_few():
    near = np.linspace(1, 2.5, 4)
    drawn = Wiggle("loss", near, near**2, 2 * near, by="w1")
    assert drawn.lower.get_xlabel() == "w1"
    assert any(tick % 1 for tick in drawn.lower.get_xticks())


def test_the_next_wiggle_takes_its_place(square):
    square.at((1, 1), (3, 9))
    assert square.at((0, 0), (-1, 1)).text.endswith("from 0 to −1 the value moves from 0 to 1: slope 1/−1 = −1")
    assert square.begin.get_xydata().tolist() == [[0, 0]]
    assert square.finish.get_xydata().tolist() == [[-1, 1]]
    assert square.slope.get_xydata().tolist() == [[0, -1]]
    np.testing.assert_array_equal(square.upper.lines[2].get_ydata(), X**2)  # the curve stays


def test_a_slope_far_outside_is_written(square):
    square.at((0, 0), (0.01, 1))
    assert square.beyond.get_text() == " ↑ 100"
    square.at((0, 0), (0.01, -1))
    assert square.beyond.get_text() == " ↓ −100"
    square.at((0, 0), (1, 1))
    assert square.beyond.get_text() == ""


def test_no_slope_is_a_gap():
    slopes = np.array([0, 0, np.nan, 1, 1])
    kinked = Wiggle("ReLU", X, np.maximum(X, 0), slopes)
    assert "slopes 0 to 1" in kinked.at((0, 0), (1, 1)).text
    np.testing.assert_array_equal(kinked.lower.lines[2].get_ydata(), slopes)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (2, "2"),
        (-0.000024567, "−0.00002457"),
        (1 - 2e-14, "1"),
        (123.456, "123.5"),
        (5e5, "500000"),
    ],
)
def test_four_digits(value, text):
    assert significant(value) == text


def test_errors(square):
    with pytest.raises(ValueError, match=r"^Wiggle: x, values and slopes .* \(x.shape=\(5,\), values.shape=\(4,\), "):
        Wiggle("f", X, X[1:], X)
    with pytest.raises(
        ValueError, match=r"^Wiggle.at: end must lie at another x than start, got \(1, 0\) and \(1, 2\)"
    ):
        square.at((1, 0), (1, 2))
