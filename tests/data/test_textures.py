"""Stripes and fur: their pixels, their directions, and what they refuse."""

import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.data.textures import fur, stripes
from cnnlite.filters import gabor, gaussian

ANGLES = (-0.6, 0.0, 0.5, np.pi / 4, np.pi / 2)


@pytest.mark.parametrize(
    ("period", "row"),
    [(2, [1, 0, 1, 0, 1, 0, 1, 0]), (4, [1, 1, 0, 0, 1, 1, 0, 0]), (5, [1, 1, 0.5, 0, 0, 1, 1, 0.5])],
)
def test_upright_stripes(period, row):
    np.testing.assert_allclose(stripes(8, period), [row] * 8, atol=1e-12)
    np.testing.assert_allclose(stripes(8, period, np.pi / 2), np.transpose([row] * 8), atol=1e-12)


@pytest.mark.parametrize("angle", ANGLES)
def test_stripes_are_a_square_wave_seen_through_pixels(angle):
    fine = 16  # points along each side of a pixel
    y, x = (np.mgrid[: 48 * fine, : 48 * fine] + 0.5) / fine
    wave = ((x * np.cos(angle) + y * np.sin(angle)) % 7.5 < 3.75).astype(float)
    seen = wave.reshape(48, fine, 48, fine).mean(axis=(1, 3))
    made = stripes(48, 7.5, angle)
    assert np.abs(made - seen).max() < 0.13  # an edge across a corner of a pixel is not quite a ramp
    assert made.min() == 0
    assert made.max() == 1


@pytest.mark.parametrize("angle", ANGLES)
def test_the_gabor_kernel_of_the_same_angle_answers_most(angle):
    image = stripes(64, 6, angle)[None, None]
    best = {a: conv2d(image, gabor(11, 6, a, 3)[None, None]).std() for a in ANGLES}
    assert max(best, key=best.get) == angle


def lean(image):
    """Return the direction across the hairs: of all directions, that of the steepest change."""
    smooth = conv2d(image[None, None], gaussian(7)[None, None])[0, 0]  # single pixels have but eight directions
    down, right = np.gradient(smooth)
    return 0.5 * np.arctan2(2 * (down * right).mean(), (right**2 - down**2).mean())


@pytest.mark.parametrize("angle", [-0.6, 0.0, 0.5, 0.9])
def test_fur_lies_in_the_direction_asked_for(angle):
    assert lean(fur(120, angle=angle)) == pytest.approx(angle, abs=0.15)


def test_fur_is_made_of_many_shades_and_of_the_seed_alone():
    one = fur()
    assert one.shape == (160, 160)
    assert one.dtype == float
    assert 0 <= one.min() < 0.25
    assert 0.8 < one.max() <= 1
    assert one.std() > 0.1
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    np.testing.assert_array_equal(one, fur(160, 0))
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002
    assert np.abs(one - fur(seed=1)).mean() > 0.05
    np.testing.assert_allclose(one[[0, 40, 159], [0, 80, 159]], PINNED, atol=1e-9)


PINNED = [0.5466222651788479, 0.4050175820460861, 0.773472021291644]


@pytest.mark.parametrize(
    ("make", "arguments", "kind", "message"),
    [
        (stripes, {"size": 7}, ValueError, "stripes: size must lie between 8 and 320, got 7."),
        (stripes, {"size": 96.0}, TypeError, "stripes: size must be a whole number, got 96.0."),
        (stripes, {"period": 1.5}, ValueError, "stripes: period must be a finite number of at least 2, got 1.5."),
        (stripes, {"angle": "steep"}, TypeError, "stripes: angle must be a number, got 'steep'."),
        (fur, {"size": 321}, ValueError, "fur: size must lie between 8 and 320, got 321."),
        (fur, {"seed": None}, TypeError, "fur: seed must be a whole number, got None."),
        (fur, {"seed": -1}, ValueError, "fur: seed must lie between 0 and 4294967296, got -1."),
        (fur, {"angle": np.inf}, ValueError, "fur: angle must be a finite number, got inf."),
    ],
)
def test_errors(make, arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        make(**arguments)
