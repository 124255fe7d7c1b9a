"""A folder of the learner's own pictures: all that is good is read, nothing is lost unseen."""

import os
import re
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnnlite.data import folder as module
from cnnlite.data.folder import image_folder
from cnnlite.data.photos import LUMA
from tests.data import files

COLORS = {"blue": (0, 0, 255), "green": (0, 128, 0), "red": (255, 0, 0)}
ARROW = np.zeros((64, 64), np.uint8)  # dark, but for its upper left quarter
ARROW[:32, :32] = 255
NOISE = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")


def plain(color="red", size=(40, 30)):
    """Return a PNG of one color."""
    return files.file(Image.new("RGB", size, COLORS[color]))


def fill(root, **classes):
    """Write files, by class and name, into a folder; return the folder."""
    for name, contents in classes.items():
        (root / name).mkdir(parents=True)
        for file, content in contents.items():
            (root / name / file).write_bytes(content)
    return root


@pytest.fixture
def pets(tmp_path):
    """Two classes of good pictures."""
    return fill(tmp_path / "pets", dog={"b.png": plain("red"), "a.jpg": plain("green")}, cat={"1.PNG": plain("blue")})


def one(tmp_path, content, name="x.png", **options):
    """Return how a single file is read, and check that it is the only one in its class."""
    images, labels, _ = image_folder(fill(tmp_path / "one", first={name: content}, other={"y.png": plain()}), **options)
    assert labels.tolist() == [0, 1]
    return images[0]


def test_classes_and_files_in_the_order_of_their_names(pets):
    images, labels, names = image_folder(pets, gray=False)
    assert names == ["cat", "dog"]
    assert labels.tolist() == [0, 1, 1]
    assert labels.dtype.kind == "i"
    assert images.shape == (3, 3, 32, 32)
    assert images.dtype == float
    wanted = np.array([COLORS["blue"], COLORS["green"], COLORS["red"]])[:, :, None, None] / 255
    np.testing.assert_allclose(images, np.broadcast_to(wanted, images.shape), atol=1e-6)
    gray, _, _ = image_folder(str(pets), size=8)
    assert gray.shape == (3, 1, 8, 8)
    np.testing.assert_allclose(gray[:, 0, 0, 0], wanted[:, :, 0, 0] @ LUMA, atol=1e-6)


def test_home(pets, monkeypatch):
    monkeypatch.setenv("HOME", str(pets.parent))
    monkeypatch.setenv("USERPROFILE", str(pets.parent))
    assert len(image_folder("~/pets")[0]) == 3
    with pytest.raises(ValueError, match=r"^image_folder: path must be a folder, got '~nobody-of-this-name/pets'"):
        image_folder("~nobody-of-this-name/pets")


@pytest.mark.parametrize(("height", "width"), [(64, 96), (96, 64), (64, 64), (64, 65), (300, 64)])
def test_the_middle_square_without_distortion(tmp_path, height, width):
    pixels = np.random.default_rng(0).integers(0, 256, (height, width), np.uint8)
    top, left = (height - 64) // 2, (width - 64) // 2
    wanted = pixels[top : top + 64, left : left + 64].reshape(32, 2, 32, 2).mean(axis=(1, 3)) / 255
    np.testing.assert_allclose(one(tmp_path, files.file(pixels))[0], wanted, atol=1e-6)


def test_small_pictures_are_enlarged_and_large_ones_shrunk(tmp_path):
    checks = np.kron([[0, 255], [255, 0]], np.ones((4, 4))).astype(np.uint8)
    np.testing.assert_allclose(one(tmp_path / "a", files.file(checks))[0] * 255, np.kron(checks, np.ones((4, 4))))
    large = np.kron(checks, np.ones((200, 200))).astype(np.uint8)  # 1600 rows
    np.testing.assert_allclose(one(tmp_path / "b", files.file(large))[0] * 255, np.kron(checks, np.ones((4, 4))))
    thin = one(tmp_path / "c", files.file(np.full((1, 3000), 51, np.uint8)))
    np.testing.assert_allclose(thin, 0.2, atol=1e-6)


@pytest.mark.parametrize(("orientation", "quarter"), [(1, 0), (2, 1), (3, 3), (4, 2), (5, 0), (6, 1), (7, 3), (8, 2)])
def test_a_camera_held_aslant(tmp_path, orientation, quarter):
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = one(tmp_path, files.file(ARROW, "JPEG", quality=95, exif=exif), "x.jpg")[0]
    quarters = [image[:16, :16], image[:16, 16:], image[16:, :16], image[16:, 16:]]
    assert [round(float(part.mean())) for part in quarters] == [int(place == quarter) for place in range(4)]


