"""winners: the table in words, and the letters and colors that are drawn."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from cnnlite.plots import winners
from cnnlite.plots.color import ink
from cnnlite.plots.winners import COLORS

LETTERS = {"first": "A", "second": "B"}
NAMES = np.array([["first", "second", ""], ["second", "second", "first"]])


def drawn():
    return winners(NAMES, [1, 16], [3, 5, 9], ("channels", "kernel"), "fastest", LETTERS)


def test_words():
    assert drawn().text.splitlines() == [
        "fastest 2×3 (channels × kernel): A first, B second",
        "kernel 3, 5, 9",
        "channels 1: A B –",
        "channels 16: B B A",
    ]


def test_letters_and_colors_say_the_same():
    axes = drawn().drawing.axes[0]
    faces = [to_hex(p.get_facecolor()) for p in axes.patches if isinstance(p, Rectangle)][:6]
    assert faces == [COLORS[0], COLORS[1], "#ffffff", COLORS[1], COLORS[1], COLORS[0]]
    texts = [text.get_text() for text in axes.texts]
    assert texts[1:7] == ["A", "B", "–", "B", "B", "A"]
    assert {"first", "second", "3", "9", "16", "channels", "kernel", "fastest"} <= set(texts)


def test_white_is_readable_on_every_color():
    assert all(ink(np.array([int(shade[n : n + 2], 16) for n in (1, 3, 5)])) for shade in COLORS)


def test_what_it_refuses():
    with pytest.raises(ValueError, match="names must be 1×3"):
        winners(NAMES, [1], [3, 5, 9], ("a", "b"), "x", LETTERS)
    with pytest.raises(ValueError, match="third"):
        winners(np.array([["third"]]), [1], [3], ("a", "b"), "x", LETTERS)
    many = {str(n): str(n) for n in range(7)}
    with pytest.raises(ValueError, match="at most 6"):
        winners(np.array([["1"]]), [1], [3], ("a", "b"), "x", many)
