"""GraphStepper: values and gradients of every graph against wiggles and PyTorch, and the arithmetic of every step."""

import math
import re

import numpy as np
import pytest
import torch

from cnnlite import numeric_gradient
from cnnlite.explorers import GraphStepper
from cnnlite.explorers.graph import backward, dense, forward, in_numbers, named, plus, squared_error, times
from cnnlite.explorers.graphs import GRAPHS
from cnnlite.plots.graph import subscript, written
from tests.explorers.product import walk

Y = torch.tensor(0)  # the true class


def _neuron(squash, target):
    return lambda x1, w1, x2, w2, b: (squash(x1 * w1 + x2 * w2 + b) - target) ** 2


# The loss of each graph, written once more as one PyTorch expression of what is given.
LOSSES = {
    "neuron": _neuron(torch.relu, 3),
    "sigmoid neuron": _neuron(torch.sigmoid, 1),
    "two paths": lambda x1, w, x2: (x1 * w - 1) ** 2 + (x2 * w + 3) ** 2,
    "softmax": lambda z1, z2: torch.nn.functional.cross_entropy(torch.stack([z1, z2]), Y),
    "two classes": lambda w1, b1, x, w2, b2: torch.nn.functional.cross_entropy(
        torch.stack([w1 * x + b1, w2 * x + b2]), Y
    ),
}
WRITTEN = {"−": "-", "·": "*", "×": "*", "²": "**2", "^": "**", "½": "0.5"}
KNOWN = {"e": math.e, "ln": math.log, "ReLU": lambda z: max(z, 0), "σ": lambda z: 1 / (1 + math.exp(-z))}


def evaluated(text):
    """Return what a written formula in numbers comes to."""
    text = re.sub(r"ln softmax\((.*), (.*)\)₁", r"ln(e^(\1) / (e^(\1) + e^(\2)))", text)
    text = re.sub(r"ln ([\d.]+)", r"ln(\1)", text)
    for sign, python in WRITTEN.items():
        text = text.replace(sign, python)
    return eval(text, dict(KNOWN))


def in_torch(name, given):
    """Return the loss and every input's gradient from autograd."""
    tensors = {key: torch.tensor(float(value), dtype=torch.float64, requires_grad=True) for key, value in given.items()}
    loss = LOSSES[name](**tensors)
    loss.backward()
    return loss.item(), {key: tensor.grad.item() for key, tensor in tensors.items()}


def final(payments):
    return {pay.to: pay.total for pay in payments}


def check(stepper, state):
    """Compare a state with PyTorch, the picture with the numbers, and the sentence with its own arithmetic."""
    arrays = stepper.compute(state)
    graph, step, values = arrays["graph"], state["step"], arrays["values"]
    given = {**graph.given, graph.slider: state["number"]}
    loss, gradients = in_torch(state["graph"], given)
    assert values["loss"] == pytest.approx(loss, rel=1e-9, abs=1e-12)
    got = final(arrays["payments"])
    for key, gradient in gradients.items():
        assert got[key] == pytest.approx(gradient, rel=1e-9, abs=1e-12)
    lines = [line.name for line in graph.lines]
    paid = arrays["payments"][: max(0, step - len(lines) - 1)]
    earned = {key: sum(p.upstream * p.slope for p in paid if p.to == key) for key in {p.to for p in paid}}
    earned |= {"loss": 1} if step > len(lines) else {}
    words = stepper.views(arrays)["graph"][1].text.splitlines()[1:]
    for row, (key, value) in zip(words, values.items(), strict=True):
        begun = re.fullmatch(r"(.*?)(?:, d(\S+) = (−?[\d.]+))?(?:; local slope .*)?", row)
        reached = key in given or lines.index(key) < step
        assert begun[1].rpartition(" = ")[2] == (written(value) if reached else "?")
        assert (key in earned) == bool(begun[2])
        assert not begun[2] or (begun[2], begun[3]) == (subscript(key), written(earned[key]))
        assert row.count(" to ") == sum(p.line.name == key for p in paid)
    sentence = stepper.sentence(arrays)
    assert sentence.startswith(f"Step {step} of {graph.steps}")
    assert told(sentence) >= (step not in (0, len(lines) + 1)), sentence


def told(sentence):
    """Check that all sides in numbers of every equation in a sentence agree; return how many equations had several."""
    found = 0
    for equation in re.split(r"(?<=\d)\. |: |, (?=[a-z]₁? = )|add: ", sentence.rstrip(".")):
        sides = [
            side
            for side in equation.split(" = ")
            if re.fullmatch(r"(?:[−\d.·×+/²() ^₁,]|e\^|ln|softmax|ReLU|σ)+", side)
        ]
        numbers = [evaluated(side) for side in sides]
        assert all(number == pytest.approx(numbers[-1], rel=4e-3, abs=6e-4) for number in numbers), (equation, numbers)
        found += len(numbers) > 1
    return found