def test_every_kind_of_pixels(tmp_path):
    red = Image.new("RGB", (32, 32), (204, 0, 0))
    clear = Image.new("RGBA", (32, 32), (204, 0, 0, 0))
    half = Image.new("RGBA", (32, 32), (204, 0, 0, 51))
    deep = np.full((32, 32), 13107, np.uint16)
    cases = {
        "p.png": (files.file(red.quantize(4)), [0.8, 0, 0]),
        "cmyk.jpg": (files.file(red.convert("CMYK"), "JPEG", quality=95), [0.8, 0, 0]),
        "clear.png": (files.file(clear), [1, 1, 1]),
        "half.png": (files.file(half), [0.96, 0.8, 0.8]),
        "deep.png": (files.file(deep), [0.2, 0.2, 0.2]),
        "bit.png": (files.file(Image.new("1", (32, 32), 1)), [1, 1, 1]),
        "gray.jpeg": (files.file(Image.new("L", (32, 32), 102), "JPEG"), [0.4, 0.4, 0.4]),
        "a.gif": (files.file(red.quantize(4), "GIF"), [0.8, 0, 0]),
        "a.bmp": (files.file(red, "BMP"), [0.8, 0, 0]),
        "a.webp": (files.file(red, "WEBP", lossless=True), [0.8, 0, 0]),
    }
    root = fill(tmp_path / "kinds", kinds={name: content for name, (content, _) in cases.items()}, z={"z.png": plain()})
    images, labels, _ = image_folder(root, gray=False)
    assert labels.tolist() == [0] * len(cases) + [1]
    for name, image in zip(sorted(cases), images, strict=False):
        wanted = np.array(cases[name][1], dtype=float)[:, None, None]
        np.testing.assert_allclose(image, np.broadcast_to(wanted, image.shape), atol=0.012, err_msg=name)


