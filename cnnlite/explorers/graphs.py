"""`GRAPHS`: the calculations that `GraphStepper` knows, each a few lines that end in a loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from types import MappingProxyType

from cnnlite.explorers.graph import Line, Numbers, dense, plus, squared_error, times

Place = tuple[float, float]


@dataclass(frozen=True)
class Graph:
    """A calculation: what is given, its lines, where each name stands (column, row), and the number on the slider."""

    given: Numbers
    lines: Sequence[Line]
    places: Mapping[str, Place]
    slider: str

    @property
    def forward_steps(self) -> int:
        """Steps down to the loss: one for each line."""
        return len(self.lines)

    @property
    def steps(self) -> int:
        """All steps: after those down, one for the loss itself, and one for each input of each line."""
        return self.forward_steps + 1 + sum(len(line.slopes) for line in self.lines)


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def _share(a: float, b: float) -> float:
    """Return the softmax probability of the first of two logits."""
    return _sigmoid(a - b)


RELU = Line("a", "ReLU({z})", lambda z: max(z, 0.0), {"z": ("1 where z > 0, else 0", lambda z: 1.0 if z > 0 else 0.0)})
SIGMOID = Line("a", "σ({z})", _sigmoid, {"z": ("{a}·(1 − {a})", lambda z: _sigmoid(z) * (1 - _sigmoid(z)))})

NEURON_PLACES: dict[str, Place] = {
    "x1": (0, 0), "w1": (1, 0), "x2": (2, 0), "w2": (3, 0),
    "p1": (0.5, 1), "p2": (2.5, 1), "b": (3.5, 1),
    "z": (2, 2), "a": (2, 3), "loss": (2, 4),
}  # fmt: skip
NEURON_GIVEN = {"x1": 2.0, "w1": 1.5, "x2": -1.0, "w2": 2.5, "b": 1.0}
NEURON_SUM = (times("p1", "x1", "w1"), times("p2", "x2", "w2"), plus("z", "p1", "p2", "b"))

GRAPHS = MappingProxyType(
    {
        "neuron": Graph(NEURON_GIVEN, (*NEURON_SUM, RELU, squared_error("loss", "a", 3)), NEURON_PLACES, "w1"),
        "sigmoid neuron": Graph(
            NEURON_GIVEN, (*NEURON_SUM, SIGMOID, squared_error("loss", "a", 1)), NEURON_PLACES, "w1"
        ),
        # One weight at two places, as in a convolution.
        "two paths": Graph(
            {"x1": 2.0, "w": 1.5, "x2": -1.0},
            (
                times("y1", "x1", "w"), times("y2", "x2", "w"),
                squared_error("e1", "y1", 1), squared_error("e2", "y2", -3), plus("loss", "e1", "e2"),
            ),
            {
                "x1": (0, 0), "w": (1.25, 0), "x2": (2.5, 0), "y1": (0.4, 1), "y2": (2.1, 1),
                "e1": (0.4, 2), "e2": (2.1, 2), "loss": (1.25, 3),
            },
            "w",
        ),
        # Softmax with cross-entropy in its smallest steps: what arrives at the logits is p − y.
        "softmax": Graph(
            {"z1": 0.5, "z2": 1.5},
            (
                Line("e1", "e^{z1}", exp, {"z1": ("e^{z1}", exp)}),
                Line("e2", "e^{z2}", exp, {"z2": ("e^{z2}", exp)}),
                plus("s", "e1", "e2"),
                Line(
                    "p1", "{e1} / {s}", lambda e, s: e / s,
                    {"e1": ("1 / {s}", lambda e, s: 1 / s), "s": ("−{e1} / {s}²", lambda e, s: -e / s**2)},
                ),
                Line("loss", "−ln {p1}", lambda p: -log(p), {"p1": ("−1 / {p1}", lambda p: -1 / p)}),
            ),
            {
                "z1": (0, 0), "z2": (1.7, 0), "e1": (0, 1), "e2": (1.7, 1), "s": (1.7, 2), "p1": (0.8, 3),
                "loss": (0.8, 4),
            },
            "z1",
        ),
        # The same in one line, behind a dense layer.
        "two classes": Graph(
            {"w1": -0.5, "b1": 1.5, "x": 2.0, "w2": 1.0, "b2": -0.5},
            (
                dense("z1", "x", "w1", "b1"), dense("z2", "x", "w2", "b2"),
                Line(
                    "loss", "−ln softmax({z1}, {z2})₁", lambda a, b: log(1 + exp(b - a)),
                    {
                        "z1": ("e^{z1} / (e^{z1} + e^{z2}) − 1", lambda a, b: _share(a, b) - 1),
                        "z2": ("e^{z2} / (e^{z1} + e^{z2})", lambda a, b: _share(b, a)),
                    },
                ),
            ),
            {
                "w1": (0, 0), "b1": (1, 0), "x": (2, 0), "b2": (3, 0), "w2": (4, 0), "z1": (1, 1), "z2": (3, 1),
                "loss": (2, 2),
            },
            "w1",
        ),
    }
)  # fmt: skip