@pytest.mark.parametrize("name", GRAPHS)
def test_every_step(name):
    graph, stepper = GRAPHS[name], GraphStepper(name)
    for step in range(graph.steps + 1):
        check(stepper, {**stepper.state, "step": step})
    assert graph.steps == len(graph.lines) + 1 + sum(len(line.slopes) for line in graph.lines)


def test_drawn_settings():
    assert sum(1 for s in walk(GraphStepper("two paths"), 12, seed=3) if check(s, s.state) is None) == 12


@pytest.mark.long
@pytest.mark.parametrize("name", GRAPHS)
def test_two_thousand_settings(name, rng):
    stepper, steps = GraphStepper(name), GRAPHS[name].steps
    ways = [(step, n / 10) for step in range(steps + 1) for n in range(-30, 31)]
    for place in rng.choice(len(ways), 400, replace=False):
        check(stepper, {"graph": name, "step": ways[place][0], "number": ways[place][1]})


def test_a_page_without_a_kernel_tells_the_whole_walk():
    stepper = GraphStepper("two paths", step=3)
    page = stepper._repr_mimebundle_()["text/html"]
    assert "dw = 5" in page
    assert "? " not in page
    steps = [stepper.sentence({**stepper.arrays, "step": step}) for step in range(1, 15)]
    assert re.findall(r"<p>(.*?)</p>", page) == steps
    assert stepper._repr_mimebundle_()["text/plain"] == stepper.summary()


