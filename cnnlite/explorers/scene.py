"""`Scene`: what a `NumberGrid` shows, frame by frame, and the compact form in which it travels to the page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from cnnlite.plots import Grid, color
from cnnlite.plots.grid import words

WRITTEN_THERE = "\t"  # stands for a part of a sentence that the page writes itself


@dataclass(frozen=True)
class Frame:
    """One state of the grids: the grids with signs between them, and the sentence that belongs to it.

    Attributes
    ----------
    items : sequence of Grid or str
        The grids and the signs; the sign `BREAK` begins a new row.
    text : str
        The sentence.
    products : sequence of str
        The parts of the sentence that write out the products of `Scene.factors`, one for each channel.
    """

    items: Sequence[Grid | str]
    text: str
    products: Sequence[str] = ()


@dataclass(frozen=True)
class Scene:
    """Frames whose grids have the same shapes and labels; one grid may have a cell for each frame.

    Attributes
    ----------
    frames : sequence of Frame
        At least one.
    pick : int, optional
        Which item has a cell for each frame, in reading order: hovering, clicking and arrow keys on it choose.
    factors : (int, int), optional
        The item whose framed cells are multiplied, and the item by whose cells. The page then writes
        `Frame.products` from the numbers it has, which halves what is sent.
    depth : str, optional
        What the axis is called that is drawn in depth; what the `NumberGrid` calls it by default.

    Raises
    ------
    ValueError
        There is no frame, two frames differ in shapes or signs, or the picked grid has not one cell for each frame.
    """

    frames: Sequence[Frame]
    pick: int | None = None
    factors: tuple[int, int] | None = None
    depth: str | None = None

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
        """The colors of each item, the same in all frames: its own, or those that its numbers need."""
        return [
            None
            if isinstance(item, str)
            else item.scale or color.scale(np.concatenate([page.ravel() for page in self.pages[place]]))
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
        palette: dict[Any, int] = {None: 0}  # no color comes first
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
            "factors": self.factors,
            "depth": self.depth,
            "colors": [_css(rgb) for rgb in palette],
            "frames": [
                {"text": _sent(frame), "at": [_state(item, keys[place]) for place, item in enumerate(frame.items)]}
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

    def _page(self, array: np.ndarray, place: int, palette: dict[Any, int]) -> dict[str, str]:
        """Return the numbers of an array as they are written, and which color of the palette each has.

        Both are one string, and the minus is that of a keyboard, as there may be thousands of numbers: "2 -1.5" and
        two digits of base 36 for each color. NaN is nothing in no color.
        """
        scale = self.scales[place]
        rows = color.shade(array, scale or color.scale(array)).reshape(-1, 3).tolist()
        empty = np.isnan(array).ravel()
        texts = ["" if gone else text for gone, text in zip(empty, color.numbers(array), strict=True)]
        shades = [
            palette.setdefault(None if gone else tuple(rgb), len(palette))
            for gone, rgb in zip(empty, rows, strict=True)
        ]
        return {
            "text": " ".join(texts).replace("−", "-"),
            "color": "".join(np.base_repr(shade, 36).zfill(2) for shade in shades),
        }


def _form(item: Grid | str) -> Any:
    """Return what must be the same in all frames."""
    return item if isinstance(item, str) else (item.label, item.array.shape)


def _state(item: Grid | str, keys: list[bytes]) -> Any:
    """Return what may differ from frame to frame: the page, the window, the marked cells, how many are shown.

    What is missing at the end is nothing special: no window, no marked cell, all shown.
    """
    if isinstance(item, str):
        return None
    window = None if item.window is None else [int(n) for n in item.window]  # NumPy's own are no JSON
    marked = [[int(n) for n in cell] for cell in item.marked]
    state = [keys.index(item.array.tobytes()), window, marked, None if item.shown is None else int(item.shown)]
    while state[-1] is None or state[-1] == []:
        state.pop()
    return state


def _sent(frame: Frame) -> str:
    """Return a sentence without what the page writes itself."""
    text = frame.text
    for part in frame.products:
        text = text.replace(part, WRITTEN_THERE, 1)
    return text


def _css(rgb: tuple[int, ...] | None) -> list[str]:
    """Return a color of the page, and the ink that is readable on it."""
    if rgb is None:
        return ["", ""]
    return ["#{:02x}{:02x}{:02x}".format(*rgb), "#fff" if color.ink(np.array(rgb)) else "#000"]
