"""powers: straight lines on logarithmic axes, and their numbers in words."""

import numpy as np
import pytest

from cnnlite.plots import powers

ROWS = {"square": np.array([1.0, 9, 2500]), "gone": np.array([np.nan, 0.0012345, 2e6])}


def test_words():
    assert powers([1, 3, 50], ROWS, "side", "steps").text.splitlines() == [
        "steps against side 1, 3, 50, both on logarithmic axes, 2×3",
        "square: 1, 9, 2 500",
        "gone: –, 0.00123, 2 000 000",
    ]


def test_lines_hold_the_numbers_and_differ_in_more_than_color():
    axes = powers([1, 3, 50], ROWS, "side", "steps").drawing.axes[0]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1", "3", "50"]
    for line, row in zip(axes.lines, ROWS.values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), row)
        np.testing.assert_array_equal(line.get_xdata(), [1, 3, 50])
    assert len({(line.get_marker(), line.get_linestyle()) for line in axes.lines}) == 2


@pytest.mark.parametrize(
    "rows", [{}, {"a": np.ones(2)}, {"a": np.array([1.0, 0, 2])}, {str(n): np.ones(3) for n in range(7)}]
)
def test_what_it_refuses(rows):
    with pytest.raises(ValueError, match="powers: rows must be 1 to 6 of 3 numbers above 0"):
        powers([1, 2, 3], rows, "n", "m")
