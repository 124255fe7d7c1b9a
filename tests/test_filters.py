"""The classical kernels."""

import numpy as np
import pytest

from cnnlite import conv2d, filters
from cnnlite.data import articles


def test_article_kernels():
    assert filters.sobel_x().tolist() == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]  # A1.4
    assert filters.sobel_y().tolist() == np.transpose(filters.sobel_x()).tolist()
    assert (16 * filters.gaussian()).tolist() == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]  # A1.5
    assert filters.sharpen().tolist() == [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]  # A1.6
    step = np.repeat([[0.0, 0, 0, 255, 255, 255]], 6, axis=0)[None, None]
    assert conv2d(step, filters.sobel_x()[None, None])[0, 0].tolist() == [[0, 1020, 1020, 0]] * 4  # A2.3
    assert not conv2d(step, filters.sobel_y()[None, None]).any()


@pytest.mark.parametrize("size", [1, 3, 5, 7])
def test_kernels_that_keep_the_brightness(size):
    for kernel in (filters.identity(size), filters.box(size), filters.gaussian(size)):
        assert kernel.shape == (size, size)
        assert kernel.sum() == pytest.approx(1)
    x = np.arange(100.0).reshape(1, 1, 10, 10)
    np.testing.assert_array_equal(conv2d(x, filters.identity(size)[None, None], padding="same"), x)


def test_gabor():
    upright = filters.gabor(9, wavelength=4)
    assert upright[4, 4] == 1
    np.testing.assert_allclose(upright, upright[::-1, ::-1])  # phase 0 is even
    np.testing.assert_allclose(filters.gabor(9, angle=np.pi / 2), upright.T, atol=1e-12)
    odd = filters.gabor(9, phase=np.pi / 2)
    np.testing.assert_allclose(odd, -odd[::-1, ::-1], atol=1e-12)
    x = 2.0
    assert filters.gabor(5, wavelength=3, sigma=1.5, phase=0.4)[2, 4] == pytest.approx(
        np.exp(-(x**2) / (2 * 1.5**2)) * np.cos(2 * np.pi * x / 3 + 0.4)
    )
    stripes = np.cos(2 * np.pi * np.arange(40) / 4) * np.ones((40, 1))

    def answer(image):
        return np.abs(conv2d(image[None, None], upright[None, None])).max()

    assert answer(stripes) > 10 * answer(stripes.T)


def test_presets():
    assert {"identity", "Sobel x", "Sobel y", "Gaussian", "sharpen"} <= set(filters.PRESETS)
    assert filters.PRESETS["article: A, vertical"] is articles.FILTER_A
    for kernel in filters.PRESETS.values():
        assert kernel.ndim == 2
        assert kernel.dtype == float


def test_errors():
    with pytest.raises(ValueError, match="gaussian: size must be odd, so that there is a centre pixel, got 4"):
        filters.gaussian(4)
    with pytest.raises(TypeError, match="identity: size must be an int"):
        filters.identity(3.0)
    with pytest.raises(ValueError, match="box: size must be at least 1"):
        filters.box(0)
    with pytest.raises(ValueError, match="gabor: wavelength must be a finite number above 0, got 0"):
        filters.gabor(9, wavelength=0)
    with pytest.raises(TypeError, match="gabor: angle must be a number, got '0'"):
        filters.gabor(9, angle="0")
