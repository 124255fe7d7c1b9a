"""Where an array differs."""

import numpy as np
import pytest

from cnnlite.exercises.compare import difference

AXES = "image", "channel", "row", "column"
X = np.random.default_rng(0).normal(size=(2, 3, 6, 5)) + 4


def changed(index, amount=None):
    """Return X with other numbers at one place."""
    got = X.copy()
    got[index] += np.random.default_rng(1).uniform(1, 2, got[index].shape) if amount is None else amount
    return got


every_second = np.s_[:, :, 1::2]


@pytest.mark.parametrize(
    ("got", "id_", "sentence"),
    [
        (X[:, :, 1:], "wrong_shape", "the shape of y is wrong: got (2, 3, 5, 5), wanted (2, 3, 6, 5)"),
        (X.swapaxes(2, 3), "transposed", "rows and columns of y are swapped"),
        (X.swapaxes(0, 1), "transposed", "images and channels of y are swapped"),
        (X.transpose(0, 2, 3, 1), "transposed", "the axes of y stand in the order image, row, column, channel, wanted image, channel, row, column"),
        (X.transpose(0, 3, 1, 2), "transposed", "the axes of y stand in the order image, column, channel, row, wanted image, channel, row, column"),
        (X[:, :, ::-1], "reversed", "the rows of y stand in reverse order"),
        (X[:, :, ::-1, ::-1], "reversed", "the rows and columns of y stand in reverse order"),
        (-X, "sign", "y has the wrong sign, and is right otherwise"),
        (X * 2, "constant_factor", "y is twice as large, and right otherwise"),
        (X / 2, "constant_factor", "y is half as large, and right otherwise"),
        (X * -3.14159, "constant_factor", "y is 3.14 times as large, with the wrong sign, and right otherwise"),
        (X * 0, "all_zero", "y is 0 everywhere"),
        (X - 0.25, "constant_offset", "every number of y is off by the same -0.25"),
        (changed(np.s_[0, 1, 2, 3], np.nan), "nan", "1 of 180 entries (1 %) of y is NaN (not a number); look for a step such as 0/0 or ∞ − ∞"),
        (changed(np.s_[:, 1], np.inf), "infinite", "60 of 180 entries (33 %) of y are infinite; look for a step such as a division by 0, a logarithm of 0 or exp of a large number"),
        (changed(np.s_[:, :, -1]), "differs_last_row", "30 of 180 entries (17 %) of y differ, all in the last row"),
        (changed(np.s_[..., -1]), "differs_last_column", "36 of 180 entries (20 %) of y differ, all in the last column"),
        (changed(np.broadcast_to(np.add.outer(np.arange(6) == 5, np.arange(5) == 4), X.shape)), "differs_last", "60 of 180 entries (33 %) of y differ, all in the last row or the last column"),
        (changed(np.s_[:, :, [0, -1]]), "differs_border", "60 of 180 entries (33 %) of y differ, all on the border"),
        (changed(np.s_[1]), "differs_image", "90 of 180 entries (50 %) of y differ, all in image 1 (counted from 0)"),
        (changed(np.s_[:, 2]), "differs_channel", "60 of 180 entries (33 %) of y differ, all in channel 2 (counted from 0)"),
        (changed(every_second), "differs_strided", "90 of 180 entries (50 %) of y differ, all in every second row"),
        (changed(np.s_[:, :, :, ::2]), "differs_strided", "108 of 180 entries (60 %) of y differ, all in every second column"),
        (changed(np.s_[:, :, [0, 1, 3, 4]]), "differs_strided", "120 of 180 entries (67 %) of y differ, and only every third row is right"),
        (changed(np.s_[:, :, 1:3, 2:4]), "differs", "24 of 180 entries (13 %) of y differ, the first at image 0, channel 0, row 1, column 2 (counted from 0)"),
        (changed(np.s_[1, 2, 3, 1]), "differs_image", "1 of 180 entries (1 %) of y differs: image 1, channel 2, row 3, column 1 (counted from 0)"),
        (changed(np.s_[:]), "differs", "all 180 entries of y differ"),
    ],
    ids=lambda value: value[-24:] if isinstance(value, str) else "",
)  # fmt: skip
def test_difference(got, id_, sentence):
    assert difference("y", got, X, AXES) == (id_, sentence)


@pytest.mark.parametrize(
    ("got", "wanted", "id_"),
    [
        (-3.0, 3.0, "sign"), (6.0, 3.0, "constant_factor"), (1.0, 3.0, "constant_factor"), (0.0, 3.0, "all_zero"),
        (3.7, 3.0, "differs"), (5.0, 0.0, "differs"), (np.nan, 3.0, "nan"), (np.inf, 3.0, "infinite"), (1.0, np.inf, "differs"),
    ],
)  # fmt: skip
def test_one_number(got, wanted, id_):
    finding = difference("the loss", np.array(got), np.array(wanted), [])
    assert finding.id == id_
    assert "3.7" not in finding.sentence
    assert not any(word in finding.sentence for word in ("entry", "everywhere"))


def test_axes_without_names_are_numbered():
    finding = difference("y", np.eye(3)[:, :, None] + np.arange(3.0), np.eye(3)[:, :, None] * np.ones(3), ["row"])
    assert finding.sentence == (
        "18 of 27 entries (67 %) of y differ, the first at axis-0 0, axis-1 0, axis-2 1 (counted from 0)"
    )
    vector = np.arange(4.0)
    assert difference("y", vector[::-1], vector, ["unit"]).sentence == "the units of y stand in reverse order"


def test_a_whole_axis_of_one_is_no_place():
    wanted = np.ones((1, 1, 4, 4))
    got = wanted.copy()
    got[0, 0, 1:3, 1] = [5, 7]
    assert difference("y", got, wanted, AXES).id == "differs"
