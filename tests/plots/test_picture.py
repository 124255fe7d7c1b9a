"""Picture: the drawing and its text twin in one bundle."""

import base64
import io
import re

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from cnnlite.plots import Picture
from cnnlite.plots.picture import SHARPNESS


def decode(html):
    """Return the pixels of every <img> in a piece of HTML."""
    found = re.findall(r"base64,([A-Za-z0-9+/=]+)", html)
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")) for data in found]


def test_pixels_are_shown_one_to_one():
    pixels = np.zeros((5, 7, 3), np.uint8)
    pixels[1, 2] = (200, 100, 50)
    html = Picture(pixels, "a dot").to_html()
    assert 'width="7" height="5"' in html
    assert "image-rendering: pixelated" in html
    np.testing.assert_array_equal(decode(html)[0], pixels)
    np.testing.assert_array_equal(decode(Picture(pixels, "").to_html(quick=True))[0], pixels)


def test_a_figure_is_drawn_finer_than_it_is_shown():
    html = Picture(Figure(figsize=(2, 1)), "empty").to_html()
    assert 'width="192" height="96"' in html
    assert decode(html)[0].shape == (96 * SHARPNESS, 192 * SHARPNESS, 3)


def test_text_is_escaped_and_in_the_bundle():
    picture = Picture(np.zeros((1, 1, 3), np.uint8), 'rows\n"1 < 2"')
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == repr(picture) == 'rows\n"1 < 2"'
    assert 'alt="rows &quot;1 &lt; 2&quot;"' in bundle["text/html"]


def test_pictures_in_a_row():
    one = Picture(np.zeros((1, 1, 3), np.uint8), "one")
    both = Picture((one, one), "two")
    assert both.to_html() == 2 * one.to_html()
