"""Graph: what stands in the boxes and on the lines, words, room, and what it refuses."""

import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from cnnlite.explorers import GraphStepper
from cnnlite.explorers.graphs import GRAPHS
from cnnlite.plots import graph
from cnnlite.plots.color import ORANGE, PURPLE
from cnnlite.plots.graph import RED, Node, subscript, written

WALK = [
    Node("x1", (0, 0), 3.0),
    Node("w", (1, 0), -2.0, 1.5),
    Node("p", (0.5, 1), -6.0, 0.5, "x₁·w", {"x1": None, "w": 3.0}),
    Node("loss", (0.5, 2), None, None, "p²", {"p": None}),
]


def test_by_hand():
    axes = graph(WALK, now=["w"], edges=[("w", "p")]).drawing.axes[0]
    texts = {text.get_text(): to_hex(text.get_color()) for text in axes.texts}
    assert {text for text, shade in texts.items() if shade == PURPLE and " = " in text} == {
        "x₁ = 3", "w = −2", "p = −6", "purple, downwards: name = value",
    }  # fmt: skip
    assert {text for text, shade in texts.items() if shade == ORANGE and text} == {
        "dw = 1.5", "dp = 0.5", "×3", "orange, upwards: dname = gradient, × local slope",
    }  # fmt: skip
    assert {"loss = ?", "x₁·w", "p²"} <= set(texts)
    assert [to_hex(box.get_edgecolor()) for box in axes.patches[:4]] == [PURPLE, RED, PURPLE, PURPLE]
    assert [line.get_linewidth() for line in axes.lines] == [1.2, 3, 1.2]
    assert [to_hex(line.get_color()) for line in axes.lines] == [PURPLE, ORANGE, PURPLE]


def test_arrows_show_the_way_of_the_step():
    """Forwards the tip is at the result, backwards at the input."""
    for slope, downwards in ((None, True), (3.0, False)):
        nodes = [WALK[0], WALK[1], Node("p", (0.5, 1), -6.0, None, "x₁·w", {"x1": None, "w": slope})]
        axes = graph(nodes, edges=[("w", "p")]).drawing.axes[0]
        [arrow] = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
        assert (arrow.xy[1] > arrow.xyann[1]) == downwards
        high, low = sorted(y for _, y in axes.lines[1].get_xydata())
        assert {arrow.xy[1], arrow.xyann[1]} == {high, low}


def test_lines_end_at_their_boxes():
    axes = graph(WALK).drawing.axes[0]
    boxes = [box.get_bbox() for box in axes.patches]
    ends = [(0, 2), (1, 2), (2, 3)]
    for line, (above, below) in zip(axes.lines, ends, strict=True):
        (x0, y0), (x1, y1) = line.get_xydata()
        for x, y, place, edge in ((x0, y0, above, "y1"), (x1, y1, below, "y0")):
            box = boxes[place]
            assert x == pytest.approx((box.x0 + box.x1) / 2)
            assert abs(y - getattr(box, edge)) < 0.06


def test_words():
    assert graph(WALK).text.splitlines() == [
        "graph 4×2: values, and gradients where known",
        "x₁ = 3", "w = −2, dw = 1.5", "p = x₁·w = −6, dp = 0.5; local slope 3 to w", "loss = p² = ?",
    ]  # fmt: skip


def test_numbers_fit():
    assert [written(n) for n in (1.5, -0.73106, 12345.6, 0.00004, -0.0544218, 6.12996)] == [
        "1.5", "−0.7311", "12350", "0", "−0.0544", "6.13",
    ]  # fmt: skip
    assert subscript("x12") == "x₁₂"


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("number", [-2.85, None, 2.95])
def test_everything_stands_inside_and_apart(name, number):
    stepper = GraphStepper(name, show=())
    if number is not None:
        stepper.number.value = number
    figure = stepper.picture().drawing
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    assert figure.get_figwidth() * 96 < 640
    texts = [text.get_window_extent() for text in axes.texts if text.get_text()]
    boxes = [box.get_window_extent() for box in axes.patches]
    for each in (*texts, *boxes):
        assert min(each.x0, each.y0) >= 0
        assert each.x1 <= figure.bbox.width
        assert each.y1 <= figure.bbox.height
    for many in (texts, boxes):
        assert not any(a.overlaps(b) for n, a in enumerate(many) for b in many[:n])
    for text in texts:  # in one box whole, or in none
        for box in boxes:
            assert not text.overlaps(box) or (box.x0 <= text.x0 and text.x1 <= box.x1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([],), "graph: nodes must be one or more with different names, got none."),
        (([WALK[0], WALK[0]],), "graph: nodes must be one or more with different names, got x1, x1."),
        ((WALK[1:],), "graph: the inputs of p must be nodes before it, got x1."),
        ((WALK[::-1],), "graph: the inputs of loss must be nodes before it, got p."),
        ((WALK, ["z"]), "graph: now and edges must be names and lines of the nodes, got ['z'] and ()."),
        ((WALK, [], [("x1", "loss")]), "graph: now and edges must be names and lines of the nodes, got [] and"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        graph(*arguments)
