"""BiasExplorer: the map and the share of it above 0, for every setting."""

import re

import numpy as np
import pytest

from cnnlite import conv2d, filters
from cnnlite.data import photos
from cnnlite.explorers import BiasExplorer
from tests.explorers.product import walk


def check(explorer, sums):
    """Compare a setting with sums computed another way."""
    state = explorer.state
    raw = sums[state["image"]] + round(state["bias"], 6)
    output = np.maximum(raw, 0) if state["relu"] else raw
    np.testing.assert_allclose(explorer.arrays["output"], output, atol=1e-12)
    share, largest = re.search(r": (\S+) % of 211×318 .* the largest is (\S+)\.$", explorer.summary()).groups()
    least, most = (100 * (raw > edge).mean() for edge in (1e-12, -1e-12))
    assert least - 0.051 <= float(share) <= most + 0.051  # a smooth sky and a bias may cancel but for rounding
    assert float(largest.replace("−", "-")) == pytest.approx(output.max(), abs=0.0051)


@pytest.fixture
def sums():
    """Sobel x on both photos, by the reading path."""
    weights = filters.sobel_x()[None, None]
    return {name: conv2d(photos.photo(name)[None, None], weights, method="windows")[0, 0] for name in photos.NAMES}


def test_settings(sums):
    explorer = BiasExplorer()
    for state in [
        (0, "temple", True),
        (-1, "flower", True),
        (4, "flower", False),
        (-4, "temple", False),
        (0.3, "temple", True),
    ]:
        explorer.bias.value, explorer.image.value, explorer.relu.value = state
        assert explorer.error is None
        check(explorer, sums)


@pytest.mark.long
def test_every_setting(sums):
    assert sum(1 for explorer in walk(BiasExplorer(), 2000) if check(explorer, sums) is None) == 2 * 81 * 2


def test_brightness_can_be_compared_between_settings():
    explorer = BiasExplorer(bias=-1)
    for bias, relu in ((-1, True), (0.5, True), (0, False), (1, True)):
        explorer.bias.value, explorer.relu.value = bias, relu
        caption, [grid] = explorer.views(explorer.arrays)["output"]
        assert grid.scale == (not relu, 3.0)
        ends = "white is 3 or more" if relu else "orange is −3 or less, purple 3 or more"
        assert caption.endswith(f"; {ends}")
        sky = grid.colors[0, 10, 10, 0]  # even, so its sum is about 0
        assert sky == pytest.approx(255 * max(bias, 0) / 3 if relu else 247, abs=12)


def test_a_lower_bias_lets_less_through():
    explorer = BiasExplorer()
    shares = []
    for bias in (1, 0, -1, -4):
        explorer.bias.value = bias
        shares.append((explorer.arrays["output"] > 0).mean())
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == 0
    explorer.reset()
    assert explorer.bias.value == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("zebra",), "BiasExplorer: image must be one of 'temple', 'flower', got 'zebra'."),
        (("temple", 5), "bias must be a number from -4 to 4, got 5"),
        (("temple", 0, True, "edges"), "BiasExplorer: kernel must be one of"),
        (("temple", 0, True, "Sobel x", ("stride",)), "BiasExplorer: show must name controls, image, bias, relu, got stride."),
    ],
)  # fmt: skip
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        BiasExplorer(*arguments)
