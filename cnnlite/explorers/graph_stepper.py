"""`GraphStepper`: a small calculation, stepped forwards for the values and backwards for the gradients."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import ipywidgets

from cnnlite import _checks
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.graph import backward, forward
from cnnlite.explorers.graph_walk import drawn, sentence
from cnnlite.explorers.graphs import GRAPHS, Graph
from cnnlite.explorers.panel import View
from cnnlite.plots import Picture
from cnnlite.plots.graph import subscript

END, STEP = 3.0, 0.1  # of the slider that changes a number
MOST = 10.0  # of any number that is given, so that no e^x is too large


class GraphStepper(Explorer):
    """A calculation that ends in a loss: forwards each value, backwards each gradient, one step at a time.

    Parameters
    ----------
    graph : {"neuron", "sigmoid neuron", "two paths", "softmax", "two classes"}
        The calculation to begin with: a neuron of two inputs with ReLU or sigmoid and a squared error; one weight
        used twice; softmax with cross-entropy of two logits in its smallest steps; a dense layer of one input and
        two classes with softmax and cross-entropy in one line.
    step : int
        0 shows what is given; then each line of the calculation, the loss's own gradient, and each payment backwards.
    values : mapping of str to float, optional
        Other numbers for what is given, −10 to 10, such as ``{"x1": 4}``. The one on the slider (w1, w or z1) runs
        from −3 to 3 in steps of 0.1.
    show : sequence of str, optional
        The controls to show, of graph, step and number.

    Raises
    ------
    TypeError, ValueError
        There is no such graph, step or name, or a number is out of range.

    Examples
    --------
    >>> GraphStepper("neuron", step=5).summary()
    'GraphStepper: Step 5 of 15, forwards: loss = (a − 3)² = (1.5 − 3)² = 2.25.'
    >>> print(GraphStepper("two paths").picture())
    graph 8×2: values, and gradients where known
    x₁ = 2, dx₁ = 6
    w = 1.5, dw = 5
    x₂ = −1, dx₂ = 4.5
    y₁ = x₁·w = 3, dy₁ = 4; local slope 1.5 to x₁, 2 to w
    y₂ = x₂·w = −1.5, dy₂ = 3; local slope 1.5 to x₂, −1 to w
    e₁ = (y₁ − 1)² = 4, de₁ = 1; local slope 4 to y₁
    e₂ = (y₂ + 3)² = 2.25, de₂ = 1; local slope 3 to y₂
    loss = e₁ + e₂ = 6.25, dloss = 1; local slope 1 to e₁, 1 to e₂
    """

    children: Any  # for mypy, which knows nothing of ipywidgets

    def __init__(
        self,
        graph: str = "neuron",
        step: int = 0,
        values: Mapping[str, float] | None = None,
        show: Sequence[str] | None = None,
    ) -> None:
        _checks.choice("GraphStepper", "graph", graph, GRAPHS)
        chosen = _given(GRAPHS[graph], values or {})
        self.graphs = {**GRAPHS, graph: chosen}
        _checks.whole("GraphStepper", "step", step, 0, chosen.steps)
        menu: Any = {"layout": {"width": "220px"}, "style": {"description_width": "50px"}}
        super().__init__(
            controls={
                "graph": ipywidgets.Dropdown(options=list(GRAPHS), value=graph, description="graph", **menu),
                "step": Slider("step", 0, max(each.steps for each in GRAPHS.values()), step),
                "number": Slider(chosen.slider, -END, END, float(chosen.given[chosen.slider]), STEP),
            },
            panels=("graph",),
            show=show,
        )
        controls, picture, note, status = self.children
        self.children = controls, status, picture, note  # the picture is tall: the step stands above it

    def buttons(self) -> Sequence[Any]:
        """Return the buttons that go one step back or on."""
        made = []
        for text, move in (("Back", -1), ("Forward", 1)):
            button = ipywidgets.Button(description=text, layout={"width": "80px"})
            button.on_click(lambda _, move=move: self._go(move))
            made.append(button)
        return made if "step" in self.shown else []

    def settle(self, changed: str | None) -> None:
        """Give another graph its own numbers, and begin it at the beginning."""
        chosen = self.graphs[self.graph.value]
        if changed == "graph":
            self.step.value, self.number.value = 0, float(chosen.given[chosen.slider])
        self.step.max = chosen.steps
        self.number.label = subscript(chosen.slider)

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return all values, all payments backwards, and how far the walk has come."""
        chosen = self.graphs[state["graph"]]
        values = forward(chosen.lines, {**chosen.given, chosen.slider: float(state["number"])})
        return {
            "graph": chosen, "values": values, "payments": backward(chosen.lines, values), "step": int(state["step"]),
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the graph as far as the walk has come."""
        return {"graph": ("", drawn(**arrays))}

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Write the present step."""
        return sentence(**arrays)

    def picture(self) -> Picture:
        """Return the whole graph with all its values and gradients, as a still picture."""
        return drawn(**{**self.arrays, "step": self.arrays["graph"].steps}, still=True)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give pages without a kernel the whole walk: all gradients, and every step's sentence."""
        steps = range(1, self.arrays["graph"].steps + 1)
        told = "".join(f"<p>{html.escape(sentence(**{**self.arrays, 'step': step}))}</p>" for step in steps)
        walk = f"<div>{self.picture().to_html()}<details><summary>All steps</summary>{told}</details></div>"
        return {**super()._repr_mimebundle_(), "text/html": walk}

    def _go(self, move: int) -> None:
        """Go some steps on; the slider keeps to its ends."""
        self.step.value = self.step.value + move


def _given(chosen: Graph, values: Mapping[str, float]) -> Graph:
    """Return a graph with other numbers; refuse names that it does not have, and what the slider cannot show."""
    unknown = [name for name in values if name not in chosen.given]
    if unknown:
        raise ValueError(
            f"GraphStepper: values must be for {', '.join(chosen.given)}, got {', '.join(map(str, unknown))}."
        )
    checked = {name: _checks.number("GraphStepper", f"the value of {name}", value) for name, value in values.items()}
    far = [name for name, value in checked.items() if abs(value) > MOST]
    if far:
        raise ValueError(f"GraphStepper: values must lie between −10 and 10, got {checked[far[0]]} for {far[0]}.")
    start = checked.get(chosen.slider, 0.0)
    if abs(start) > END or abs(start / STEP - round(start / STEP)) > 1e-6:
        raise ValueError(
            f"GraphStepper: the value of {chosen.slider} must lie between −3 and 3 in steps of 0.1, got {start}."
        )
    return replace(chosen, given={**chosen.given, **checked})
