"""The pictures of `LayerWall`."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite.explorers.looking import colors_of, shown
from cnnlite.explorers.panel import View
from cnnlite.inspect import Excited
from cnnlite.plots import Picture, color, small_bars
from cnnlite.plots.color import ORANGE, PURPLE
from cnnlite.plots.tiles import colors, tiles

MOST_MAPS, MOST_CHANNELS = 32, 16  # maps on a wall, channels of a kernel
MOST_NUMBERS, MOST_WEIGHTS, MOST_BARS = 12, 75, 16  # rows or columns of a map, weights, and bars with their numbers
SIDE, SMALL = 150, 62  # pixels of the page of a picture by itself, and of one among others
RED = "#d1001f"
BELOW = "; orange: below 0"


def picture(name: str, image: np.ndarray, window: Sequence[int]) -> View:
    """Return the input, with what the unit sees where it fires most."""
    drawn = tiles([colors_of(image)], [""], name, side=SIDE, windows=[_box(window)])
    return f"{name}; red: what the unit sees there", drawn


def wall(layer: str, maps: np.ndarray, unit: int) -> View:
    """Return all maps (O, H, W) of a layer on one scale, or a part of many; numbers (O, 1, 1) as bars."""
    if maps[0].size == 1:
        return f"all {len(maps)} units{BELOW}", _values(layer, maps.ravel(), unit)
    start = unit // MOST_MAPS * MOST_MAPS
    some = maps[start : start + MOST_MAPS]
    by = color.scale(maps)
    names = [str(n) for n in range(start, start + len(some))]
    which = "all" if len(some) == len(maps) else f"units {names[0]}–{names[-1]} of"
    drawn = tiles(some, names, f"{layer} maps", columns_of(some), SMALL, scale=by, chosen=unit - start)
    return f"{which} {len(maps)} maps on one scale: {colors(by)}", drawn


def columns_of(maps: np.ndarray) -> int:
    """Return how many of several maps stand beside each other: a block that has room beside others."""
    return 4 if len(maps) <= 16 else 8


def unit_map(maps: np.ndarray, unit: int, place: np.ndarray) -> View:
    """Return one of the maps by itself, with its numbers if they are few; nothing where it is one number."""
    values, by = maps[unit], color.scale(maps)  # colored as on the wall
    if values.size == 1:
        return None
    drawn = tiles(
        [values], [""], f"the map of unit {unit}", side=SIDE, scale=by, windows=[(*place, 1, 1)],
        numbers=max(values.shape) <= MOST_NUMBERS,
    )  # fmt: skip
    return f"the map of unit {unit}; red: its largest", drawn


def weights(unit: int, array: np.ndarray | None) -> View:
    """Return a unit's weights: a small kernel with its numbers, a large one as images, many numbers as bars."""
    if array is None:
        return None
    if array.ndim == 1:
        return f"the {len(array)} weights of unit {unit}{BELOW}", _values(f"unit {unit}", array)
    by = color.scale(array, signed=True)
    some = array[:MOST_CHANNELS]
    names = [f"channel {n}" if len(array) < 4 else str(n) for n in range(len(some))]
    which = f", channels 0–{len(some) - 1} of {len(array)}" if len(some) < len(array) else ""
    few = array.size <= MOST_WEIGHTS
    columns = 3 if few else columns_of(some)
    drawn = tiles(some, names, f"weights of unit {unit}", columns, SMALL, scale=by, numbers=few)
    return f"the weights of unit {unit}{which}: {colors(by)}", drawn


def exciting(unit: int, images: np.ndarray, names: Sequence[str], found: Excited) -> View:
    """Return the images that excite the unit most, each with the part that it sees there."""
    written = [f"{shown(value)}: {name}" for value, name in zip(found.values, names, strict=True)]
    boxes = [_box(window) for window in found.patches]
    drawn = tiles([colors_of(image) for image in images], written, "images", columns=3, side=90, windows=boxes)
    return f"what excites unit {unit} most: its value, the picture; red: what it sees", drawn


def _box(window: Sequence[int]) -> tuple[int, int, int, int] | None:
    """Return a window to frame, or None where there is nothing in it."""
    top, left, high, wide = (int(number) for number in window)
    return (top, left, high, wide) if high and wide else None


def _values(label: str, values: np.ndarray, chosen: int | None = None) -> Picture:
    """Return numbers as bars: a few with names, many as upright lines side by side."""
    names = [f"▸ {n}" if n == chosen else str(n) for n in range(len(values))]
    if len(values) <= MOST_BARS:
        end = float(np.abs(values).max()) or 1.0
        return small_bars(names, values, label, (-end if values.min() < 0 else 0, end))
    figure = Figure(figsize=(4.6, 1.9))  # readable on a telephone
    axes = figure.add_axes((0.1, 0.14, 0.88, 0.8))
    axes.vlines(np.arange(len(values)), 0, values, color=np.where(values < 0, ORANGE, PURPLE), linewidth=1.5)
    axes.axhline(0, color="0.4", linewidth=0.8)
    if chosen is not None:
        axes.plot([chosen], [values[chosen]], "o", markersize=8, markerfacecolor="none", color=RED, markeredgewidth=2)
    axes.tick_params(labelsize=8)
    axes.margins(x=0.01, y=0.1)
    axes.spines[["top", "right"]].set_visible(False)
    order = np.argsort(-np.abs(values), kind="stable")[:3]
    largest = ", ".join(f"{n}: {shown(values[n])}" for n in order)
    now = "" if chosen is None else f"; {chosen}: {shown(values[chosen])}"
    return Picture(figure, f"{label}, {len(values)} numbers; the largest sizes {largest}{now}")
