"""`tiles`: many small images on one scale, each with its name, some with a frame."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.picture import PAGE_DPI, SHARPNESS, Picture

Window = tuple[int, int, int, int]
# Pixels of the page: a name above its tile, the room between tiles, a tile's gray line, a cell with its number;
# and what is left below the letters of a name.
NAME, GAP, EDGE, CELL, FOOT = 15, 6, 1, 34, 4
RED, GRAY = (209, 0, 31), (160, 160, 160)


def tiles(
    arrays: Sequence[np.ndarray] | np.ndarray,
    names: Sequence[str],
    label: str = "tiles",
    columns: int = 8,
    side: int = 60,
    scale: color.Scale | None = None,
    chosen: int | None = None,
    windows: Sequence[Window | None] = (),
    numbers: bool = False,
) -> Picture:
    """Return small images in rows, all on one scale of colors, so that a weak one looks weak.

    Parameters
    ----------
    arrays : sequence of ndarray (H, W) or (H, W, 3)
        All of one shape; three channels are red, green and blue from 0 to 1.
    names : sequence of str
        What stands above each.
    label : str
        What they are; opens the text twin.
    columns, side : int
        How many stand beside each other, and how many pixels of the page the longer side of one fills, about.
    scale : (signed, end), optional
        The colors, as `color.scale` gives them; from all arrays by default.
    chosen : int, optional
        The one to frame in red.
    windows : sequence of (top, left, height, width) or None, optional
        For each array the part to frame in red; parts beyond the edge are cut off.
    numbers : bool
        Whether each cell of an array (H, W) is large enough for its number, and has it. The text twin has them, too.

    Raises
    ------
    ValueError
        There is no array, they differ in shape, or there are not as many names or windows.

    Examples
    --------
    >>> print(tiles([np.eye(2), 3 * np.eye(2)], ["0", "1"], "two maps", chosen=1))
    two maps, 2 of 2×2, gray from 0 to 3; framed: 1
    0: 0 to 1, mean 0.5
    1: 0 to 3, mean 1.5
    """
    shapes = {np.shape(array) for array in arrays}
    if len(shapes) != 1 or len(min(shapes)) not in (2, 3):
        raise ValueError(f"tiles: arrays must be one or more of one shape, (H, W) or (H, W, 3), got {shapes}.")
    for what, given in (("names", names), ("windows", windows or names)):
        if len(given) != len(arrays):
            raise ValueError(f"tiles: {what} must be {len(arrays)}, one for each array, got {len(given)}.")
    columns = _checks.whole("tiles", "columns", columns, 1, 64)
    every = np.stack(list(arrays))
    colored = every.ndim == 4
    by = scale or color.scale(every)
    times = SHARPNESS * CELL if numbers else max(1, round(side * SHARPNESS / max(every.shape[1:3])))
    boxes, parts = list(windows) or [None] * len(every), []
    for n, (array, box) in enumerate(zip(every, boxes, strict=True)):
        pixels = color.rgb(array) if colored else color.shade(array, by)
        large = pixels.repeat(times, axis=0).repeat(times, axis=1)
        if numbers:
            _number(large, array, color.ink(pixels), times)
        parts.append(_framed(large, box, times, n == chosen))
    lines = [f"{label}, {len(every)} of {color.size_of(every[0])}{'' if colored else ', ' + colors(by)}"]
    if chosen is not None:
        lines[0] += f"; framed: {names[chosen]}"
    for name, array, box in zip(names, every, boxes, strict=True):
        said = color.describe(array).split("\n", 1)[-1] if numbers and array.size <= 64 else _span(array)
        at = "; framed: {2}×{3} from row {0}, column {1}".format(*box) if box else ""
        lines.append(f"{name}: {said}{at}".removeprefix(": "))
    return Picture(_arranged(parts, names, columns), "\n".join(lines), SHARPNESS)


def _span(array: np.ndarray) -> str:
    """Return the range and the mean of an array in words."""
    low, high, mean = (color.number(value) for value in (array.min(), array.max(), array.mean()))
    return f"{low} to {high}, mean {mean}"


def colors(by: color.Scale) -> str:
    """Return in words what the colors of a scale mean.

    Examples
    --------
    >>> colors((False, 1.0)), colors((True, 0.5))
    ('gray from 0 to 1', 'orange −0.5, white 0, purple 0.5')
    """
    signed, end = by
    written = color.number(end) if end >= 0.05 else f"{end:.2g}"
    return f"orange −{written}, white 0, purple {written}" if signed else f"gray from 0 to {written}"


def _number(large: np.ndarray, array: np.ndarray, dark: np.ndarray, times: int) -> None:
    """Write the number of each cell into an enlarged image: white on dark cells, black on others."""
    for (row, column), text in zip(np.ndindex(array.shape), color.numbers(array), strict=True):
        ink = _written(text, 7.5)[:times, :times]  # at most as wide as its cell
        top, left = (n * times + (times - size) // 2 for n, size in zip((row, column), ink.shape[:2], strict=True))
        cell = large[top : top + ink.shape[0], left : left + ink.shape[1]]
        cell[:] = (cell * (ink / 255) + (255 - ink.astype(float)) * dark[row, column]).round()


def _framed(large: np.ndarray, window: Window | None, times: int, chosen: bool) -> np.ndarray:
    """Return an enlarged image, its window framed, with a line around it."""
    if window is not None:
        high, wide = (size // times for size in large.shape[:2])
        top, left = (max(0, at) * times for at in window[:2])
        bottom, right = (
            min(at + size, most) * times for at, size, most in zip(window[:2], window[2:], (high, wide), strict=True)
        )
        inner = large[top:bottom, left:right].copy()
        large[top:bottom, left:right] = RED
        width = 2 * SHARPNESS
        large[top + width : bottom - width, left + width : right - width] = inner[width:-width, width:-width]
    edge = SHARPNESS * EDGE
    line = np.full((large.shape[0] + 6 * edge, large.shape[1] + 6 * edge, 3), RED if chosen else 255, np.uint8)
    if not chosen:
        line[2 * edge : -2 * edge, 2 * edge : -2 * edge] = GRAY
    line[3 * edge : -3 * edge, 3 * edge : -3 * edge] = large
    return line


def _arranged(parts: Sequence[np.ndarray], names: Sequence[str], columns: int) -> np.ndarray:
    """Return the tiles row by row, pixel for pixel, their names above them."""
    high, wide = parts[0].shape[:2]
    columns = min(columns, len(parts))
    written = [_written(name) for name in names]
    room = max(wide, *(name.shape[1] for name in written)) + GAP * SHARPNESS
    above = max(name.shape[0] for name in written)
    row = above + high + 2 * SHARPNESS
    page = np.full((-(-len(parts) // columns) * row, columns * room, 3), 255, np.uint8)
    for n, (part, name) in enumerate(zip(parts, written, strict=True)):
        top, left = n // columns * row, n % columns * room
        start = left + max(0, (wide - name.shape[1]) // 2)
        page[top : top + name.shape[0], start : start + name.shape[1]] = name
        page[top + above : top + above + high, left : left + wide] = part
    return page


@lru_cache(2048)
def _written(name: str, size: float = 8.5) -> np.ndarray:
    """Return a name as pixels, as wide as its ink: most names stay while the tiles under them change."""
    if not name.strip():
        return np.full((0, 0, 3), 255, np.uint8)
    font = get_font(findfont(FontProperties()))  # a figure for each name would take a hundred times as long
    font.set_size(size, SHARPNESS * PAGE_DPI)
    font.set_text(name)
    font.draw_glyphs_to_bitmap(antialiased=True)
    ink = np.asarray(font.get_image())
    pixels = np.zeros((NAME * SHARPNESS, ink.shape[1]), np.uint8)
    bottom = len(pixels) - (FOOT * SHARPNESS - round(font.get_descent() / 64))  # on one baseline
    pixels[max(bottom - len(ink), 0) : bottom] = ink[max(len(ink) - bottom, 0) :]
    return np.repeat(255 - pixels[..., None], 3, axis=2)
