"""FourPainter: the article's step by hand; every setting recomputed another way; pictures that cannot be learned."""

import math
import re

import numpy as np
import pytest
import traitlets

from cnnlite.data import articles
from cnnlite.explorers import FourPainter
from tests.explorers.product import walk

LABELS = {"cat": 0, "dog": 1}


def written(pictures, labels):
    return [
        [label, *("".join(map(str, row)) for row in picture)]
        for label, picture in zip(labels, np.asarray(pictures, dtype=int).tolist(), strict=True)
    ]


def maps_of(x, kernels):
    """Return both maps of one picture, tap by tap."""
    return np.array([sum(k[0, u, v] * x[u : u + 3, v : v + 3] for u, v in np.ndindex(2, 2)) for k in kernels])


def probabilities(x, kernels, w, b):
    """Return the maps, the features and the probabilities of one picture."""
    maps = maps_of(x, kernels)
    features = np.where(maps > 0, maps, 0).ravel()
    powers = [math.exp(row @ features + c) for row, c in zip(w, b, strict=True)]
    return maps, features, [power / sum(powers) for power in powers]


def slopes(x, label, kernels, w, b):
    """Return the gradients of one picture's loss: what every place of a map pays to the kernel, one after the other."""
    maps, features, p = probabilities(x, kernels, w, b)
    delta = np.array([value - (c == label) for c, value in enumerate(p)])
    dk = np.zeros((2, 1, 2, 2))
    for i, (q, r, s) in enumerate(np.ndindex(2, 3, 3)):
        if maps[q, r, s] > 0:
            dk[q, 0] += (delta[0] * w[0, i] + delta[1] * w[1, i]) * x[r : r + 2, s : s + 2]
    return dk, delta[:, None] * features, delta


def trained(state):
    """Return pictures, labels and all learned numbers after the steps of a state."""
    x = np.array([[[float(v) for v in row] for row in rows] for _, *rows in state["pictures"]])
    y = [LABELS[label] for label, *_ in state["pictures"]]
    kernels = np.array([[[[1.0, -1], [1, -1]]], [[[1.0, 1], [-1, -1]]]])
    w, b = np.array([[0.1] * 18, [-0.1] * 18]), np.array([0.1, 0])
    for count in range(state["steps"]):
        turn = [count % 4] if state["each"] == "one picture" else range(4)
        each = [slopes(x[n], y[n], kernels, w, b) for n in turn]
        dk, dw, db = (sum(parts) / len(each) for parts in zip(*each, strict=True))
        w, b = w - state["rate"] * dw, b - state["rate"] * db
        kernels = kernels - state["rate"] * dk * state["filters"]
    return x, y, kernels, w, b


def check(explorer):
    """Compare the arrays, the sentence and the rows with those recomputed."""
    x, y, kernels, w, b = trained(explorer.state)
    arrays = explorer.arrays
    for ours, wanted in ((arrays["net"].kernels, kernels), (arrays["net"].weights, w), (arrays["net"].biases, b)):
        np.testing.assert_allclose(ours, wanted, atol=1e-9)
    found = [probabilities(one, kernels, w, b) for one in x]
    losses = [-math.log(p[label]) for (*_, p), label in zip(found, y, strict=True)]
    np.testing.assert_allclose(arrays["losses"][-1], losses, atol=1e-9)
    assert len(arrays["losses"]) == explorer.steps.value + 1
    right, each, mean = re.search(
        r"right: (.*); wrong: .*?: picture (.*); mean (.*?)\.(?: |$)", explorer.summary()
    ).groups()
    wanted = [*losses, np.mean(losses)]
    for said, loss in zip(
        [*re.findall(r"\d (?:\S+ → )?(\d+\.\d+)(?:,|$)", each), mean.split()[-1]], wanted, strict=True
    ):
        assert float(said) == pytest.approx(loss, abs=0.51e-4)
    assert right == (", ".join(str(n + 1) for n in range(4) if found[n][2][y[n]] > 0.5) or "none")
    for n, (maps, _, p) in enumerate(found):
        scene = explorer.panels[f"picture {n + 1}"].grid.scene
        shown = [item.array for item in scene.frames[0].items if not isinstance(item, str)]
        wanted = [x[n], np.hstack(maps), np.hstack(np.maximum(maps, 0)), arrays["z"][n][:, None], np.array(p)[:, None]]
        for one, other in zip(shown, wanted, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-9)
        assert f"loss {losses[n]:.4f}" in scene.frames[0].text


