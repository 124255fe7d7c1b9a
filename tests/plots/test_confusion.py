"""confusion: counts, colors, words and errors."""

import re

import numpy as np
import pytest

from cnnlite.plots import confusion

MATRIX = np.array([[5, 0, 2], [0, 4, 0], [1, 0, 0]])


def test_words():
    assert confusion(MATRIX, ["a", "b", "c"]).text.splitlines() == [
        "confusion matrix 3×3 of 12 images, 9 right; rows are true, columns answers",
        "true a: 5 0 2", "true b: 0 4 0", "true c: 1 0 0",
    ]  # fmt: skip


def test_counts_stand_in_their_cells():
    (axes,) = confusion(MATRIX).drawing.axes
    written = {text.get_position()[::-1]: text.get_text() for text in axes.texts}
    assert written == {(0, 0): "5", (0, 2): "2", (1, 1): "4", (2, 0): "1"}  # row, column; zeros are left empty


def test_right_is_purple_and_wrong_is_orange():
    (axes,) = confusion(MATRIX).drawing.axes
    colors = np.asarray(axes.images[0].get_array()).astype(int)
    red, blue = colors[..., 0], colors[..., 2]
    assert (blue > red)[[0, 1], [0, 1]].all()
    assert (red > blue)[[0, 2], [2, 0]].all()
    assert abs(red - blue)[MATRIX == 0].max() <= 2  # white, the last one although it stands on the diagonal
    assert colors[1, 1].sum() < colors[0, 0].sum()  # all right is darker than 5 of 7


@pytest.mark.parametrize(
    ("matrix", "names", "error", "message"),
    [
        ([[1]], None, TypeError, "confusion: matrix must be an array of whole numbers, got [[1]]"),
        (np.eye(2), None, TypeError, "confusion: matrix must be an array of whole numbers"),
        (np.ones((2, 3), int), None, ValueError, "confusion: matrix must be counts for 2 to 12 classes, got matrix.shape=(2, 3)"),
        (np.ones((13, 13), int), None, ValueError, "got matrix.shape=(13, 13)"),
        (-np.eye(2, dtype=int), None, ValueError, "must be counts"),
        (np.eye(2, dtype=int), ["a"], ValueError, "confusion: names must be 2, one for each class, got 1"),
    ],
)  # fmt: skip
def test_errors(matrix, names, error, message):
    with pytest.raises(error, match=re.escape(message)):
        confusion(matrix, names)
