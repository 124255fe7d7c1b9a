"""LayerWall: the maps, weights and most exciting images of networks of any depth, against layers run one by one."""

import re

import numpy as np
import pytest

from cnnlite import nn
from cnnlite.explorers import LayerWall
from cnnlite.plots import Picture
from tests.explorers.nets import NETS, deep, frozen, made, outputs
from tests.explorers.product import walk


def check(wall):
    """Compare a setting with the outputs of the layers, one after the other."""
    arrays, state, net = wall.arrays, wall.state, wall.model
    place = int(state["layer"].split()[0])
    found = outputs(net, wall.images)
    maps = found[place].reshape(len(wall.images), found[place].shape[1], *(found[place].shape[2:] or (1, 1)))
    own = maps[:, state["unit"]]
    assert wall.unit.max == maps.shape[1] - 1
    np.testing.assert_allclose(arrays["maps"], maps[state["picture"]], atol=1e-12)
    np.testing.assert_allclose(arrays["map"], own[state["picture"]], atol=1e-12)
    assert arrays["map"][tuple(arrays["place"])] == arrays["map"].max()
    highest = own.reshape(len(own), -1).max(axis=1)
    best = sorted(range(len(own)), key=lambda n: (-highest[n].round(9), n))[:6]
    np.testing.assert_allclose(arrays["exciting"].values, highest[best], atol=1e-9)
    layer = net[place]
    if isinstance(layer, nn.Conv2d):
        np.testing.assert_array_equal(arrays["weights"], layer.weight.data[state["unit"]])
    elif isinstance(layer, nn.Linear):
        before = found[place - 2][0] if place > 1 else wall.images[0]
        if not isinstance(net[place - 1], nn.Flatten):
            before = np.zeros(layer.in_features)
        np.testing.assert_array_equal(arrays["weights"], layer.weight.data[state["unit"]].reshape(before.shape))
    else:
        assert arrays["weights"] is None
    assert (wall.panels["kernel"].layout.display == "none") == (arrays["weights"] is None)
    assert (wall.panels["map"].layout.display == "none") == (arrays["map"].size == 1)
    shape = re.escape("×".join(map(str, found[place].shape[1:])))
    [label] = [label for label, name in wall.layer.options if name == state["layer"]]
    assert re.fullmatch(rf"{place} {type(layer).__name__} {shape}", label)
    said = wall.summary()
    assert f"{state['layer']}, unit {state['unit']} of {maps.shape[1]}: " in said
    assert said.startswith(f"LayerWall: picture {state['picture']}, a")


@pytest.mark.parametrize("build", NETS)
def test_settings(build):
    net, images, labels = made(build)
    before = frozen(net)
    wall = LayerWall(net, images, labels)
    assert sum(1 for explorer in walk(wall, 8, seed=2) if check(explorer) is None) == 8
    for _, layer in wall.layer.options:  # each at least once
        wall.layer.value = layer
        assert wall.error is None
        check(wall)
    assert frozen(net) == before


@pytest.mark.long
@pytest.mark.parametrize("build", NETS)
def test_every_setting(build):
    wall = LayerWall(*made(build))
    assert sum(1 for explorer in walk(wall, 300) if check(explorer) is None) > 100


def test_by_hand():
    conv = nn.Conv2d(1, 2, 2, stride=2, bias=False, rng=np.random.default_rng(0))
    conv.weight.data = np.array([[[[1.0, 2], [3, 4]]], [[[-1.0, 0], [0, 0]]]])
    images = np.zeros((3, 1, 4, 6))
    images[1, 0, 2:4, 4:6] = [[1, 0], [0, 0.5]]  # 1 + 2 = 3 in the last window
    images[2, 0, 0, 2] = 1  # 1
    wall = LayerWall(nn.Sequential(conv), images, picture=1)
    assert wall.arrays["map"].tolist() == [[0, 0, 0], [0, 0, 3]]
    assert wall.arrays["window"].tolist() == [2, 4, 2, 2]
    assert wall.arrays["exciting"].indices.tolist() == [1, 2, 0]
    assert wall.summary() == (
        "LayerWall: picture 1: 0 Conv2d, unit 0 of 2: from 0 to 3; largest at row 1, column 2, where it sees rows 2–3, "
        "columns 4–5 of the picture. Largest of all pictures: 3, in picture 1."
    )
    wall.unit.value = 1
    assert wall.arrays["map"].tolist() == [[0, 0, 0], [0, 0, -1]]
    views = wall.views(wall.arrays)
    assert views["wall"][0] == "all 2 maps on one scale: orange −3, white 0, purple 3"
    assert views["picture"][1].text.endswith("framed: 2×2 from row 0, column 0")
    assert views["kernel"][1].text.splitlines()[1] == "channel 0: −1  0"
    assert "0  0  −1; framed: 1×1 from row 0, column 0" in views["map"][1].text


