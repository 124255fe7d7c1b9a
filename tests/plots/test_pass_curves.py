"""pass_curves: its words, its dots and its errors."""

import re

import numpy as np
import pytest

from cnnlite.plots import pass_curves

ROWS = {"zebra": np.array([0.3, 0.2, 0.1]), "cat": np.array([0.7, 1.8, 12.5])}


def test_words():
    assert pass_curves(ROWS, at=2).text == (
        "loss over 1×3 passes, now at pass 2\nzebra: 0.3000 at pass 1, 0.1000 at pass 3; now 0.2000\n"
        "cat: 0.7000 at pass 1, 12.5000 at pass 3; now 1.8000"
    )


def test_dots_and_lines():
    figure = pass_curves(ROWS, at=2, levels={"half": 0.5}).drawing
    lines = list(figure.axes[0].get_lines())
    level, zebra, dot, cat, outside = lines[:5]
    assert set(level.get_ydata()) == {0.5}
    for line, row in ((zebra, ROWS["zebra"]), (cat, ROWS["cat"])):
        np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], row])
    assert [list(v) for v in dot.get_data()] == [[2], [0.2]]
    assert [list(v) for v in outside.get_data()] == [[2], [1.6]]  # it is 1.8, beyond the picture
    assert outside.get_markerfacecolor() == "white" != dot.get_markerfacecolor()
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["zebra 0.2000", "cat 1.8000"]
    assert zebra.get_linestyle() != cat.get_linestyle()
    assert pass_curves(ROWS, at=3).drawing.legends[0].get_texts()[1].get_text() == "cat 12.50"


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (({},), ValueError, "pass_curves: losses must be 1 to 3 rows (N,) of one length, at least 2, got none"),
        (({"a": np.ones(1)},), ValueError, "at least 2, got a (1,)"),
        (({"a": np.ones(2), "b": np.ones(3)},), ValueError, "got a (2,), b (3,)"),
        ((dict.fromkeys("abcd", np.ones(2)),), ValueError, "must be 1 to 3 rows"),
        ((ROWS, 0), ValueError, "pass_curves: at must lie between 1 and 3, got 0"),
        ((ROWS, 4), ValueError, "pass_curves: at must lie between 1 and 3, got 4"),
        ((ROWS, 1.5), TypeError, "pass_curves: at must be a whole number, got 1.5"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        pass_curves(*arguments)
