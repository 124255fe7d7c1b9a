"""Colors in plain words."""

import itertools

import pytest

from cnnlite.plots.color_name import color_name


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((0, 0, 0), "black"),
        ((1, 1, 1), "white"),
        ((0.5, 0.5, 0.5), "gray"),
        ((0.2, 0.2, 0.2), "dark gray"),
        ((0.85, 0.85, 0.85), "light gray"),
        ((1, 0, 0), "red"),
        ((0, 1, 0), "green"),
        ((0, 0, 1), "blue"),
        ((1, 1, 0), "yellow"),
        ((0, 1, 1), "blue-green"),
        ((1, 0, 1), "purple"),
        ((1, 0.5, 0), "orange"),
        ((1, 0, 0.5), "pink"),
        ((1, 0, 0.1), "red"),
        ((0.45, 0.3, 0.1), "brown"),
        ((0.2, 0, 0), "dark red"),
        ((0.8, 0.89, 0.97), "light blue"),
        ((0.5, 0.6, 0.5), "grayish green"),
    ],
)
def test_names(rgb, name):
    assert color_name(*rgb) == name


def test_every_color_has_a_name():
    parts = [n / 15 for n in range(16)]
    names = {color_name(*rgb) for rgb in itertools.product(parts, repeat=3)}
    assert "dark green" in names
    assert all(names)
    assert len(names) < 45
