"""Files from outside: every kind is read rightly, every hostile one refused in a sentence before it costs memory."""

import io
import re
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PIL import Image, ImageFile

from cnnlite.data.photos import LUMA
from cnnlite.data.pictures import read_picture
from tests.data import files

# Six rows of four columns, every color another; steps of 51 survive palettes.
SMALL = (np.arange(72).reshape(6, 4, 3) * 7 % 6 * 51).astype(np.uint8)
GRAY = (np.arange(24).reshape(6, 4) * 10).astype(np.uint8)
ALPHA = (np.arange(24).reshape(6, 4) % 4 * 85).astype(np.uint8)
TURNED = {
    1: lambda a: a, 2: np.fliplr, 3: lambda a: np.rot90(a, 2), 4: np.flipud, 5: np.transpose,
    6: lambda a: np.rot90(a, -1), 7: lambda a: np.rot90(a, 2).T, 8: np.rot90,
}  # fmt: skip


def big(array, times=16):
    """Return an image with every pixel so many times as large, which JPEG keeps nearly."""
    return np.kron(array, np.ones((times, times) + (1,) * (array.ndim - 2), np.uint8))


def on_white(rgb, alpha):
    """Return colors over white paper, as numbers from 0 to 1."""
    share = alpha[..., None] / 255
    return rgb / 255 * share + (1 - share)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "WEBP"])
def test_color_and_gray_are_read_exactly(kind):
    content = files.file(SMALL, kind, **({"lossless": True} if kind == "WEBP" else {}))
    np.testing.assert_allclose(read_picture(content), SMALL / 255, atol=1e-12)
    np.testing.assert_allclose(read_picture(content, gray=True), SMALL / 255 @ LUMA, atol=1e-12)
    content = files.file(GRAY, kind, **({"lossless": True} if kind == "WEBP" else {}))
    np.testing.assert_allclose(read_picture(content, gray=True), GRAY / 255, atol=1e-12)
    np.testing.assert_allclose(read_picture(content), np.stack([GRAY / 255] * 3, axis=2), atol=1e-12)


@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg(progressive):
    content = files.file(big(SMALL), "JPEG", quality=95, subsampling=0, progressive=progressive)
    assert np.abs(read_picture(content)[8::16, 8::16] - SMALL / 255).max() < 0.04
    assert read_picture(content, gray=True).shape == (96, 64)


def test_one_bit_palette_and_gif():
    black = files.file(Image.fromarray(np.array([[0, 255, 0]], np.uint8)).convert("1"))
    assert read_picture(black, gray=True).tolist() == [[0, 1, 0]]
    palette = Image.fromarray(SMALL).quantize(24)
    for kind in ("PNG", "GIF", "BMP"):
        np.testing.assert_allclose(read_picture(files.file(palette, kind)), SMALL / 255, atol=0.02)


def test_sixteen_bits():
    deep = np.array([[0, 256, 30_000, 65_535]], np.uint16)
    np.testing.assert_allclose(read_picture(files.file(deep), gray=True), deep / 65_535, atol=1e-7)
    assert read_picture(files.file(deep)).shape == (1, 4, 3)


def test_transparency_is_put_on_white():
    rgba = np.dstack([SMALL, ALPHA])
    wanted = on_white(SMALL, ALPHA)
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True, "exact": True})):
        np.testing.assert_allclose(read_picture(files.file(rgba, kind, **options)), wanted, atol=1e-12)
    luminance = Image.merge("LA", [Image.fromarray(GRAY), Image.fromarray(ALPHA)])
    wanted = on_white(np.stack([GRAY] * 3, 2), ALPHA)
    np.testing.assert_allclose(read_picture(files.file(luminance)), wanted, atol=1e-12)
    np.testing.assert_allclose(read_picture(files.file(luminance), gray=True), wanted @ LUMA, atol=1e-12)


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_transparent_entry_of_a_palette(kind):
    picture = Image.new("P", (2, 1))
    picture.putpalette([0, 0, 0, 255, 0, 0])
    picture.putdata([0, 1])
    content = files.file(picture, kind, transparency=0)
    np.testing.assert_allclose(read_picture(content), [[[1, 1, 1], [1, 0, 0]]], atol=1e-12)


def test_a_transparent_color_of_a_picture_without_alpha():
    content = files.file(GRAY, transparency=0)
    wanted = np.where(GRAY == 0, 255, GRAY) / 255
    np.testing.assert_allclose(read_picture(content, gray=True), wanted, atol=1e-12)


def test_what_hides_under_transparency_does_not_bleed():
    """Red paint that nobody sees stays unseen when the picture is shrunk."""
    rgba = np.zeros((640, 640, 4), np.uint8)
    rgba[..., 0] = 255
    rgba[:, 1::2] = (0, 0, 255, 255)
    np.testing.assert_allclose(read_picture(files.file(rgba)), np.full((320, 320, 3), (0.5, 0.5, 1)), atol=0.01)


