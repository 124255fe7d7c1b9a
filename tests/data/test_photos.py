"""The two bundled photos."""

import numpy as np
import pytest

from cnnlite.data import photos


@pytest.mark.parametrize("name", photos.NAMES)
def test_gray_and_color(name):
    gray, color = photos.photo(name), photos.photo(name, gray=False)
    assert gray.shape == (213, 320)
    assert color.shape == (213, 320, 3)
    for image in (gray, color):
        assert image.dtype == float
        assert 0 <= image.min() < 0.1
        assert 0.8 < image.max() <= 1
    np.testing.assert_allclose(gray, color @ [0.299, 0.587, 0.114])


def test_width():
    assert photos.photo(width=80).shape == (53, 80)


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"name": "dog"}, ValueError, "photo: name must be one of 'temple', 'flower', got 'dog'."),
        ({"width": 321}, ValueError, "photo: width must lie between 8 and 320 pixels, got 321."),
        ({"width": 0}, ValueError, "got 0."),
        ({"width": 80.0}, TypeError, "photo: width must be a whole number of pixels, got 80.0."),
    ],
)
def test_errors(options, kind, message):
    with pytest.raises(kind, match=message):
        photos.photo(**options)
