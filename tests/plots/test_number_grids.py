"""Number grids: what is drawn, and the text twin."""

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from cnnlite.plots import Grid, number_grid, number_grids
from cnnlite.plots.grid import BREAK
from cnnlite.plots.number_grids import draw_grids

ARRAY = np.array([[0.0, 1.0, -0.25], [np.nan, 2.0, 3.0]])


def texts(figure):
    """Return the words of a figure in the order they were drawn."""
    return [text.get_text() for text in figure.axes[0].texts]


def collections(figure):
    """Return the groups of cells."""
    return [c for c in figure.axes[0].collections if isinstance(c, PolyCollection)]


def test_every_number_is_written_once():
    figure = number_grid(ARRAY, "x").drawing
    assert texts(figure) == ["x", "0", "1", "−0.25", "2", "3"]
    assert sum(len(c.get_paths()) for c in collections(figure)) == 6


def test_padding_is_hatched_and_white():
    figure = number_grid(np.pad(np.ones((2, 2)), ((1, 0), (0, 2))), padding=((1, 0), (0, 2))).drawing
    inside, around = collections(figure)
    assert (len(inside.get_paths()), len(around.get_paths())) == (4, 8)
    assert inside.get_hatch() is None
    assert around.get_hatch() == "////"
    assert (around.get_facecolors()[:, :3] == 1).all()


def test_text_twin():
    picture = number_grids(Grid("x", ARRAY, window=(0, 1, 2, 2)), "→", Grid("p", ARRAY[:, 1:2], names=("cat", "dog")))
    assert picture.text == (
        "x 2×3\n0  1  −0.25\n?  2  3\nframed: 2×2 cells from row 0, column 1\n→\np 2×1\ncat 1\ndog 2"
    )
    assert texts(picture.drawing)[-2:] == ["cat", "dog"]


def test_a_break_begins_a_new_line():
    one, two = Grid("x", np.zeros((2, 2))), Grid("y", np.ones((1, 3)))
    figure = number_grids(one, "→", one, BREAK, two).drawing
    tall = [number_grids(*items).drawing.get_figheight() for items in ([one], [two])]
    assert figure.get_figheight() == pytest.approx(sum(tall))
    assert figure.get_figwidth() == pytest.approx(number_grids(one, "→", one).drawing.get_figwidth())
    heights = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    assert heights["x"] < heights["0"] < tall[0] < heights["y"] < heights["1"]
    assert number_grids(one, BREAK, two).text == "x 2×2\n0  0\n0  0\n\ny 1×3\n1  1  1"


def test_the_window_is_framed():
    frame = collections(number_grids(Grid("", np.zeros((4, 4)), window=(1, 2, 2, 1))).drawing)[-1]
    corners = frame.get_paths()[0].vertices[:4]
    cell = 0.46
    np.testing.assert_allclose(corners.max(axis=0) - corners.min(axis=0), [cell, 2 * cell])


def test_a_figure_is_used_again():
    figure = Figure()
    draw_grids(figure, [Grid("x", ARRAY)])
    draw_grids(figure, [Grid("x", ARRAY[:1, :1])])
    assert len(figure.axes) == 1
    assert texts(figure) == ["x", "0"]


def test_channels_stand_in_depth():
    array = np.arange(12.0).reshape(3, 2, 2)
    figure = draw_grids(Figure(), [Grid("x", array, channel=1)])
    assert texts(figure) == ["x", "4", "5", "6", "7"]
    behind = collections(figure)
    assert [len(c.get_paths()) for c in behind] == [4, 4, 4]
    lefts = [c.get_paths()[0].vertices[:, 0].min() for c in behind]
    assert lefts == sorted(lefts, reverse=True)  # the one in front is drawn last
    single = draw_grids(Figure(), [Grid("x", array[0])])
    assert figure.get_figwidth() > single.get_figwidth()
    assert figure.get_figheight() > single.get_figheight()


def test_unused_cells_are_hatched_the_other_way():
    unused = np.array([[False, True, False], [False, False, True]])
    used, hatched = collections(draw_grids(Figure(), [Grid("x", np.ones((2, 3)), unused=unused)]))
    assert (len(used.get_paths()), len(hatched.get_paths())) == (4, 2)
    assert hatched.get_hatch() == "\\\\\\\\"


def test_cells_that_are_not_shown_are_empty_and_marked_ones_framed():
    figure = draw_grids(Figure(), [Grid("x", ARRAY, shown=2, marked=[(0, 1), (1, 2)])])
    assert texts(figure) == ["x", "0", "1"]
    assert len(collections(figure)[-1].get_paths()) == 2
