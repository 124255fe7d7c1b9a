"""`PixelPicker`: a hand on a picture, which chooses a pixel by a click, a tap or the arrow keys."""

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import ipywidgets
import traitlets

from cnnlite.explorers.controls import FRONT_END


class PixelPicker(anywidget.AnyWidget):
    """A layer without color on the picture of a box; it says which pixel was chosen.

    Parameters
    ----------
    box : ipywidgets.Box
        Shows one picture; the layer becomes its last child.
    choose : callable
        Gets the row and the column that a hand has chosen.
    label : str
        What is chosen, for those who do not see the picture.
    """

    _esm = FRONT_END / "picker.js"
    _css = FRONT_END / "picker.css"
    label = traitlets.Unicode("").tag(sync=True)
    size = traitlets.List(traitlets.Int(min=1), [1, 1], minlen=2, maxlen=2).tag(sync=True)  # rows and columns
    value = traitlets.List(traitlets.Int(), [0, 0], minlen=2, maxlen=2).tag(sync=True)  # the row and the column

    def __init__(self, box: ipywidgets.Box, choose: Callable[[int, int], Any], label: str) -> None:
        super().__init__(label=label)
        self._choose, self._placing = choose, False
        box.add_class("cnnlite-picked")
        box.children = [*box.children, self]

    def place(self, size: Sequence[int], value: Sequence[int]) -> None:
        """Say how large the picture is and which pixel is chosen, without calling back."""
        self._placing = True
        try:
            with self.hold_sync():  # one message
                self.size, self.value = list(size), list(value)
        finally:
            self._placing = False

    @traitlets.validate("value")
    def _inside(self, proposal: dict[str, Any]) -> list[int]:
        return [min(max(at, 0), most - 1) for at, most in zip(proposal["value"], self.size, strict=True)]

    @traitlets.observe("value")
    def _chosen(self, change: dict[str, Any]) -> None:
        if not self._placing:
            self._choose(*change["new"])
