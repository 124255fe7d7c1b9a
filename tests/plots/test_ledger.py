"""ledger: its words, what is drawn, its errors."""

import re

import numpy as np
import pytest

from cnnlite.plots import ledger

ROWS = {"w": (0.8, -0.3, 0.83), "longer name": (12.34567, np.nan, -0.00001)}


def test_words():
    assert ledger(("before", "gradient", "after"), ROWS).text == (
        "2×3 numbers: before, gradient, after\nw: 0.8000, −0.3000, 0.8300\nlonger name: 12.3457, –, 0.0000"
    )


def test_drawing():
    axes = ledger(("before", "after"), {"a": (1, 2), "bc": (-1, np.nan)}, rule=1).drawing.axes[0]
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["      before     after", "a     1.0000    2.0000", "bc   −1.0000          "]
    assert len(axes.get_lines()) == 2
    heights = [line.get_ydata()[0] for line in axes.get_lines()]
    middles = [text.get_position()[1] for text in axes.texts]
    assert middles[0] < heights[0] < middles[1] < heights[1] < middles[2]
    assert len(ledger(("a",), {"a": (1,)}).drawing.axes[0].get_lines()) == 1


@pytest.mark.parametrize("rows", [{}, {"a": (1,)}, {"a": (1, 2), "b": (1, 2, 3)}])
def test_errors(rows):
    with pytest.raises(ValueError, match=re.escape("ledger: rows must have a number for each of the 2 columns, got")):
        ledger(("before", "after"), rows)
