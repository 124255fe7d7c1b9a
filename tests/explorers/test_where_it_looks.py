"""WhereItLooks: covering, slopes and the step, recomputed by loops and by wiggling."""

import re

import numpy as np
import pytest

from cnnlite import nn
from cnnlite.explorers import WhereItLooks
from cnnlite.explorers.where_it_looks import PREDICTED, TRUE
from tests.explorers.nets import NETS, deep, frozen, made, outputs
from tests.explorers.product import walk


def logits(net, image):
    return outputs(net, image[None])[-1][0]


def chances(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def check(explorer):
    """Compare a setting with covered copies, wiggled pixels and the signs of the loss's wiggles."""
    arrays, state, net = explorer.arrays, explorer.state, explorer.model
    image, label = explorer.images[state["picture"]], explorer.labels[state["picture"]]
    before = logits(net, image)
    chosen = {TRUE: int(label), PREDICTED: int(before.argmax())}.get(state["class"])
    chosen = int(state["class"]) if chosen is None else chosen
    assert arrays["class"] == chosen
    patch = state["patch"]
    rows, cols = image.shape[1] - patch + 1, image.shape[2] - patch + 1
    total, times, drops = np.zeros(image.shape[1:]), np.zeros(image.shape[1:]), np.zeros((rows, cols))
    for row, col in np.ndindex(rows, cols):
        covered = image.copy()
        covered[:, row : row + patch, col : col + patch] = 0
        drops[row, col] = before[chosen] - logits(net, covered)[chosen]
        total[row : row + patch, col : col + patch] += drops[row, col]
        times[row : row + patch, col : col + patch] += 1
    np.testing.assert_allclose(arrays["drops"], drops, atol=1e-9)
    np.testing.assert_allclose(arrays["cost"], total / times, atol=1e-9)
    np.testing.assert_allclose(arrays["before"], chances(before), atol=1e-9)
    np.testing.assert_allclose(arrays["after"], chances(logits(net, arrays["moved"])), atol=1e-9)
    moved = np.clip(image + state["epsilon"], 0, 1), np.clip(image - state["epsilon"], 0, 1)
    at_end = [np.isclose(arrays["moved"], way, atol=1e-12) for way in (*moved, image)]
    assert (at_end[0] | at_end[1] | at_end[2]).all()
    wiggle = 1e-6
    for row, col in [(0, 0), (2, 3), (image.shape[1] - 1, image.shape[2] - 1)]:
        up, down = image.copy(), image.copy()
        up[:, row, col] += wiggle
        down[:, row, col] -= wiggle
        slope = (logits(net, up)[chosen] - logits(net, down)[chosen]) / (2 * wiggle)
        assert arrays["slopes"][row, col] == pytest.approx(slope, abs=1e-5)
    said = explorer.summary()
    assert said.startswith(f"WhereItLooks: picture {state['picture']}, a")
    assert f"; the net says {before.argmax()} (" in said
    assert f"A step of {state['epsilon']:g} away from {chosen}: the net says {arrays['after'].argmax()} (" in said
    if drops.max() > 0:
        row, col = np.unravel_index(drops.argmax(), drops.shape)
        span = [f"{n}s {a}–{a + patch - 1}" if patch > 1 else f"{n} {a}" for n, a in (("row", row), ("column", col))]
        assert f"Class {chosen}: covering {span[0]}, {span[1]} lowers its logit most" in said
        top, left, high, wide = map(int, re.findall(r"framed: (\d+)×(\d+) from row (\d+), column (\d+)",
                                                    explorer.views(arrays)["picture"][1].text)[0])  # fmt: skip
        assert (top, left, high, wide) == (patch, patch, row, col)
    else:
        assert "lowers its logit. " in said


@pytest.mark.parametrize("build", NETS)
def test_settings(build):
    net, images, labels = made(build)
    before = frozen(net)
    explorer = WhereItLooks(net, images, labels)
    assert sum(1 for one in walk(explorer, 5, seed=1) if check(one) is None) == 5
    assert frozen(net) == before


@pytest.mark.long
@pytest.mark.parametrize("build", NETS)
def test_every_setting(build):
    assert sum(1 for one in walk(WhereItLooks(*made(build)), 200) if check(one) is None) == 200


@pytest.mark.parametrize("build", NETS)
def test_the_step_makes_the_class_less_likely(build):
    net, images, labels = made(build)
    explorer = WhereItLooks(net, images, labels, epsilon=0.0)
    np.testing.assert_array_equal(explorer.arrays["moved"], images[0])
    explorer.epsilon.value = 0.01
    for number in range(3):
        explorer.picture.value = number
        label = labels[number]
        assert explorer.arrays["after"][label] < explorer.arrays["before"][label]
        assert np.abs(explorer.arrays["moved"] - images[number]).max() == pytest.approx(0.01, abs=1e-12)


def test_by_hand():
    dense = nn.Linear(6, 2, rng=np.random.default_rng(0))
    dense.weight.data, dense.bias.data = np.array([[1.0, -2, 0, 3, 4, -1], [0.0] * 6]), np.array([0.5, 0])
    images = np.array([[[[0.5, 1, 1], [1, 0.25, 0.5]]]])
    explorer = WhereItLooks(nn.Sequential(nn.Flatten(), dense), images, np.array([0]), patch=1, epsilon=0.5)
    # 0.5·1 + 1·(−2) + 0 + 1·3 + 0.25·4 + 0.5·(−1) + 0.5 = 2.5
    np.testing.assert_allclose(explorer.arrays["drops"], [[0.5, -2, 0], [3, 1, -0.5]])
    np.testing.assert_allclose(explorer.arrays["slopes"], [[1, -2, 0], [3, 4, -1]])
    np.testing.assert_allclose(explorer.arrays["moved"], [[[0, 1, 1], [0.5, 0, 1]]])
    assert explorer.summary() == (
        "WhereItLooks: picture 0, a 0; the net says 0 (92 %). Class 0: covering row 1, column 0 lowers its logit most, "
        "from 2.5 to −0.5. Steepest pixel: row 1, column 1, slope 4. A step of 0.5 away from 0: the net says 1 "
        "(73 %); 0 has 27 %."
    )
    assert explorer.note.value == (
        "1: purple where covering lowers the logit, orange where it raises it, to ±3. 2: purple where a brighter pixel "
        "raises it, orange where it lowers it, to ±4. 3: each pixel moved by ε, up or down, whichever makes the class "
        "less likely."
    )
    assert explorer.views(explorer.arrays)["picture"][0] == "the net says 0 (92 %); red: covering costs most"
    getattr(explorer, "class").value = "1"
    np.testing.assert_allclose(explorer.arrays["moved"], [[[1, 0.5, 1], [1, 0.75, 0]]])  # away from 1
    assert "Class 1: no patch of 1×1 lowers its logit. " in explorer.summary()
    assert "framed" not in explorer.views(explorer.arrays)["picture"][1].text
    assert explorer.views(explorer.arrays)["picture"][0] == "the net says 0 (92 %); no patch costs"


def test_large_pictures_are_covered_in_steps():
    rng = np.random.default_rng(0)
    net = nn.Sequential(nn.Conv2d(3, 2, 3, rng=rng), nn.GlobalAvgPool2d(), nn.Flatten(), nn.Linear(2, 2, rng=rng))
    explorer = WhereItLooks(net, rng.random((1, 3, 32, 30)), np.array([1]), patch=4)
    assert (explorer.patch.min, explorer.patch.max) == (3, 7)
    assert explorer.arrays["drops"].shape == (10, 9)  # tops 0, 3, …, 27
    assert " in all channels " in explorer.note.value
    dense = nn.Linear(960, 2, rng=rng)
    dense.weight.data = np.zeros((2, 960))
    dense.weight.data[0, 20 * 30 + 13] = 1  # only patches over row 20, column 13 matter
    explorer = WhereItLooks(nn.Sequential(nn.Flatten(), dense), np.ones((1, 1, 32, 30)), np.array([0]), patch=4)
    assert "covering rows 18–21, columns 12–15 lowers" in explorer.summary()
    assert "framed: 4×4 from row 18, column 12" in explorer.views(explorer.arrays)["picture"][1].text


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"model": None}, TypeError, "WhereItLooks: model must be a Module, got NoneType"),
        ({"labels": None}, TypeError, "WhereItLooks: labels must be whole numbers, one for each image, got None"),
        ({"labels": np.full(9, 3)}, ValueError, "labels must lie between 0 and 2, one for each class"),
        ({"images": np.full((9, 1, 9, 8), 1.5)}, ValueError, "images must hold values between 0 and 1, got 1.5 to 1.5"),
        (
            {"model": nn.Sequential(nn.ReLU())},
            ValueError,
            "one logit for each of 2 or more classes, (N, K), got (1, 1,",
        ),
        ({"patch": 8}, ValueError, "patch must be a number from 1 to 7, got 8"),
        ({"epsilon": 0.6}, ValueError, "ε must be a number from 0.0 to 0.5, got 0.6"),
        ({"show": ("ε",)}, ValueError, "show must name controls, picture, class, patch, epsilon, got ε"),
    ],
)
def test_errors(change, kind, message):
    net, images, labels = made(deep)
    with pytest.raises(kind, match=re.escape(message)):
        WhereItLooks(**{"model": net, "images": images, "labels": labels} | change)
