"""`StepSize`: a slope by a wiggle to one side and by one to both, and how wrong each is for every size of wiggle."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import NARROW, Slider, toggle_buttons
from cnnlite.explorers.panel import View
from cnnlite.plots.error_curves import ErrorCurves, power, scientific

KINDS: dict[str, Any] = {"float64": np.float64, "float32": np.float32}
DIGITS = {"float64": 17, "float32": 9}  # that tell two numbers of a kind apart
SMALLEST = -15  # h is 10 to the power of at least this
DRAWN = 10.0 ** np.linspace(SMALLEST, 0, 8 * -SMALLEST + 1)

# By name the function, where it is wiggled, and its slope there. All machines round sums and products alike.
FUNCTIONS: dict[str, tuple[Callable[[Any], Any], float, float]] = {
    "x³ at 2": (lambda x: x * x * x, 2.0, 12.0),
    "1000 + x³ at 2": (lambda x: type(x)(1000) + x * x * x, 2.0, 12.0),
    "ReLU at 0.001": (lambda x: max(x, type(x)(0)), 0.001, 1.0),
}


class StepSize(Explorer):
    """How small should a wiggle be? Two estimates of one slope, and their errors for every size of wiggle.

    Parameters
    ----------
    function : str
        A name of `FUNCTIONS`.
    h : int
        The wiggle is 10 to this power, −15 to 0.
    numbers : str
        The kind of numbers, float64 or float32.
    show : sequence of str, optional
        The controls to show, of function, h and numbers.

    Raises
    ------
    ValueError
        The function or the kind is none of these, or h is out of range.

    Examples
    --------
    >>> StepSize(h=-1).summary().split("h = ")[1]
    '10⁻¹: one-sided 12.61, relative error 5·10⁻²; central 12.01, relative error 8·10⁻⁴.'
    """

    def __init__(
        self, function: str = "x³ at 2", h: int = -1, numbers: str = "float64", show: Sequence[str] | None = None
    ) -> None:
        _checks.choice("StepSize", "function", function, FUNCTIONS)
        _checks.choice("StepSize", "numbers", numbers, KINDS)
        self._drawn: dict[str, ErrorCurves] = {}
        super().__init__(
            controls={
                "function": ipywidgets.Dropdown(
                    options=list(FUNCTIONS), value=function, description="function",
                    layout={"width": "240px"} | NARROW, style={"description_width": "60px"},
                ),
                "h": Slider(label="h = 10 to the power", min=SMALLEST, max=0, value=h),
                "numbers": toggle_buttons("numbers", KINDS, numbers, 80),
            },
            panels=("errors",),
            show=show,
        )  # fmt: skip

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the estimates at h, what they are made of, and the errors over all h."""
        name, exponent, numbers = state["function"], int(state["h"]), state["numbers"]
        slope = FUNCTIONS[name][2]
        values, slopes = estimates(name, numbers, float(f"1e{exponent}"))
        return {
            "about": f"{name}, slope {slope:g}, {numbers}",
            "exponent": exponent,
            "values": [f"{value:.{DIGITS[numbers]}g}" for value in values],
            "slopes": slopes,
            "error": {way: relative(estimate, slope) for way, estimate in slopes.items()},
            "errors": curves(name, numbers),
        }

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the errors over all h."""
        about = arrays["about"]
        if about not in self._drawn:
            self._drawn[about] = ErrorCurves(DRAWN, arrays["errors"])
        return {"errors": (f"relative error over h: {about}", self._drawn[about].at(arrays["exponent"]))}

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Write out the values that are subtracted."""
        left, middle, right = arrays["values"]
        return f"f(x − h) = {left}, f(x) = {middle}, f(x + h) = {right}"

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say both estimates and how wrong they are."""
        slopes, error = arrays["slopes"], arrays["error"]
        told = "; ".join(
            f"{way} {slope:.10g}, relative error {scientific(error[way])}" for way, slope in slopes.items()
        )
        return f"{arrays['about']}, h = {power(arrays['exponent'])}: {told}."


def estimates(name: str, numbers: str, h: float) -> tuple[list[float], dict[str, float]]:
    """Return the function's values at x − h, x and x + h, and the slope by a wiggle to one side and to both."""
    kind = KINDS[numbers]
    function, x, _ = FUNCTIONS[name]
    middle, step = kind(x), kind(h)
    left, here, right = (function(place) for place in (middle - step, middle, middle + step))
    slopes = {"one-sided": (right - here) / step, "central": (right - left) / (kind(2) * step)}
    return [float(value) for value in (left, here, right)], {way: float(slope) for way, slope in slopes.items()}


def relative(estimate: float, slope: float) -> float:
    """Return by which share of the larger of the two they differ."""
    return abs(estimate - slope) / max(abs(estimate), abs(slope))


@cache
def curves(name: str, numbers: str) -> dict[str, np.ndarray]:
    """Return the relative errors of both estimates for every h that is drawn."""
    found = [estimates(name, numbers, float(h))[1] for h in DRAWN]
    return {way: np.array([relative(slopes[way], FUNCTIONS[name][2]) for slopes in found]) for way in found[0]}
