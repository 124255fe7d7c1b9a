"""Relative errors over the size of a wiggle."""

import re

import numpy as np
import pytest

from cnnlite.plots import ErrorCurves
from cnnlite.plots.error_curves import LEAST, best, power, scientific

H = 10.0 ** np.linspace(-8, 0, 33)
V = H**2 + 1e-9 / H


def test_picture_by_hand():
    picture = ErrorCurves(H, {"slow": H, "V": V}).at(-4)
    assert picture.text == (
        "relative error over h, 2×33, h from 10⁻⁸ to 1; the line stands at h = 10⁻⁴\n"
        "slow: smallest around h = 10⁻⁷\nV: smallest around h = 10⁻³"
    )
    axes = picture.drawing.axes[0]
    np.testing.assert_array_equal(axes.lines[1].get_ydata(), V)
    assert axes.get_xscale() == axes.get_yscale() == "log"
    assert len({line.get_linewidth() for line in axes.lines[:2]}) == 2, "told apart without color"


def test_the_line_moves():
    curves = ErrorCurves(H, {"V": V})
    for exponent in (-8, -3, 0):
        assert list(curves.at(exponent).drawing.axes[0].lines[-1].get_xdata()) == [10.0**exponent] * 2


def test_an_error_of_0_is_not_drawn():
    line = ErrorCurves(H, {"none": np.where(H > 1e-4, 0, H)}).at(-1).drawing.axes[0].lines[0]
    assert np.isnan(line.get_ydata()).sum() == (H > 1e-4).sum()
    assert LEAST < 1e-16


def test_one_lucky_error_does_not_count():
    lucky = V.copy()
    lucky[2] = 1e-16
    assert lucky.argmin() == 2
    assert best(H, lucky) == best(H, V) == -3


@pytest.mark.parametrize(("value", "text"), [(0.00083, "8·10⁻⁴"), (1, "1"), (0, "0"), (1e-8, "10⁻⁸"), (40, "4·10¹")])
def test_numbers(value, text):
    assert scientific(value) == text
    assert power(0) == "1"


@pytest.mark.parametrize("errors", [{}, {"a": V[1:]}, {"a": V, "b": V, "c": V}])
def test_errors(errors):
    with pytest.raises(ValueError, match=re.escape("ErrorCurves: errors must be 1 or 2 rows with a number for each")):
        ErrorCurves(H, errors)
