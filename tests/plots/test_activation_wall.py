"""The wall of everything a network puts out for one picture."""

import numpy as np
import pytest

from cnnlite.plots import activation_wall, color
from cnnlite.plots.activation_wall import ACROSS, CELLS
from tests.plots.test_number_grids import texts

MAPS = np.linspace(-1, 2, 10 * 2 * 4).reshape(10, 2, 4)
NUMBERS = np.linspace(0, 3, 20)
SCORES = np.array([0.5, -2.0, 1.5])
OUTPUTS = {"picture": np.eye(4)[None], "0 Conv2d": MAPS, "1 Flatten": NUMBERS, "2 Linear": SCORES}


def images(picture):
    """Return the colors and the place (left, right, bottom, top) of everything drawn, in its order."""
    return [(image.get_array(), image.get_extent()) for image in picture.drawing.axes[0].images]


def test_both_halves_in_words_and_drawn():
    wall = activation_wall(OUTPUTS, split=2)
    first, second = wall.drawing
    assert wall.text == (
        "feature extraction:\npicture 1×4×4, values 0 to 1\n0 Conv2d 10×2×4, values −1 to 2\n"
        "classification:\n1 Flatten 1×20, values 0 to 3; largest: number 19\n"
        "2 Linear 1×3, values −2 to 1.5; largest: number 2"
    )
    assert texts(first.drawing) == ["picture  1×4×4, 0 to 1", "0 Conv2d  10×2×4, −1 to 2", "feature extraction"]
    assert texts(second.drawing)[-4:] == ["0", "1", "2", "classification"]  # a long row has no numbers written in it
    assert len(texts(second.drawing)) == 2 + len(SCORES) + 1


def test_every_output_is_there_in_the_colors_of_its_layer():
    first, second = activation_wall(OUTPUTS, split=2).drawing
    _, *maps = images(first)
    assert len(maps) == len(MAPS)
    for (drawn, _), array in zip(maps, MAPS, strict=True):
        np.testing.assert_array_equal(drawn, color.shade(array, (True, 2.0)))
    cells = images(second)
    assert len(cells) == len(NUMBERS) + len(SCORES)
    for (drawn, _), number in zip(cells[: len(NUMBERS)], NUMBERS, strict=True):
        np.testing.assert_array_equal(drawn[0, 0], color.shade(np.array(number), (False, 3.0)))


def test_rows_break_and_maps_keep_their_shape():
    first, second = activation_wall(OUTPUTS, split=2).drawing
    places = [extent for _, extent in images(first)][1:]
    tops = [extent[3] for extent in places]
    assert tops.count(tops[0]) == ACROSS
    for left, right, bottom, top in places:
        assert (right - left) == pytest.approx(2 * (bottom - top))
    cells = [extent[3] for _, extent in images(second)]
    assert cells.count(cells[0]) == CELLS
    width, height = first.drawing.get_size_inches()
    for left, right, bottom, top in places:
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


def test_refused():
    with pytest.raises(ValueError, match=r"activation_wall: outputs must have shape .*got \(2, 2\) for 'a'"):
        activation_wall({"a": np.eye(2), "b": SCORES}, split=1)
    with pytest.raises(ValueError, match=r"got \(0,\) for 'b'"):
        activation_wall({"a": MAPS, "b": np.zeros(0)}, split=1)
    for split in (0, 4):
        with pytest.raises(ValueError, match=f"each half of 4, got {split}"):
            activation_wall(OUTPUTS, split=split)
