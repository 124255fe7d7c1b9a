"""feature_maps: by hand, against a walk through the layers, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import inspect, nn
from tests.inspect.nets import NETS, net_and_images


def test_by_hand():
    model = nn.Sequential(nn.Conv2d(1, 1, 2, rng=np.random.default_rng(0)), nn.ReLU())
    model[0].weight.data, model[0].bias.data = np.array([[[[1.0, 0.0], [0.0, -1.0]]]]), np.array([0.5])
    maps = inspect.feature_maps(model, np.array([[[[1.0, 2.0, 0.0], [3.0, 4.0, 1.0]]]]))
    assert list(maps) == ["0 Conv2d", "1 ReLU"]
    assert maps["0 Conv2d"].tolist() == [[[[-2.5, 1.5]]]]
    assert maps["1 ReLU"].tolist() == [[[[0.0, 1.5]]]]


@pytest.mark.parametrize("name", [name for name in NETS if name not in ("resnet", "nested")])
def test_layer_by_layer(name, rng):
    model, images = net_and_images(name, rng)
    maps = inspect.feature_maps(model, images)
    x = images
    for (place, layer), (label, out) in zip(model.eval().named_children(), maps.items(), strict=True):
        x = layer(x)
        assert label == f"{place} {type(layer).__name__}"
        np.testing.assert_array_equal(out, x)


def test_layers_inside_layers(rng):
    model, images = net_and_images("nested", rng)
    maps = inspect.feature_maps(model, images)
    assert list(maps) == [
        "0.0 Conv2d", "0.1 BatchNorm2d", "0.2 GELU", "1.0 Gate", "1.1.0 LPPool2d", "1.1.1 Flatten", "2 Linear",
    ]  # fmt: skip
    model.eval()
    np.testing.assert_array_equal(maps["1.0 Gate"], model[1][0](model[0](images)))
    np.testing.assert_array_equal(maps["2 Linear"], model(images))


def test_in_the_order_they_ran(rng):
    model, images = net_and_images("resnet", rng)
    maps = inspect.feature_maps(model, images)
    names = list(maps)
    assert names[:4] == ["conv1 Conv2d", "bn1 BatchNorm2d", "relu ReLU", "layer1.0.conv1 Conv2d"]
    inside = [name for name in names if name.startswith("layer2.0")]
    assert inside == [f"layer2.0.{part}" for part in (
        "conv1 Conv2d", "bn1 BatchNorm2d", "relu1 ReLU", "conv2 Conv2d", "bn2 BatchNorm2d",
        "shortcut.0 Conv2d", "shortcut.1 BatchNorm2d", "relu2 ReLU",
    )]  # fmt: skip
    block, stem = model.eval().layer1[0], maps["relu ReLU"]
    np.testing.assert_array_equal(maps["layer1.0.relu2 ReLU"], block(stem))
    np.testing.assert_array_equal(maps["linear Linear"], model(images))


def test_one_layer_alone():
    assert inspect.feature_maps(nn.ReLU(), np.array([-1.0, 2.0])).keys() == {"ReLU"}
    assert inspect.feature_maps(nn.ReLU(), np.array([-1.0, 2.0]))["ReLU"].tolist() == [0.0, 2.0]


def test_without_backward():
    class Twice(nn.Module):
        def forward(self, x):
            return 2 * x

    maps = inspect.feature_maps(nn.Sequential(Twice(), nn.ReLU()), np.array([[-1.0, 2.0]]))
    assert {name: out.tolist() for name, out in maps.items()} == {"0 Twice": [[-2.0, 4.0]], "1 ReLU": [[0.0, 4.0]]}


@pytest.mark.parametrize(
    ("model", "x", "kind", "message"),
    [
        ("net", np.zeros((1, 1, 8, 8)), TypeError, "feature_maps: model must be a Module, got str."),
        (nn.ReLU(), [[1.0]], TypeError, "feature_maps: x must be a NumPy array, got list."),
        (nn.ReLU(), np.zeros((1, 1, 8, 8), int), TypeError, "feature_maps: x must be float32 or float64, got int64"),
        (nn.MaxPool2d(2), np.zeros((1, 8, 8)), ValueError, "max_pool2d: x must have 4 dimensions (N, C, H, W), got 3"),
    ],
)
def test_errors(model, x, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        inspect.feature_maps(model, x)
