"""The table of tests and bugs."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from cnnlite import zoo
from cnnlite.plots import lights
from cnnlite.plots.color import PALE, PURPLE

WORDS = np.array([["passes", "crashed"], ["caught", "passes"], ["caught", "caught"]])


def test_words_by_hand():
    picture = lights(WORDS, ("shape", "one entry", "every entry"), ("turn", "crop"))
    assert picture.text == (
        "what 3 tests say of 2 bugs, 3×2\n"
        "turn: caught by one entry, every entry; passes shape\n"
        "crop: caught by every entry; crashes in shape; passes one entry"
    )


def test_every_cell_has_its_word_in_its_place():
    picture = lights(WORDS, ("shape", "one entry", "every entry"), ("turn", "crop"))
    axes = picture.drawing.axes[0]
    placed = {text.get_position(): text.get_text() for text in axes.texts if text.get_text() in WORDS}
    columns = sorted({x for x, _ in placed})
    rows = sorted({y for _, y in placed})
    table = np.array([[placed[x, y] for y in rows] for x in columns])
    np.testing.assert_array_equal(table, WORDS)
    heads = [text.get_text() for text in sorted(axes.texts, key=lambda t: t.get_position()) if "\n" in text.get_text()]
    assert heads == ["one\nentry", "every\nentry"]
    assert "" in {text.get_text() for text in axes.texts}, "no title"
    grounds = [to_hex(patch.get_facecolor()) for patch in axes.patches]
    assert grounds == [PALE if word == "passes" else PURPLE for word in WORDS.T.ravel()]


def test_a_matrix_as_it_comes():
    """Two pictures that stand side by side or wrap, each narrow enough for a telephone."""
    seen = zoo.matrix("lazy")
    picture = lights(*seen, title="lazy case")
    lines = picture.text.splitlines()
    told = [
        f"{bug}: caught by hand example; passes shape, mean, loss falls, one entry, every entry" for bug in zoo.BUGS
    ]
    heading = "lazy case: what 6 tests say of 5 bugs, 6×5"
    assert lines == [heading, *told[:5], heading, *told[5:]]
    assert picture.to_html().count("<img") == len(picture.drawing) == 2
    for part, bugs in zip(picture.drawing, (seen.bugs[:5], seen.bugs[5:]), strict=True):
        written = [text.get_text() for text in part.drawing.axes[0].texts]
        assert part.drawing.get_figwidth() * 96 < 335
        assert [text for text in written if text in seen.bugs] == list(bugs)
        assert written[0] == "lazy case"


def test_words_stay_in_their_cells():
    figure = lights(np.full((6, 1), "crashed"), zoo.matrix("lazy").lights, ("half the padding kept",)).drawing
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    axes = figure.axes[0]
    words = [text for text in axes.texts if text.get_text() == "crashed"]
    assert len(words) == len(axes.patches) == 6
    for text, cell in zip(words, axes.patches, strict=True):
        assert text.get_window_extent().width < cell.get_window_extent().width
    for text in axes.texts:
        assert text.get_window_extent().x1 <= figure.bbox.x1 + 1


def test_a_row_without_a_name():
    picture = lights(np.array([["caught"]]), ("shape",), ("",))
    assert picture.text == "what 1 test says of 1 bug, 1×1\ncaught by shape"


@pytest.mark.parametrize("words", [np.empty((0, 2)), WORDS.T, WORDS[:2], np.array("caught")])
def test_what_is_refused(words):
    with pytest.raises(ValueError, match="lights: words must be one for each of the 3 tests and 2 bugs"):
        lights(words, ("a", "b", "c"), ("d", "e"))
