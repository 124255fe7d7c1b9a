"""Losses over steps."""

import numpy as np
import pytest

from cnnlite.plots import descent


def test_lines_and_words():
    rows = {"right": 0.5 ** np.arange(21), "this code": np.linspace(1, 3, 21)}
    picture = descent(rows, "half the error")
    assert (
        picture.text
        == "half the error over 20 steps, 2×21\nright: 1 at first, 0 at last\nthis code: 1 at first, 3 at last"
    )
    axes = picture.drawing.axes[0]
    for line, row in zip(axes.lines, rows.values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), row)
        np.testing.assert_array_equal(line.get_xdata(), np.arange(21))
    assert len({(line.get_linestyle(), line.get_marker(), line.get_linewidth()) for line in axes.lines}) == 2
    assert axes.get_ylim()[0] == 0
    assert all(float(tick).is_integer() for tick in descent({"a": np.ones(4)}).drawing.axes[0].get_xticks())
    (legend,) = picture.drawing.legends
    assert [text.get_text() for text in legend.get_texts()] == list(rows)


def test_one_row_and_negative_losses():
    picture = descent({"a": np.array([1.0, -2.0])})
    assert picture.text == "loss over 1 step, 1×2\na: 1 at first, −2 at last"
    assert picture.drawing.axes[0].get_ylim()[0] == -2


@pytest.mark.parametrize(
    "losses",
    [{}, {str(n): np.ones(3) for n in range(4)}, {"a": np.ones(3), "b": np.ones(2)}, {"a": np.ones(1)},
     {"a": np.ones((2, 2))}],
)  # fmt: skip
def test_what_is_refused(losses):
    with pytest.raises(ValueError, match="descent: losses must be 1 to 3 rows"):
        descent(losses)
