"""StepSize: slopes by exact fractions, errors within what rounding allows, for every setting."""

import re
from fractions import Fraction

import numpy as np
import pytest

from cnnlite.explorers import StepSize
from cnnlite.explorers.step_size import DRAWN, FUNCTIONS, KINDS, curves
from tests.explorers.product import settings, walk

# Value, and the slope by a wiggle to one side and to both, worked out without rounding.
EXACT = {"x³ at 2": lambda x: x**3, "1000 + x³ at 2": lambda x: 1000 + x**3, "ReLU at 0.001": lambda x: max(x, 0)}


def exactly(name, h):
    """Return both slopes as fractions, where nothing is rounded."""
    function, x = EXACT[name], Fraction(str(FUNCTIONS[name][1]))
    return {
        "one-sided": (function(x + h) - function(x)) / h,
        "central": (function(x + h) - function(x - h)) / (2 * h),
    }


def check(lab):
    """Compare the estimates of a setting with exact ones; rounding may move a value by a share of eps."""
    state = lab.state
    name, h = state["function"], Fraction(10) ** state["h"]
    eps = float(np.finfo(KINDS[state["numbers"]]).eps)
    largest = max(abs(float(EXACT[name](Fraction(str(FUNCTIONS[name][1])) + side * h))) for side in (-1, 0, 1))
    slope = FUNCTIONS[name][2]
    told = re.findall(r"(one-sided|central) (\S+), relative error (\S+?)[;.]", lab.summary())
    assert [way for way, *_ in told] == ["one-sided", "central"]
    for way, written, _ in told:
        wanted, got = float(exactly(name, h)[way]), lab.arrays["slopes"][way]
        x = FUNCTIONS[name][1]
        room = 8 * eps * (largest + slope * x) / float(h) + 8 * eps * abs(wanted)
        assert abs(got - wanted) <= room, (state, way)
        assert float(written) == pytest.approx(got, rel=1e-9)
        assert lab.arrays["error"][way] == pytest.approx(abs(got - slope) / max(abs(got), slope), rel=1e-12)
    picture = lab.views(lab.arrays)["errors"][1]
    assert list(picture.drawing.axes[0].lines[-1].get_xdata()) == [float(f"1e{state['h']}")] * 2


def test_settings():
    assert sum(1 for lab in walk(StepSize(), 10, seed=1) if check(lab) is None) == 10


@pytest.mark.long
def test_every_setting():
    lab = StepSize()
    states = list(settings(lab, 2000, np.random.default_rng(0)))
    assert sum(1 for explorer in walk(lab, 2000) if check(explorer) is None) == len(states) == 3 * 16 * 2


def test_functions_and_slopes():
    assert set(EXACT) == set(FUNCTIONS)
    for name in FUNCTIONS:
        tiny = exactly(name, Fraction(1, 10**9))
        assert float(tiny["central"]) == pytest.approx(FUNCTIONS[name][2], rel=1e-12)


def test_the_example_of_the_notebook():
    lab = StepSize(h=-1)
    assert lab.summary().endswith(
        "h = 10⁻¹: one-sided 12.61, relative error 5·10⁻²; central 12.01, relative error 8·10⁻⁴."
    )
    assert lab.remark(lab.arrays) == "f(x − h) = 6.8589999999999991, f(x) = 8, f(x + h) = 9.261000000000001"


@pytest.mark.parametrize(
    ("name", "numbers", "one_sided", "central"),
    [
        ("x³ at 2", "float64", -8, -5),
        ("x³ at 2", "float32", -3, -2),
        ("1000 + x³ at 2", "float64", -7, -5),
        ("ReLU at 0.001", "float64", -1, -4),
    ],
)
def test_where_the_error_is_smallest(name, numbers, one_sided, central):
    lab = StepSize(name, numbers=numbers)
    text = lab.views(lab.arrays)["errors"][1].text
    powers = [int(found.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))) for found in
              re.findall(r"smallest around h = 10(\S+)", text)]  # fmt: skip
    assert powers == [one_sided, central]


def test_both_arms():
    """On the right the errors fall as h and h²; on the left they are larger than there."""
    errors = curves("x³ at 2", "float64")
    right = (DRAWN > 0.9e-3) & (DRAWN < 0.11)
    for way, order in (("one-sided", 1), ("central", 2)):
        steepness = np.polyfit(np.log10(DRAWN[right]), np.log10(errors[way][right]), 1)[0]
        assert steepness == pytest.approx(order, abs=0.02)
    assert errors["central"][DRAWN < 1e-12].max() > 1e4 * errors["central"][np.argmin(np.abs(DRAWN - 1e-5))]


def test_a_bend_within_the_wiggle():
    lab = StepSize("ReLU at 0.001", h=-4)
    assert lab.arrays["error"]["central"] < 1e-9
    lab.h.value = -2
    assert lab.arrays["slopes"]["central"] == pytest.approx((0.001 + 0.01) / 0.02)
    assert lab.arrays["error"]["one-sided"] < 1e-9


def test_curves_are_drawn_once_and_settings_come_back():
    lab = StepSize(show=("h",))
    before = lab.panels["errors"].picture.value
    figure = lab.views(lab.arrays)["errors"][1].drawing
    lab.h.value = -7
    assert lab.views(lab.arrays)["errors"][1].drawing is figure
    assert lab.panels["errors"].picture.value != before
    lab.numbers.value = "float32"
    assert lab.views(lab.arrays)["errors"][1].drawing is not figure
    other = StepSize()
    other.load(lab.code())
    assert other.state == lab.state == {"function": "x³ at 2", "h": -7, "numbers": "float32"}
    lab.reset()
    assert lab.state == {"function": "x³ at 2", "h": -1, "numbers": "float64"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"function": "x²"}, "StepSize: function must be one of 'x³ at 2'"),
        ({"numbers": "float16"}, "StepSize: numbers must be one of 'float64', 'float32', got 'float16'."),
        ({"h": 1}, "h = 10 to the power must be a number from -15 to 0, got 1"),
        ({"show": ("x",)}, "StepSize: show must name controls, function, h, numbers, got x."),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        StepSize(**arguments)
