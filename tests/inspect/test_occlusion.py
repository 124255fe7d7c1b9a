"""occlusion and spread: by hand, against a loop over the patches, and what they refuse."""

import re
import sys

import numpy as np
import pytest

from cnnlite import inspect, nn
from tests.inspect.nets import NETS, net_and_images


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize(
    ("size", "stride", "fill"), [(3, 1, 0.0), (1, 1, 1.0), ((2, 5), (3, 1), 0.5), (8, 1, 0.25), (2, 4, -1.0)]
)
def test_a_loop_over_the_patches(name, size, stride, fill, rng):
    model, images = net_and_images(name, rng)
    image, unit = images[0], model(images).shape[1] - 1
    found = inspect.occlusion(model, image, unit, size, stride, fill)
    model.eval()
    (height, width), (down, right) = np.broadcast_to(size, 2), np.broadcast_to(stride, 2)
    rows = [
        [covered_drop(model, image, unit, top, left, height, width, fill) for left in range(0, 8 - width + 1, right)]
        for top in range(0, 8 - height + 1, down)
    ]
    np.testing.assert_allclose(found, rows, rtol=1e-10, atol=1e-12)
    assert found.shape == nn.summary(nn.MaxPool2d(size, stride), (1, 8, 8)).rows[0].output_shape[1:]


def covered_drop(model, image, unit, top, left, height, width, fill):
    covered = image.copy()
    covered[:, top : top + height, left : left + width] = fill
    return model(image[None])[0, unit] - model(covered[None])[0, unit]


def test_many_patches_in_parts(rng, monkeypatch):
    model, images = net_and_images("plain", rng)
    whole = inspect.occlusion(model, images[0], 1)
    monkeypatch.setattr(sys.modules["cnnlite.inspect.occlusion"], "AT_ONCE", 5)  # the function has its name
    np.testing.assert_allclose(inspect.occlusion(model, images[0], 1), whole, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("size", "stride"), [(3, 1), (1, 1), ((2, 4), (1, 3)), (2, 3), ((6, 7), 5)])
def test_spread_is_a_mean_over_the_patches(size, stride, rng):
    (height, width), (down, right) = np.broadcast_to(size, 2), np.broadcast_to(stride, 2)
    drops = rng.standard_normal(((6 - height) // down + 1, (7 - width) // right + 1))
    found = inspect.spread(drops, (6, 7), size, stride)
    for row, col in np.ndindex(6, 7):
        over = [
            drops[i, j] for i, j in np.ndindex(*drops.shape)
            if i * down <= row < i * down + height and j * right <= col < j * right + width
        ]  # fmt: skip
        np.testing.assert_allclose(found[row, col], np.mean(over) if over else 0.0, rtol=1e-12)


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"size": 9}, ValueError, "occlusion: size must be at most that of the image, 8×8, got 9×9. Use a smaller patch."),
        ({"size": (2, 9)}, ValueError, "occlusion: size must be at most that of the image, 8×8, got 2×9."),
        ({"size": 0}, ValueError, "occlusion: size must be at least 1, got 0."),
        ({"size": 2.0}, TypeError, "occlusion: size must be an int or a pair of ints (rows, columns), got 2.0."),
        ({"stride": 0}, ValueError, "occlusion: stride must be at least 1, got 0."),
        ({"fill": np.nan}, ValueError, "occlusion: fill must be a finite number, got nan."),
        ({"fill": "gray"}, TypeError, "occlusion: fill must be a number, got 'gray'."),
        ({"unit": 3}, ValueError, "occlusion: unit must lie between 0 and 2, got 3."),
        ({"image": np.zeros((8, 8))}, ValueError, "occlusion: image must have 3 dimensions (C, H, W), got 2"),
    ],
)  # fmt: skip
def test_errors(options, kind, message, rng):
    with pytest.raises(kind, match=re.escape(message)):
        inspect.occlusion(NETS["plain"](rng), **{"image": np.zeros((1, 8, 8)), "unit": 0} | options)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (([[1.0]], (3, 3)), TypeError, "spread: drops must be a NumPy array, got list."),
        ((np.zeros((2, 1)), (3, 3)), ValueError, "spread: drops must have the shape of the patches, (1, 1), got drops.shape"),
        ((np.zeros((1, 1)), (2, 3)), ValueError, "spread: size must be at most that of the image, 2×3, got 3×3."),
        ((np.zeros((1, 1)), (3, 3, 1)), ValueError, "spread: shape must be an int or a pair of ints (rows, columns), got"),
    ],
)  # fmt: skip
def test_errors_of_spread(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        inspect.spread(*arguments)
