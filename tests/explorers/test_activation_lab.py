"""ActivationLab: values from the definitions in plain Python, slopes from the formulas, for every setting."""

import math
import re

import numpy as np
import pytest

from cnnlite.explorers import ActivationLab
from cnnlite.explorers.activation_lab import ACTIVATIONS, STEPS
from tests.explorers.product import settings, walk


def s(x):
    return 1 / (1 + math.exp(-x))


def normal(x):
    return (1 + math.erf(x / math.sqrt(2))) / 2


# The value, and the slope where there is one, each written down again.
AGAIN = {
    "identity": (lambda x: x, lambda x: 1),
    "step": (lambda x: 1 if x > 0 else 0, lambda x: 0),
    "sigmoid": (s, lambda x: s(x) * (1 - s(x))),
    "tanh": (math.tanh, lambda x: 1 - math.tanh(x) ** 2),
    "ReLU": (lambda x: max(0, x), lambda x: 1 if x > 0 else 0),
    "leaky ReLU": (lambda x: x if x > 0 else 0.01 * x, lambda x: 1 if x > 0 else 0.01),
    "ELU": (lambda x: x if x > 0 else math.exp(x) - 1, lambda x: 1 if x > 0 else math.exp(x)),
    "GELU": (
        lambda x: x * normal(x), lambda x: normal(x) + x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    ),
    "GLU, a = 2, b = x": (lambda x: 2 * s(x), lambda x: 2 * s(x) * (1 - s(x))),
}  # fmt: skip
KINKS = {"step", "ReLU", "leaky ReLU"}


def told(text):
    return float(text.replace("−", "-").strip("()"))


def check(lab, state):
    """Compare a setting's sentence and arrays with the definitions, without drawing it."""
    name, x, h = state["function"], state["x"], state["h"]
    arrays = lab.compute(state)
    value, slope = AGAIN[name]
    first, second = value(x), value(round(x + h, 6))
    np.testing.assert_allclose(arrays["y"], [first, second], atol=1e-12)
    words = re.fullmatch(
        r"(.+): from x = (\S+) to (\S+) the value moves from (\S+) to (\S+)\. "
        r"Slope: rise/run = (\S+)/(\S+) = (\S+)\.",
        lab.sentence(arrays),
    ).groups()
    assert words[0] == name
    wanted = (x, x + h, first, second, second - first, h, (second - first) / h)
    for text, number in zip(words[1:], wanted, strict=True):
        assert told(text) == pytest.approx(number, rel=1e-3, abs=1e-12)
    inputs, slopes = arrays["inputs"], arrays["slopes"]
    np.testing.assert_allclose(arrays["values"], [value(number) for number in inputs], atol=1e-12)
    gaps = np.isnan(slopes)
    assert inputs[gaps].tolist() == ([0] if name in KINKS else [])
    np.testing.assert_allclose(slopes[~gaps], [slope(number) for number in inputs[~gaps]], atol=1e-6)
    picture = lab.views(arrays)["curves"][1]
    assert f"= {words[-1]}" in picture.text
    assert picture.text.startswith(f"{name} 1×301")


def test_every_function_is_written_down_again():
    assert set(AGAIN) == set(ACTIVATIONS)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_some_settings(name):
    lab = ActivationLab()
    for x, h in ((0.0, 0.01), (0.0, -0.01), (6.0, 1), (-6.0, -1), (1.3, 0.1)):
        check(lab, {"function": name, "x": x, "h": h})


def test_states_over_the_product():
    for lab in walk(ActivationLab(), 8):
        check(lab, lab.state)
        assert lab.summary() == f"ActivationLab: {lab.sentence(lab.arrays)}"


@pytest.mark.long
def test_many_states():
    lab = ActivationLab()
    for state in settings(lab, 2000, np.random.default_rng(0)):
        check(lab, state)
    assert sum(1 for _ in walk(lab, 200)) == 200


def test_the_kink_has_two_slopes():
    lab = ActivationLab("ReLU", x=0.0, h=0.01)
    assert lab.summary().endswith("rise/run = 0.01/0.01 = 1.")
    lab.h.value = -0.01
    assert lab.summary().endswith("rise/run = 0/(−0.01) = 0.")


def test_both_ends_of_every_wiggle_are_in_the_picture():
    lab = ActivationLab(x=6.0, h=1)
    low, high = lab._drawn["sigmoid"].upper.get_xlim()
    assert low < -7 < 7 < high


def test_the_curves_of_a_function_are_drawn_once():
    lab = ActivationLab("tanh")
    figure = lab.views(lab.arrays)["curves"][1].drawing
    before = lab.panels["curves"].picture.value
    lab.x.value = 2.0
    assert lab.views(lab.arrays)["curves"][1].drawing is figure
    assert lab.panels["curves"].picture.value != before
    lab.function.value = "ELU"
    assert lab.views(lab.arrays)["curves"][1].drawing is not figure
    assert "from 2 to 3" in lab._repr_mimebundle_()["text/html"]


def test_reset_and_code():
    lab = ActivationLab("ReLU", x=-1.0, h=0.1, show=("x", "h"))
    lab.x.value, lab.h.value = 0.5, -1
    assert lab.code() == "x=0.5 h=-1"
    other = ActivationLab("ReLU", x=-1.0, h=0.1)
    other.load(lab.code())
    assert other.state == lab.state
    lab.reset()
    assert lab.state == {"function": "ReLU", "x": -1.0, "h": 0.1}
    assert [step for _, step in lab.h.options] == list(STEPS)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"function": "softmax"}, ValueError, "ActivationLab: function must be one of 'identity'"),
        ({"h": 2}, ValueError, "ActivationLab: h must be one of 1, 0.1, 0.01, -0.01, -0.1, -1, got 2."),
        ({"h": "1"}, TypeError, "ActivationLab: h must be a number, got '1'."),
        ({"x": 7}, ValueError, "x must be a number from -6.0 to 6.0, got 7"),
        ({"show": ("y",)}, ValueError, "ActivationLab: show must name controls, function, x, h, got y."),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        ActivationLab(**arguments)
