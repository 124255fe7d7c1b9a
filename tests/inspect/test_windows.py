"""windows: by hand, against wiggled pixels, against the arithmetic of the layers, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import inspect, nn
from tests.inspect.nets import NETS, net_and_images


def test_by_hand(rng):
    model = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1, rng=rng), nn.MaxPool2d(2), nn.Conv2d(2, 2, 3, rng=rng))
    seen = inspect.windows(model, (1, 8, 10), "0 Conv2d")
    assert seen.shape == (8, 10, 4)
    assert seen[0, 0].tolist() == [0, 0, 2, 2]  # the padding is no part of the image
    assert seen[3, 9].tolist() == [2, 8, 3, 2]
    assert inspect.windows(model, (1, 8, 10), 1)[1, 2].tolist() == [1, 3, 4, 4]
    assert inspect.windows(model, (1, 8, 10), 2)[0, 2].tolist() == [0, 3, 7, 7]


def test_nothing_but_padding(rng):
    model = nn.Sequential(nn.Conv2d(1, 1, 2, padding=2, rng=rng))
    seen = inspect.windows(model, (1, 3, 3), 0)
    assert seen[0, 3].tolist() == [0, 0, 0, 0]
    assert seen[1, 3].tolist() == [0, 1, 1, 2]


def wiggled(model, images, layers, rng):
    """Return for each layer the boxes around the pixels whose change in any image its last unit sees."""

    def last_units(x):
        maps = inspect.feature_maps(model, x)
        return [maps[layer][:, -1] for layer in layers]

    before, found = last_units(images), []
    seen = [np.zeros((*images.shape[2:], *out.shape[1:]), bool) for out in before]
    for row, col in np.ndindex(*images.shape[2:]):
        for shift in (-30, 30):
            other = images.copy()
            other[:, :, row, col] += shift * rng.uniform(0.5, 1, images.shape[:2])
            for moved, one, two in zip(seen, last_units(other), before, strict=True):
                moved[row, col] |= (one != two).any(0)
    for moved in seen:
        boxes = np.zeros((*moved.shape[2:], 4), int)
        for place in np.ndindex(*moved.shape[2:]):
            rows, cols = np.nonzero(moved[:, :, *place])
            boxes[place] = rows.min(), cols.min(), np.ptp(rows) + 1, np.ptp(cols) + 1
        found.append(boxes)
    return found


@pytest.mark.parametrize(
    ("name", "layers"),
    [
        ("plain", ["0 Conv2d", "1 ReLU", "2 MaxPool2d", "3 Flatten", "4 Linear"]),
        ("strided", ["1 Tanh", "2 Conv2d", "4 AvgPool2d", "5 GlobalAvgPool2d", "7 Linear"]),
        ("nested", ["0.1 BatchNorm2d", "1.0 Gate", "1.1.0 LPPool2d", "2 Linear"]),
        ("dense", ["0 Flatten", "1 Linear", "3 Linear"]),
        ("resnet", ["layer1.0.conv2 Conv2d", "layer2.0.shortcut.0 Conv2d", "layer2.0.relu2 ReLU"]),
        ("chance", ["1 FractionalMaxPool2d", "3 AdaptiveAvgPool2d"]),
    ],
)  # fmt: skip
def test_wiggled_pixels(name, layers, rng):
    model, images = net_and_images(name, rng, count=20)
    if name == "strided":  # Tanh and Sigmoid are flat for large values
        images, model[0].weight.data, model[2].weight.data = (
            images * 0.01,
            model[0].weight.data / 20,
            model[2].weight.data / 9,
        )
    maps = inspect.feature_maps(model, images)
    for layer, expected in zip(layers, wiggled(model, images, layers, rng), strict=True):
        found = inspect.windows(model, images.shape[1:], layer, maps[layer].shape[1] - 1)
        np.testing.assert_array_equal(found, expected.reshape(found.shape), err_msg=layer)


def test_the_arithmetic_of_the_layers(rng):
    """Walk back along one axis: which positions of its input does each layer touch, without the padding?"""
    steps = [(3, 1, 1, 1), (2, 2, 0, 1), (3, 2, 2, 2), (5, 1, 2, 1)]  # kernel, stride, padding, dilation
    layers = [
        nn.MaxPool2d(k, s, p) if k == 2 else nn.Conv2d(1, 1, k, stride=s, padding=p, dilation=d, rng=rng)
        for k, s, p, d in steps
    ]
    model = nn.Sequential(*layers)
    found = inspect.windows(model, (1, 24, 21), 3)
    sizes = [(24, 21), *(row.output_shape[1:] for row in nn.summary(model, (1, 24, 21)).rows)]
    for place in np.ndindex(*found.shape[:2]):
        box = []
        for axis in (0, 1):
            touched = {place[axis]}
            for (k, s, p, d), size in reversed(list(zip(steps, sizes[:-1], strict=True))):
                touched = {at * s - p + d * tap for at in touched for tap in range(k)} & set(range(size[axis]))
            box.append((min(touched), max(touched) - min(touched) + 1))
        (top, height), (left, width) = box
        assert found[place].tolist() == [top, left, height, width]


def test_a_layer_that_swallows_what_is_no_number(rng):
    class Count(nn.Module):
        def forward(self, x):
            return (x > 0).astype(float)

    model = nn.Sequential(nn.Conv2d(1, 1, 3, rng=rng), Count(), nn.Conv2d(1, 1, 3, rng=rng))
    assert inspect.windows(model, (1, 6, 7), 0)[1, 2].tolist() == [1, 2, 3, 3]
    assert inspect.windows(model, (1, 6, 7), 2)[1, 2].tolist() == [0, 0, 6, 7]  # the whole image: maybe too much


@pytest.mark.parametrize("name", NETS)
def test_every_layer_has_windows_inside_the_image(name, rng):
    model, images = net_and_images(name, rng)
    for place, out in enumerate(inspect.feature_maps(model, images).values()):
        seen = inspect.windows(model, images.shape[1:], place)
        assert seen.shape == (*(out.shape[2:] or (1, 1)), 4)
        assert (seen >= 0).all()
        assert (seen[..., :2] + seen[..., 2:] <= 8).all()


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((None, (1, 8, 8), 0), TypeError, "windows: model must be a Module, got NoneType."),
        ((..., (8, 8), 0), ValueError, "windows: shape must be (C, H, W) of an image, got (8, 8)."),
        ((..., (1, 0, 8), 0), ValueError, "windows: shape must lie between 1 and 65536, got 0."),
        ((..., (1, 8, 8.0), 0), TypeError, "windows: shape must be a whole number, got 8.0."),
        ((..., (3, 8, 8), 0), ValueError, "conv2d: x must have 1 channels to match w, got 3"),
        ((..., (1, 8, 8), "relu"), ValueError, "windows: layer must be one of '0 Conv2d', '1 ReLU', '2 MaxPool2d', '3 F"),
        ((..., (1, 8, 8), 5), ValueError, "windows: layer must lie between 0 and 4, got 5."),
        ((..., (1, 8, 8), True), ValueError, "windows: layer must be one of '0 Conv2d'"),
        ((..., (1, 8, 8), 0, 3), ValueError, "windows: unit must lie between 0 and 2, got 3."),
        ((..., (1, 8, 8), 0, 1.0), TypeError, "windows: unit must be a whole number, got 1.0."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message, rng):
    model, *others = arguments
    with pytest.raises(kind, match=re.escape(message)):
        inspect.windows(NETS["plain"](rng) if model is ... else model, *others)
