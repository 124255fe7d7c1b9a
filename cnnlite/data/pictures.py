"""`read_picture`: the bytes of a picture file, whoever made it, as a small array of numbers.

A file from outside is refused before it costs memory: by its length, then by the size that its header states.
"""

import io
import warnings

import numpy as np
from PIL import Image, UnidentifiedImageError

from cnnlite import _checks
from cnnlite.data.photos import LUMA

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")  # Pillow knows forty more, some of which run other programs
LARGEST_FILE = 8_000_000  # bytes
MOST_PIXELS = 16_000_000
MOST_PIXELS_JPEG = 60_000_000  # decoded at an eighth of the size where that is enough
ORIENTATION = 0x0112  # the EXIF entry in which cameras note how they were held
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BROKEN = "read_picture: the file must hold a whole picture, got one that is cut short or broken. Save it again."


def read_picture(content: bytes, width: int = 320, gray: bool = False) -> np.ndarray:
    """Return the picture in a file, upright, on white, and no larger than asked.

    Parameters
    ----------
    content : bytes
        What a PNG, JPEG, GIF, BMP or WebP file holds, at most 8 MB and 16 million pixels (60 million of a JPEG that
        is not progressive). Of an animation the first picture counts.
    width : int
        The most columns, and the most rows too, 8 to 320; the picture is shrunk to fit, never enlarged.
    gray : bool
        One brightness for each pixel, or red, green and blue.

    Returns
    -------
    ndarray (H, W) or (H, W, 3)
        float64 between 0 (black) and 1 (full brightness).

    Raises
    ------
    TypeError
        The content is not bytes.
    ValueError
        The file is empty, too large, broken, or no such picture.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> Image.new("RGB", (640, 480), "white").save(file, "PNG")
    >>> read_picture(file.getvalue()).shape
    (240, 320, 3)
    """
    if not isinstance(content, (bytes, bytearray, memoryview)):
        raise TypeError(f"read_picture: content must be the bytes of a file, got {type(content).__name__}.")
    most = _checks.whole("read_picture", "width", width, 8, 320)
    check_length(memoryview(content).nbytes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of what is large or slightly odd; here it is read or refused
        with _opened(bytes(content)) as image:
            _refuse_many_pixels(image)
            try:
                pixels = np.asarray(_small(image, most), dtype=float) / 255
            except Exception as error:  # a decoder may raise anything on a hostile file
                raise ValueError(BROKEN) from error
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = 1 - pixels[..., 3:] * (1 - pixels[..., :3])  # a transparent pixel lets white paper through
    if gray and pixels.ndim == 3:
        pixels = pixels @ LUMA
    elif not gray and pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    return np.clip(pixels, 0, 1)


def check_length(length: int) -> None:
    """Refuse a file of so many bytes: an empty one, and one above `LARGEST_FILE`."""
    if length == 0:
        raise ValueError("read_picture: the file must hold a picture, got an empty file.")
    if length > LARGEST_FILE:
        raise ValueError(
            f"read_picture: the file must have at most {LARGEST_FILE // 10**6} MB, got {length / 1e6:.1f} MB. "
            "Save a smaller version of the picture."
        )


def _opened(content: bytes) -> Image.Image:
    """Read the header of a file; refuse what is no picture."""
    try:
        return Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ValueError(_too_many("far more")) from error
    except UnidentifiedImageError as error:
        raise ValueError(
            "read_picture: the file must be a picture: PNG, JPEG, GIF, BMP or WebP. Save it as PNG or JPEG first."
        ) from error
    except Exception as error:
        raise ValueError(BROKEN) from error


def _refuse_many_pixels(image: Image.Image) -> None:
    """Refuse what would fill the memory; a progressive JPEG is held whole, whatever size is wanted of it."""
    jpeg = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
    if image.width * image.height > (MOST_PIXELS_JPEG if jpeg else MOST_PIXELS):
        raise ValueError(_too_many(f"{image.width} × {image.height}"))


def _too_many(got: str) -> str:
    """Return the sentence for a picture of too many pixels."""
    return (
        f"read_picture: the picture must have at most {MOST_PIXELS // 10**6} million pixels "
        f"({MOST_PIXELS_JPEG // 10**6} as JPEG), got {got}. Save a smaller version of it."
    )


def _small(image: Image.Image, most: int) -> Image.Image:
    """Decode, shrink and turn a picture; what stays is gray, color, or color with transparency."""
    turn = TURNS.get(_orientation(image))
    share = min(1, most / max(image.size))
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    image.draft(None, (2 * size[0], 2 * size[1]))  # a JPEG is decoded at half, a quarter or an eighth of its size
    if image.mode.startswith("I"):
        plain = Image.fromarray(np.asarray(image, dtype=np.float32) / 257)  # 16 bits to the range of 8, none lost
    elif image.has_transparency_data:
        plain = image.convert("RGBA")
    else:
        plain = image.convert("L" if image.mode in ("1", "L") else "RGB")
    shrunk = plain.resize(size, Image.Resampling.BOX)
    return shrunk if turn is None else shrunk.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 if that is nowhere to be read."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # a broken note spoils no picture
        return 1
