"""`DepthLab`: what is left of a wiggle of the input after one, two, … twenty units in a row."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite.explorers.activation_lab import ACTIVATIONS
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.plots import color
from cnnlite.plots.survival import left, survival

UNITS = 20
H = 0.1  # the wiggle: large enough to be seen through ten sigmoids in float64
NAMES = ("ReLU", "leaky ReLU", "tanh", "sigmoid")
LEAST = np.finfo(float).tiny  # these rise everywhere, but for ReLU: a wiggle that is gone was lost in rounding only


class DepthLab(Explorer):
    """Units in a row: each multiplies by its weight and applies its function. The input is wiggled, really.

    Parameters
    ----------
    x : float
        The input, −2 to 2, in steps of 0.1; it moves on by 0.1.
    weight : float
        Of every unit, 0.5 to 2, in steps of 0.1.
    show : sequence of str, optional
        The controls to show, of x and weight.

    Raises
    ------
    ValueError
        A number is out of range.

    Examples
    --------
    >>> DepthLab(x=1).summary().split("digits: ")[1]
    'ReLU 1, leaky ReLU 1, tanh 0.014, sigmoid less than 10⁻¹².'
    """

    def __init__(self, x: float = 1.0, weight: float = 1.0, show: Sequence[str] | None = None) -> None:
        super().__init__(
            controls={
                "x": Slider(label="x", min=-2.0, max=2.0, step=0.1, value=x),
                "weight": Slider(label="weight", min=0.5, max=2.0, step=0.1, value=weight),
            },
            panels=("shares",),
            show=show,
        )

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return for each function how much of the wiggle is left after 0, 1, … 20 units."""
        x, weight = float(state["x"]), float(state["weight"])
        shares = {}
        for name in NAMES:
            ends = [np.array([x, round(x + H, 6)])]
            for _ in range(UNITS):
                ends.append(ACTIVATIONS[name](weight * ends[-1]))
            share = np.abs(np.diff(ends, axis=1)[:, 0]) / H
            shares[name] = share if name == "ReLU" else np.maximum(share, LEAST)
        return {"x": x, "weight": weight, "shares": shares}

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw what is left, unit after unit."""
        start = f"x = {color.number(arrays['x'])}, weight {color.number(arrays['weight'])}"
        picture = survival(arrays["shares"], f"what is left of a wiggle at {start}")
        stopped = "" if arrays["shares"]["ReLU"][-1] else "; no line for ReLU, which leaves 0"
        return {"shares": (f"share of the wiggle that is left; 1 is all of it; {start}{stopped}", picture)}

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say what twenty units leave."""
        kept = ", ".join(f"{name} {left(row[-1])}" for name, row in arrays["shares"].items())
        return (
            f"x = {color.number(arrays['x'])} moves by {H}, weight {color.number(arrays['weight'])}. "
            f"Of that, {UNITS} units leave, to two digits: {kept}."
        )