def test_print_colors():
    content = files.file(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG", quality=95)
    np.testing.assert_allclose(read_picture(content), np.full((16, 16, 3), (1, 0, 0)), atol=0.03)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_picture_of_an_animation(kind):
    first, second = Image.new("RGB", (8, 8), (0, 0, 255)), Image.new("RGB", (8, 8), (255, 0, 0))
    content = files.file(
        first, kind, save_all=True, append_images=[second], **({"lossless": True} if kind == "WEBP" else {})
    )
    assert Image.open(io.BytesIO(content)).n_frames == 2
    np.testing.assert_allclose(read_picture(content), np.full((8, 8, 3), (0, 0, 1)), atol=1e-12)


def test_a_phone_that_puts_two_pictures_into_one_jpeg():
    pictures = [Image.new("RGB", (16, 8), color) for color in ((0, 0, 255), (255, 0, 0))]
    content = files.file(pictures[0], "MPO", save_all=True, append_images=pictures[1:], quality=95)
    np.testing.assert_allclose(read_picture(content), np.full((8, 16, 3), (0, 0, 1)), atol=0.03)


@pytest.mark.parametrize("orientation", TURNED)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_camera_was_held_askew(orientation, kind):
    notes = Image.Exif()
    notes[0x0112] = orientation
    content = files.file(big(GRAY), kind, exif=notes, **({"quality": 95} if kind == "JPEG" else {}))
    wanted = TURNED[orientation](GRAY) / 255
    assert np.abs(read_picture(content, gray=True)[8::16, 8::16] - wanted).max() < 0.03


@pytest.mark.parametrize(
    "notes",
    [
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0abc\0\0\0\0\0",  # the orientation in words
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0\0\0",  # and as 99
        b"Exif\0\0nonsense",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12",
    ],
)
def test_broken_camera_notes_spoil_no_picture(notes):
    content = files.file(big(GRAY), "JPEG", exif=notes)
    assert read_picture(content).shape == (96, 64, 3)


@pytest.mark.parametrize(
    ("size", "shape"),
    [((1, 1), (1, 1)), ((320, 1), (1, 320)), ((320, 320), (320, 320)), ((321, 10), (10, 320)), ((640, 480), (240, 320)),
     ((480, 640), (320, 240)), ((1, 5000), (320, 1)), ((1000, 999), (320, 320))],
)  # fmt: skip
def test_the_larger_side_is_limited_and_nothing_is_enlarged(size, shape):
    assert read_picture(files.file(Image.new("RGB", size))).shape == (*shape, 3)
    assert read_picture(files.file(Image.new("L", size)), gray=True).shape == shape


def test_shrinking_takes_means(rng):
    array = rng.integers(0, 256, (96, 64)).astype(np.uint8)
    means = array.reshape(32, 3, 64, 1).mean(axis=(1, 3)).reshape(32, 64)[:, :63].reshape(32, 21, 3).mean(axis=2)
    cut = files.file(np.ascontiguousarray(array[:, :63]))
    np.testing.assert_allclose(read_picture(cut, 32, gray=True), means / 255, atol=1.1 / 255)  # rounded twice


def test_a_large_jpeg_is_decoded_small(monkeypatch):
    sizes = []
    resize = Image.Image.resize
    monkeypatch.setattr(Image.Image, "resize", lambda self, *a, **k: sizes.append(self.size) or resize(self, *a, **k))
    assert read_picture(files.file(Image.new("RGB", (4000, 3000)), "JPEG")).shape == (240, 320, 3)
    assert sizes == [(1000, 750)]


def unread(*_, **__):
    pytest.fail("the pixels were decoded")


PNG_JPEG = "read_picture: the picture must have at most 16 million pixels (60 as JPEG), got "


@pytest.mark.parametrize(
    ("content", "got"),
    [
        (files.png(8000, 8000), "8000 × 8000"),
        (files.png(10_000, 5_000), "10000 × 5000"),
        (files.png(12_000, 12_000), "12000 × 12000"),
        (files.png(50_000, 50_000), "far more"),
        (files.png(2**31 - 1, 2**31 - 1), "far more"),
        (files.png(16_000_001, 1), "16000001 × 1"),
        (files.jpeg(10_001, 6_000), "10001 × 6000"),
        (files.jpeg(65_000, 65_000), "far more"),
        (files.jpeg(4_001, 4_000, progressive=True), "4001 × 4000"),
        (files.gif(5_000, 5_000), "5000 × 5000"),
        (files.gif(65_535, 65_535), "far more"),
        (files.bmp(5_000, 4_000), "5000 × 4000"),
        (files.bmp(100_000, 100_000), "far more"),
        (files.webp(16_383, 16_383), "far more"),
    ],
)  # fmt: skip
def test_too_many_pixels_are_refused_by_the_header(content, got, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", unread)
    with pytest.raises(ValueError, match=f"^{re.escape(PNG_JPEG + got)}. Save a smaller version of it.$"):
        read_picture(content)


def test_the_limits_themselves_are_read():
    assert read_picture(files.file(Image.new("L", (4000, 4000))), gray=True).shape == (320, 320)
    with pytest.raises(ValueError, match="cut short"):  # 60 million pixels are let through, but there are none
        read_picture(files.jpeg(10_000, 6_000)[:-200])


BROKEN = r"^read_picture: the file must hold a whole picture, got one that is cut short or broken. Save it again.$"
WHOLE = {kind: files.file(big(SMALL), kind) for kind in files.FORMATS}


@pytest.mark.parametrize("kind", files.FORMATS)
def test_a_file_cut_short(kind):
    content = WHOLE[kind]
    with pytest.raises(ValueError, match=BROKEN):
        read_picture(content[: len(content) * 2 // 3])


def texts():
    """Return a PNG with notes that inflate to 100 MB."""
    return files.png(8, 8, bytes(72), files.chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(10**8))))


@pytest.mark.parametrize(
    "content",
    [
        files.png(8, 8),
        files.png(8, 8, bytes(71)),
        files.jpeg(5_000, 5_000)[:-100],
        texts(),
    ],
    ids=["no pixels", "one pixel short", "a stump", "notes that inflate"],
)
def test_broken_files(content):
    with pytest.raises(ValueError, match=BROKEN):
        read_picture(content)


@pytest.mark.parametrize(
    "content",
    [
        b"hello, this is no picture",
        b"\0" * 1000,
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"SIMPLE  =                    T" + b" " * 2850,
        b"%PDF-1.4\n",
        files.file(SMALL, "TIFF"),
        files.file(SMALL, "ICO"),
        files.file(SMALL, "PPM"),
        b"\x89PNG\r\n\x1a\n",
        files.png(8, 8, bytes(72)).replace(b"IDAT", b"IDAZ"),
        b"\xff\xd8\xff",
        b"GIF89a",
        b"BM",
        b"RIFF\x04\0\0\0WEBP",
    ],
)
def test_no_picture(content):
    with pytest.raises(
        ValueError, match=r"^read_picture: the file must (be a picture: PNG, JPEG, GIF, BMP or WebP|hold a)"
    ):
        read_picture(content)


def test_empty_and_too_long():
    with pytest.raises(ValueError, match=r"^read_picture: the file must hold a picture, got an empty file.$"):
        read_picture(b"")
    with pytest.raises(ValueError, match=r"the file must have at most 8 MB, got 8.1 MB. Save a smaller version"):
        read_picture(WHOLE["PNG"] + bytes(8_100_000 - len(WHOLE["PNG"])))
    assert read_picture(WHOLE["PNG"] + bytes(8_000_000 - len(WHOLE["PNG"]))).shape == (96, 64, 3)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"content": "photo.png"}, TypeError, "read_picture: content must be the bytes of a file, got str."),
        ({"width": 7}, ValueError, "read_picture: width must lie between 8 and 320, got 7."),
        ({"width": 3.5}, TypeError, "read_picture: width must be a whole number, got 3.5."),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        read_picture(**({"content": WHOLE["PNG"]} | arguments))


