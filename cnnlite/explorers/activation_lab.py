"""`ActivationLab`: a point on an activation function that moves by h, and the slope that this gives."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import NARROW, Slider
from cnnlite.explorers.panel import View
from cnnlite.plots import color
from cnnlite.plots.wiggle import Wiggle, significant

END, DRAWN = 6.0, 7.5  # x runs from −6 to 6; the curves go on to where h may take it
STEPS = (1, 0.1, 0.01, -0.01, -0.1, -1)  # what h may be
TINY = 1e-6  # the wiggle of the slope curve
GATED = 2.0  # the a of GLU, whose gate b is x


def _gated(x: np.ndarray) -> np.ndarray:
    """Return GLU(2, x)."""
    return functional.glu(np.stack([np.full_like(x, GATED), x]), axis=0)[0]


ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "identity": functional.identity,
    "step": functional.step,
    "sigmoid": functional.sigmoid,
    "tanh": functional.tanh,
    "ReLU": functional.relu,
    "leaky ReLU": functional.leaky_relu,
    "ELU": functional.elu,
    "GELU": functional.gelu,
    f"GLU, a = {GATED:g}, b = x": _gated,
}


class ActivationLab(Explorer):
    """One activation function: move x by h, see by how much the value moves, divide.

    Parameters
    ----------
    function : str
        A name of `ACTIVATIONS`.
    x : float
        −6 to 6, in steps of 0.1.
    h : float
        How far x moves: 1, 0.1 or 0.01, to the right or, below 0, to the left.
    show : sequence of str, optional
        The controls to show, of function, x and h.

    Raises
    ------
    ValueError
        The function or h is none of these, or x out of range.

    Examples
    --------
    >>> ActivationLab("sigmoid", x=0, h=1).summary()
    'ActivationLab: sigmoid: from x = 0 to 1 the value moves from 0.5 to 0.7311. Slope: rise/run = 0.2311/1 = 0.2311.'
    """

    def __init__(
        self, function: str = "sigmoid", x: float = 0.0, h: float = 1, show: Sequence[str] | None = None
    ) -> None:
        _checks.choice("ActivationLab", "function", function, ACTIVATIONS)
        if _checks.number("ActivationLab", "h", h) not in STEPS:
            raise ValueError(f"ActivationLab: h must be one of {', '.join(map(str, STEPS))}, got {h!r}.")
        self._drawn: dict[str, Wiggle] = {}  # the curves of each function, once it was shown
        super().__init__(
            controls={
                "function": ipywidgets.Dropdown(
                    options=list(ACTIVATIONS), value=function, description="function", layout={"width": "240px"},
                    style={"description_width": "60px"},
                ),
                "x": Slider(label="x", min=-END, max=END, step=0.1, value=x),
                "h": ipywidgets.ToggleButtons(
                    options=[(significant(step), step) for step in STEPS], value=h, description="h",
                    style={"button_width": "68px", "description_width": "20px"},
                    layout={"display": "flex", "width": "470px"} | NARROW,
                ),
            },
            panels=("curves",),
            show=show,
        )  # fmt: skip

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the curves, and where the wiggle begins and ends."""
        function = ACTIVATIONS[state["function"]]
        x, h = float(state["x"]), float(state["h"])
        ends = np.array([x, round(x + h, 6)])  # 0.1 + 0.2 is a little more than 0.3
        inputs = np.linspace(-DRAWN, DRAWN, 301)
        return {
            "function": state["function"],
            "inputs": inputs,
            "values": function(inputs),
            "slopes": slopes(function, inputs),
            "x": ends,
            "y": function(ends),
        }

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw value and slope, one above the other."""
        name = arrays["function"]
        if name not in self._drawn:
            self._drawn[name] = Wiggle(name, arrays["inputs"], arrays["values"], arrays["slopes"])
        start, end = zip(arrays["x"], arrays["y"], strict=True)
        picture = self._drawn[name].at(start, end)
        return {"curves": ("filled dot: x, hollow dot: x + h", picture)}

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say how far the value moves, and divide."""
        run, rise = (significant(end - start) for start, end in (arrays["x"], arrays["y"]))
        (x, moved), (y, reached) = (map(significant, pair) for pair in (arrays["x"], arrays["y"]))
        slope = significant(np.diff(arrays["y"])[0] / np.diff(arrays["x"])[0])
        return (
            f"{arrays['function']}: from x = {x} to {moved} the value moves from {y} to {reached}. "
            f"Slope: rise/run = {rise}/{color.bracketed(run)} = {slope}."
        )


def slopes(function: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> np.ndarray:
    """Return a function's slopes by tiny wiggles to both sides; NaN where the two sides differ.

    Examples
    --------
    >>> slopes(functional.relu, np.array([-1.0, 0, 1])).round(4).tolist()
    [0.0, nan, 1.0]
    """
    left, right = (function(x) - function(x - TINY)) / TINY, (function(x + TINY) - function(x)) / TINY
    return np.where(np.abs(left - right) < 1e-3, (left + right) / 2, np.nan)
