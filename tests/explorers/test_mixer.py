"""ChannelMixer: what is put together, taken apart, counted and cut is what the picture's own numbers give."""

import re

import numpy as np
import pytest

from cnnlite.data import photos
from cnnlite.explorers import ChannelMixer
from cnnlite.explorers.mixer import CHANNELS, GAP, MOST, STEP
from cnnlite.plots import color
from tests.data import files
from tests.explorers.product import values, walk
from tests.explorers.test_upload import post

PHOTO = photos.photo("temple", gray=False)


def check(e):
    """Hold a state on display against the picture (H, W, 3), multiplied by hand."""
    image, state = e.menu.array(e.image.value), e.state
    made = [image[..., n] * state[name] for n, name in enumerate(CHANNELS)]
    made = made[::-1] if state["order"] == "BGR" else made
    np.testing.assert_allclose(e.arrays["channels"], np.stack(made), atol=1e-12)
    views = e.views(e.arrays)
    mixed = views["mixed"][1].drawing
    whole = np.round(np.clip(np.dstack(made), 0, 1) * 255)
    times = mixed.shape[0] // image.shape[0]
    np.testing.assert_array_equal(mixed[::times, ::times], whole)
    above = np.mean([plane > 1 for plane in made])
    said = "No value is above 1." if above == 0 else f"{color.number(100 * above)} % of the values are cut to 1."
    assert e.summary().endswith(said)
    shown = dict(zip(CHANNELS, made, strict=True))
    lines = views["histogram"][1].text.splitlines()[1:]
    for (name, plane), line in zip(shown.items(), lines, strict=True):
        bins = np.ceil(np.round(plane * 20 / MOST, 6)).astype(int)  # (0, 0.1] is bin 1, and 0 belongs to it
        counts = np.bincount(np.maximum(bins, 1).ravel() - 1, minlength=20) / plane.size
        listed = [0.0 if part == "<0.1" else float(part) for part in line.split(": ")[1].split(", ")]
        assert line.startswith(f"{name} ")
        np.testing.assert_allclose(listed, 100 * counts, atol=0.51)
    factors = [f"{name} × {color.number(state[name])}" for name in CHANNELS]
    assert f"{', '.join(factors)}, in the order {state['order']}." in e.summary()
    assert views["channels"][0] == f"from left: {', '.join(factors[::-1] if state['order'] == 'BGR' else factors)}"


def test_hand_example():
    image = np.array([[[0.2, 0.6, 1.0], [0.0, 0.5, 0.8]]])
    e = ChannelMixer(image, red=0, blue=2)
    assert e.arrays["channels"].tolist() == [[[0, 0]], [[0.6, 0.5]], [[2, 1.6]]]
    assert e.summary() == (
        "ChannelMixer: yours 1×2, red × 0, green × 1, blue × 2, in the order RGB. 33.33 % of the values are cut to 1."
    )
    e.order.value = "BGR"
    assert e.arrays["channels"][0].tolist() == [[2, 1.6]]
    assert e.views(e.arrays)["channels"][0] == "from left: blue × 2, green × 1, red × 0"


def test_as_it_is_nothing_changes():
    e = ChannelMixer()
    np.testing.assert_array_equal(e.views(e.arrays)["mixed"][1].drawing, np.round(PHOTO * 255))
    assert "No value is above 1" in e.summary()


def test_a_sample_of_the_settings():
    for e in walk(ChannelMixer("slashes"), 40, fixed=("image",)):
        check(e)
    for e in walk(ChannelMixer(), 12, seed=1):
        check(e)


@pytest.mark.long
def test_every_setting():
    e = ChannelMixer()
    assert len(values(e.red)) == 9
    for state in walk(e, 9**3 * 2, fixed=("image",)):
        check(state)


def test_the_channels_stand_side_by_side_in_gray():
    e = ChannelMixer(red=2.0)
    picture = e.views(e.arrays)["channels"][1].drawing
    planes = [color.rgb(np.minimum(PHOTO[::2, ::2, n] * (2, 1, 1)[n], 1)) for n in range(3)]
    assert picture.shape == (107, 3 * 160 + 2 * GAP, 3)
    for n, plane in enumerate(planes):
        start = n * (160 + GAP)
        np.testing.assert_array_equal(picture[:, start : start + 160], plane)
        assert (picture[:, start + 160 : start + 160 + GAP] == 255).all()


def test_moving_one_channel_draws_all_that_depends_on_it():
    e = ChannelMixer("fur")
    before = {name: panel.picture.value for name, panel in e.panels.items()}
    e.green.value = 1.5
    assert all(panel.picture.value != before[name] for name, panel in e.panels.items())
    e.reset()
    assert {name: panel.picture.value for name, panel in e.panels.items()} == before
    assert e.code() == ""


def test_setting_codes():
    e, other = ChannelMixer(), ChannelMixer()
    e.red.value, e.order.value = 0.25, "BGR"
    assert e.code() == 'red=0.25 order="BGR"'
    other.load(e.code())
    assert other.state == e.state


def test_steps_are_kept():
    e = ChannelMixer()
    e.blue.value = 1.1
    assert e.blue.value == pytest.approx(4 * STEP)


def test_the_learner_s_own_picture():
    e = ChannelMixer()
    own = np.random.default_rng(0).integers(0, 256, (11, 13, 3)).astype(np.uint8)
    post(e.menu.upload, "own.png", files.file(own))
    assert e.summary().startswith("ChannelMixer: your picture 11×13, ")
    check(e)
    post(e.menu.upload, "own.png", b"")
    assert "own.png: the file must hold a picture, got an empty file" in e.status.text


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"image": "dog"}, ValueError, "ChannelMixer: image must be one of 'temple', 'flower'"),
        ({"red": 3}, ValueError, "red × must be a number from 0.0 to 2.0, got 3.0."),
        ({"green": "much"}, TypeError, "ChannelMixer: green must be a number, got 'much'."),
        ({"order": "GBR"}, ValueError, "ChannelMixer: order must be one of 'RGB', 'BGR', got 'GBR'."),
        ({"show": ("speed",)}, ValueError, "ChannelMixer: show must name controls"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        ChannelMixer(**arguments)
