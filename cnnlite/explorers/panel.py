"""`Panel`: one part of what an explorer shows: a picture with its caption, or a `NumberGrid`."""

import html
from collections.abc import Sequence
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.figure import Figure

from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Scene
from cnnlite.plots import Grid, Picture, color
from cnnlite.plots.grid import words
from cnnlite.plots.image import enlarged
from cnnlite.plots.number_grids import draw_grids

# A scene; or a caption, and grids with signs between them or a picture; or nothing, which hides the panel.
View = Scene | tuple[str, Sequence[Grid | str] | Picture] | None
LARGEST_GRID = 13 * 13  # cells; larger arrays are drawn as images


class Panel(ipywidgets.Box):
    """One part of an explorer, drawn again only when what it shows has changed."""

    def __init__(self) -> None:
        self.picture = ipywidgets.HTML()
        self.grid: NumberGrid | None = None
        self._figure = Figure()
        self._key: Any = None
        self._view: View = None
        super().__init__([self.picture], layout={"margin": "2px 8px 2px 0"})

    def show(self, view: View) -> None:
        """Draw a view unless it is the one on display."""
        self._view = view
        stepping = isinstance(view, Scene)
        if isinstance(view, Scene):
            self._step(view)
        elif view is not None:
            key = (view[0], _key(view[1]))
            if key != self._key:
                self._key = key
                self.picture.value = self.to_html(quick=True)
        self.layout.display = "none" if view is None else ""
        self.layout.width = "100%" if stepping else ""
        self.picture.layout.display = "none" if stepping else ""
        if self.grid is not None:
            self.grid.layout.display = "" if stepping else "none"

    def to_html(self, quick: bool = False) -> str:
        """Return what is on display for a page without widgets."""
        if self._view is None:
            return ""
        if isinstance(self._view, Scene):
            return self.grid.to_html() if self.grid else ""
        caption, items = self._view
        single = items[0] if not isinstance(items, Picture) and len(items) == 1 else None
        if isinstance(items, Picture):
            picture = items
        elif isinstance(single, Grid) and single.array.size > LARGEST_GRID:
            drawn = enlarged(single.array, scale=single.scale)
            picture = Picture(drawn, f"{caption}, mean {color.number(single.array.mean())}")
        else:
            picture = Picture(draw_grids(self._figure, items), f"{caption}: {words(items)}")
        return f'<div style="line-height: 1.4">{html.escape(caption)}</div>{picture.to_html(quick)}'

    def _step(self, scene: Scene) -> None:
        """Show a scene; its grid is made when it is first needed."""
        if self.grid is None:
            self.grid = NumberGrid(scene)
            self.children = [self.picture, self.grid]
        else:
            self.grid.draw(scene)


def _key(items: Sequence[Grid | str] | Picture) -> Any:
    """Return what makes two drawings the same; a figure says all it shows in its words."""
    if isinstance(items, Picture):
        return items.text, items.drawing.tobytes() if isinstance(items.drawing, np.ndarray) else None
    return [item if isinstance(item, str) else item.key for item in items]
