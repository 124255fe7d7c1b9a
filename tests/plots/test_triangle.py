"""Predictions for three classes as points of a triangle."""

import math
import re

import numpy as np
import pytest
from matplotlib.contour import ContourSet

from cnnlite import cross_entropy
from cnnlite.plots import triangle

NAMES = ("cat", "dog", "elephant")
TOP, LEFT, RIGHT = (0.5, math.sqrt(3) / 2), (0, 0), (1, 0)


def dots(picture):
    """Return where stars and dots stand."""
    lines = picture.drawing.axes[0].lines
    return {mark: [line.get_xydata()[0] for line in lines if line.get_marker() == mark] for mark in "*o"}


@pytest.mark.parametrize("label", [(1, 0, 0), (0, 0, 1), (0.75, 0.25, 0), (0.2, 0.3, 0.5)])
def test_points_and_words(label):
    rng = np.random.default_rng(3)
    guesses = {f"guess {n}": rng.dirichlet((1, 1, 1)) for n in range(4)}
    picture = triangle(guesses, NAMES, label, "a title")
    found = dots(picture)
    assert len(found["*"]) == 1
    for place, row in zip([*found["*"], *found["o"]], [label, *guesses.values()], strict=True):
        wanted = [sum(share * corner[k] for share, corner in zip(row, (TOP, LEFT, RIGHT), strict=True)) for k in (0, 1)]
        np.testing.assert_allclose(place, wanted, atol=1e-12)
    target = np.array([label], dtype=float)
    for name, row in guesses.items():
        loss = cross_entropy(np.log(row)[None] + 1, target)  # logits that make these probabilities
        assert f"{name}: " in picture.text
        said = re.search(rf"{name}: .*: cross-entropy ([\d.]+)", picture.text)[1]
        assert float(said) == pytest.approx(loss, abs=0.0051)
    least = -sum(share * math.log(share) for share in label if share)
    assert float(re.search(r"where the cross-entropy is ([\d.]+)", picture.text)[1]) == pytest.approx(least, abs=0.0051)
    assert picture.drawing.texts[0].get_text() == "a title"


def test_corners_and_what_is_impossible():
    picture = triangle({"sure": (1, 0, 0), "wrong": (0, 1, 0)}, NAMES)
    assert picture.text.splitlines()[1:] == [
        "sure: 1, 0, 0: cross-entropy 0",
        "wrong: 0, 1, 0: cross-entropy ∞",
    ]
    np.testing.assert_allclose(dots(picture)["o"], [TOP, LEFT], atol=1e-12)


def test_the_lines_join_equal_cross_entropies():
    label = np.array([0.5, 0.3, 0.2])
    [*_, drawn] = [c for c in triangle({}, NAMES, label).drawing.axes[0].collections if isinstance(c, ContourSet)]
    tried = 0
    for level, path in zip(drawn.levels, drawn.get_paths(), strict=True):
        for x, y in path.vertices[::40]:
            top = y / TOP[1]
            right = x - top / 2
            rows = np.array([top, 1 - top - right, right])
            if rows.min() > 0.05:
                assert -(label * np.log(rows)).sum() == pytest.approx(level, abs=0.02)
                tried += 1
    assert tried > 5


@pytest.mark.parametrize("label", [(1, 0, 0), (0.75, 0.25, 0), (0, 0, 1)])
def test_every_line_has_its_number_where_there_is_room(label):
    marked = {"article": (0.63, 0.31, 0.06), "1/3 each": (1 / 3, 1 / 3, 1 / 3)}
    picture = triangle(marked, NAMES, label)
    axes = picture.drawing.axes[0]
    [*_, drawn] = [c for c in axes.collections if isinstance(c, ContourSet)]
    numbers = {text.get_text(): np.array(text.get_position()) for text in drawn.labelTexts}
    there = [level for level, path in zip(drawn.levels, drawn.get_paths(), strict=True) if len(path.vertices)]
    assert sorted(map(float, numbers)) == there
    assert len(there) >= 5
    places = [*numbers.values(), *np.concatenate(list(dots(picture).values()))]
    for text, (x, y) in numbers.items():
        top = y / TOP[1]
        rows = np.array([top, 1 - x - top / 2, x - top / 2])
        assert -(np.array(label) * np.log(rows)).sum() == pytest.approx(float(text), rel=0.05)
        assert rows.min() > 0.02, f"{text} stands on a side"
        assert sorted(math.hypot(x - a, y - b) for a, b in places)[1] > 0.05, f"{text} stands on something"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({}, ("a", "b")), "triangle: classes must be three names, got 2."),
        (({"x": (0.5, 0.5)}, NAMES), "triangle: x must be three probabilities that sum to 1, got [0.5, 0.5]."),
        (({"x": (0.5, 0.6, -0.1)}, NAMES), "triangle: x must be three probabilities"),
        (({}, NAMES, (1, 1, 0)), "triangle: target must be three probabilities that sum to 1, got [1.0, 1.0, 0.0]."),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        triangle(*arguments)
