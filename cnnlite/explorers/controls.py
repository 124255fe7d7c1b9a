"""The controls that ipywidgets lacks or has without an accessible name, each with one small ES module.

Inside an explorer no key is lost to JupyterLab: the module of `Status` sees to that for all controls.
"""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

FRONT_END = Path(__file__).parent / "front_end"
NARROW = {"max_width": "calc(100% - 4px)"}  # no wider than a telephone; ipywidgets has margins of 2 px
LARGEST = 7  # rows or columns of a `MatrixInput`


class Slider(anywidget.AnyWidget):
    """A labelled track with a number box beside it: drag, type, or use the arrow keys.

    Values outside [min, max] are brought to the nearest end, and to a whole number of steps.
    """

    _esm = FRONT_END / "slider.js"
    _css = FRONT_END / "controls.css"
    label = traitlets.Unicode("").tag(sync=True)
    value = traitlets.Union([traitlets.Int(), traitlets.Float()]).tag(sync=True)
    min = traitlets.Union([traitlets.Int(), traitlets.Float()], default_value=0).tag(sync=True)
    max = traitlets.Union([traitlets.Int(), traitlets.Float()], default_value=10).tag(sync=True)
    step = traitlets.Union([traitlets.Int(), traitlets.Float()], default_value=1).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(self, label: str, min: float, max: float, value: float, step: float = 1) -> None:  # noqa: A002
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not min <= value <= max:
            raise ValueError(f"Slider: {label} must be a number from {min} to {max}, got {value!r}.")
        super().__init__(label=label, min=min, max=max, value=value, step=step, layout=NARROW)

    @traitlets.validate("value")
    def _legal(self, proposal: dict[str, Any]) -> float:
        value = proposal["value"]
        if math.isnan(value):
            raise traitlets.TraitError(f"{self.label}: value must be a number, got {value}.")
        value = min(max(value, self.min), self.max)
        steps = round((value - self.min) / self.step)
        return min(round(self.min + steps * self.step, 10), self.max)  # steps of 0.1 add up inexactly

    @traitlets.observe("min", "max")
    def _bring_back(self, change: dict[str, Any]) -> None:
        if self.trait_has_value("value"):
            self.value = min(max(self.value, self.min), self.max)


class MatrixInput(anywidget.AnyWidget):
    """A small table of number boxes, such as the values of a kernel."""

    _esm = FRONT_END / "matrix.js"
    _css = FRONT_END / "controls.css"
    label = traitlets.Unicode("").tag(sync=True)
    value = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)

    @traitlets.validate("value")
    def _legal(self, proposal: dict[str, Any]) -> list[list[float]]:
        rows = proposal["value"]
        widths = {len(row) for row in rows}
        if not 1 <= len(rows) <= LARGEST or len(widths) != 1 or not 1 <= max(widths) <= LARGEST:
            raise traitlets.TraitError(f"{self.label}: value must be 1 to {LARGEST} equally long rows, got {rows}.")
        if not all(math.isfinite(number) for row in rows for number in row):
            raise traitlets.TraitError(f"{self.label}: every value must be finite, got {rows}.")
        return rows


class Status(anywidget.AnyWidget):
    """A sentence that screen readers speak when it changes."""

    _esm = FRONT_END / "status.js"
    _css = FRONT_END / "controls.css"
    text = traitlets.Unicode("").tag(sync=True)


def toggle_buttons(name: str, options: Iterable[str], value: str, wide: int) -> ipywidgets.ToggleButtons:
    """Return ipywidgets' buttons, each ``wide`` pixels, one of them pressed, with their name beside them."""
    ways = list(options)
    return ipywidgets.ToggleButtons(
        options=ways, value=value, description=name,
        style={"button_width": f"{wide}px", "description_width": "60px"},
        layout={"display": "flex", "width": f"{72 + (wide + 6) * len(ways)}px"} | NARROW,
    )  # fmt: skip
