"""DepthLab: what twenty units leave of a wiggle, against chains and slopes written down again."""

import math
import re

import numpy as np
import pytest

from cnnlite.explorers import DepthLab
from cnnlite.explorers.depth_lab import UNITS, H
from tests.explorers.product import settings, walk

FUNCTIONS = {
    "ReLU": lambda x: max(x, 0.0),
    "leaky ReLU": lambda x: x if x > 0 else 0.01 * x,
    "tanh": math.tanh,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
}


def chain(function, x, weight):
    """Return the value after 0, 1, … units."""
    values = [x]
    for _ in range(UNITS):
        values.append(function(weight * values[-1]))
    return np.array(values)


def check(lab, state):
    """Compare a setting's sentence, words and arrays with chains, without drawing it."""
    x, weight = state["x"], state["weight"]
    arrays = lab.compute(state)
    for name, row in arrays["shares"].items():
        moved = abs(chain(FUNCTIONS[name], round(x + H, 6), weight) - chain(FUNCTIONS[name], x, weight)) / H
        np.testing.assert_allclose(row, moved, atol=1e-14, rtol=1e-6)
        assert row[0] == pytest.approx(1)
    found = re.search(
        r"20 units leave, to two digits: ReLU (.+), leaky ReLU (.+), tanh (.+), sigmoid (.+)\.$", lab.sentence(arrays)
    )
    for text, row in zip(found.groups(), arrays["shares"].values(), strict=True):
        if text == "less than 10⁻¹²":
            assert 0 < row[-1] < 1e-12
        else:
            assert float(text.replace(" ", "")) == pytest.approx(row[-1], rel=0.06)


def test_states_over_the_product():
    for lab in walk(DepthLab(), 6):
        check(lab, lab.state)
        assert lab.summary() == f"DepthLab: {lab.sentence(lab.arrays)}"
        assert lab.views(lab.arrays)["shares"][1].text.count("\n") == 4


@pytest.mark.long
def test_every_state():
    lab = DepthLab()
    assert sum(check(lab, state) is None for state in settings(lab, 2000, np.random.default_rng(0))) == 41 * 16
    assert sum(1 for _ in walk(lab, 100)) == 100


def test_relu_keeps_it_or_stops_it():
    assert DepthLab(x=1.0).arrays["shares"]["ReLU"].round(9).tolist() == [1] * 21
    assert DepthLab(x=-1.0).arrays["shares"]["ReLU"].round(9).tolist() == [1] + [0] * 20
    np.testing.assert_allclose(DepthLab(x=1.0, weight=2.0).arrays["shares"]["ReLU"], 2.0 ** np.arange(21))


def test_only_relu_leaves_nothing():
    """What rounding makes 0 is small, and is not told as 0; ReLU's 0 is one, and has no line."""
    lab = DepthLab(x=1.0, weight=0.5)
    assert lab.summary().endswith("sigmoid less than 10⁻¹².")
    assert "no line" not in lab.views(lab.arrays)["shares"][0]
    lab = DepthLab(x=1.0, weight=2.0)
    assert "ReLU 1 000 000, leaky ReLU 1 000 000, tanh less than 10⁻¹², sigmoid" in lab.summary()
    lab = DepthLab(x=-1.0)
    assert "ReLU 0, leaky ReLU less than 10⁻¹², " in lab.summary()
    assert lab.views(lab.arrays)["shares"][0].endswith("weight 1; no line for ReLU, which leaves 0")


def test_sigmoids_leave_at_most_a_quarter_each():
    for x in (-2.0, 0.0, 1.5):
        kept = DepthLab(x=x).arrays["shares"]["sigmoid"]
        assert (kept[:11] <= 0.25 ** np.arange(11) + 1e-14).all()
        assert (kept[:11] > 0.15 ** np.arange(11) / 2).all()


def test_a_wiggle_is_the_product_of_the_slopes():
    """Far below what h does: the chain's slope at x is the product of the slopes on the way."""
    values = chain(FUNCTIONS["tanh"], 1.05, 1.0)
    product = np.cumprod([1, *(1 - values[1:] ** 2)])
    np.testing.assert_allclose(DepthLab(x=1.0).arrays["shares"]["tanh"], product, rtol=0.01)


def test_callbacks_reset_and_code():
    lab = DepthLab(x=0.5, show=("x",))
    before = lab.panels["shares"].picture.value
    lab.x.value = -0.5
    assert lab.panels["shares"].picture.value != before
    assert lab.code() == "x=-0.5"
    lab.reset()
    assert lab.state == {"x": 0.5, "weight": 1.0}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x": 3}, "x must be a number from -2.0 to 2.0, got 3"),
        ({"weight": 0.1}, "weight must be a number from 0.5 to 2.0, got 0.1"),
        ({"show": ("depth",)}, "DepthLab: show must name controls, x, weight, got depth."),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        DepthLab(**arguments)
