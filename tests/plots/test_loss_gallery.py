"""Losses of several trainings side by side."""

import re

import numpy as np
import pytest

from cnnlite.plots import Picture, loss_gallery
from cnnlite.plots.loss_gallery import STEPS, _coarse

FALLS = np.array([2.3, 1.5, 0.8, 0.4]), np.array([2.3, 0.9, 0.3])
GROWS = np.array([2.3, 50.0, 120.0, 90.0, 100, 130]), np.array([2.3, 60.0, np.inf])


def test_words_are_coarse_and_of_the_arrays():
    told = loss_gallery({"falls": FALLS, "grows": GROWS}, label="two").text.splitlines()
    assert told == [
        "two, of 2×1 trainings",
        "falls 1×4: over 2 epochs, of batches 2–2.7 at first and 0.5–1 at last; of other images 2–2.7 and 0.1–0.5",
        "grows 1×6: over 2 epochs, of batches 2–2.7 at first and above 100 at last; of other images 2–2.7 and not finite",
    ]


@pytest.mark.parametrize(("loss", "words"), [(0.05, "below 0.1"), (0.1, "below 0.1"), (0.3, "0.1–0.5"), (2.3, "2–2.7"), (1e9, "above 100"), (np.nan, "not finite")])  # fmt: skip
def test_between_which_steps(loss, words):
    assert _coarse(loss) == words


def test_every_step_is_a_border():
    for step in STEPS:
        assert _coarse(step * 0.999) != _coarse(step * 1.001)


def test_each_training_is_a_picture_of_its_own():
    picture = loss_gallery({"falls": FALLS, "grows": GROWS})
    parts = picture.drawing
    assert [type(part) for part in parts] == [Picture, Picture]
    alts = re.findall(r'alt="([^"]*)"', picture.to_html())
    assert alts == [part.text for part in parts]


def test_lines_are_the_arrays_cut_off_at_the_top():
    axes = loss_gallery({"grows": GROWS}, top=4.0).drawing[0].drawing.axes[0]
    batches, checks = axes.get_lines()
    assert batches.get_ydata().tolist() == GROWS[0].tolist()
    np.testing.assert_allclose(batches.get_xdata(), [0, 1 / 3, 2 / 3, 1, 4 / 3, 5 / 3])
    np.testing.assert_array_equal(checks.get_ydata(), [2.3, 4.0, np.nan])
    assert axes.get_ylim() == (0, 4)
    assert [text.get_text() for text in axes.texts] == ["up to 130"]
    assert not loss_gallery({"falls": FALLS}).drawing[0].drawing.axes[0].texts


@pytest.mark.parametrize("runs", [{}, {"a": (np.zeros(0), FALLS[1])}, {"a": (FALLS[0], FALLS[1][:1])}, {"a": (np.ones((2, 2)), FALLS[1])}])  # fmt: skip
def test_errors(runs):
    with pytest.raises(ValueError, match="loss_gallery: runs must be one or more"):
        loss_gallery(runs)
    with pytest.raises(ValueError, match="loss_gallery: top must be"):
        loss_gallery({"a": FALLS}, top=0)
