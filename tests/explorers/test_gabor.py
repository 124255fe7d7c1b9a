"""GaborExplorer: every state's arrays and sentence, its pictures, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.data import textures
from cnnlite.explorers import GaborExplorer
from cnnlite.explorers.gabor import FRAME, LARGEST, STRONGEST
from cnnlite.plots import color
from cnnlite.plots.image import enlarged
from tests.explorers.product import walk
from tests.plots.test_picture import decode


def wave(state, size):
    """Return the kernel again, cell by cell, from its formula."""
    turn, phase, half = np.radians(state["angle"]), np.radians(state["phase"]), size // 2
    cells = np.zeros((size, size))
    for row, col in np.ndindex(size, size):
        x, y = col - half, row - half
        along = x * np.cos(turn) + y * np.sin(turn)
        bell = np.exp(-(x**2 + y**2) / (2 * state["width"] ** 2))
        cells[row, col] = bell * np.cos(2 * np.pi * along / state["wavelength"] + phase)
    return cells / np.abs(cells).sum()


def check(explorer, method="windows"):
    """Compare what is on display with the same computed another way."""
    arrays = explorer.arrays
    kernel = wave(explorer.state, len(arrays["kernel"]))
    np.testing.assert_allclose(arrays["kernel"], kernel, atol=1e-9)
    answer = conv2d(arrays["picture"][None, None], kernel[None, None], method=method)[0, 0]
    np.testing.assert_allclose(arrays["answer"], answer, atol=1e-9)
    row, col = map(int, re.search(r"at row (\d+), column (\d+)", explorer.summary()).groups())
    assert abs(answer[row, col]) == pytest.approx(abs(answer).max(), abs=1e-9)
    told = re.search(r"white gives (\S+)\. Strongest answer (\S+),", explorer.summary()).groups()
    assert told == (color.number(arrays["kernel"].sum()), color.number(arrays["answer"][row, col]))
    assert f"{explorer.wavelength.value} pixels from crest" in explorer.summary()


def test_a_tiny_picture_by_loops(rng):
    explorer = GaborExplorer(rng.random((7, 9)), angle=20, wavelength=4, width=1.5, phase=45)
    assert explorer.arrays["kernel"].shape == (7, 7)
    check(explorer, "loops")


def test_states_over_the_product():
    for explorer in walk(GaborExplorer("slashes"), 40):
        check(explorer)


@pytest.mark.long
def test_many_states():
    for explorer in walk(GaborExplorer("stripes"), 2000):
        check(explorer)


def test_it_answers_to_its_own_stripes():
    strongest = {}
    for angle in range(0, 180, 15):
        explorer = GaborExplorer(textures.stripes(96, 8.0, np.radians(60)), angle, wavelength=8)
        strongest[angle] = abs(explorer.arrays["answer"]).max()
    assert max(strongest, key=strongest.get) == 60
    assert strongest[150] < strongest[60] / 4  # what is left is the sum of the kernel


@pytest.mark.parametrize(
    ("angle", "words"),
    [
        (0, "for upright stripes,"),
        (90, "for flat stripes,"),
        (45, "that lean like / (45° from upright),"),
        (135, "that lean like \\ (135° from upright),"),
    ],
)
def test_words_for_angles(angle, words):
    explorer = GaborExplorer("stripes", angle)
    assert words in explorer.summary()
    kernel = explorer.arrays["kernel"]
    crest = {0: kernel[:, 10], 90: kernel[10], 45: np.fliplr(kernel).diagonal(), 135: kernel.diagonal()}[angle]
    assert crest[7:14].min() > 0  # the crest in the middle runs as the words say


def test_a_phase_of_90_degrees_gives_nothing_on_plain_white():
    explorer = GaborExplorer("temple", wavelength=16, width=2.0)
    assert explorer.arrays["kernel"].sum() > 0.9
    explorer.phase.value = 90
    assert explorer.arrays["kernel"].sum() == pytest.approx(0, abs=1e-9)
    assert "Plain white gives 0." in explorer.summary()


def test_weak_answers_look_weak():
    explorer = GaborExplorer("stripes", angle=90, width=4.0)
    answer = explorer.arrays["answer"]
    assert abs(answer).max() < 0.02
    seen = decode(explorer.panels["answer"].to_html())[0]
    np.testing.assert_array_equal(seen[1:-1, 1:-1], enlarged(answer, scale=(True, STRONGEST)))
    assert seen[1:-1, 1:-1].min() > 230
    explorer.angle.value = 0
    assert decode(explorer.panels["answer"].to_html())[0].min() < 10


def test_the_kernel_is_drawn_with_0_in_the_middle_of_its_colors():
    explorer = GaborExplorer("fur", angle=30)
    seen = decode(explorer.panels["kernel"].to_html())[0]
    np.testing.assert_array_equal(seen[5::10, 5::10], color.rgb(explorer.arrays["kernel"], signed=True))
    assert "kernel 21×21, values" in explorer.panels["kernel"].to_html()


def test_white_ends_at_a_frame():
    explorer = GaborExplorer("stripes")
    for name in ("picture", "answer"):
        seen = decode(explorer.panels[name].to_html())[0]
        assert {*seen[[0, -1]].ravel(), *seen[:, [0, -1]].ravel()} == {FRAME} != {255}
    assert 'alt="picture 96×96, values 0 to 1, mean 0.5"' in explorer.panels["picture"].to_html()


def test_only_what_changed_is_drawn_again():
    explorer = GaborExplorer("fur")
    before = {name: panel.picture.value for name, panel in explorer.panels.items()}
    explorer.angle.value = 35
    changed = {name for name, panel in explorer.panels.items() if panel.picture.value != before[name]}
    assert changed == {"kernel", "answer"}


def test_pictures_are_small_enough_to_follow_a_slider():
    explorer = GaborExplorer("stripes")
    for name in explorer.image.options:
        explorer.image.value = name
        assert explorer.error is None
        assert max(explorer.arrays["picture"].shape) <= LARGEST


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (2, 2), (3, 30)])
def test_pictures_without_room_for_the_kernel(shape):
    explorer = GaborExplorer(np.ones(shape))
    for phase in (0, 90, 180, 270):
        explorer.phase.value = phase
        assert explorer.error is None
        assert np.isfinite(explorer.arrays["answer"]).all()
        assert explorer.arrays["kernel"].shape == ((min(shape) - 1) // 2 * 2 + 1,) * 2


def test_own_picture_is_left_as_it_is():
    mine = np.eye(30)
    explorer = GaborExplorer(mine, show=("angle",))
    assert explorer.image.value == "yours"
    explorer.angle.value = 45
    np.testing.assert_array_equal(mine, np.eye(30))
    assert explorer.buttons() == []
    assert len(GaborExplorer("fur").buttons()) == 1


def test_reset_and_code():
    explorer = GaborExplorer("fur", angle=30)
    explorer.width.value, explorer.phase.value = 1.5, 90
    assert explorer.code() == "width=1.5 phase=90"
    other = GaborExplorer("fur", angle=30)
    other.load(explorer.code())
    assert other.state == explorer.state
    explorer.reset()
    assert explorer.code() == ""


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"image": "dog"}, ValueError, "GaborExplorer: image must be one of 'temple'"),
        ({"image": np.zeros((200, 200))}, ValueError, "image must have 1 to 160 rows and columns"),
        ({"image": [[1]]}, TypeError, "GaborExplorer: image must be an array of numbers"),
        ({"angle": 180}, ValueError, "angle (degrees) must be a number from 0 to 175, got 180"),
        ({"wavelength": 2}, ValueError, "wavelength must be a number from 3 to 16, got 2"),
        ({"width": 5.0}, ValueError, "width must be a number from 1 to 4, got 5.0"),
        ({"phase": -45}, ValueError, "phase (degrees) must be a number from 0 to 315, got -45"),
        ({"show": ("size",)}, ValueError, "GaborExplorer: show must name controls"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        GaborExplorer(**arguments)
