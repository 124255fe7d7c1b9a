"""The two bundled photos."""

import subprocess
import sys

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


@pytest.mark.parametrize("name", photos.NAMES)
def test_it_is_the_photo_that_scikit_learn_loads(name, monkeypatch, tmp_path):
    found = photos.photo(name, gray=False)
    monkeypatch.setattr(photos, "Path", lambda _: tmp_path)  # a scikit-learn that keeps it elsewhere
    assert np.array_equal(photos.photo(name, gray=False), found)


def test_a_photo_does_not_wait_for_scikit_learn():
    code = "import sys; from cnnlite.data import photos; photos.photo(); assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
