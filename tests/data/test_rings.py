"""The ring pictures: whole and broken rings, and template matching told by loops."""

import re

import numpy as np
import pytest

from cnnlite.data.rings import RING, match, rings


def by_loops(picture, template):
    """Compare pixel for pixel at every place."""
    high, wide = template.shape
    rows, cols = picture.shape[0] - high + 1, picture.shape[1] - wide + 1
    return [
        [
            all(picture[r + i, c + j] == template[i, j] for i in range(high) for j in range(wide))
            for c in range(cols)
        ]
        for r in range(rows)
    ]  # fmt: skip


def test_the_ring():
    assert RING.tolist() == [[1, 1, 1, 1], [1, 0, 0, 1], [1, 0, 0, 1], [1, 1, 1, 1]]
    assert not RING.flags.writeable


@pytest.mark.parametrize("size", [4, 9, 12])
def test_match_is_the_comparison_of_every_pixel(size):
    pictures = rings(40, size, seed=1)
    assert pictures.shape == (40, size, size)
    assert pictures.dtype == float
    assert set(np.unique(pictures)) == {0, 1}
    assert match(pictures).shape == (40, size - 3, size - 3)
    assert match(pictures).tolist() == [by_loops(picture, RING) for picture in pictures]
    corner = RING[:3, :2]
    assert match(pictures, corner).tolist() == [by_loops(picture, corner) for picture in pictures]


def test_whole_and_broken_rings_come_everywhere():
    pictures = rings(4000)
    found = match(pictures)
    assert 0.33 < found.any(axis=(1, 2)).mean() < 0.42  # three quarters of the pictures, half of them whole
    assert found.any(axis=0).all()
    windows = np.lib.stride_tricks.sliding_window_view(pictures, (4, 4), axis=(1, 2))
    off = (windows != RING).sum(axis=(3, 4))
    assert 0.33 < (off == 1).any(axis=(1, 2)).mean() < 0.6
    wrong = (windows != RING)[off == 1]
    assert wrong.any(axis=0).all()  # each of the 16 pixels is the wrong one at times


def test_the_seed_decides():
    np.testing.assert_array_equal(rings(20, seed=3), rings(20, seed=3))
    assert not np.array_equal(rings(20, seed=3), rings(20, seed=4))


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"count": 0}, ValueError, "rings: count must lie between 1 and 100000, got 0."),
        ({"size": 3}, ValueError, "rings: size must lie between 4 and 64, got 3."),
        ({"seed": 0.5}, TypeError, "rings: seed must be a whole number, got 0.5."),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        rings(**({"count": 4} | arguments))