def test_the_article_s_step_by_hand():
    explorer = FourPainter()
    grid = explorer.panels["step"].grid
    assert len(grid.scene.frames) == 36
    grid.index = 1  # cat's weight for feature 1, which is 2
    assert grid.summary() == (
        "NumberGrid: The next step is on picture 1. Cat's weight for f[1]: 0.1 − 0.1·(−0.2142)·2 = 0.1428. "
        "Cat's bias: 0.1 − 0.1·(−0.2142) = 0.1214."
    )
    grid.index = 6 * 3 + 3  # dog's weight for the first feature of map B
    assert "Dog's weight for f[9]: −0.1 − 0.1·0.2142·0 = −0.1. Dog's bias: 0 − 0.1·0.2142 = −0.0214." in grid.summary()
    explorer.steps.value = 1
    assert explorer.summary() == (
        "FourPainter: After 1 step on picture 1: right: 1, 2; wrong: 3, 4. Losses before and after it: picture 1 "
        "0.2410 → 0.1451, 2 0.0789 → 0.0757, 3 0.7444 → 0.7671, 4 1.2412 → 1.3342; mean 0.5764 → 0.5805. "
        "All features are 0 for: 3."
    )
    other = FourPainter(steps=5)
    assert other.summary().startswith("FourPainter: After 5 steps, the last on picture 1: right: ")
    other.each.value = "all four"
    assert other.summary().startswith("FourPainter: After 5 steps, the last on all four: right: ")
    np.testing.assert_allclose(np.exp(-explorer.arrays["losses"][-1]), [0.8649, 0.9271, 0.4644, 0.2634], atol=5e-5)


@pytest.mark.parametrize("each", ["one picture", "all four"])
def test_the_next_step_s_arithmetic(each):
    """Each frame's line is true, and its cells are those that it names."""
    explorer = FourPainter(steps=6, rate=0.3, each=each)
    net, then = explorer.arrays["net"], explorer.arrays["next"]
    scene = explorer.panels["step"].grid.scene
    for place, frame in enumerate(scene.frames):
        r, c = divmod(place, 6)
        k, i = r // 3, (c // 3) * 9 + (r % 3) * 3 + c % 3
        assert f"f[{i}]" in frame.text
        for weight, left, result in re.findall(r"(weight|bias)[^:]*: (.*?) = (−?[\d.]*\d)", frame.text):
            value = eval(left.replace("·", "*").replace("−", "-"))
            assert value == pytest.approx(float(result.replace("−", "-")), abs=3e-4)
            assert value == pytest.approx(then.weights[k, i] if weight == "weight" else then.biases[k], abs=3e-4)
        now, after = (frame.items[n].array[r, c] for n in (-3, -1))
        assert now == net.weights[k, i]
        assert after == then.weights[k, i]
    explorer.steps.value = 7
    np.testing.assert_array_equal(explorer.arrays["net"].weights, then.weights)


def test_settings():
    for explorer in walk(FourPainter(), 10, fixed=("pictures",)):
        check(explorer)


def test_other_pictures():
    rng = np.random.default_rng(4)
    explorer = FourPainter(rate=0.5)
    for filters in (False, True):
        explorer.filters.value = filters
        for _ in range(4):
            explorer.steps.value = 3
            explorer.pictures.value = written(rng.integers(0, 2, (4, 4, 4)), rng.choice(["cat", "dog"], 4))
            assert explorer.steps.value == 0  # begins anew
            explorer.steps.value = 9
            assert explorer.error is None
            check(explorer)


@pytest.mark.long
def test_many_settings():
    rng = np.random.default_rng(5)
    explorer = FourPainter()
    for _ in range(20):
        explorer.pictures.value = written(rng.integers(0, 2, (4, 4, 4)), rng.choice(["cat", "dog"], 4))
        for one in walk(explorer, 100, fixed=("pictures",)):
            check(one)


def test_buttons_go_on_and_stop_at_the_end():
    explorer = FourPainter()
    painted, column = explorer.children[0].children
    assert painted is explorer.pictures
    *controls, pressed = column.children
    assert controls == [explorer.rate, explorer.each, explorer.filters, explorer.steps]
    assert explorer.children[1] is explorer.status  # above the pictures of the network
    buttons = {button.description: button for button in pressed.children}
    assert list(buttons) == ["+1 step", "+10 steps", "+100 steps", "Reset"]
    for name, wanted in (("+1 step", 1), ("+10 steps", 11), ("+100 steps", 111), ("+1 step", 112), ("Reset", 0)):
        buttons[name].click()
        assert explorer.steps.value == wanted
    for _ in range(5):
        buttons["+100 steps"].click()
    assert explorer.steps.value == explorer.steps.max == 400
    assert explorer.error is None


def test_the_checkerboard_opens_its_eyes_by_the_others():
    explorer = FourPainter(steps=1)
    assert explorer.summary().endswith("All features are 0 for: 3.")
    explorer.filters.value = True
    assert "All features" not in explorer.summary()
    np.testing.assert_allclose(explorer.arrays["C"][2, 0], 0.01285, atol=5e-6)
    assert not explorer.arrays["C"][2, 1].any()


