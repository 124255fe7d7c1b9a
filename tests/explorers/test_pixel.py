"""PixelInspector: every pixel's place, index and numbers are those of the picture itself."""

import re

import numpy as np
import pytest

from cnnlite.data import photos
from cnnlite.explorers import PixelInspector
from cnnlite.explorers.pixel import CHANNELS, RED, SIDE
from cnnlite.plots import color
from cnnlite.plots.color_name import color_name
from tests.data import files
from tests.explorers.product import walk
from tests.explorers.test_upload import post

PHOTO = photos.photo("temple", gray=False)  # (H, W, 3): everything below is counted from this order of axes
INDEXED = re.compile(r"x\[0, (\d), (\d+), (\d+)\] = ([\d.]+)")


def written(image, dtype, row, col, channel):
    """Return a number of the picture as the inspector writes it."""
    if dtype == "uint8":
        return str(round(image[row, col, channel] * 255))
    return f"{image[row, col, channel]:.4f}".rstrip("0").rstrip(".")


def check(e):
    """Hold everything on display against the picture in its own order of axes."""
    image, state = e.menu.array(e.image.value), e.state
    seen = np.round(255 * image) / 255 if state["dtype"] == "uint8" else image
    height, width, _ = image.shape
    row, col = state["row"], state["column"]
    channels = [n for n, name in enumerate(CHANNELS) if state["channel"] in ("all", name)]
    scene, index = e.panels["numbers"].grid.scene, e.panels["numbers"].grid.index
    rows, cols = min(SIDE, height), min(SIDE, width)
    assert len(scene.frames) == rows * cols
    top, left = row - index // cols, col - index % cols  # the hand lies on the chosen pixel
    assert 0 <= top <= height - rows
    assert 0 <= left <= width - cols
    for frame, (r, c) in zip(scene.frames, np.ndindex(rows, cols), strict=True):
        found = INDEXED.findall(frame.text)
        wanted = [(str(n), str(top + r), str(left + c)) for n in channels]
        assert [(n, h, w) for n, h, w, _ in found] == wanted
        assert [v for *_, v in found] == [written(image, state["dtype"], top + r, left + c, n) for n in channels]
        assert frame.text.endswith(f"({color_name(*seen[top + r, left + c])})")
        assert all(grid.window == (r, c, 1, 1) for grid in frame.items)
    part = seen[top : top + rows, left : left + cols] * (255 if state["dtype"] == "uint8" else 1)
    for grid, n in zip(scene.frames[0].items, channels, strict=True):
        np.testing.assert_allclose(grid.array, part[..., n], atol=1e-9)
        assert grid.label == f"{CHANNELS[n]}, channel {n}"
    largest = 255 if state["dtype"] == "uint8" else 1
    assert scene.scales == [(False, largest)] * len(channels)  # not the brightest of the part
    said = e.summary()
    assert said.startswith(f"PixelInspector: Row {row}, column {col}: ")
    for n in channels:
        assert f"{CHANNELS[n]} {written(image, state['dtype'], row, col, n)}, " in said
    assert f", {color_name(*seen[row, col])}. {e.image.value}: 3 channels of {height}×{width}, {image.size} num" in said
    assert said.endswith(f"; {state['dtype']}.")
    assert (e.picker.size, e.picker.value) == ([height, width], [row, col])


def test_hand_example():
    image = np.zeros((2, 3, 3))
    image[1, 2] = (1, 0.4, 0)
    e = PixelInspector(image, row=1, column=2)
    assert e.summary() == (
        "PixelInspector: Row 1, column 2: red 1, green 0.4, blue 0, orange. "
        "yours: 3 channels of 2×3, 18 numbers from 0 to 1; float64."
    )
    e.dtype.value = "uint8"
    assert "Row 1, column 2: red 255, green 102, blue 0, orange. " in e.summary()
    assert e.summary().endswith("18 numbers from 0 to 255; uint8.")
    e.channel.value = "green"
    assert e.panels["numbers"].grid.scene.frames[5].text == "x[0, 1, 1, 2] = 102 (orange)"
    check(e)


def test_a_walk_over_the_settings():
    counted = sum(1 for e in walk(PixelInspector(), 60) if check(e) is None)
    assert counted == 60


@pytest.mark.parametrize("image", ["temple", "stripes", "slashes", np.eye(3), np.full((1, 9), 0.5), np.ones((9, 1, 3))])
def test_the_corners_of_every_kind_of_picture(image):
    e = PixelInspector(image, 0, 0)
    for row in (0, e.row.max):
        for column in (0, e.column.max):
            e.row.value, e.column.value = row, column
            check(e)


@pytest.mark.long
def test_two_thousand_settings():
    for e in walk(PixelInspector(), 2000):
        check(e)


