"""most_exciting: by hand, against a search through every place of every image, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import inspect, nn
from tests.inspect.nets import NETS, net_and_images


def corner(rng):
    """Return a unit that answers to a bright pixel with a dark one to its right."""
    model = nn.Sequential(nn.Conv2d(1, 1, (1, 2), rng=rng), nn.ReLU())
    model[0].weight.data, model[0].bias.data = np.array([[[[1.0, -1.0]]]]), np.zeros(1)
    return model


def test_by_hand(rng):
    images = np.zeros((4, 1, 3, 4))
    images[0, 0, 2, 1] = 0.5
    images[2, 0, 1] = 0.25, 0.0, 1.0, 0.0
    found = inspect.most_exciting(corner(rng), images, "1 ReLU", 0, count=3)
    assert found.indices.tolist() == [2, 0, 1]  # 1 and 3 are equal: the first of them
    assert found.values.tolist() == [1.0, 0.5, 0.0]
    assert found.places.tolist() == [[1, 2], [2, 1], [0, 0]]  # all places of image 1 are equal: the first of them
    assert found.patches.tolist() == [[1, 2, 1, 2], [2, 1, 1, 2], [0, 0, 1, 2]]


def test_first_of_equals_across_batches(rng, monkeypatch):
    monkeypatch.setattr("cnnlite.inspect.excite.AT_ONCE", 3)
    images = np.zeros((8, 1, 2, 2))
    images[[7, 4, 1], 0, 1, 0] = 1.0, 1.0, 0.5
    found = inspect.most_exciting(corner(rng), images, 0, 0, count=20)
    assert found.indices.tolist() == [4, 7, 1, 0, 2, 3, 5, 6]


@pytest.mark.parametrize("name", NETS)
def test_every_place_of_every_image(name, rng):
    model, images = net_and_images(name, rng, count=6)
    unit, alone = 0, [inspect.feature_maps(model, image[None]) for image in images]
    for place, layer in list(enumerate(alone[0]))[:: 3 if name == "resnet" else 1]:
        found = inspect.most_exciting(model, images, layer, unit, count=4)
        np.testing.assert_equal(inspect.most_exciting(model, images, place, unit, count=4), found)
        best = []
        for maps in alone:
            out = np.atleast_2d(maps[layer][0, unit])
            best.append(max((value, -row, -col) for (row, col), value in np.ndenumerate(out)))
        order = sorted(range(6), key=lambda n: -best[n][0])[:4]
        np.testing.assert_allclose(found.values, [best[n][0] for n in order], rtol=1e-10, atol=1e-12)
        if len({round(value, 9) for value, _, _ in best}) == 6:
            assert found.indices.tolist() == order
            assert found.places.tolist() == [[-best[n][1], -best[n][2]] for n in order]


def test_the_patch_alone_excites_as_much(rng):
    model, images = net_and_images("plain", rng, count=30)
    found = inspect.most_exciting(model, images, "2 MaxPool2d", 2)
    for number, value, (row, col), (top, left, height, width) in zip(*found, strict=True):
        alone = np.zeros((1, 1, 8, 8))
        cut = slice(top, top + height), slice(left, left + width)
        alone[0, 0][cut] = images[number, 0][cut]
        seen = inspect.feature_maps(model, alone)["2 MaxPool2d"][0, 2, row, col]
        np.testing.assert_allclose(seen, value, rtol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((np.zeros((1, 8, 8)), 0, 0), ValueError, "most_exciting: images must have 4 dimensions (N, C, H, W), got 3"),
        ((np.zeros((0, 1, 8, 8)), 0, 0), ValueError, "most_exciting: images must hold at least one image, got images.sh"),
        ((np.zeros((2, 1, 8, 8), int), 0, 0), TypeError, "most_exciting: images must be float32 or float64, got int64"),
        ((np.zeros((2, 1, 8, 8)), "0", 0), ValueError, "most_exciting: layer must be one of '0 Conv2d', '1 ReLU', '2 Max"),
        ((np.zeros((2, 1, 8, 8)), 0, 3), ValueError, "most_exciting: unit must lie between 0 and 2, got 3."),
        ((np.zeros((2, 1, 8, 8)), 0, 0, 0), ValueError, "most_exciting: count must be at least 1, got 0."),
        ((np.zeros((2, 1, 8, 8)), 0, 0, 2.0), TypeError, "most_exciting: count must be a whole number, got 2.0."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message, rng):
    with pytest.raises(kind, match=re.escape(message)):
        inspect.most_exciting(NETS["plain"](rng), *arguments)


def test_a_layer_without_maps():
    class Odd(nn.Module):
        def forward(self, x):
            return x[:, 0]

    with pytest.raises(
        ValueError, match=re.escape("most_exciting: layer must put out (N, C, H, W) or (N, D), got (2, 8")
    ):
        inspect.most_exciting(Odd(), np.zeros((2, 1, 8, 8)), 0, 0)
