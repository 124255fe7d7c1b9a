"""The widgets of an executed notebook that live without a kernel: where they stand, their modules and their states."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
CHILD = "IPY_MODEL_"
NOT_SENT = re.compile(r"_|layout$|tabbable$|tooltip$")  # what only a kernel's page needs
EXPORT = re.compile(r"^export default\b", re.MULTILINE)
UNFIT = re.compile(r"^(?:import|export)\b|\bimport\s*\(|<!--", re.MULTILINE)


class Live:
    """What a page needs so that its live widgets run: each module and style once, each state once.

    Parameters
    ----------
    notebook : NotebookNode
        Executed, with the states of its widgets.
    """

    def __init__(self, notebook: NotebookNode) -> None:
        stored = notebook.metadata.get("widgets", {}).get(STATE, {})
        self.models: dict[str, Any] = stored.get("state", {})
        self.modules: list[str] = []
        self.styles: list[str] = []
        self.states: dict[str, dict[str, Any]] = {}  # by model, in the order of the page

    def tree(self, model: str) -> Iterator[str]:
        """Yield a widget and all that it shows inside, depth first; what is hidden has no place on a page."""
        state = self.models[model]["state"]
        layout = str(state.get("layout")).removeprefix(CHILD)
        if layout in self.models and self.models[layout]["state"].get("display") == "none":
            return
        yield model
        for child in state.get("children", ()):
            yield from self.tree(child.removeprefix(CHILD))

    def place(self, data: dict[str, Any], where: str) -> str:
        """Return the HTML of an output in which every live widget's place is numbered.

        Raises
        ------
        ValueError
            The output has not one place for each live widget, or a widget cannot stand on a page.
        """
        soup = BeautifulSoup(data.get("text/html", ""), "html.parser")
        places = soup.select("div.cnnlite-live")
        models = [m for m in self.in_view(data) if self.models[m]["state"].get("alone")]
        if len(places) != len(models):
            raise ValueError(
                f"{where}: the output must have one place for each live widget, got {len(places)} places "
                f"for {len(models)} widgets. Let the widget around them join their to_html()."
            )
        for place, model in zip(places, models, strict=True):
            state = self.models[model]["state"]
            place["data-live"] = str(self.number(model, where))
            place["class"] = " ".join(["cnnlite-live", *state.get("_dom_classes", ())])
        return str(soup)

    def in_view(self, data: dict[str, Any]) -> list[str]:
        """Return the widgets of an output, depth first; none if it shows no widget."""
        return list(self.tree(data[VIEW]["model_id"])) if VIEW in data else []

    def needs_kernel(self, data: dict[str, Any]) -> bool:
        """Tell whether an output has controls that do not live by themselves."""
        states = [self.models[m]["state"] for m in self.in_view(data)]
        return any("disabled" in s and not s.get("alone") for s in states)

    def number(self, model: str, where: str) -> int:
        """Return the number of a widget on the page; its module, style and state join the page."""
        if model not in self.states:
            state = self.models[model]["state"]
            if "buffers" in self.models[model]:
                raise ValueError(
                    f"{where}: a live widget must send lists, got bytes. Use tolist()."
                )
            self.states[model] = {
                "module": index(self.modules, module(state["_esm"], where)),
                "state": {k: v for k, v in state.items() if not NOT_SENT.match(k)},
            }
            if state.get("_css"):
                index(self.styles, state["_css"])
        return list(self.states).index(model)

    @property
    def data(self) -> str:
        """The states as JSON without a ``<``, so that it may stand in a script element."""
        text = json.dumps([*self.states.values()], separators=(",", ":"), allow_nan=False)
        return text.replace("<", r"\u003c")

    @property
    def scripts(self) -> list[str]:
        """The modules as scripts, each of which puts what it exports into ``cnnliteModules``."""
        return [
            f"(window.cnnliteModules ??= [])[{n}] = (() => {{\n{text}\n}})();\n"
            for n, text in enumerate(self.modules)
        ]

    @property
    def size(self) -> int:
        """Bytes of the states, modules and styles."""
        return sum(len(text.encode()) for text in (self.data, *self.modules, *self.styles))


def index(texts: list[str], text: str) -> int:
    """Return the place of a text in a list, which it joins if it is new."""
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def module(text: str, where: str) -> str:
    """Return the body of a function that does what a module does and returns what it exports by default."""
    text = text.replace("\r\n", "\n")
    body, count = EXPORT.subn("return", text)
    if count != 1 or UNFIT.search(body):
        raise ValueError(
            f"{where}: a live widget's module must have one `export default` at the start of a line, no other "
            f"export, no import and no `<!--`, got {count} and {UNFIT.findall(body)}. Put all it needs into one file."
        )
    return '"use strict";\n' + body.replace("</script", r"<\/script")


def digest(script: str) -> str:
    """Return the source expression by which a content security policy admits a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
