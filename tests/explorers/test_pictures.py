"""The menu of pictures: its names and arrays, gray and in color, and the picture of the learner's own."""

import re

import numpy as np
import pytest

from cnnlite.data import photos, slash, textures
from cnnlite.data.photos import LUMA
from cnnlite.explorers.pictures import PictureMenu
from tests.data import files
from tests.explorers.test_upload import post

NAMES = ("temple", "flower", "stripes", "fur", "slashes")
DOTS = np.eye(2)
OWN = np.random.default_rng(1).integers(0, 256, (5, 7, 3)).astype(np.uint8)


def in_color(gray):
    return np.stack([gray] * 3, axis=2)


def mosaic():
    """Return sixteen slash images in four rows, put together one by one."""
    images, _ = slash.slashes(16)
    return np.vstack([np.hstack(images[n : n + 4]) for n in range(0, 16, 4)])


GRAY = {
    "temple": photos.photo("temple"), "flower": photos.photo("flower"), "stripes": textures.stripes(),
    "fur": textures.fur(), "slashes": mosaic(), "dots": DOTS,
}  # fmt: skip


@pytest.mark.parametrize("name", GRAY)
def test_every_picture_gray_and_in_color(name):
    menu = PictureMenu("demo", name, {"dots": DOTS})
    assert menu.dropdown.options == (*NAMES, "dots")
    assert menu.dropdown.value == name
    assert menu.dropdown.description == "image"
    np.testing.assert_allclose(menu.array(name), GRAY[name], atol=1e-12)
    assert menu.array(name) is menu.array(name)
    colored = PictureMenu("demo", name, {"dots": DOTS}, color=True).array(name)
    wanted = photos.photo(name, gray=False) if name in photos.NAMES else in_color(GRAY[name])
    np.testing.assert_allclose(colored, wanted, atol=1e-12)


@pytest.mark.parametrize("largest", [48, 96, 200])
@pytest.mark.parametrize("name", NAMES)
def test_no_picture_is_larger_than_asked(name, largest):
    shape = PictureMenu("demo", name, largest=largest).array(name).shape
    assert max(shape) == {"stripes": min(96, largest), "fur": min(160, largest), "slashes": 48}.get(name, largest)


def test_nothing_can_be_written_into_a_picture():
    mine = np.zeros((3, 4))
    menu = PictureMenu("demo", mine, {"dots": DOTS})
    for name in ("yours", "dots", "temple"):
        with pytest.raises(ValueError, match="read-only"):
            menu.array(name)[0, 0] = 1
    mine[0, 0] = DOTS[0, 0] = 1  # theirs stay theirs
    assert menu.array("yours")[0, 0] == 0


def test_your_own_numbers():
    menu = PictureMenu("demo", np.array([[-3, 500]]), {"dots": DOTS})
    assert menu.dropdown.options == (*NAMES, "dots", "yours")
    assert menu.dropdown.value == "yours"
    assert menu.array("yours").tolist() == [[-3, 500]]
    colors = PictureMenu("demo", OWN / 255, color=True)
    np.testing.assert_array_equal(colors.array("yours"), OWN / 255)
    np.testing.assert_array_equal(PictureMenu("demo", DOTS, color=True).array("yours"), in_color(DOTS))