@pytest.mark.parametrize("name", GRAPHS)
def test_gradients_of_many_numbers(name, rng):
    """Against PyTorch, and against the wiggle away from ReLU's corner."""
    graph = GRAPHS[name]
    for _ in range(50):
        given = dict(zip(graph.given, rng.uniform(-3, 3, len(graph.given)), strict=True))
        values = forward(graph.lines, given)
        got = final(backward(graph.lines, values))
        loss, wanted = in_torch(name, given)
        assert values["loss"] == pytest.approx(loss, rel=1e-9)
        assert [got[key] for key in given] == pytest.approx(list(wanted.values()), rel=1e-9, abs=1e-12)
        if abs(values.get("z", 1)) > 1e-3:
            slope = numeric_gradient(
                lambda x: forward(graph.lines, dict(zip(graph.given, x, strict=True)))["loss"],
                np.array(list(given.values())),
            )
            np.testing.assert_allclose([got[key] for key in given], slope, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", GRAPHS)
def test_formulas_are_the_code(name, rng):
    """What is written for each line and each local slope comes to what is calculated."""
    graph = GRAPHS[name]
    for _ in range(10):
        values = forward(
            graph.lines, dict(zip(graph.given, rng.uniform(-2, 2, len(graph.given)).round(2), strict=True))
        )
        for pay in backward(graph.lines, values):
            formula = pay.line.slopes[pay.to][0]
            if not formula.startswith("1 where"):
                assert evaluated(in_numbers(formula, values)) == pytest.approx(pay.slope, rel=4e-3, abs=2e-3)
            exact = evaluated(in_numbers(pay.line.formula, values))
            assert exact == pytest.approx(values[pay.line.name], rel=4e-3, abs=2e-3)


def test_by_hand():
    stepper = GraphStepper("neuron")
    got = final(stepper.arrays["payments"])
    assert stepper.arrays["values"]["loss"] == 2.25
    assert got == {
        "a": -3, "z": -3, "p1": -3, "p2": -3, "b": -3, "x2": -7.5, "w2": 3, "x1": -4.5, "w1": -6,
    }  # fmt: skip
    stepper.step.value = 15
    assert stepper.summary() == (
        "GraphStepper: Step 15 of 15, backwards from p₁ to w₁: dw₁ = upstream dp₁ × local slope = −3 × 2 = −6. "
        "The local slope is x₁ = 2."
    )


def test_two_places_where_all_weights_get_nothing():
    stepper = GraphStepper("neuron", step=15)
    for value, why in ((0.5, "asleep"), (2.25, "on target")):
        got = final(stepper.compute({**stepper.state, "number": value})["payments"])
        assert got["w1"] == got["w2"] == got["b"] == 0, why
    stepper.number.value = 0.7
    assert "dw₁ = 0" in stepper.panels["graph"]._view[1].text
    stepper.number.value = 0.8
    assert "dw₁ = 0" not in stepper.panels["graph"]._view[1].text


def test_paths_add():
    stepper = GraphStepper("two paths", step=12)
    assert "dw so far = upstream dy₂ × local slope = 3 × (−1) = −3." in stepper.status.text
    stepper.step.value = 14
    assert "w is used twice, and its gradients add: dw = −3 + 8 = 5." in stepper.status.text


def test_softmax_in_small_steps_gives_p_minus_y():
    small, one = GraphStepper("softmax"), GraphStepper("two classes")
    p1 = small.arrays["values"]["p1"]
    for stepper in (small, one):
        got = final(stepper.arrays["payments"])
        assert (got["z1"], got["z2"]) == pytest.approx((p1 - 1, 1 - p1))
    assert got["w1"] == pytest.approx(2 * got["b1"])  # the input times the bias's gradient
    assert got["w1"] == pytest.approx(-got["w2"])


def test_relu_at_zero_and_below():
    line = GRAPHS["neuron"].lines[3]
    slope = line.slopes["z"][1]
    assert [slope(z) for z in (-2.0, 0.0, 0.5)] == [0, 0, 1]


def test_the_buttons_and_another_graph():
    stepper = GraphStepper()
    back, on = (b for b in stepper.children[0].children if getattr(b, "description", "") in ("Back", "Forward"))
    on.click()
    on.click()
    assert stepper.state["step"] == 2
    back.click()
    assert stepper.state["step"] == 1
    back.click()
    back.click()
    assert stepper.state["step"] == 0
    stepper.step.value, stepper.number.value = 9, -1
    stepper.graph.value = "two classes"
    assert stepper.state == {"graph": "two classes", "step": 0, "number": -0.5}
    assert (stepper.step.max, stepper.number.label) == (12, "w₁")
    stepper.graph.value = "softmax"
    assert stepper.number.label == "z₁"
    stepper.reset()
    assert stepper.state == {"graph": "neuron", "step": 0, "number": 1.5}
    assert not [
        b for b in GraphStepper(show=("number",)).children[0].children if getattr(b, "description", "") == "Forward"
    ]


def test_a_setting_code():
    stepper, other = GraphStepper(), GraphStepper()
    stepper.graph.value, stepper.step.value, stepper.number.value = "two paths", 14, -0.25
    other.load(stepper.code())
    assert other.state == stepper.state
    assert other.summary() == stepper.summary()


def test_the_whole_picture_does_not_move_the_walk():
    stepper = GraphStepper("two classes", step=2)
    words = stepper.picture().text
    assert words.count(", d") == 8
    assert "?" not in words
    assert stepper.panels["graph"]._view[1].text.count("?") == 1
    assert stepper.state["step"] == 2


def test_own_numbers():
    stepper = GraphStepper("neuron", values={"x1": 4, "w1": -0.5})
    assert stepper.state["number"] == -0.5
    assert stepper.arrays["values"]["p1"] == -2
    assert GRAPHS["neuron"].given["x1"] == 2
    stepper.graph.value = "softmax"
    stepper.graph.value = "neuron"
    assert stepper.arrays["values"]["p1"] == -2


def test_the_lines():
    values = {"a": 2.0, "b": -3.0, "c": 0.5}
    lines = [times("p", "a", "b"), plus("s", "p", "c"), squared_error("q", "s", -1), dense("d", "q", "b", "a")]
    assert [line.value(*(forward(lines, values)[k] for k in line.slopes)) for line in lines] == [
        -6,
        -5.5,
        20.25,
        -58.75,
    ]
    assert named("{x1}·{w}") == "x₁·w"
    assert [in_numbers(text, values) for text in ("{b}", "2·({b} − 1)", "{a}·{b}", "ReLU({b})")] == [
        "−3", "2·(−3 − 1)", "2·(−3)", "ReLU(−3)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"graph": "triangle"}, ValueError, "GraphStepper: graph must be one of 'neuron', 'sigmoid neuron'"),
        ({"step": 16}, ValueError, "GraphStepper: step must lie between 0 and 15, got 16"),
        ({"step": 1.5}, TypeError, "GraphStepper: step must be a whole number, got 1.5"),
        ({"values": {"w3": 1}}, ValueError, "values must be for x1, w1, x2, w2, b, got w3."),
        ({"values": {"x1": "1"}}, TypeError, "the value of x1 must be a number, got '1'"),
        ({"values": {"x1": 11}}, ValueError, "values must lie between −10 and 10, got 11.0 for x1."),
        ({"values": {"w1": 3.5}}, ValueError, "the value of w1 must lie between −3 and 3 in steps of 0.1, got 3.5."),
        ({"values": {"w1": 0.12}}, ValueError, "in steps of 0.1, got 0.12."),
        ({"show": ("pace",)}, ValueError, "GraphStepper: show must name controls, graph, step, number, got pace."),
    ],
)
def test_errors(arguments, error, message):
    with pytest.raises(error, match=re.escape(message)):
        GraphStepper(**arguments)


def test_the_step_is_said_above_the_tall_picture():
    stepper = GraphStepper()
    places = [stepper.children.index(stepper.status), stepper.children.index(stepper.note)]
    assert places == [1, 3]
    assert list(stepper.children[2].children) == list(stepper.panels.values())
