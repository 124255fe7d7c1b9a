"""conv_scene: in every frame the framed pixels, times the kernel, make the products, and these the output."""

import itertools

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.explorers.conv_scene import conv_scene
from cnnlite.plots import color


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize("fill", [False, True])
def test_every_frame(rng, channels, relu, fill):
    for stride, dilation, padding in itertools.product((1, 2), (1, 2, 3), (((0, 0), (0, 0)), ((2, 1), (0, 3)))):
        image, kernel = rng.standard_normal((channels, 7, 8)), rng.standard_normal((channels, 2, 3))
        padded = np.pad(image, ((0, 0), *padding))
        output = conv2d(padded[None], kernel[None], stride=stride, dilation=dilation, method="loops")[0, 0]
        scene = conv_scene(image, kernel, stride, padding, dilation, relu, fill, names=("a", "b", "c"))
        assert scene.pick == 6
        assert len(scene.frames) == output.size
        for index, frame in enumerate(scene.frames):
            pixels, _, weights, _, products, _, shown = frame.items
            assert [grid.label for grid in (pixels, weights, shown)] == ["a", "b", "c"]
            np.testing.assert_array_equal(pixels.planes, padded)
            assert pixels.padding == padding
            np.testing.assert_array_equal(weights.planes, kernel)
            if dilation == 1:
                r, c, high, wide = pixels.window
                read = pixels.planes[:, r : r + high, c : c + wide]
                assert not pixels.marked
            else:
                assert pixels.window is None
                rows, cols = np.array(pixels.marked).T
                read = pixels.planes[:, rows, cols].reshape(kernel.shape)
            np.testing.assert_array_equal(products.planes, read * kernel)
            assert products.array.sum() == pytest.approx(output.flat[index])
            np.testing.assert_allclose(shown.array, np.maximum(output, 0) if relu else output, atol=1e-12)
            row, col = divmod(index, output.shape[1])
            assert shown.window == (row, col, 1, 1)
            assert shown.shown == (index + 1 if fill else None)
            total = color.number(output.flat[index])
            ending = f"{total}; ReLU makes it {color.number(max(output.flat[index], 0))}" if relu else total
            assert frame.text.startswith(f"output ({row}, {col}), {index + 1} of {output.size}: ")
            assert frame.text.endswith(f" = {ending}")
            assert all(part in frame.text for part in frame.products)
            assert len(frame.products) == channels
