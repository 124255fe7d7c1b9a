"""`Panel`: one picture of an explorer, with its caption."""

import html
from collections.abc import Sequence
from typing import Any

import ipywidgets
from matplotlib.figure import Figure

from cnnlite.plots import Grid, Picture, color
from cnnlite.plots.grid import draw_grids, words
from cnnlite.plots.image import enlarged

View = tuple[str, Sequence[Grid | str]]  # a caption, and grids with signs between them
LARGEST_GRID = 13 * 13  # cells; larger arrays are drawn as images


class Panel(ipywidgets.HTML):
    """One picture with its caption, drawn again only when what it shows has changed."""

    def __init__(self) -> None:
        super().__init__(layout={"margin": "2px 8px 2px 0"})
        self._figure = Figure()
        self._shown: Any = None
        self._view: View = ("", ())

    def show(self, view: View) -> None:
        """Draw a view unless it is the one on display."""
        key = (view[0], [item if isinstance(item, str) else item.key for item in view[1]])
        if key != self._shown:
            self._view, self._shown = view, key
            self.value = self.to_html(quick=True)

    def to_html(self, quick: bool = False) -> str:
        """Return the caption above the picture; only bare grids of a small size have numbers in them."""
        caption, items = self._view
        single = items[0] if len(items) == 1 else None
        if isinstance(single, Grid) and single.array.size > LARGEST_GRID:
            picture = Picture(enlarged(single.array), f"{caption}, mean {color.number(single.array.mean())}")
        else:
            picture = Picture(draw_grids(self._figure, items), f"{caption}: {words(items)}")
        return f'<div style="line-height: 1.4">{html.escape(caption)}</div>{picture.to_html(quick)}'
