"""EpochScrubber: kernels over time, and each image's push against a wiggle of the tap."""

import re

import numpy as np
import pytest

from cnnlite import nn
from cnnlite.explorers import EpochScrubber
from tests.explorers.nets import deep, dense, frozen, made, outputs, strided
from tests.explorers.product import walk


def trained(build, count=3):
    """Return a network, three snapshots that differ, pictures and labels."""
    net, images, labels = made(build)
    rng = np.random.default_rng(5)
    states = [net.state_dict() for _ in range(count)]
    for state in states[1:]:
        for name, array in state.items():
            if array.dtype.kind == "f":
                state[name] = array + 0.3 * rng.random(array.shape)
    return net, states, images, labels


def losses(net, images, labels):
    """Return the cross-entropy of each image."""
    z = outputs(net, images)[-1]
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]


def check(explorer, build, states, labels):
    """Compare a setting with losses at two sides of the tap."""
    arrays, state = explorer.arrays, explorer.state
    index = tuple(state.get(name, 0) for name in ("kernel", "channel", "row", "column"))
    weights = np.stack([one[explorer.name] for one in states])
    net, images, _ = made(build)
    ways = []
    for wiggle in (1e-5, -1e-5):
        moved = {name: array.copy() for name, array in states[state["time"]].items()}
        moved[explorer.name][index] += wiggle
        net.load_state_dict(moved)
        ways.append(losses(net, images, labels))
    np.testing.assert_allclose(arrays["pushes"], -(ways[0] - ways[1]) / 2e-5, atol=2e-4)
    np.testing.assert_array_equal(arrays["kernels"], weights[state["time"], :, index[1]])
    assert arrays["tap"] == weights[(state["time"], *index)]
    np.testing.assert_array_equal(arrays["path"], weights[:, index[0], index[1]])
    for found, sign in ((arrays["up"], 1), (arrays["down"], -1)):
        assert sorted(found) == np.flatnonzero(sign * arrays["pushes"] > 0).tolist()
        assert (np.diff(sign * arrays["pushes"][found]) <= 0).all()
    up, down = ((sign * arrays["pushes"] > 0).sum() for sign in (1, -1))
    said = explorer.summary()
    for count, way in ((up, "up"), (down, "down")):
        assert (f"{count} push{'es' if count == 1 else ''} it {way}, picture " in said) == bool(count)
    moment = ("start", "epoch 1", "epoch 2")[state["time"]]
    assert f"{moment}: kernel {index[0]}" in said
    assert (f"at this moment; all steps to epoch {state['time'] + 1} move it by" in said) == (state["time"] < 2)


@pytest.mark.parametrize(("build", "name"), [(deep, "0.weight"), (deep, "4.weight"), (strided, "0.weight")])
def test_settings(build, name):
    net, states, images, labels = trained(build)
    before = frozen(net)
    explorer = EpochScrubber(net, states, images, labels, name)
    assert ("channel" in explorer.controls) == (explorer.weights.shape[2] > 1)
    assert sum(1 for one in walk(explorer, 5, seed=3) if check(one, build, states, labels) is None) == 5
    assert frozen(net) == before


@pytest.mark.long
@pytest.mark.parametrize(("build", "name"), [(deep, "0.weight"), (deep, "4.weight"), (strided, "0.weight")])
def test_every_setting(build, name):
    net, states, images, labels = trained(build)
    explorer = EpochScrubber(net, states, images, labels, name)
    assert sum(1 for one in walk(explorer, 200) if check(one, build, states, labels) is None) > 100


def test_pictures():
    explorer = EpochScrubber(*trained(deep), "4.weight", labels_of=("a", "b", "c"))
    explorer.time.value, explorer.kernel.value, explorer.channel.value = 1, 3, 2
    explorer.row.value, explorer.column.value = 2, 1
    views = explorer.views(explorer.arrays)
    end = np.abs(explorer.weights).max()
    assert views["kernels"][0] == (
        f"b: all 5 kernels, channel 2; one scale for all times: orange −{end:.2f}, white 0, purple {end:.2f}"
    )
    assert views["kernels"][1].text.splitlines()[0].endswith("; framed: 3")
    assert views["kernel"][0] == "kernel 3, channel 2; red: the tap"
    assert views["kernel"][1].text.endswith("framed: 1×1 from row 2, column 1")
    assert views["path"][1].text.startswith("tap (2, 1) over 1×3 moments: ")
    assert f"now {explorer.arrays['tap']:.2f}, at b; thin lines: the other 5" in views["path"][1].text.replace("−", "-")
    for name in ("up", "down"):
        found = explorer.arrays[name][:4]
        assert len(views[name][1].text.splitlines()) == 1 + len(found)
        for line, n in zip(views[name][1].text.splitlines()[1:], found, strict=True):
            push = float(line.split(":")[0].replace("−", "-"))
            assert push == pytest.approx(explorer.arrays["pushes"][n], rel=6e-3)
            assert line.split(": ")[1] == f"a {explorer.labels[n]}"
    assert explorer.summary().startswith("EpochScrubber: b: kernel 3, channel 2, tap (2, 1) is ")


