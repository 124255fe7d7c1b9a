"""ConvStepper: every position, both ways of laying the kernel on, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.data import articles
from cnnlite.explorers import ConvStepper


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("turn", [False, True])
def test_every_position(rng, stride, turn):
    image, kernel = rng.integers(-3, 4, (5, 6)).astype(float), rng.integers(-2, 3, (2, 3)).astype(float)
    used = np.flip(kernel) if turn else kernel
    output = conv2d(image[None, None], used[None, None], stride=stride)[0, 0]
    e = ConvStepper(image, kernel, stride=stride, turn=turn)
    assert e.position.max == output.size - 1
    for position in range(output.size):
        e.position.value = position
        assert e.error is None
        assert e.arrays["products"].sum() == pytest.approx(output.flat[position])
        known = e.arrays["output"].ravel()
        np.testing.assert_array_equal(known[: position + 1], output.ravel()[: position + 1])
        assert np.isnan(known[position + 1 :]).all()
        written = re.search(r": (.*) = (\S+)$", e.status.text.replace("−", "-"))
        assert eval(written[1].replace("·", "*")) == pytest.approx(float(written[2]))


def test_article_row():
    e = ConvStepper(articles.FOUR_IMAGES[0], articles.FILTER_A)
    e.position.value = 8
    assert e.arrays["output"].tolist() == [[-2, 2, -2]] * 3  # A0.44


def test_back_and_forward_stop_at_the_ends():
    e = ConvStepper(articles.FOUR_IMAGES[0], articles.FILTER_A)
    buttons = {w.description: w for w in e.children[0].children if hasattr(w, "click")}
    buttons["Back"].click()
    assert e.position.value == 0
    for _ in range(12):
        buttons["Forward"].click()
    assert e.position.value == 8
    buttons["Back"].click()
    assert e.position.value == 7
    buttons["Reset"].click()
    assert e.position.value == 0


def test_turning_changes_the_kernel():
    e = ConvStepper(articles.ZEBRA, articles.ZEBRA_CAT_FILTER)
    assert e.arrays["sum"] == pytest.approx(0.7)
    e.turn.value = True
    assert e.arrays["sum"] == pytest.approx(-0.7)  # A0.29
    assert "kernel, turned" in e.panels["window"].value


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((np.zeros((13, 3)), np.zeros((1, 1))), ValueError, "ConvStepper: image must have 1 to 12 rows and columns"),
        ((np.zeros((3, 3)), np.zeros((4, 1))), ValueError, "the kernel must fit in the padded input, got a 4×1 kernel on 3×3"),
        ((np.zeros((1, 3, 3)), np.zeros((1, 1))), ValueError, "ConvStepper: image must have 2 dimensions (H, W), got 3"),
        (([[1]], np.zeros((1, 1))), TypeError, "ConvStepper: image must be an array of numbers, got [[1]]"),
        ((np.zeros((3, 3)), np.full((1, 1), np.inf)), ValueError, "ConvStepper: kernel must have 1 to 12 rows and columns of finite"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 0), ValueError, "ConvStepper: stride must be at least 1, got 0"),
        ((np.zeros((3, 3)), np.zeros((1, 1)), 1, 9), ValueError, "position must be a number from 0 to 8, got 9"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        ConvStepper(*arguments)
