"""Curves side by side, on one scale."""

import re

import numpy as np
import pytest

from cnnlite.plots import curves

X = np.linspace(-2, 2, 9)


def test_two_curves_by_hand():
    picture = curves(X, {"square": X**2, "half": X / 2}, points=[-1, 0.25])
    assert picture.text == (
        "2 functions on one scale, inputs from −2 to 2\n"
        "square 1×9: values 0 to 4; at −1: 1, 0.25: 0.12\n"  # 0.125: between the inputs 0 and 0.5, on a straight line
        "half 1×9: values −1 to 1; at −1: −0.5, 0.25: 0.12"
    )
    assert [part.text for part in picture.drawing] == picture.text.splitlines()[1:]
    limits = {part.drawing.axes[0].get_ylim() for part in picture.drawing}
    assert limits == {(-1.3, 4.3)}


def test_values_slopes_and_points_are_drawn():
    slopes = np.where(X > 0, 1.0, np.nan)
    [part] = curves(X, {"f": X**2}, {"f": slopes}, points=[-2, 1]).drawing
    solid, dashed, dots = part.drawing.axes[0].lines[2:]  # after the two lines at 0
    np.testing.assert_array_equal(solid.get_xydata(), np.stack([X, X**2], axis=1))
    np.testing.assert_array_equal(dashed.get_ydata(), slopes)
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("-", "--")
    np.testing.assert_array_equal(dots.get_xydata(), [[-2, 4], [1, 1]])


def test_a_constant_has_room():
    [part] = curves(X, {"one": np.ones(9)}).drawing
    low, high = part.drawing.axes[0].get_ylim()
    assert low < 1 < high


@pytest.mark.parametrize(
    ("values", "slopes", "got"),
    [
        ({}, None, "got none."),
        ({"f": np.zeros(8)}, None, "x (9,), got f (8,)."),
        ({"f": np.zeros(9)}, {"g": np.zeros(3)}, "got f (9,), g (3,)."),
    ],
)
def test_errors(values, slopes, got):
    with pytest.raises(ValueError, match="^curves: values and slopes must have a number.*" + re.escape(got)):
        curves(X, values, slopes)