def test_where_to_begin():
    explorer = EpochScrubber(*trained(deep), "4.weight", time=1, kernel=3, channel=2, row=2, column=1)
    assert explorer.summary().startswith("EpochScrubber: epoch 1: kernel 3, channel 2, tap (2, 1) is ")
    explorer.time.value = explorer.row.value = 0
    assert (explorer.arrays["time"], explorer.arrays["index"]) == (0, (3, 2, 0, 1))


def test_a_tap_that_nobody_pushes():
    net = nn.Sequential(nn.Conv2d(1, 2, 2, rng=np.random.default_rng(0)), nn.ReLU(), nn.Flatten())
    states = [net.state_dict() for _ in range(2)]
    for state in states:
        state["0.weight"], state["0.bias"] = np.zeros((2, 1, 2, 2)), np.full(2, -1.0)  # both units are dead
    explorer = EpochScrubber(net, states, np.ones((3, 1, 2, 2)), np.array([0, 1, 0]))
    assert explorer.error is None
    assert (
        "Of 3 images, none pushes it. Together 0 per image at this moment; all steps to epoch 1 move it by 0."
        in explorer.summary()
    )
    assert explorer.views(explorer.arrays)["up"][0] == "no image pushes it up"
    assert explorer.views(explorer.arrays)["down"][0] == "no image pushes it down"


def test_pushes_are_kept_and_only_so_many_images_are_asked(monkeypatch):
    net, images, labels = made(deep, count=101)
    explorer = EpochScrubber(net, [net.state_dict(), net.state_dict()], images, labels)
    assert explorer.arrays["pushes"].shape == (100,)
    asked = []
    module = explorer.compute.__globals__["inspect"]
    real = module.pushes
    monkeypatch.setattr(module, "pushes", lambda *given: (asked.append(given[-1]), real(*given))[1])
    explorer.row.value = 1
    explorer.row.value = 0
    explorer.row.value = 1
    assert asked == [(0, 0, 1, 0)]


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"model": 1}, TypeError, "EpochScrubber: model must be a Module, got int"),
        (
            {"snapshots": []},
            ValueError,
            "EpochScrubber: snapshots must be 2 or more, with a name for each, got 0 and 1",
        ),
        ({"labels_of": ("a",)}, ValueError, "with a name for each, got 3 and 1 names"),
        ({"labels": None}, TypeError, "EpochScrubber: labels must be whole numbers, one for each image, got None"),
        ({"name": "7.weight"}, ValueError, "must be the weight of a convolution, one of 0.weight, 4.weight, got '7.w"),
        ({"name": "weight"}, ValueError, "got 'weight'"),
        ({"snapshots": [{}, {}]}, ValueError, "Sequential.load_state_dict: state must have the names and shapes"),
        ({"snapshots": [1, 2]}, TypeError, "Sequential.load_state_dict: state must map names to arrays, got int"),
        ({"time": 3}, ValueError, "time must be a number from 0 to 2, got 3"),
        ({"column": 5}, ValueError, "column must be a number from 0 to"),
        ({"channel": 1}, ValueError, "channel must be a number from 0 to 0, got 1"),
        ({"show": ("tap",)}, ValueError, "show must name controls, time, kernel, row, column, got tap"),
    ],
)
def test_errors(change, kind, message):
    names = dict(zip(("model", "snapshots", "images", "labels"), trained(deep), strict=True))
    with pytest.raises(kind, match=re.escape(message)):
        EpochScrubber(**names | change)


def test_a_net_without_convolutions():
    net, states, images, labels = trained(dense)
    with pytest.raises(ValueError, match=r"one of none here, got '0\.weight'"):
        EpochScrubber(net, states, images, labels)
