"""Images and feature maps too large to write numbers in."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import Picture

WIDTH = 320  # pixels of the page that an image fills, about
WIDE, HEAD = 2.6, 0.45  # inches of a feature map among others, and of the two lines above it


def image(array: np.ndarray, label: str = "image", signed: bool | None = None, width: int = WIDTH) -> Picture:
    """Return an image as a picture whose pixels are whole pixels of the page, enlarged if it is small.

    Parameters
    ----------
    array : ndarray (H, W) or (H, W, 3)
        Gray or signed numbers, or red, green and blue in [0, 1].
    label : str
        What the picture shows; opens the text twin.
    signed : bool, optional
        Zero-centered colors; by default when a number is negative.
    width : int
        Pixels of the page that the image fills, about.
    """
    return Picture(enlarged(array, signed, width=width), f"{label} {color.describe(array)}")


def enlarged(
    array: np.ndarray, signed: bool | None = None, scale: color.Scale | None = None, width: int = WIDTH
) -> np.ndarray:
    """Return an image's colors (H, W, 3), each pixel repeated until the image is about so many pixels wide."""
    times = max(1, round(width / array.shape[1]))
    colors = color.rgb(array, signed) if scale is None else color.shade(array, scale)
    return colors.repeat(times, axis=0).repeat(times, axis=1)


def feature_maps(maps: Mapping[str, np.ndarray]) -> Picture:
    """Return labelled feature maps (H, W) side by side where there is room, each in its own range of colors."""
    tallest = max(array.shape[0] / array.shape[1] for array in maps.values())
    parts = [_labelled(label, array, tallest) for label, array in maps.items()]
    return Picture(parts, "\n".join(part.text for part in parts))


def _labelled(label: str, array: np.ndarray, tallest: float) -> Picture:
    """Return one map under its label, its size and its range, as tall as the tallest of its neighbors."""
    figure = Figure(figsize=(WIDE, WIDE * tallest + HEAD))
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.99 - HEAD / figure.get_figheight()), anchor="N")
    axes.imshow(color.rgb(array), interpolation="nearest")
    lowest, highest = (color.number(v) for v in (array.min(), array.max()))
    axes.set_title(f"{label}\n{color.size_of(array)}, {lowest} to {highest}", fontsize=9)
    axes.set(xticks=(), yticks=())  # the frame stays: a white map on a white page would not be seen
    axes.spines[:].set_color("0.6")
    return Picture(figure, f"{label} {color.describe(array)}")
