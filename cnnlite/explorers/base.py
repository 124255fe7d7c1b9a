"""`Explorer`, the shell of every laboratory: controls → state → compute → views → pictures and a sentence.

A subclass makes its controls and says three things: what a state computes to (`compute`), what each panel draws
(`views`), and the sentence (`sentence`). The shell redraws the panels that changed, keeps the controls legal,
shows errors as sentences, and gives static pages the same pictures.
"""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets

from cnnlite.explorers.closing import close_all
from cnnlite.explorers.controls import Slider, Status
from cnnlite.explorers.panel import Panel, View
from cnnlite.explorers.settings import Settings

ROW = {"flex_flow": "row wrap", "align_items": "flex-start"}


class Explorer(Settings, ipywidgets.VBox):
    """A laboratory for one question.

    Parameters
    ----------
    controls : mapping of str to widget
        By name, in the order of the page; each becomes an attribute. Their values are the *state*.
    panels : sequence of str
        The names of the pictures.
    show : sequence of str, optional
        The controls to show; all by default. The others keep their values.
    """

    def __init__(self, controls: Mapping[str, Any], panels: Sequence[str], show: Sequence[str] | None = None) -> None:
        shown = list(controls) if show is None else list(show)
        unknown = [name for name in shown if name not in controls]
        if unknown:
            raise ValueError(
                f"{type(self).__name__}: show must name controls, {', '.join(controls)}, got {', '.join(unknown)}."
            )
        self.controls = dict(controls)
        self.shown = shown
        for name, control in self.controls.items():
            setattr(self, name, control)
        self.panels = {name: Panel() for name in panels}
        self.note = ipywidgets.HTML()
        self.status = Status()
        self.error: Exception | None = None
        self.arrays: dict[str, Any] = {}
        self._start = self.state
        self._ends = {c: (c.min, c.max) for c in self.controls.values() if isinstance(c, Slider)}
        self._busy = False
        reset = ipywidgets.Button(description="Reset", layout={"width": "70px"})
        reset.on_click(lambda _: self.reset())
        buttons = [self.controls[name] for name in self.controls if name in shown]
        super().__init__(
            [
                ipywidgets.Box([*buttons, *self.buttons(), reset], layout=ROW),
                ipywidgets.Box(list(self.panels.values()), layout=ROW),
                self.note,
                self.status,
            ]
        )
        self.add_class("cnnlite-explorer")
        for control in self.controls.values():
            control.observe(self._moved, "value")
        self.update()

    # What a subclass says.

    def buttons(self) -> Sequence[Any]:
        """Return further buttons that change controls, to stand before Reset."""
        return ()

    def settle(self, changed: str | None) -> None:
        """Bring coupled controls into step after ``changed`` moved (None: all of them)."""

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arrays of a state; pure."""
        raise NotImplementedError

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Return what each panel draws."""
        raise NotImplementedError

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Return in words what is on display."""
        raise NotImplementedError

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Return a line to stand under the pictures, such as a formula; none by default."""
        return ""

    # What the shell does.

    @property
    def state(self) -> dict[str, Any]:
        """The values of all controls, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def update(self, changed: str | None = None) -> None:
        """Compute, draw and say everything again; an error becomes a sentence."""
        self._busy = True
        try:
            self.settle(changed)
            self.arrays = self.compute(self.state)
            for name, view in self.views(self.arrays).items():
                self.panels[name].show(view)
            self.error, text, remark = None, self.sentence(self.arrays), self.remark(self.arrays)
        except Exception as error:  # shown to the learner, and kept for tests and for us
            self.error, text, remark = error, f"No picture for this setting. {error}", ""
        finally:
            self._busy = False
        for panel in self.panels.values():
            panel.layout.visibility = "hidden" if self.error else "visible"
        self.note.value = html.escape(remark)
        self.status.text = text

    def trouble(self, text: str) -> None:
        """Say what could not be done; the pictures stay, and the next move says again what they show."""
        self.status.text = text

    def summary(self) -> str:
        """Return the text twin: what the explorer shows, in one sentence."""
        return f"{type(self).__name__}: {self.status.text}"

    def close(self) -> None:
        """Close the explorer and every widget in it; ipywidgets would keep them for ever."""
        hidden = getattr(self, "controls", {})  # none yet where a wrong argument ended __init__
        close_all(self, *hidden.values())

    def _set(self, state: Mapping[str, Any]) -> None:
        """Give all controls their values, then update once."""
        self._busy = True
        try:
            for slider, (low, high) in self._ends.items():
                slider.min, slider.max = low, high  # coupled limits may have narrowed it; update() does so again
            for name, value in state.items():
                self.controls[name].value = value
        finally:
            self._busy = False
        self.update()

    def _moved(self, change: Mapping[str, Any]) -> None:
        """Answer a control: the learner's move, not one that the shell made itself."""
        if not self._busy:
            self.update(next(name for name, control in self.controls.items() if control is change["owner"]))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_() or {}
        pictures = "".join(
            f'<div style="display: inline-block; vertical-align: top; margin-right: 4px">{panel.to_html()}</div>'
            for panel in self.panels.values()
        )
        fallback = f"<div>{pictures}<p>{self.note.value}</p><p>{html.escape(self.status.text)}</p></div>"
        return {**bundle, "text/plain": self.summary(), "text/html": fallback}
