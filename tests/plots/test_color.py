"""Numbers to colors and words."""

import numpy as np
import pytest

from cnnlite.plots import color


def test_gray_runs_from_black_to_white():
    assert color.rgb(np.array([[0.0, 0.5, 1.0]]))[0].tolist() == [[0] * 3, [128] * 3, [255] * 3]
    assert color.rgb(np.array([[0.0, 4.0]]))[0].tolist() == [[0] * 3, [255] * 3]


def test_signed_colors_are_centered_at_zero():
    negative, zero, positive = color.rgb(np.array([[-2.0, 0.0, 1.0]]))[0].astype(int)
    assert zero.min() > 240
    assert negative[0] > negative[2] + 50  # orange: more red than blue
    assert positive[2] > positive[1] + 20  # purple
    assert not color.is_signed(np.array([0.0, 1.0]))


def test_color_images_and_nan():
    assert color.rgb(np.array([[[0.0, 0.5, 2.0]]])).tolist() == [[[0, 128, 255]]]
    assert color.rgb(np.array([[np.nan, 1.0]]))[0].tolist() == [[255, 0, 0], [255, 255, 255]]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.7000000000000001, "0.7"), (-0.0, "0"), (-0.001, "0"), (-2, "−2"), (2.756, "2.76"), (np.nan, "?"), (np.inf, "∞"), (-np.inf, "−∞"), (100, "100")],
)  # fmt: skip
def test_number(value, text):
    assert color.number(value) == text


def test_describe():
    assert color.describe(np.array([[1.0, -0.5], [0, 2]])) == "2×2\n1  −0.5\n0  2"
    assert color.describe(np.linspace(0, 1, 200).reshape(10, 20)) == "10×20, values 0 to 1, mean 0.5"


@pytest.mark.parametrize("signed", [False, True])
def test_ink_is_readable_on_every_color(signed):
    shades = color.shade(np.linspace(-1 if signed else 0, 1, 256), (signed, 1.0))

    def luminance(rgb):
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb / 255]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for rgb, white in zip(shades, color.ink(shades), strict=True):
        contrast = 1.05 / (luminance(rgb) + 0.05) if white else (luminance(rgb) + 0.05) / 0.05
        assert contrast > 4.5


def test_an_array_is_written_as_its_numbers_are():
    drawn = np.random.default_rng(0).integers(-100_000, 100_000, 300) / 1000  # every tenth is a tie
    for array in (drawn, drawn.astype(np.float32), np.array([[np.nan, -0.0], [np.inf, -0.004]]), np.arange(-3, 9)):
        assert color.numbers(array) == [color.number(value) for value in array.ravel()]
    assert color.numbers(np.array([[1.25, -3], [-np.inf, np.nan]])) == ["1.25", "−3", "−∞", "?"]


def test_a_negative_number_stands_in_brackets():
    assert [color.bracketed(color.number(value)) for value in (-0.5, 0, 2)] == ["(−0.5)", "0", "2"]
