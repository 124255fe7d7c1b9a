"""Images and feature maps too large to write numbers in."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import Picture

WIDTH = 320  # pixels of the page that an image fills, about


def image(array: np.ndarray, label: str = "image", signed: bool | None = None, width: int = WIDTH) -> Picture:
    """Return an image as a picture whose pixels are whole pixels of the page, enlarged if it is small.

    Parameters
    ----------
    array : ndarray (H, W) or (H, W, 3)
        Gray or signed numbers, or red, green and blue in [0, 1].
    label : str
        What the picture shows; opens the text twin.
    signed : bool, optional
        Zero-centred colors; by default when a number is negative.
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
    """Return labelled feature maps (H, W) in a row, each in its own range of colors."""
    tallest = max(array.shape[0] / array.shape[1] for array in maps.values())
    wide = 2.6
    figure = Figure(figsize=(wide * len(maps), wide * tallest + 0.45))
    for axes, (label, array) in zip(np.atleast_1d(figure.subplots(1, len(maps))), maps.items(), strict=True):
        axes.imshow(color.rgb(array), interpolation="nearest")
        lowest, highest = (color.number(v) for v in (array.min(), array.max()))
        axes.set_title(f"{label}\n{color.size_of(array)}, {lowest} to {highest}", fontsize=9)
        axes.set(xticks=(), yticks=())  # the frame stays: a white map on a white page would not be seen
        axes.spines[:].set_color("0.6")
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.01, top=1 - 0.45 / figure.get_figheight(), wspace=0.05)
    return Picture(figure, "\n".join(f"{label} {color.describe(array)}" for label, array in maps.items()))
