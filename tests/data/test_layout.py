"""`to_nchw`: every number at its new place, and what is no image."""

import re

import numpy as np
import pytest

from cnnlite.data.layout import to_nchw


def check(batch, images):
    """Every number of every image stands where the batch should have it."""
    assert batch.shape == (len(images), images[0].shape[2], *images[0].shape[:2])
    for n, c, row, col in np.ndindex(batch.shape):
        assert batch[n, c, row, col] == images[n][row, col, c]
    assert batch.flags.c_contiguous


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("kind", [list, tuple])
def test_every_number(channels, count, kind, rng):
    images = [rng.random((5, 2, channels)) for _ in range(count)]
    check(to_nchw(kind(images)), images)
    if count == 1:
        check(to_nchw(images[0]), images)
    if channels == 1:
        check(to_nchw(kind([image[..., 0] for image in images])), images)


def test_one_gray_image():
    gray = np.arange(6.0).reshape(2, 3)
    batch = to_nchw(gray)
    assert batch.tolist() == [[[[0, 1, 2], [3, 4, 5]]]]
    batch[:] = 9
    assert gray[0, 0] == 0  # a new array


@pytest.mark.parametrize(
    ("kinds", "dtype"),
    [
        (["uint8"], "float64"), (["bool"], "float64"), (["int64"], "float64"), (["float16"], "float64"),
        (["float32"], "float32"), (["float32", "float64"], "float64"), ([">f8"], "float64"), ([">f4"], "float32"),
    ],
)  # fmt: skip
def test_the_result_is_float(kinds, dtype):
    batch = to_nchw([np.ones((4, 3), kind) for kind in kinds])
    assert batch.dtype == np.dtype(dtype)
    assert batch.dtype.isnative
    assert (batch == 1).all()


ZEROS = np.zeros((4, 5))


@pytest.mark.parametrize(
    ("images", "kind", "message"),
    [
        ([], ValueError, "to_nchw: images must hold at least one image, got an empty list."),
        ("photo.png", TypeError, "to_nchw: images must be an array of numbers, got str."),
        ([[1, 2], [3, 4]], TypeError, "to_nchw: images[0] must be an array of numbers, got list."),
        ([ZEROS, None], TypeError, "to_nchw: images[1] must be an array of numbers, got NoneType."),
        (ZEROS.astype(str), TypeError, "to_nchw: images must be an array of numbers, got an array of <U32."),
        (ZEROS * 1j, TypeError, "got an array of complex128."),
        (np.zeros(4), ValueError, "images must have 2 dimensions (H, W) or 3 (H, W, C), none of them empty, got images.shape=(4,)."),
        (np.zeros((0, 4)), ValueError, "none of them empty, got images.shape=(0, 4)."),
        (np.zeros((2, 3, 4, 5)), ValueError, "got images.shape=(2, 3, 4, 5). Four axes are a batch already."),
        (np.zeros((4, 5, 4)), ValueError, "must have 1 or 3 channels on its last axis, got images.shape=(4, 5, 4). Drop a fourth"),
        (np.zeros((3, 4, 5)), ValueError, "got images.shape=(3, 4, 5). Channels first? x[None] makes a batch of one."),
        ([ZEROS, np.zeros((4, 6))], ValueError, "got (H, W, C) = (4, 5, 1) for images[0] and (4, 6, 1) for images[1]."),
        ([ZEROS, np.zeros((4, 5, 3))], ValueError, "for images[0] and (4, 5, 3) for images[1]. Cut or resize them first."),
    ],
)  # fmt: skip
def test_errors(images, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        to_nchw(images)
