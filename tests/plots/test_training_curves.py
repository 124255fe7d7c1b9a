"""TrainingCurves: what is drawn where, what is drawn anew, and the words."""

import numpy as np

from cnnlite.plots import TrainingCurves
from cnnlite.plots.color import PURPLE

LINES = {
    "training batches": (np.array([0.5, 1.0, 1.5]), np.array([2.0, 9.0, 0.5])),
    "held-out": (np.array([0.0, 1.0]), np.array([2.25, 12.5])),
}


def share(picture, color):
    """Return how many pixels have a color, (r, g, b) or "#rrggbb"."""
    wanted = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    return int((picture.drawing == wanted).all(axis=2).sum())


def test_words():
    curves = TrainingCurves("loss", 3.0)
    assert curves.at(LINES).text.splitlines() == [
        "loss over epoch 0 to 1.5", "training batches, 1×3: 2 at first, 0.5 at last", "held-out, 1×2: 2.2 at first, 12 at last",
    ]  # fmt: skip
    empty = np.zeros(0)
    told = TrainingCurves("accuracy", 100, unit=" %", along="pass").at(
        {"a": (empty, empty)}, {"b": (np.ones(1), np.array([97.4]))}
    )
    assert told.text.splitlines() == [
        "accuracy over pass 0 to 0", "a, 1×0: none yet", "before, in gray: b, 1×1: 97 % at first, 97 % at last",
    ]  # fmt: skip


def test_lines_move_and_the_rest_stays():
    curves = TrainingCurves("loss", 3.0, level=2.3)
    first = curves.at(LINES)
    background = curves._background
    (x, y), dots = (line.get_data() for line in curves.lines)
    np.testing.assert_array_equal(x, [0.5, 1.0, 1.5])
    np.testing.assert_array_equal(y, [2.0, 3.0, 0.5])  # what is too large runs along the edge
    np.testing.assert_array_equal(dots, [[0, 1], [2.25, 3.0]])
    again = curves.at({**LINES, "training batches": (np.array([0.5, 1.0]), np.array([2.0, 2.0]))})
    assert curves._background is background
    assert (first.drawing != again.drawing).any()
    np.testing.assert_array_equal(curves.at(LINES).drawing, first.drawing)  # nothing is left over
    assert share(first, PURPLE) > 50
    curves.at(LINES, room=10)
    assert curves._background is not background


def test_the_run_before_is_gray():
    curves = TrainingCurves("loss", 3.0)
    alone, gray = curves.at(LINES), "#b8b8b8"
    both = curves.at(LINES, {"training batches": (np.array([0.5, 4.0]), np.array([1.0, 1.0]))})
    assert share(both, gray) > share(alone, gray) + 50
    assert curves.axes.get_xlim() == (0, 5)
    far = curves.at(LINES, {"training batches": (np.array([0.5, 8.0]), np.array([1.0, 1.0]))})
    assert curves.axes.get_xlim() == (0, 8)
    assert share(far, gray) > share(alone, gray) + 50


def test_it_is_sharp():
    picture = TrainingCurves("loss", 3.0).at(LINES)
    high, wide = picture.drawing.shape[:2]
    assert f'width="{wide // 2}" height="{high // 2}"' in picture.to_html()
    assert "image-rendering: auto" in picture.to_html(quick=True)
