"""`Scene`: what a `NumberGrid` shows, frame by frame, and the compact form in which it travels to the page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from cnnlite.plots import Grid, color
from cnnlite.plots.grid import words


@dataclass(frozen=True)
class Frame:
    """One state of the grids: the grids with signs between them, and the sentence that belongs to it."""

    items: Sequence[Grid | str]
    text: str


@dataclass(frozen=True)
class Scene:
    """Frames whose grids have the same shapes and labels; one grid may have a cell for each frame.

    Attributes
    ----------
    frames : sequence of Frame
        At least one.
    pick : int, optional
        Which item has a cell for each frame, in reading order: hovering, clicking and arrow keys on it choose.

    Raises
    ------
    ValueError
        There is no frame, two frames differ in shapes or signs, or the picked grid has not one cell for each frame.
    """

    frames: Sequence[Frame]
    pick: int | None = None

    def __post_init__(self) -> None:
        if not self.frames:
            raise ValueError("Scene: frames must hold at least one frame, got none.")
        first, *others = [[_form(item) for item in frame.items] for frame in self.frames]
        for number, form in enumerate(others, 1):
            if form != first:
                raise ValueError(
                    f"Scene: all frames must have the same grids, got {first} and, in frame {number}, {form}."
                )
        if self.pick is not None and self._grid(self.pick).array.size != len(self.frames):
            raise ValueError(
                f"Scene: pick must be a grid with one cell for each of the {len(self.frames)} frames, "
                f"got {self.pick}, {first[self.pick]}."
            )

    @cached_property
    def scales(self) -> list[color.Scale | None]:
        """The colors of each item, the same in all frames."""
        return [
            None if isinstance(item, str) else color.scale(np.concatenate([page.ravel() for page in self.pages[place]]))
            for place, item in enumerate(self.frames[0].items)
        ]

    @cached_property
    def pages(self) -> list[list[np.ndarray]]:
        """The different arrays of each item, in the order of their first frames."""
        return [list(self._distinct(place).values()) for place in range(len(self.frames[0].items))]

    def items(self, index: int) -> list[Grid | str]:
        """Return the items of a frame, in the colors of the whole scene."""
        pairs = zip(self.frames[index].items, self.scales, strict=True)
        return [item if isinstance(item, str) else replace(item, scale=scale) for item, scale in pairs]

    def words(self, index: int) -> str:
        """Return a frame in words."""
        return words(self.items(index))

    def encode(self) -> dict[str, Any]:
        """Return the scene as JSON: each distinct array once, each color once, and for each frame where to look."""
        palette: dict[tuple[int, ...], int] = {}
        items: list[Any] = []
        for place, item in enumerate(self.frames[0].items):
            if isinstance(item, str):
                items.append(item)
                continue
            pages = [self._page(page, place, palette) for page in self.pages[place]]
            unused = [] if item.unused is None else np.flatnonzero(item.unused).tolist()
            items.append(
                {
                    "label": item.label, "shape": item.planes.shape, "names": list(item.names), "pages": pages,
                    "padding": np.flatnonzero(item.hatched).tolist(), "unused": unused, "channel": item.channel,
                }
            )  # fmt: skip
        keys = [list(self._distinct(place)) for place in range(len(items))]
        return {
            "items": items,
            "pick": self.pick,
            "colors": [_css(rgb) for rgb in palette],
            "frames": [
                {"text": frame.text, "at": [_state(item, keys[place]) for place, item in enumerate(frame.items)]}
                for frame in self.frames
            ],
        }

    def _grid(self, place: int) -> Grid:
        item = self.frames[0].items[place]
        if isinstance(item, str):
            raise ValueError(f"Scene: pick must be the place of a grid, got {place}, the sign {item!r}.")
        return item

    def _distinct(self, place: int) -> dict[bytes, np.ndarray]:
        """Return the different arrays of an item by their bytes."""
        grids = [frame.items[place] for frame in self.frames]
        return {item.array.tobytes(): item.array for item in grids if isinstance(item, Grid)}

    def _page(self, array: np.ndarray, place: int, palette: dict[tuple[int, ...], int]) -> dict[str, Any]:
        """Return the numbers of an array as they are written, and which color of the palette each has."""
        scale = self.scales[place]
        rows = color.shade(array, scale or color.scale(array)).reshape(-1, 3).tolist()
        shades = [palette.setdefault(tuple(rgb), len(palette)) for rgb in rows]
        empty = np.isnan(array).ravel()
        return {
            "text": ["" if gone else text for gone, text in zip(empty, color.numbers(array), strict=True)],
            "color": [-1 if gone else shade for gone, shade in zip(empty, shades, strict=True)],
        }


def _form(item: Grid | str) -> Any:
    """Return what must be the same in all frames."""
    return item if isinstance(item, str) else (item.label, item.array.shape)


def _state(item: Grid | str, keys: list[bytes]) -> Any:
    """Return what may differ from frame to frame: the page, the window, the marked cells, how many are shown."""
    if isinstance(item, str):
        return None
    marked = [list(cell) for cell in item.marked]
    return [keys.index(item.array.tobytes()), item.window, marked, item.shown]


def _css(rgb: tuple[int, ...]) -> list[str]:
    """Return a color of the page, and the ink that is readable on it."""
    return ["#{:02x}{:02x}{:02x}".format(*rgb), "#fff" if color.ink(np.array(rgb)) else "#000"]
