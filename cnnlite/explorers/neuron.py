"""`NeuronLab`: one neuron, its weights on its edges, every number of it in reach."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.plots import color, neuron

MOST = 4  # inputs
LARGEST_INPUT, LARGEST_WEIGHT, LARGEST_BIAS = 255, 1, 100
ACTIVATIONS = MappingProxyType(
    {"ReLU": functional.relu, "identity": functional.identity, "sigmoid": functional.sigmoid}
)


class NeuronLab(Explorer):
    """A neuron: inputs times weights, added, plus a bias, through an activation function.

    Parameters
    ----------
    inputs : sequence of float
        One to four numbers from 0 to 255, such as brightnesses.
    weights : sequence of float
        A weight from −1 to 1 for each input, in steps of 0.01.
    bias : float
        −100 to 100, in steps of 0.5.
    activation : {"ReLU", "identity", "sigmoid"}
        What the sum goes through.
    show : sequence of str, optional
        The controls to show, of input_1, input_2, …, weight_1, weight_2, …, bias and activation.

    Raises
    ------
    ValueError
        There is no input or too many, not as many weights, a number is out of range, or there is no such activation.

    Examples
    --------
    >>> NeuronLab().summary()
    'NeuronLab: 155·0.27 + 60·0.2 + 0 = 53.85, and ReLU leaves it.'
    """

    def __init__(
        self,
        inputs: Sequence[float] = (155, 60),
        weights: Sequence[float] = (0.27, 0.2),
        bias: float = 0,
        activation: str = "ReLU",
        show: Sequence[str] | None = None,
    ) -> None:
        if not 1 <= len(inputs) <= MOST or len(weights) != len(inputs):
            raise ValueError(
                f"NeuronLab: inputs must be 1 to {MOST}, and weights as many, got {len(inputs)} and {len(weights)}."
            )
        _checks.choice("NeuronLab", "activation", activation, ACTIVATIONS)
        self._count = len(inputs)
        controls: dict[str, Any] = {
            f"input_{n}": Slider(label=f"input {n}", min=0, max=LARGEST_INPUT, step=1, value=value)
            for n, value in enumerate(inputs, 1)
        }
        controls |= {
            f"weight_{n}": Slider(label=f"weight {n}", min=-LARGEST_WEIGHT, max=LARGEST_WEIGHT, step=0.01, value=value)
            for n, value in enumerate(weights, 1)
        }
        controls["bias"] = Slider(label="bias", min=-LARGEST_BIAS, max=LARGEST_BIAS, step=0.5, value=bias)
        controls["activation"] = ipywidgets.Dropdown(
            options=list(ACTIVATIONS), value=activation, description="activation",
            layout={"width": "200px"}, style={"description_width": "80px"},
        )  # fmt: skip
        super().__init__(controls, panels=("neuron",), show=show)

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the numbers of the neuron."""
        inputs, weights = (
            np.array([float(state[f"{what}_{n}"]) for n in range(1, self._count + 1)]) for what in ("input", "weight")
        )
        bias = float(state["bias"])
        total = (inputs * weights).sum() + bias
        output = float(ACTIVATIONS[state["activation"]](np.array([total]))[0])
        return {
            "inputs": inputs, "weights": weights, "bias": bias, "sum": float(total), "output": output,
            "activation": state["activation"],
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the neuron."""
        keys = ("inputs", "weights", "bias", "activation", "output")
        return {"neuron": ("", neuron(*(arrays[key] for key in keys)))}

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Write the sum out, and say what the activation makes of it."""
        pairs = zip(color.numbers(arrays["inputs"]), color.numbers(arrays["weights"]), strict=True)
        terms = [f"{value}·{color.bracketed(weight)}" for value, weight in pairs]
        bias, total, output = (color.number(arrays[key]) for key in ("bias", "sum", "output"))
        terms.append(color.bracketed(bias))
        end = "leaves it" if output == total else f"makes it {output}"
        return f"{' + '.join(terms)} = {total}, and {arrays['activation']} {end}."
