"""`activation_wall`: what every layer of a network makes of one picture, from its pixels to its scores."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import Picture

ACROSS = 8  # maps side by side
TILE, GAP = 0.36, 0.04  # inches of a map, and between two of them
CELLS = 2 * ACROSS  # numbers side by side of a layer without maps
HEAD, FOOT, MARGIN = 0.27, 0.42, 0.1  # inches above a layer for its name, below a half for its own, and at the left
WIDE = MARGIN + ACROSS * (TILE + GAP) + 0.1


def activation_wall(outputs: Mapping[str, np.ndarray], split: int) -> Picture:
    """Return every output of every layer as one wall in two halves; the first ``split`` layers find features.

    The outputs of one layer share their colors: gray from 0 where none is negative, else orange below 0 and purple
    above. A short row of numbers has the place of each written in it. The halves stand side by side where the page is
    wide enough.

    Parameters
    ----------
    outputs : mapping of str to ndarray (C, H, W) or (K,)
        By layer, in their order: maps, or single numbers.
    split : int
        How many layers belong to the first half; at least one to each.

    Raises
    ------
    ValueError
        An output has another rank or nothing in it, or the split leaves a half empty.

    Examples
    --------
    >>> print(activation_wall({"picture": np.eye(2)[None], "scores": np.array([2.0, -1.0])}, split=1))
    feature extraction:
    picture 1×2×2, values 0 to 1
    classification:
    scores 1×2, values −1 to 2; largest: number 0
    """
    for name, output in outputs.items():
        if output.ndim not in (1, 3) or not output.size:
            raise ValueError(
                f"activation_wall: outputs must have shape (C, H, W) or (K,), got {output.shape} for {name!r}. "
                "Take one image of the batch."
            )
    if not 0 < split < len(outputs):
        raise ValueError(f"activation_wall: split must leave a layer in each half of {len(outputs)}, got {split}.")
    layers = list(outputs.items())
    halves = ("feature extraction", layers[:split]), ("classification", layers[split:])
    parts = [_half(name, dict(half)) for name, half in halves]
    return Picture(parts, "\n".join(part.text for part in parts))


def _half(name: str, outputs: Mapping[str, np.ndarray]) -> Picture:
    """Return some layers one below the other, underlined and named."""
    tall = sum(HEAD + _height(output) for output in outputs.values())
    figure = Figure(figsize=(WIDE, tall + FOOT))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    top, lines = 0.0, [f"{name}:"]
    for label, output in outputs.items():
        low, high = color.number(output.min()), color.number(output.max())
        size = color.size_of(output)
        title = f"{label}  {size}, {low} to {high}"
        axes.text(MARGIN, top + HEAD - 0.06, title, fontsize=9, ha="left", va="bottom")
        most = f"; largest: number {output.argmax()}" if output.ndim == 1 else ""
        lines.append(f"{label} {'1×' if output.ndim == 1 else ''}{size}, values {low} to {high}{most}")
        _layer(axes, output, top + HEAD)
        top += HEAD + _height(output)
    axes.plot([MARGIN, WIDE - 0.14], [top + 0.08] * 2, color="0.35", linewidth=1.5)
    axes.text(WIDE / 2, top + 0.14, name, ha="center", va="top", fontsize=9.5)
    axes.set(xlim=(0, WIDE), ylim=(tall + FOOT, 0), aspect="auto")  # last: drawing an image changes them
    return Picture(figure, "\n".join(lines))


def _height(output: np.ndarray) -> float:
    """Return the inches that the rows of a layer need."""
    if output.ndim == 1:
        return -(-output.size // CELLS) * (TILE + GAP) / 2
    return -(-len(output) // ACROSS) * (TILE * output.shape[1] / output.shape[2] + GAP)


def _layer(axes: Axes, output: np.ndarray, top: float) -> None:
    """Draw the maps of a layer, or its numbers as cells, all in one range of colors."""
    across = ACROSS if output.ndim == 3 else CELLS
    tiles = output if output.ndim == 3 else output.reshape(-1, 1, 1)
    wide = (TILE + GAP) * ACROSS / across - GAP
    high = wide * tiles.shape[1] / tiles.shape[2]
    scale = color.scale(output)
    for place, tile in enumerate(tiles):
        row, column = divmod(place, across)
        left, upper = MARGIN + column * (wide + GAP), top + row * (high + GAP)
        extent = (left, left + wide, upper + high, upper)
        axes.imshow(color.shade(tile, scale), extent=extent, interpolation="nearest", zorder=1)
        edges = [left, left + wide, left + wide, left, left], [upper, upper, upper + high, upper + high, upper]
        axes.plot(*edges, color="0.6", linewidth=0.6, zorder=2)
        if output.ndim == 1 and output.size <= CELLS:
            dark = color.ink(color.shade(tile, scale))[0, 0]
            middle = left + wide / 2, upper + high / 2
            axes.text(*middle, str(place), ha="center", va="center", fontsize=7, color="white" if dark else "black")