def test_bytes_in_other_clothes():
    for kind in (bytearray, memoryview):
        np.testing.assert_array_equal(read_picture(kind(WHOLE["PNG"])), read_picture(WHOLE["PNG"]))


HOSTILE = """
import resource, sys
from cnnlite.data.pictures import read_picture
from tests.data import files, test_pictures
from PIL import Image
read_picture(test_pictures.WHOLE["WEBP"])
contents = [files.png(4000, 4001), files.png(9000, 9000), test_pictures.texts(), files.jpeg(60000, 1100),
            files.webp(13000, 13000), files.gif(9000, 9000), files.bmp(9000, 9000), b"x" * 7_000_000]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for content in contents:
    try:
        read_picture(content)
    except ValueError:
        continue
    sys.exit("read")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes only here")
def test_refusing_costs_little_memory():
    done = subprocess.run([sys.executable, "-W", "error", "-c", HOSTILE], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 30  # megabytes; the smallest of these files would take 16 when decoded


@pytest.mark.long
@pytest.mark.parametrize("kind", files.FORMATS)
def test_flipped_bytes_are_read_or_refused(kind, rng):
    for _ in range(400):
        content = bytearray(WHOLE[kind])
        for place in rng.integers(0, len(content), rng.integers(1, 6)):
            content[place] = rng.integers(256)
        said = ""
        try:
            picture = read_picture(content)
        except ValueError as error:
            said = str(error)
        if said:
            assert said.startswith("read_picture: the ")
        else:
            assert picture.shape[2] == 3
            assert max(picture.shape[:2]) <= 320
            assert 0 <= picture.min() <= picture.max() <= 1