BROKEN = {
    "text.png": (b"Dear diary, today I renamed a file.", "the file must be a picture: PNG, JPEG, GIF, BMP or WebP"),
    "empty.png": (b"", "the file must hold a picture, got an empty file"),
    "cut.png": (files.file(NOISE)[:2000], "cut short or broken"),
    "cut.jpg": (files.file(NOISE, "JPEG")[:2000], "cut short or broken"),
    "huge.png": (files.png(30_000, 30_000), "at most 16 million pixels"),
    "huge.jpg": (files.jpeg(60_000, 60_000), "at most 16 million pixels"),
    "long.png": (plain() + bytes(8_000_001), "at most 8 MB, got 8.0 MB"),
    "page.webp": (b"<html></html>", "the file must be a picture"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_named_with_its_reason(tmp_path, name):
    content, reason = BROKEN[name]
    with pytest.raises(ValueError, match=reason) as caught:
        one(tmp_path, content, name)
    said = str(caught.value)
    assert said.startswith(f"image_folder: every picture must be readable, got 'first/{name}' (")
    assert said.endswith("). Take it out.")
    assert "read_picture" not in said


def test_all_broken_pictures_are_named_at_once(tmp_path):
    many = {f"{number}.png": b"no" for number in range(7)}
    root = fill(tmp_path / "many", a={"good.png": plain()} | many, b={"good.png": plain()})
    with pytest.raises(ValueError, match=r"'a/4.png' \(.*\) and 2 more\. Take them out\.$"):
        image_folder(root)


def test_a_long_file_is_refused_unread(pets, monkeypatch):
    with (pets / "dog" / "c.png").open("wb") as file:
        file.truncate(9_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("read") if path.name == "c.png" else plain())
    with pytest.raises(ValueError, match=r"'dog/c.png' \(the file must have at most 8 MB, got 9.0 MB"):
        image_folder(pets)


def test_what_is_hidden_is_ignored(pets):
    fill(pets, **{".ipynb_checkpoints": {"x.png": plain()}, ".git": {}})
    for place in (pets, pets / "cat"):
        (place / ".DS_Store").write_bytes(b"?")
    (pets / "dog" / "._b.png").write_bytes(b"?")
    assert image_folder(pets)[1].tolist() == [0, 1, 1]


def test_what_is_skipped_is_named(pets):
    (pets / "readme.txt").write_text("mine")
    (pets / "dog" / "IMG_1.HEIC").write_bytes(b"?")
    fill(pets / "dog", puppies={"p.png": plain()})
    with pytest.warns(UserWarning, match="^image_folder: skipped ") as caught:
        images, _, names = image_folder(pets)
    assert (len(images), names) == (3, ["cat", "dog"])
    endings = "no .png, .jpg, .jpeg, .gif, .bmp, .webp"
    assert [str(one.message) for one in caught] == [
        "image_folder: skipped 'pets/readme.txt' (in no class's folder); "
        f"'dog/IMG_1.HEIC' ({endings}); 'dog/puppies' (no file)."
    ]
    assert caught[0].filename == __file__  # it points to the learner's line


@LINKS
def test_links_out_of_the_folder_are_not_followed(pets, tmp_path):
    secret = fill(tmp_path / "elsewhere", secret={"s.png": plain("green")}) / "secret"
    (pets / "dog" / "out.png").symlink_to(secret / "s.png")
    (pets / "dog" / "nowhere.png").symlink_to(tmp_path / "none.png")
    (pets / "dog" / "circle.png").symlink_to(pets / "dog" / "circle.png")
    (pets / "stolen").symlink_to(secret, target_is_directory=True)
    (pets / "cat" / "inside.png").symlink_to(pets / "dog" / "b.png")
    with pytest.warns(UserWarning, match="skipped") as caught:
        images, labels, names = image_folder(pets)
    assert names == ["cat", "dog"]
    assert labels.tolist() == [0, 0, 1, 1]
    np.testing.assert_array_equal(images[1], images[3])  # a link that stays inside is a picture like others
    said = str(caught[0].message)
    for name in ("dog/out.png", "dog/nowhere.png", "dog/circle.png", "pets/stolen"):
        assert f"{name!r} (a link that leads out of the folder, or nowhere)" in said
    assert "inside" not in said
    link = tmp_path / "link"
    link.symlink_to(pets, target_is_directory=True)
    with pytest.warns(UserWarning, match="skipped"):
        assert len(image_folder(link)[0]) == 4  # the folder itself may be reached by a link


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(pets):
    os.mkfifo(pets / "dog" / "pipe.png")
    with pytest.warns(UserWarning, match=r"'dog/pipe.png' \(no file\)"):
        assert len(image_folder(pets)[0]) == 3


def test_too_many_and_too_large(pets, monkeypatch):
    monkeypatch.setattr(module, "_read", lambda *_: pytest.fail("read"))
    with monkeypatch.context() as patch:
        patch.setattr(module, "MOST_FILES", 2)
        with pytest.raises(ValueError, match=r"^image_folder: path must hold at most 2 pictures, got 3\.$"):
            image_folder(pets)
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    with pytest.raises(ValueError, match=r"^image_folder: the pictures must have at most 1e-07 GB in all, got 0.0 GB"):
        image_folder(pets)
    assert (module.MOST_FILES, module.LARGEST_SIDE) == (10_000, 64)


def test_nothing_is_written_and_nothing_warned(pets):
    before = {path: path.stat().st_mtime_ns for path in pets.rglob("*")}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        image_folder(pets)
    assert before == {path: path.stat().st_mtime_ns for path in pets.rglob("*")}


def test_folders_that_are_no_set_of_classes(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    fill(tmp_path / "flat", a={"1.png": plain()})
    for number in range(3):
        (tmp_path / "flat" / f"{number}.png").write_bytes(plain())
    fill(tmp_path / "hollow", a={"1.png": plain()}, b={}, c={})
    fill(tmp_path / "notes", a={"1.png": plain()}, b={"1.txt": b""})
    cases = {
        "none": "path must be a folder, got ",
        "file": "path must be a folder, got ",
        "empty": "path must have one subfolder for each of two or more classes, got 0 in ",
        "flat": "path must have one subfolder for each of two or more classes, got 1 in ",
        "hollow": "every subfolder must hold pictures (.png, .jpg, .jpeg, .gif, .bmp, .webp), got none in 'hollow/b'.",
        "notes": "every subfolder must hold pictures (.png, .jpg, .jpeg, .gif, .bmp, .webp), got none in 'notes/b'.",
    }
    for name, message in cases.items():
        with pytest.raises(ValueError, match=f"^{re.escape(f'image_folder: {message}')}"):
            image_folder(tmp_path / name)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"path": 3}, TypeError, "image_folder: path must be the name of a folder, got 3."),
        ({"path": "a\0b"}, ValueError, "image_folder: path must be a folder, got 'a\\x00b'. Check where it lies."),
        ({"size": 7}, ValueError, "image_folder: size must lie between 8 and 64, got 7."),
        ({"size": 65}, ValueError, "image_folder: size must lie between 8 and 64, got 65."),
        ({"size": "32"}, TypeError, "image_folder: size must be a whole number, got '32'."),
        ({"gray": "no"}, TypeError, "image_folder: gray must be True or False, got 'no'."),
    ],
)
def test_errors(pets, arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        image_folder(**({"path": pets} | arguments))