ERRORS = [
    ({"image": "dog"}, ValueError, "demo: image must be one of 'temple', 'flower', 'stripes', 'fur', 'slashes', got 'dog'."),
    ({"image": "your picture"}, ValueError, "demo: image must be one of"),
    ({"image": None}, TypeError, "demo: image must be an array of numbers, got None."),
    ({"image": OWN / 255}, ValueError, "demo: image must have 2 dimensions (H, W), got 3"),
    ({"image": np.zeros((321, 4))}, ValueError, "demo: image must have 1 to 320 rows and columns of finite numbers"),
    ({"image": np.zeros((49, 4)), "largest": 48}, ValueError, "demo: image must have 1 to 48 rows and columns"),
    ({"image": OWN, "color": True}, ValueError, "image must hold numbers from 0 to 1, got 5 to 251. Divide bytes by 255."),
    ({"image": OWN[None] / 255, "color": True}, ValueError, "image must be (H, W, 3), red, green and blue last, or gray (H, W)"),
    ({"image": np.zeros((3, 4, 5)), "color": True}, ValueError, "got image.shape=(3, 4, 5). Of (N, 3, H, W): x[0].transpose(1, 2, 0)."),
    ({"image": np.zeros((4, 0, 3)), "color": True}, ValueError, "image must have 1 to 320 rows and columns"),
    ({"image": np.full((4, 4, 3), np.nan), "color": True}, ValueError, "of finite numbers"),
    ({"image": [[1]], "color": True}, TypeError, "demo: image must be an array of numbers, got [[1]]"),
    ({"image": np.full((2, 2, 3), "a"), "color": True}, TypeError, "demo: image must be an array of numbers"),
    ({"image": "fur", "largest": 47}, ValueError, "demo: largest must lie between 48 and 320, got 47."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "kind", "message"), ERRORS)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        PictureMenu("demo", **arguments)


@pytest.mark.parametrize("name", ["dog", "your picture", "yours"])
def test_a_picture_that_is_not_there(name):
    with pytest.raises(ValueError, match=r"^PictureMenu.array: name must be one of 'temple', 'flower'"):
        PictureMenu("demo", "fur").array(name)


def watched(**options):
    """Return a menu that begins with fur, the list of the names it selects, and that of its troubles."""
    menu, names, troubles = PictureMenu("demo", **({"image": "fur"} | options)), [], []
    menu.dropdown.observe(lambda change: names.append(change["new"]), "value")
    menu.on_trouble(troubles.append)
    return menu, names, troubles


@pytest.mark.parametrize("image", ["temple", "fur", np.eye(3)], ids=["the first", "another", "yours"])
def test_a_file_is_selected_at_once_and_stays_first(image):
    menu, names, troubles = watched(image=image)
    before = menu.dropdown.options
    post(menu.upload, "mine.png", files.file(OWN))
    assert names == ["your picture"]  # selected once: an explorer draws once
    assert menu.dropdown.options == ("your picture", *before)
    np.testing.assert_allclose(menu.array("your picture"), OWN / 255 @ LUMA, atol=1e-12)
    assert troubles == []
    menu.dropdown.value = "stripes"
    post(menu.upload, "again.png", files.file(OWN[::-1].copy()))
    assert names == ["your picture", "stripes", "your picture"]
    assert menu.dropdown.options == ("your picture", *before)


def test_a_second_file_takes_the_place_of_the_first():
    menu, names, _ = watched()
    for content in (OWN, OWN[:, ::-1].copy()):
        post(menu.upload, "mine.png", files.file(content))
        np.testing.assert_allclose(menu.array("your picture"), content / 255 @ LUMA, atol=1e-12)
    assert names == ["your picture", "your picture"]  # the same name, and yet there is news


def test_files_in_color_and_gray():
    menu, _, _ = watched(color=True)
    post(menu.upload, "mine.png", files.file(OWN))
    np.testing.assert_allclose(menu.array("your picture"), OWN / 255, atol=1e-12)
    post(menu.upload, "gray.png", files.file(OWN[..., 0].copy()))
    np.testing.assert_allclose(menu.array("your picture"), in_color(OWN[..., 0] / 255), atol=1e-12)


def test_a_file_is_shrunk_to_the_menu():
    menu, _, _ = watched(largest=64)
    post(menu.upload, "mine.png", files.file(np.zeros((100, 640), np.uint8)))
    assert menu.array("your picture").shape == (10, 64)


def test_trouble_keeps_the_picture():
    menu, names, troubles = watched()
    post(menu.upload, "mine.png", files.file(OWN))
    post(menu.upload, "notes.txt", b"hello")
    post(menu.upload, "notes.txt", b"hello")
    assert [trouble[:22] for trouble in troubles] == ["notes.txt: the file mu"] * 2
    assert names == ["your picture"]
    np.testing.assert_allclose(menu.array("your picture"), OWN / 255 @ LUMA, atol=1e-12)