def test_the_unit_follows_the_layer():
    wall = LayerWall(*made(deep), layer=7, unit=6)
    wall.layer.value = "9 Linear"
    assert (wall.unit.max, wall.unit.value) == (2, 2)
    wall.layer.value = "6 Flatten"
    assert wall.unit.max == 29
    wall.unit.value = 29
    wall.reset()
    assert wall.state == {"picture": 0, "layer": "7 Linear", "unit": 6}
    wall.layer.value, wall.unit.value = "6 Flatten", 20
    code = wall.code()
    wall.reset()
    wall.load(code)
    assert wall.state == {"picture": 0, "layer": "6 Flatten", "unit": 20}


def test_what_is_large_is_drawn_in_part():
    rng = np.random.default_rng(0)
    net = nn.Sequential(nn.Conv2d(3, 40, 3, rng=rng), nn.Conv2d(40, 2, 1, rng=rng), nn.Flatten())
    wall = LayerWall(net, rng.random((2, 3, 16, 16)), unit=35)
    views = wall.views(wall.arrays)
    assert views["wall"][0].startswith("units 32–39 of 40 maps on one scale: orange")
    assert views["wall"][1].text.splitlines()[0].endswith("; framed: 35")
    assert len(views["wall"][1].text.splitlines()) == 9
    assert views["map"][1].text.splitlines()[1].count("mean") == 1  # 14 rows are too many for their numbers
    wall.layer.value = "1 Conv2d"
    assert ", channels 0–15 of 40: " in wall.views(wall.arrays)["kernel"][0]
    wall.layer.value = "2 Flatten"
    picture = wall.views(wall.arrays)["wall"][1]
    assert isinstance(picture, Picture)
    assert picture.text.startswith("2 Flatten, 392 numbers; the largest sizes ")


def test_only_so_many_are_searched():
    net, images, labels = made(NETS[1], count=301)
    images[300] = 1e3
    wall = LayerWall(net, images, labels)
    assert 300 not in wall.arrays["exciting"].indices
    assert "Largest of the first 300 pictures: " in wall.summary()
    wall.picture.value = 300
    assert wall.error is None


def test_units_are_kept(monkeypatch):
    wall = LayerWall(*made(deep))
    searched = []
    real = wall.compute.__globals__["inspect"].most_exciting

    def counted(model, images, *rest):
        searched.append(len(images))
        return real(model, images, *rest)

    monkeypatch.setattr(wall.compute.__globals__["inspect"], "most_exciting", counted)
    wall.unit.value = 2
    wall.picture.value = 3
    wall.unit.value = 0
    wall.unit.value = 2
    assert searched.count(9) == 1  # unit 0 was searched at the start


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"model": 3}, TypeError, "LayerWall: model must be a Module, got int"),
        ({"images": [1]}, TypeError, "LayerWall: images must be a NumPy array, got list"),
        ({"images": np.zeros((9, 8))}, ValueError, "LayerWall: images must have 4 dimensions (N, C, H, W), got 2"),
        ({"images": np.zeros((0, 1, 9, 8))}, ValueError, "at least one image, got (0, 1, 9, 8)"),
        ({"images": np.full((9, 1, 9, 8), np.nan)}, ValueError, "must hold finite numbers"),
        ({"labels": [1, 2]}, ValueError, "LayerWall: labels must be 9 whole numbers or names, one for each image"),
        ({"labels": np.zeros(9)}, ValueError, "one for each image, got float64"),
        ({"layer": 10}, ValueError, "LayerWall: layer must lie between 0 and 9, got 10"),
        ({"layer": -1}, ValueError, "LayerWall: layer must lie between 0 and 9, got -1"),
        ({"layer": "0 Conv2d"}, ValueError, "LayerWall: layer must lie between 0 and 9, got '0 Conv2d'"),
        ({"unit": 4}, ValueError, "unit must be a number from 0 to 3, got 4"),
        ({"picture": 9}, ValueError, "picture must be a number from 0 to 8, got 9"),
        ({"show": ("kernel",)}, ValueError, "LayerWall: show must name controls, picture, layer, unit, got kernel"),
    ],
)
def test_errors(change, kind, message):
    net, images, labels = made(deep)
    with pytest.raises(kind, match=re.escape(message)):
        LayerWall(**{"model": net, "images": images, "labels": labels} | change)


def test_labels_may_be_names():
    net, images, _ = made(deep)
    wall = LayerWall(net, images, ["a dot", *range(1, len(images))])
    assert wall.summary().startswith("LayerWall: picture 0, a dot: ")
    wall.picture.value = 8
    assert wall.summary().startswith("LayerWall: picture 8, an 8: ")
