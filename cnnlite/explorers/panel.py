"""`Panel`: one part of what an explorer shows: a picture with its caption, or a `NumberGrid`."""

import html
from collections.abc import Sequence
from typing import Any

import ipywidgets
from matplotlib.figure import Figure

from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Scene
from cnnlite.plots import Grid, Picture, color
from cnnlite.plots.grid import words
from cnnlite.plots.image import enlarged
from cnnlite.plots.number_grids import draw_grids

# A scene; or a caption, and grids with signs between them; or nothing, which hides the panel.
View = Scene | tuple[str, Sequence[Grid | str]] | None
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
            key = (view[0], [item if isinstance(item, str) else item.key for item in view[1]])
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
        single = items[0] if len(items) == 1 else None
        if isinstance(single, Grid) and single.array.size > LARGEST_GRID:
            picture = Picture(enlarged(single.array), f"{caption}, mean {color.number(single.array.mean())}")
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