def test_the_photo_is_shown_as_it_is_but_for_the_frame():
    e = PixelInspector()
    view = e.views(e.arrays)["photo"]
    assert view[0] == "temple 213×320"
    drawn, wanted = view[1].drawing, np.round(PHOTO * 255).astype(np.uint8)
    other = (drawn != wanted).any(axis=2)
    rows, cols = np.nonzero(other)
    assert (rows.min(), rows.max(), cols.min(), cols.max()) == (37 - 4, 43 + 4, 117 - 4, 123 + 4)
    assert not other[37:44, 117:124].any()  # the part itself stays free
    assert tuple(drawn[36, 120]) == RED
    e.channel.value = "blue"
    caption, picture = e.views(e.arrays)["photo"]
    assert caption == "temple 213×320, channel blue"
    np.testing.assert_array_equal(picture.drawing[100:], color.rgb(PHOTO[100:, :, 2]))


def test_the_swatch_has_the_color_of_the_pixel():
    e = PixelInspector(row=5, column=7)
    called, picture = e.views(e.arrays)["swatch"]
    assert called == color_name(*PHOTO[5, 7])
    assert (picture.drawing == np.round(255 * PHOTO[5, 7])).all()
    assert called in picture.text


def test_another_picture_brings_the_pixel_inside():
    e = PixelInspector(row=200, column=300)
    e.image.value = "slashes"
    assert (e.row.value, e.column.value) == (47, 47)
    check(e)
    e.reset()
    assert (e.row.value, e.column.value, e.row.max) == (200, 300, 212)
    check(e)


def test_a_pixel_beyond_the_smaller_picture_can_be_restored():
    e = PixelInspector("slashes", 3, 4)
    e.load('image="temple" row=212 column=319')
    check(e)
    assert PixelInspector("slashes", 3, 4).code() == ""
    code, other = e.code(), PixelInspector("slashes", 3, 4)
    other.load(code)
    assert other.state == e.state


def test_the_learner_s_own_picture():
    e = PixelInspector()
    own = np.random.default_rng(0).integers(0, 256, (11, 13, 3)).astype(np.uint8)
    post(e.menu.upload, "own.png", files.file(own))
    assert e.image.value == "your picture"
    assert "your picture: 3 channels of 11×13, 429 numbers" in e.summary()
    np.testing.assert_allclose(e.arrays["x"][0], np.moveaxis(own, 2, 0) / 255, atol=1e-12)
    check(e)
    post(e.menu.upload, "notes.txt", b"hello")
    assert "notes.txt: the file must be a picture" in e.status.text
    assert e.image.value == "your picture"
    assert e.error is None


def test_a_click_in_the_photo_is_one_update(monkeypatch):
    e, computed = PixelInspector(channel="red"), []
    compute = e.compute
    monkeypatch.setattr(e, "compute", lambda state: computed.append(state) or compute(state))
    e.picker.value = [150, 88]
    assert (e.row.value, e.column.value, len(computed)) == (150, 88, 1)
    check(e)
    e.column.value = 90  # and the sliders move the hand in the photo
    assert e.picker.value == [150, 90]
    e.image.value = "slashes"
    assert (e.picker.size, e.picker.value) == ([48, 48], [47, 47])
    e.picker.value = [60, 2]
    assert (e.row.value, e.column.value) == (47, 2)
    check(e)
    e.reset()
    assert e.state == PixelInspector(channel="red").state
    assert e.picker.value == [40, 120]


def test_the_dtype_is_told_where_it_can_be_changed():
    assert PixelInspector(show=("row", "column")).summary().endswith("204480 numbers from 0 to 1.")


def test_the_file_box_belongs_to_the_menu():
    assert len(PixelInspector().children[0].children) == 7
    assert len(PixelInspector(show=("row", "column")).children[0].children) == 3


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"image": "dog"}, ValueError, "PixelInspector: image must be one of 'temple', 'flower'"),
        ({"image": np.full((4, 4, 3), 7.0)}, ValueError, "image must hold numbers from 0 to 1, got 7 to 7."),
        ({"row": 213}, ValueError, "PixelInspector: row must lie between 0 and 212, got 213."),
        ({"column": -1}, ValueError, "PixelInspector: column must lie between 0 and 319, got -1."),
        ({"row": 1.5}, TypeError, "PixelInspector: row must be a whole number, got 1.5."),
        ({"channel": "R"}, ValueError, "channel must be one of 'all', 'red', 'green', 'blue', got 'R'."),
        ({"dtype": "float32"}, ValueError, "dtype must be one of 'float64', 'uint8', got 'float32'."),
        ({"show": ("speed",)}, ValueError, "PixelInspector: show must name controls"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        PixelInspector(**arguments)
