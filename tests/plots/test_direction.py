"""Magnitude and orientation as one picture."""

import re

import numpy as np
import pytest

from cnnlite import conv2d, filters
from cnnlite.data import photos
from cnnlite.plots import direction
from cnnlite.plots.direction import APART, ARROW, RING, STRONG, STRONGEST, WHEEL, hues
from tests.plots.test_picture import decode


def pair(picture):
    kernels = np.array([filters.sobel_x(), filters.sobel_y()])[:, None]
    return conv2d(picture[None, None], kernels)[0]


def arrows(picture):
    """Return the places and the directions of the arrows."""
    found = [c for c in picture.drawing.axes[0].collections if hasattr(c, "U")]
    return [(*place, u, v) for q in found for place, u, v in zip(q.XY, q.U, q.V, strict=True)]


def test_a_step_edge_by_hand():
    step = np.zeros((20, 20))
    step[:, 10:] = 1
    picture = direction(*pair(step), "step")
    assert picture.text == (
        "step 18×18, magnitude up to 4, strong in 11 % of the pixels\n"
        "of these edges 100 % are upright, 0 % flat, 0 % slanting"
    )
    (arrow,) = arrows(picture)  # a second one would stand too close
    assert arrow == pytest.approx((8, 0, 1, 0))
    assert picture.drawing.axes[0].get_title() == "step"
    shown = picture.drawing.axes[0].images[0].get_array()
    np.testing.assert_allclose(shown[:, 8:10], np.broadcast_to(WHEEL[0], (18, 2, 3)))
    assert not shown[:, :8].any()
    turned = direction(*pair(step.T), "step").text
    assert turned.endswith("0 % are upright, 100 % flat, 0 % slanting")


def test_arrows_of_a_bright_disc_point_inwards():
    y, x = np.mgrid[-30:31, -30:31]
    picture = direction(*pair((np.hypot(x, y) < 20).astype(float)))
    found = arrows(picture)
    assert len(found) >= 5
    for col, row, u, v in found:
        to_middle = np.array([29 - col, 29 - row]) / np.hypot(29 - col, 29 - row)
        assert to_middle @ (u, v) > 0.85
        assert np.hypot(u, v) == pytest.approx(1)
    for n, one in enumerate(found):
        assert all(np.hypot(*np.subtract(one[:2], other[:2])) >= APART for other in found[:n])


def test_arrows_stand_at_strong_edges_and_end_inside():
    gx, gy = pair(photos.photo("temple", width=128))
    rows, cols = gx.shape
    magnitude = np.hypot(gx, gy)
    found = arrows(direction(gx, gy))
    assert 8 <= len(found) <= 25
    for col, row, u, v in found:
        assert magnitude[int(row), int(col)] >= STRONGEST * magnitude.max()
        for end in (-ARROW / 2, ARROW / 2):
            assert 0 <= col + end * u <= cols - 1
            assert 0 <= row + end * v <= rows - 1


def test_colors_name_four_directions():
    right, down, left, up = (1.0, 0), (0, 1.0), (-1.0, 0), (0, -1.0)
    for color, (gx, gy) in zip(WHEEL, (right, down, left, up), strict=True):
        np.testing.assert_allclose(hues(np.array(gx), np.array(gy)), color)
    np.testing.assert_allclose(hues(np.array(1.0), np.array(1.0)), (WHEEL[0] + WHEEL[1]) / 2)
    np.testing.assert_allclose(hues(np.array(1.0), np.array(-1.0)), (WHEEL[0] + WHEEL[3]) / 2)  # across the seam


def test_shares_of_a_photo():
    gx, gy = pair(photos.photo(width=96))
    text = direction(gx, gy).text
    strong = np.hypot(gx, gy) >= STRONG * np.hypot(gx, gy).max()
    lean = np.abs(gy[strong]) / np.hypot(gx, gy)[strong]  # the sine of the angle from upright
    upright, flat = (lean < np.sin(np.pi / 8)).mean(), (lean > np.cos(np.pi / 8)).mean()
    told = [int(n) for n in re.findall(r"(\d+) %", text)]
    assert told == [round(100 * n) for n in (strong.mean(), upright, flat, 1 - upright - flat)]


@pytest.mark.parametrize("shape", [(1, 4), (3, 900), (40, 5), (104, 158)])
def test_any_shape_is_drawn_in_whole_dots(shape):
    picture = direction(np.ones(shape), np.zeros(shape))
    place = picture.drawing.axes[0].get_position()
    tall, wide = decode(picture.to_html())[0].shape[:2]
    assert tall >= RING
    assert max(tall, wide) < 2000
    for share, dots, cells in ((place.width, wide, shape[1]), (place.height, tall, shape[0])):
        assert share * dots / cells == pytest.approx(round(share * dots / cells), abs=0.02)


def test_a_flat_picture_has_no_arrows():
    zero = np.zeros((5, 6))
    picture = direction(zero, zero)
    assert "magnitude up to 0, strong in 0 %" in picture.text
    assert not arrows(picture)


def test_errors():
    with pytest.raises(ValueError, match=r"direction: gx and gy must be \(H, W\) of one shape, got gx.shape=\(2, 3\)"):
        direction(np.zeros((2, 3)), np.zeros((3, 2)))
    with pytest.raises(ValueError, match="of one shape"):
        direction(np.zeros(3), np.zeros(3))
