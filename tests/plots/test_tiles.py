"""tiles: pixels where they belong, names, frames and numbers."""

import re

import numpy as np
import pytest

from cnnlite.plots import color, tiles
from cnnlite.plots.tiles import CELL, RED, colors

LINE = 6  # pixels around each image


def test_each_pixel_has_its_color_on_one_scale():
    arrays = [np.array([[0.0, 1, 2], [3, 4, 5]]), np.array([[-5.0, 0, 0], [0, 0, 2.5]])]
    picture = tiles(arrays, ["", ""], "two", side=30)
    times = 20  # 60 drawn pixels for 3
    wide = 3 * times + 2 * LINE + 12
    for n, array in enumerate(arrays):
        for (row, col), value in np.ndenumerate(array):
            at = LINE + row * times + times // 2, n * wide + LINE + col * times + times // 2
            assert picture.drawing[at].tolist() == color.shade(np.array([value]), (True, 5.0))[0].tolist()
    assert picture.sharpness == 2
    assert picture.text == ("two, 2 of 2×3, orange −5, white 0, purple 5\n0 to 5, mean 2.5\n−5 to 2.5, mean −0.42")


def test_colored_images_and_a_given_scale():
    image = np.zeros((2, 2, 3))
    image[0, 1] = (1, 0.5, 0)
    picture = tiles([image], [""], "photo", side=10)
    assert picture.drawing[LINE + 2, LINE + 15].tolist() == [255, 128, 0]
    assert picture.text.splitlines()[0] == "photo, 1 of 2×2×3"
    assert tiles([np.ones((2, 2))], ["a"], scale=(True, 4.0)).text.splitlines()[0].endswith("purple 4")
    assert colors((True, 0.0123)) == "orange −0.012, white 0, purple 0.012"


def test_frames():
    array = np.zeros((4, 4))
    plain = tiles([array] * 2, ["a", "b"], side=40)
    chosen = tiles([array] * 2, ["a", "b"], side=40, chosen=1)
    moved = np.argwhere((plain.drawing != chosen.drawing).any(axis=2))
    assert (chosen.drawing[tuple(moved.T)] == RED).all()
    assert moved[:, 1].min() >= plain.drawing.shape[1] // 2
    assert chosen.text.splitlines()[0].endswith("; framed: b")
    framed = tiles([array], [""], side=40, windows=[(1, 2, 2, 2)])
    red = np.argwhere((framed.drawing == RED).all(axis=2)) - LINE
    assert (red.min(axis=0).tolist(), red.max(axis=0).tolist()) == ([20, 40], [59, 79])
    assert framed.text.splitlines()[1] == "0 to 0, mean 0; framed: 2×2 from row 1, column 2"
    cut = tiles([array], [""], side=40, windows=[(-1, 3, 3, 3)])
    red = np.argwhere((cut.drawing == RED).all(axis=2)) - LINE
    assert (red.min(axis=0).tolist(), red.max(axis=0).tolist()) == ([0, 60], [39, 79])


def test_numbers_are_in_their_cells():
    array = np.array([[0.0, 1.0], [0.5, 0.25]])
    picture = tiles([array], [""], "x", numbers=True)
    times = 2 * CELL
    assert picture.drawing.shape[:2] == (2 * times + 2 * LINE + 4, 2 * times + 2 * LINE + 12)
    for (row, col), value in np.ndenumerate(array):
        cell = picture.drawing[LINE + row * times :, LINE + col * times :][: times - 1, : times - 1]
        ground = color.shade(np.array([value]), (False, 1.0))[0]
        ink = np.argwhere((np.abs(cell.astype(int) - ground) > 60).any(axis=2))
        assert len(ink) > 20
        middle = (ink.min(axis=0) + ink.max(axis=0)) / 2
        assert np.abs(middle - times / 2).max() < 8
        inks = cell[tuple(ink.T)].mean()
        assert (inks > ground.mean()) == bool(color.ink(ground))
    assert picture.text.splitlines()[1:] == ["0  1", "0.5  0.25"]
    large = tiles([np.arange(100.0).reshape(10, 10)], ["n"], numbers=True)
    assert large.text.splitlines()[1] == "n: 0 to 99, mean 49.5"


def test_rows_and_names():
    pictures = [np.zeros((2, 2))] * 5
    high, wide, _ = tiles(pictures, list("abcde"), columns=5, side=20).drawing.shape
    two, narrow, _ = tiles(pictures, list("abcde"), columns=3, side=20).drawing.shape
    assert (two, narrow) == (2 * high, wide // 5 * 3)
    named = tiles(pictures, ["a much longer name", *"bcde"], columns=5, side=20).drawing
    assert named.shape[1] > 2 * wide
    assert (named[:30] < 128).any()
    assert (tiles(pictures[:1], ["a"]).drawing[:30] != tiles(pictures[:1], ["b"]).drawing[:30]).any()


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (([], []), ValueError, "tiles: arrays must be one or more of one shape"),
        (([np.zeros((2, 2)), np.zeros((2, 3))], ["a", "b"]), ValueError, "of one shape, (H, W) or (H, W, 3)"),
        (([np.zeros(2)], ["a"]), ValueError, "of one shape"),
        (([np.zeros((2, 2))], []), ValueError, "tiles: names must be 1, one for each array, got 0"),
        (([np.zeros((2, 2))], ["a"], "x", 0), ValueError, "tiles: columns must lie between 1 and 64, got 0"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        tiles(*arguments)
    with pytest.raises(ValueError, match="windows must be 1, one for each array, got 2"):
        tiles([np.zeros((2, 2))], ["a"], windows=[None, None])
