"""Neuron: what stands on its edges, how they are drawn, words, and that everything has room."""

import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cnnlite.plots import neuron


def drawn(picture):
    """Return for each edge its style and width, and every text."""
    axes = picture.drawing.axes[0]
    return [(line.get_linestyle(), line.get_linewidth()) for line in axes.lines], [t.get_text() for t in axes.texts]


def test_by_hand():
    edges, texts = drawn(neuron([155, 60, 10], [0.27, -0.4, 0], -5, "ReLU", 12.85))
    assert edges[0] == ("-", 4)  # the largest product
    assert edges[1][0] == "--"
    assert edges[1][1] == pytest.approx(1 + 3 * 24 / 41.85)
    assert edges[2] == (":", 1)
    assert edges[3][0] == "--"  # the bias
    assert {"· 0.27 = 41.85", "· (−0.4) = −24", "· 0 = 0", "bias −5", "12.85", "ReLU", "155", "60", "10"} <= set(texts)
    assert texts.count("12.85") == 2  # the sum, and the output


def test_words():
    assert neuron([2], [-1.5], 4, "sigmoid", 0.73, name="our neuron").text == (
        "our neuron, 1×1 weights\n2 · (−1.5) = −3\nbias 4\nsum 1\nsigmoid gives 0.73"
    )


@pytest.mark.parametrize("count", [1, 2, 4])
def test_everything_stands_inside_the_picture_and_apart(count):
    figure = neuron([255] * count, [-0.99] * count, -99.5, "identity", -1109.3).drawing
    FigureCanvasAgg(figure).draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]
    for box in boxes:
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= figure.bbox.width
        assert box.y1 <= figure.bbox.height
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (([], [], 0, "ReLU", 0), ValueError, "neuron: inputs must be 1 to 4, and weights as many, got 0 and 0."),
        (([1] * 5, [1] * 5, 0, "ReLU", 0), ValueError, "neuron: inputs must be 1 to 4, and weights as many, got 5 and"),
        (([1, 2], [1], 0, "ReLU", 0), ValueError, "and weights as many, got 2 and 1."),
        (([1], ["1"], 0, "ReLU", 0), TypeError, "neuron: each of weights must be a number, got '1'."),
        (([1], [1], float("inf"), "ReLU", 0), ValueError, "neuron: bias must be a finite number"),
        (([1], [1], 0, "ReLU", None), TypeError, "neuron: output must be a number"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        neuron(*arguments)
