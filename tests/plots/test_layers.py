"""Layers: a line for every weight, numbers in their circles, words."""

import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cnnlite.plots import layers

NET = {"input": np.array([2.0, 0.5, 1]), "hidden": [0, 3.25], "scores": np.array([-1.5])}


def test_a_line_for_each_weight_from_circle_to_circle():
    axes = layers(NET).drawing.axes[0]
    circles = [
        c.get_offsets().data.tolist() for c in axes.collections if hasattr(c, "get_sizes") and len(c.get_sizes())
    ]
    lines = [c.get_segments() for c in axes.collections if hasattr(c, "get_segments")]
    assert [len(c) for c in circles] == [3, 2, 1]
    assert [len(found) for found in lines] == [0, 6, 2]
    joined = {(circles[0].index(a.tolist()), circles[1].index(b.tolist())) for a, b in lines[1]}
    assert joined == {(i, o) for i in range(3) for o in range(2)}
    numbers = [text.get_text() for text in axes.texts]
    assert [n for n in numbers if n[-1:].isdigit()] == ["2", "0.5", "1", "0", "3.25", "−1.5"]
    assert {"2×3 weights", "1×2 weights", "input", "hidden", "scores"} <= set(numbers)


def test_words():
    assert layers(NET).text.splitlines() == [
        "dense net of 3 layers",
        "input: 2, 0.5, 1",
        "hidden: 0, 3.25; 2×3 weights",
        "scores: −1.5; 1×2 weights",
    ]


def test_everything_stands_inside_the_picture_and_apart():
    figure = layers({"flattened": -np.arange(16) * 0.63, "hidden, ReLU": [-9.75] * 4, "output": [1, 2]}).drawing
    FigureCanvasAgg(figure).draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]
    for box in boxes:
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= figure.bbox.width
        assert box.y1 <= figure.bbox.height
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize(
    "values", [{}, {"a": [1]}, {"a": [1], "b": []}, {"a": [1], "b": [0] * 17}, {"a": [[1]], "b": [1]}]
)
def test_errors(values):
    with pytest.raises(
        ValueError, match=re.escape("layers: values must be at least two rows of 1 to 16 numbers, got ")
    ):
        layers(values)
