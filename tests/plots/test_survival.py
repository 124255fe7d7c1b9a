"""What is left after many units."""

import re

import numpy as np
import pytest

from cnnlite.plots import survival
from cnnlite.plots.survival import FLOOR

HALF = 0.5 ** np.arange(21)


def test_shares_by_hand():
    picture = survival({"half": HALF, "a thousandth": 0.001 ** np.arange(21)}, "water")
    assert picture.text == (
        "water, 2×21, after 1, 2, 5, 10, 20 units\n"
        "half: 0.5, 0.25, 0.031, 0.00098, 0.00000095\n"
        "a thousandth: 0.001, 0.000001, less than 10⁻¹², less than 10⁻¹², less than 10⁻¹²"
    )
    half, other = picture.drawing.axes[0].lines
    np.testing.assert_array_equal(half.get_ydata(), HALF)
    np.testing.assert_array_equal(half.get_xdata(), np.arange(21))
    assert np.isfinite(other.get_ydata()).sum() == 5


def test_the_floor_itself_is_drawn():
    axes = survival({"a": np.array([1, FLOOR, FLOOR / 2])}).drawing.axes[0]
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), [1, FLOOR, np.nan])


def test_lines_differ_without_color_and_growth_has_room():
    picture = survival({str(n): (n + 1.0) ** np.arange(6) for n in range(4)})
    axes = picture.drawing.axes[0]
    assert len({(line.get_linestyle(), line.get_marker()) for line in axes.lines}) == 4
    assert axes.get_ylim()[1] > 4**5
    assert axes.get_yscale() == "log"


def test_the_axis_has_one_step_whatever_the_shares():
    for base in (0.5, 1.0, 2.0):
        axes = survival({"a": base ** np.arange(21)}).drawing.axes[0]
        low, high = axes.get_ylim()
        ticks = [tick for tick in axes.get_yticks() if low <= tick <= high]
        np.testing.assert_allclose(np.diff(np.log10(ticks)), 2)


@pytest.mark.parametrize(
    ("shares", "got"),
    [
        ({}, "got none."),
        ({str(n): HALF for n in range(5)}, "1 to 4 rows"),
        ({"a": HALF, "b": HALF[1:]}, "got a (21,), b (20,)."),
        ({"a": -HALF}, "at least 0, got a (21,)."),
        ({"a": HALF * np.nan}, "finite numbers"),
        ({"a": np.eye(2)}, "got a (2, 2)."),
    ],
)
def test_errors(shares, got):
    with pytest.raises(ValueError, match="^survival: shares must be .*" + re.escape(got)):
        survival(shares)
