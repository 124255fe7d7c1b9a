"""Small bars: lengths, sides, numbers, words, and that everything has room."""

import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cnnlite.plots import small_bars
from cnnlite.plots.small_bars import ORANGE, PURPLE, TRACK


def drawn(picture):
    """Return the ends of each bar and what is written, and the place of 0."""
    axes = picture.drawing.axes[0]
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]
    return bars, [text.get_text() for text in axes.texts], axes.lines[0].get_xdata()[0]


def test_by_hand():
    picture = small_bars(("cat", "dog", "elephant"), [2.5, -1, 0], "scores", span=(-5, 5))
    bars, written, zero = drawn(picture)
    lengths = [end - zero for _, end in bars]
    assert [start for start, _ in bars] == [zero] * 3
    assert lengths == pytest.approx([TRACK / 4, -TRACK / 10, 0])
    assert written == ["scores", "cat", "2.5", "dog", "−1", "elephant", "0"]
    assert picture.text == "scores 3×1\ncat: 2.5\ndog: −1\nelephant: 0"
    colors = [bar.get_facecolor() for bar in picture.drawing.axes[0].patches]
    again = drawn(small_bars("ab", [1, -1], "x", (-1, 1)))
    assert colors[0] == colors[2] != colors[1]
    assert again[0][0][1] - again[2] == pytest.approx(TRACK / 2)
    assert PURPLE != ORANGE


def test_bars_end_where_the_span_does():
    bars, _, zero = drawn(small_bars("ab", [7, -9], "x", span=(-1, 3)))
    assert [end - zero for _, end in bars] == pytest.approx([0.75 * TRACK, -0.25 * TRACK])


def test_own_writing():
    assert small_bars(["a"], [0.62624], "p", written=["0.6262"]).text == "p 1×1\na: 0.6262"


def test_room_makes_pictures_equally_wide():
    def wide(text, letters):
        return small_bars(["a"], [1], "p", written=[text], letters=letters).drawing.get_figwidth()

    assert wide("1", 9) == wide("5.18·10²¹", 9) == wide("5.18·10²¹", 0) > wide("1", 0)


@pytest.mark.parametrize(
    "picture",
    [
        small_bars(("cat", "elephant"), [0.5, 1], "e to the power of the score ÷ 0.2", written=["5.18·10²¹"] * 2),
        small_bars("a", [-9.75], "x", span=(-10, 10)),
    ],
)
def test_everything_stands_inside_the_picture_and_apart(picture):
    figure = picture.drawing
    FigureCanvasAgg(figure).draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    boxes += [bar.get_window_extent() for bar in figure.axes[0].patches]
    for box in boxes:
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= figure.bbox.width
        assert box.y1 <= figure.bbox.height
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (((), [], "x"), ValueError, "small_bars: values must hold at least one number, got none."),
        (("ab", [1], "x"), ValueError, "small_bars: names must be 1, one for each number, got 2."),
        (("a", [1], "x", (0, 1), ["1", "2"]), ValueError, "small_bars: written must be 1, one for each number, got 2."),
        (("a", [float("nan")], "x"), ValueError, "small_bars: each of values must be a finite number"),
        (("a", ["1"], "x"), TypeError, "small_bars: each of values must be a number, got '1'."),
        (("a", [1], "x", (1, 2)), ValueError, "small_bars: span must hold 0 and more than that, got (1, 2)."),
        (("a", [1], "x", (0, 0)), ValueError, "small_bars: span must hold 0"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        small_bars(*arguments)
