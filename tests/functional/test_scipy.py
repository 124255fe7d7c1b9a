"""The same numbers as SciPy's signal and image routines, on single channels."""

import numpy as np
import pytest
from scipy import ndimage, signal

from cnnlite import avg_pool2d, conv2d, conv2d_backward, conv_transpose2d, max_pool2d, min_pool2d, true_conv2d

KERNELS = [(1, 1), (1, 3), (2, 3), (3, 2), (4, 2), (3, 5), (5, 5), (6, 7)]


def draw(rng, kernel):
    """Return an image of 7×11 and a kernel."""
    return rng.standard_normal((7, 11)), rng.standard_normal(kernel)


@pytest.mark.parametrize("kernel", KERNELS)
def test_valid(rng, kernel):
    x, w = draw(rng, kernel)
    np.testing.assert_allclose(
        conv2d(x[None, None], w[None, None])[0, 0], signal.correlate2d(x, w, "valid"), atol=1e-12
    )
    fast = signal.fftconvolve(x, w[::-1, ::-1], "valid")
    np.testing.assert_allclose(conv2d(x[None, None], w[None, None])[0, 0], fast, atol=1e-12)
    turned = true_conv2d(x[None, None], w[None, None])[0, 0]
    np.testing.assert_allclose(turned, signal.convolve2d(x, w, "valid"), atol=1e-12)


@pytest.mark.parametrize("kernel", [k for k in KERNELS if k[0] % 2 and k[1] % 2])
def test_same_of_odd_kernels(rng, kernel):
    """For even kernels SciPy centers differently: its extra row is at the top."""
    x, w = draw(rng, kernel)
    ours = conv2d(x[None, None], w[None, None], padding="same")[0, 0]
    np.testing.assert_allclose(ours, signal.correlate2d(x, w, "same"), atol=1e-12)
    np.testing.assert_allclose(ours, ndimage.correlate(x, w, mode="constant"), atol=1e-12)


@pytest.mark.parametrize("kernel", KERNELS)
def test_full_is_padding_by_a_kernel_less_one(rng, kernel):
    x, w = draw(rng, kernel)
    ours = conv2d(x[None, None], w[None, None], padding=(kernel[0] - 1, kernel[1] - 1))[0, 0]
    np.testing.assert_allclose(ours, signal.correlate2d(x, w, "full"), atol=1e-12)


@pytest.mark.parametrize("kernel", KERNELS)
def test_gradients_are_convolutions(rng, kernel):
    """dx is the full true convolution of dout with w, dw the correlation of x with dout (A1.25)."""
    x, w = draw(rng, kernel)
    dout = rng.standard_normal(np.subtract(x.shape, kernel) + 1)
    dx, dw, _ = conv2d_backward(dout[None, None], x[None, None], w[None, None])
    np.testing.assert_allclose(dx[0, 0], signal.convolve2d(dout, w, "full"), atol=1e-12)
    np.testing.assert_allclose(dw[0, 0], signal.correlate2d(x, dout, "valid"), atol=1e-12)
    np.testing.assert_allclose(conv_transpose2d(dout[None, None], w[None, None]), dx, atol=1e-12)


@pytest.mark.parametrize("size", [(1, 3), (3, 3), (5, 3)])
def test_poolings_are_filters(rng, size):
    """With stride 1 and an odd window; SciPy's "nearest" never lets the border win, either."""
    x = rng.standard_normal((7, 11))
    options = {"kernel_size": size, "stride": 1, "padding": (size[0] // 2, size[1] // 2)}
    np.testing.assert_array_equal(
        max_pool2d(x[None, None], **options)[0, 0], ndimage.maximum_filter(x, size, mode="nearest")
    )
    np.testing.assert_array_equal(
        min_pool2d(x[None, None], **options)[0, 0], ndimage.minimum_filter(x, size, mode="nearest")
    )
    mean = ndimage.uniform_filter(x, size, mode="constant")
    np.testing.assert_allclose(avg_pool2d(x[None, None], **options)[0, 0], mean, atol=1e-12)
