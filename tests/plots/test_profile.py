"""Rows of pixels as curves."""

import re

import numpy as np
import pytest

from cnnlite.plots import profile


def test_a_row_before_and_after():
    before, after = np.array([0.0, 0, 1, 1]), np.array([0.0, 0.25, 0.75, 1.5])
    picture = profile({"before": before, "after": after}, start=7, label="a row")
    assert picture.text == (
        "a row 1×4, from column 7\n"
        "before: values 0 to 1, mean step from pixel to pixel 0.33\n"
        "after: values 0 to 1.5, mean step from pixel to pixel 0.5"
    )
    assert picture.drawing.axes[0].get_ylabel() == "brightness"
    assert profile({"a": before}, value="answer").drawing.axes[0].get_ylabel() == "answer"
    assert profile({"a": before}, along="shift").text.endswith(
        "from shift 0\na: values 0 to 1, mean step from shift to shift 0.33"
    )
    lines = picture.drawing.axes[0].lines
    assert [line.get_label() for line in lines] == ["before", "after"]
    for line, row in zip(lines, (before, after), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [7, 8, 9, 10])
        np.testing.assert_array_equal(line.get_ydata(), row)


def test_curves_are_told_apart_without_color():
    picture = profile({str(n): np.arange(3) + n for n in range(4)})
    assert len({(line.get_linestyle(), line.get_marker()) for line in picture.drawing.axes[0].lines}) == 4
    assert [text.get_text() for text in picture.drawing.legends[0].get_texts()] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("rows", "got"),
    [
        ({}, "got none"),
        ({"a": np.zeros(3), "b": np.zeros(4)}, "got a (3,), b (4,)"),
        ({"a": np.zeros((2, 3))}, "got a (2, 3)"),
        ({"a": np.zeros(1)}, "got a (1,)"),
        ({"a": 3.0}, "got a ()"),
        ({str(n): np.zeros(3) for n in range(5)}, "1 to 4 rows"),
    ],
)
def test_errors(rows, got):
    with pytest.raises(ValueError, match="profile: rows must be .*" + re.escape(got)):
        profile(rows)
