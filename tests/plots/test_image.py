"""Images and rows of feature maps."""

import numpy as np

from cnnlite.plots import color, feature_maps, image
from cnnlite.plots.image import enlarged
from tests.plots.test_picture import decode


def test_small_images_are_enlarged_by_whole_pixels():
    array = np.arange(12.0).reshape(3, 4) / 11
    picture = image(array, "ramp")
    assert picture.text.startswith("ramp 3×4\n0  0.09")
    pixels = decode(picture.to_html())[0]
    assert pixels.shape == (240, 320, 3)
    np.testing.assert_array_equal(pixels[::80, ::80], color.rgb(array))
    np.testing.assert_array_equal(pixels, enlarged(array))
    assert decode(image(array, width=84).to_html())[0].shape == (63, 84, 3)


def test_large_images_are_shown_one_to_one():
    assert enlarged(np.zeros((213, 320))).shape == (213, 320, 3)
    assert enlarged(np.zeros((213, 320, 3))).shape == (213, 320, 3)


def test_feature_maps():
    maps = {"photo": np.linspace(0, 1, 400).reshape(20, 20), "edges": np.linspace(-1, 2, 100).reshape(5, 20)}
    picture = feature_maps(maps)
    assert picture.text == "photo 20×20, values 0 to 1, mean 0.5\nedges 5×20, values −1 to 2, mean 0.5"
    axes = [part.drawing.axes[0] for part in picture.drawing]
    assert [a.get_title() for a in axes] == ["photo\n20×20, 0 to 1", "edges\n5×20, −1 to 2"]
    for panel, array in zip(axes, maps.values(), strict=True):
        np.testing.assert_array_equal(panel.images[0].get_array(), color.rgb(array))
        assert panel.images[0].get_interpolation() == "nearest"
    assert len({part.drawing.get_figheight() for part in picture.drawing}) == 1