def test_what_cannot_be_learned_is_said():
    images = articles.FOUR_IMAGES.copy()
    assert "All four are called cat: the biases alone can learn that." in FourPainter(labels=["cat"] * 4).summary()
    images[3] = images[0]
    explorer = FourPainter(images, steps=50)
    assert "Pictures 1 and 4 are the same and have different names: no network can do that." in explorer.summary()
    blank = FourPainter(np.zeros((4, 4, 4)), ["cat", "cat", "dog", "dog"], steps=3, filters=True, each="all four")
    assert blank.error is None
    assert blank.summary().endswith("All features are 0 for: 1, 2, 3, 4.")
    assert blank.summary().count("no network can do that") == 4
    twins = FourPainter(np.zeros((4, 4, 4)), ["dog"] * 4)
    assert "no network" not in twins.summary()


def test_codes():
    explorer = FourPainter()
    value = [list(picture) for picture in explorer.pictures.value]
    value[1][2], value[3][0] = "0110", "cat"
    explorer.pictures.value = value
    explorer.steps.value, explorer.filters.value = 5, True
    code, arrays = explorer.code(), explorer.arrays
    other = FourPainter()
    other.load(code)
    np.testing.assert_array_equal(other.arrays["p"], arrays["p"])
    explorer.reset()
    assert explorer.code() == ""
    with pytest.raises(ValueError, match="a possible value"):
        explorer.load('pictures=[["cat","0101"]]')
    assert explorer.code() == ""


def test_the_static_page_has_every_grid():
    explorer = FourPainter(steps=2)
    html = explorer._repr_mimebundle_()["text/html"]
    assert html.count("cnnlite-live") == 6
    assert "Picture 4, dog: p(dog) = 0.2550, loss 1.3666, wrong." in html
    explorer.close()


def test_purity():
    images = articles.FOUR_IMAGES.copy()
    FourPainter(images, steps=8, filters=True)
    np.testing.assert_array_equal(images, articles.FOUR_IMAGES)
    assert articles.FILTER_A.tolist() == [[1, -1], [1, -1]]
    assert (articles.FOUR_WEIGHTS[0] == 0.1).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"pictures": np.zeros((3, 4, 4))}, "FourPainter: pictures must be 4 of 4×4 zeros and ones, with a label each, got (3, 4, 4) and 4 labels."),
        ({"pictures": np.full((4, 4, 4), 0.5)}, "FourPainter: pictures must be 4 of 4×4 zeros and ones"),
        ({"labels": ["cat"]}, "got (4, 4, 4) and 1 labels."),
        ({"labels": ["cat", "cow", "dog", "dog"]}, "FourPainter: each label must be one of 'cat', 'dog', got 'cow'."),
        ({"each": "two"}, "FourPainter: each must be one of 'one picture', 'all four', got 'two'."),
        ({"rate": 2}, "rate must be a number from 0.05 to 1.0, got 2"),
        ({"steps": 401}, "steps must be a number from 0 to 400, got 401."),
        ({"show": ("kernel",)}, "FourPainter: show must name controls, pictures, rate, each, filters, steps, got kernel."),
    ],
)  # fmt: skip
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        FourPainter(**arguments)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value[:3],
        lambda value: [["cow", *value[0][1:]], *value[1:]],
        lambda value: [["cat", "0102", *value[0][2:]], *value[1:]],
        lambda value: [["cat", "010", *value[0][2:]], *value[1:]],
        lambda value: [value[0][:4], *value[1:]],
    ],
)
def test_what_is_no_picture_is_refused(change):
    control = FourPainter().pictures
    before = control.value
    with pytest.raises(traitlets.TraitError, match="pictures must be"):
        control.value = change(before)
    assert control.value == before


@pytest.mark.parametrize("filters", [False, True])
def test_what_the_next_step_makes_of_filters_and_biases(filters):
    explorer = FourPainter(steps=2, filters=filters)
    scene = explorer.panels["network"].grid.scene
    shown = {item.label: item.array for item in scene.frames[0].items if not isinstance(item, str)}
    explorer.steps.value = 3
    net = explorer.arrays["net"]
    np.testing.assert_array_equal(shown["biases next"][:, 0], net.biases)
    assert list(shown) == ["filter A", "filter B", "biases", *(["A next", "B next"] if filters else []), "biases next"]
    for n, name in enumerate("AB"):
        np.testing.assert_array_equal(shown[f"{name} next" if filters else f"filter {name}"], net.kernels[n, 0])
    assert (f"changes the {'filters and the biases' if filters else 'biases; the filters stay'}") in scene.frames[
        0
    ].text
