"""Bars: lengths, numbers at the bars, the kind of axis, words."""

import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cnnlite.plots import bars


def drawn(picture):
    """Return the axes of a picture, the lengths of its bars and what is written at them."""
    axes = picture.drawing.axes[0]
    return axes, [bar.get_width() for bar in axes.patches], [text.get_text() for text in axes.texts]


def test_very_different_numbers():
    picture = bars({"conv 3×3": 896, "dense": 88502400})
    axes, lengths, written = drawn(picture)
    assert lengths == [896, 88502400]
    assert written == ["896", "88 502 400"]
    assert axes.get_xscale() == "log"
    assert picture.text == "parameters, on a logarithmic axis\nconv 3×3: 896\ndense: 88 502 400"
    assert axes.get_xlabel() == "parameters, on a logarithmic axis"
    assert [label.get_text() for label in axes.get_yticklabels()] == ["conv 3×3", "dense"]
    assert axes.yaxis_inverted()  # the first on top


def test_similar_numbers():
    picture = bars({"a": 2.5, "b": 0, "c": 100}, "minutes")
    axes, lengths, written = drawn(picture)
    assert (lengths, written) == ([2.5, 0, 100], ["2.5", "0", "100"])
    assert axes.get_xscale() == "linear"
    assert picture.text == "minutes\na: 2.5\nb: 0\nc: 100"
    assert drawn(bars({"none": 0}))[0].get_xlim() == (0, 1)


@pytest.mark.parametrize(
    "values", [{"a": 896, "long name of a thing": 88502400}, {"a": 1}, {"a": 1, "b": 60}, {"a": 12345678}]
)
def test_everything_stands_inside_the_picture(values):
    figure = bars(values).drawing
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    for text in (*axes.texts, *axes.get_yticklabels(), axes.xaxis.label):
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= figure.bbox.width


@pytest.mark.parametrize(
    ("values", "kind", "message"),
    [
        ({}, ValueError, "bars: values must hold at least one number, got none."),
        ({"a": -1}, ValueError, "bars: the value of a must be a finite number of at least 0, got -1"),
        ({"a": float("inf")}, ValueError, "bars: the value of a must be a finite number"),
        ({"a": "1"}, TypeError, "bars: the value of a must be a number, got '1'."),
    ],
)
def test_errors(values, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        bars(values)
