"""NeuronLab: every setting's sum, output and words, by plain Python."""

import math
import re

import pytest

from cnnlite.explorers import NeuronLab
from cnnlite.plots import color
from tests.explorers.product import walk

ACTIVATIONS = {
    "ReLU": lambda total: total if total > 0 else 0.0,
    "identity": lambda total: total,
    "sigmoid": lambda total: 1 / (1 + math.exp(-total)) if total > -700 else 0.0,
}


def check(lab):
    """Compare a setting with the same computed number by number, in the picture and in words."""
    state, count = lab.state, sum(name.startswith("input") for name in lab.controls)
    products = [round(state[f"input_{n}"], 4) * round(state[f"weight_{n}"], 4) for n in range(1, count + 1)]
    total = sum(products) + state["bias"]
    output = ACTIVATIONS[state["activation"]](total)
    assert lab.arrays["sum"] == pytest.approx(total, abs=1e-9)
    assert lab.arrays["output"] == pytest.approx(output, abs=1e-9)
    told = re.fullmatch(r"NeuronLab: (.*) = (\S+), and (\w+) (leaves it|makes it (\S+))\.", lab.summary())
    written = told[1].replace("·", "*").replace("−", "-")
    assert eval(written) == pytest.approx(total, abs=1e-9)
    assert told[2] == color.number(lab.arrays["sum"])
    assert told[3] == state["activation"]
    assert (told[5] or told[2]) == color.number(lab.arrays["output"])
    lines = lab.panels["neuron"]._view[1].text.splitlines()
    assert lines[0] == f"neuron, 1×{count} weights"
    assert [line.split(" = ")[1] for line in lines[1 : count + 1]] == [color.number(p) for p in products]
    assert lines[-2:] == [f"sum {told[2]}", f"{state['activation']} gives {color.number(lab.arrays['output'])}"]


def test_the_article_s_two_neurons():
    lab = NeuronLab()
    check(lab)
    assert lab.arrays["output"] == pytest.approx(53.85)
    lab.weight_1.value, lab.weight_2.value = -0.1, -0.4
    assert lab.summary() == "NeuronLab: 155·(−0.1) + 60·(−0.4) + 0 = −39.5, and ReLU makes it 0."
    lab.bias.value = 40
    assert lab.arrays["output"] == pytest.approx(0.5)
    lab.activation.value = "sigmoid"
    assert lab.arrays["output"] == pytest.approx(0.6225, abs=1e-4)
    lab.reset()
    assert lab.arrays["output"] == pytest.approx(53.85)


def test_the_questions_of_the_notebook():
    lab = NeuronLab(weights=(-0.1, -0.4))
    for bias, positive in ((39, False), (39.5, False), (40, True)):
        lab.bias.value = bias
        assert (lab.arrays["output"] > 0) == positive
    lab.reset()
    for weight, positive in ((0.25, False), (0.26, True)):
        lab.weight_2.value = weight
        assert (lab.arrays["output"] > 0) == positive


def test_states_over_the_product():
    for lab in walk(NeuronLab(), 20):
        check(lab)


def test_other_numbers_of_inputs():
    for count in (1, 3, 4):
        check(NeuronLab([10.0 * n for n in range(count)], [0.5] * count, bias=-7))


@pytest.mark.long
def test_many_states():
    for lab in walk(NeuronLab((1, 2, 3), (0, 0.5, 1)), 2000):
        check(lab)


def test_code():
    lab = NeuronLab()
    lab.input_2.value, lab.activation.value = 61, "identity"
    assert lab.code() == 'input_2=61 activation="identity"'
    other = NeuronLab()
    other.load(lab.code())
    assert other.arrays["sum"] == lab.arrays["sum"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((), ()), "NeuronLab: inputs must be 1 to 4, and weights as many, got 0 and 0."),
        (((1,) * 5, (1,) * 5), "NeuronLab: inputs must be 1 to 4, and weights as many, got 5 and 5."),
        (((1, 2), (1,)), "and weights as many, got 2 and 1."),
        (((256,), (1,)), "input 1 must be a number from 0 to 255, got 256"),
        (((1,), (1.5,)), "weight 1 must be a number from -1 to 1, got 1.5"),
        (((1,), (1,), 101), "bias must be a number from -100 to 100, got 101"),
        (((1,), (1,), 0, "tanh"), "NeuronLab: activation must be one of"),
        (((1,), (1,), 0, "ReLU", ("weight",)), "NeuronLab: show must name controls"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        NeuronLab(*arguments)
