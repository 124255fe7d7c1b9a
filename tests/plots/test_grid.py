"""Grid: which cells are special, in words, and when two are the same."""

import numpy as np
import pytest

from cnnlite.plots import Grid, color

ARRAY = np.array([[0.0, 1.0, -0.25], [np.nan, 2.0, 3.0]])


@pytest.mark.parametrize("shown", [None, 0, 3, 6, 12])
def test_what_is_reached(shown):
    grid = Grid("x", np.arange(12.0).reshape(2, 2, 3), shown=shown)
    count = 12 if shown is None else shown
    assert grid.reached.ravel().tolist() == [True] * count + [False] * (12 - count)
    assert np.isnan(grid.planes).sum() == 12 - count


def test_colors_are_of_the_whole_array_or_of_a_given_scale():
    array = np.array([[-1.0, 4.0]])
    np.testing.assert_array_equal(Grid("x", array, shown=1).colors[0, 0, 0], color.rgb(array)[0, 0])
    np.testing.assert_array_equal(
        Grid("x", array, scale=(True, 1.0)).colors[0, 0, 1], color.rgb(array * [[1, 0.25]])[0, 1]
    )


def test_zeros_between_are_hatched_as_those_around():
    middle = np.zeros((3, 4), bool)
    middle[1, 2] = True
    grid = Grid("x", np.zeros((3, 4)), padding=((1, 0), (0, 0)), inserted=middle)
    assert grid.hatched.tolist() == [[True] * 4, [False, False, True, False], [False] * 4]
    assert grid.key != Grid("x", np.zeros((3, 4)), padding=((1, 0), (0, 0))).key


def test_words_name_what_is_special():
    unused = np.zeros((2, 2), bool)
    unused[1] = True
    grid = Grid("x", np.arange(8.0).reshape(2, 2, 2), marked=[(0, 1), (1, 1)], unused=unused, shown=5)
    assert grid.text == (
        "x 2×2×2\nchannel 0: 0  1\n2  3\nchannel 1: 4  ?\n?  ?\nframed: (0, 1), (1, 1)\nnever read: 2 of 4 cells"
    )


def test_rows_keep_their_names_where_the_numbers_are_too_many_to_write():
    assert Grid("x", ARRAY, names=("a", "b")).text == "x 2×3\na 0  1  −0.25\nb ?  2  3"
    names = [f"r{n}" for n in range(9)]
    large = Grid("x", np.ones((9, 16)), names=names, window=(0, 0, 1, 2))
    assert large.text == (
        "x 9×16, values 1 to 1, mean 1\nrows: r0, r1, r2, r3, r4, r5, r6, r7, r8\nframed: 1×2 cells from row 0, column 0"
    )
    deep = Grid("x", np.arange(4.0).reshape(2, 2, 1), names=("a", "b"))
    assert deep.text == "x 2×2×1\nchannel 0: 0\n1\nchannel 1: 2\n3\nrows: a, b"


def test_key_tells_drawings_apart():
    grid = Grid("x", ARRAY)
    others = [Grid("y", ARRAY), Grid("x", ARRAY + 1), Grid("x", ARRAY, window=(0, 0, 1, 1)),
              Grid("x", ARRAY, padding=((1, 0), (0, 0))), Grid("x", ARRAY, names=("a", "b")), Grid("x", ARRAY.T),
              Grid("x", ARRAY, marked=[(0, 0)]), Grid("x", ARRAY, unused=ARRAY > 0), Grid("x", ARRAY, shown=3),
              Grid("x", ARRAY, channel=1), Grid("x", ARRAY, scale=(True, 3.0))]  # fmt: skip
    assert grid.key == Grid("x", ARRAY.copy()).key
    assert all(grid.key != other.key for other in others)
