"""`PixelInspector`: a picture, and the numbers that it is made of, pixel by pixel."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.data.layout import to_nchw
from cnnlite.explorers.controls import Slider, toggle_buttons
from cnnlite.explorers.panel import View
from cnnlite.explorers.picker import PixelPicker
from cnnlite.explorers.pictures import CHANNELS, PictureExplorer, PictureMenu
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, Picture, color
from cnnlite.plots.color_name import color_name
from cnnlite.plots.image import enlarged

SIDE = 7  # pixels along each side of the part whose numbers are shown
ALL = "all"
BRIGHTEST = {"float64": 1, "uint8": 255}  # the number of a pixel at full brightness
SWATCH = 64  # pixels of the page
RED, WHITE = (209, 0, 31), (255, 255, 255)


class PixelInspector(PictureExplorer):
    """One pixel of a picture and its neighbors: where it stands, its index, and its numbers in each channel.

    A click in the picture chooses a pixel, too.

    Parameters
    ----------
    image : str or ndarray (H, W) or (H, W, 3)
        A name of the image menu, such as ``"temple"``, or your own numbers from 0 to 1.
    row, column : int
        Which pixel to begin with, counted from 0.
    channel : {"all", "red", "green", "blue"}
        Which numbers to show.
    dtype : {"float64", "uint8"}
        Numbers from 0 to 1, or whole ones from 0 to 255.
    show : sequence of str, optional
        The controls to show, of image, row, column, channel, dtype.

    Raises
    ------
    TypeError, ValueError
        The image is no such name or no array of a picture, the pixel lies outside it, or a word is none of the choices.

    Examples
    --------
    >>> PixelInspector(np.eye(2), 0, 1, "red").summary()
    'PixelInspector: Row 0, column 1: red 0, black. yours: 3 channels of 2×2, 12 numbers from 0 to 1; float64.'
    """

    def __init__(
        self,
        image: str | np.ndarray = "temple",
        row: int = 40,
        column: int = 120,
        channel: str = ALL,
        dtype: str = "float64",
        show: Sequence[str] | None = None,
    ) -> None:
        menu = PictureMenu("PixelInspector", image, color=True)
        height, width = menu.array(menu.dropdown.value).shape[:2]
        row = _checks.whole("PixelInspector", "row", row, 0, height - 1)
        column = _checks.whole("PixelInspector", "column", column, 0, width - 1)
        _checks.choice("PixelInspector", "channel", channel, (ALL, *CHANNELS))
        _checks.choice("PixelInspector", "dtype", dtype, BRIGHTEST)
        most = menu.largest - 1
        super().__init__(
            menu,
            controls={
                "row": Slider(label="row", min=0, max=most, value=row),
                "column": Slider(label="column", min=0, max=most, value=column),
                "channel": toggle_buttons("channel", (ALL, *CHANNELS), channel, 62),
                "dtype": toggle_buttons("dtype", BRIGHTEST, dtype, 76),
            },
            panels=("photo", "swatch", "numbers"),
            show=show,
        )
        self.picker = PixelPicker(self.panels["photo"], self._pick, "the pixel chosen in the picture")
        self.picker.place((height, width), (row, column))

    def settle(self, changed: str | None) -> None:
        """Keep the pixel inside the picture."""
        height, width = self.menu.array(self.image.value).shape[:2]
        self.row.max, self.column.max = height - 1, width - 1

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the batch of one picture, the chosen pixel, and the part around it."""
        x = to_nchw(self.menu.array(state["image"]))
        if state["dtype"] == "uint8":
            x = np.round(255 * x).astype(np.uint8)
        row, col = state["row"], state["column"]
        top, left = (
            int(np.clip(at - SIDE // 2, 0, max(0, n - SIDE))) for at, n in zip((row, col), x.shape[2:], strict=True)
        )
        channels = range(3) if state["channel"] == ALL else [CHANNELS.index(state["channel"])]
        return {
            "name": state["image"], "x": x, "row": row, "column": col, "channels": list(channels),
            "corner": (top, left), "block": x[0, :, top : top + SIDE, left : left + SIDE],
            "brightest": BRIGHTEST[state["dtype"]],
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the picture with the part framed, the color of the pixel, and the numbers of the part."""
        x, channels, brightest = arrays["x"], arrays["channels"], arrays["brightest"]
        pixels = np.moveaxis(x[0] / brightest, 0, -1)
        (top, left), (high, wide) = arrays["corner"], arrays["block"].shape[1:]
        one = "" if len(channels) > 1 else f", channel {CHANNELS[channels[0]]}"
        caption = f"{arrays['name']} {color.size_of(x[0, 0])}{one}"
        photo = enlarged(pixels if len(channels) > 1 else pixels[..., channels[0]])
        words = f"{caption}; framed: rows {top} to {top + high - 1}, columns {left} to {left + wide - 1}"
        here = pixels[arrays["row"], arrays["column"]]
        swatch = np.full((SWATCH, SWATCH, 3), np.round(255 * here), np.uint8)
        called = color_name(*here)
        return {
            "photo": (caption, Picture(_frame(photo, top, left, high, wide, photo.shape[0] // x.shape[2]), words)),
            "swatch": (called, Picture(swatch, f"the color of the pixel, {SWATCH}×{SWATCH}: {called}")),
            "numbers": self._scene(arrays, pixels),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the numbers of the pixel, and size and range of the array; its dtype where that can be changed."""
        x, row, col = arrays["x"], arrays["row"], arrays["column"]
        named = ", ".join(f"{CHANNELS[c]} {_written(x[0, c, row, col])}" for c in arrays["channels"])
        called = color_name(*(x[0, :, row, col] / arrays["brightest"]))
        kind = f"; {x.dtype}" if "dtype" in self.shown else ""
        return (
            f"Row {row}, column {col}: {named}, {called}. {arrays['name']}: 3 channels of {color.size_of(x[0, 0])}, "
            f"{x.size} numbers from {_written(x.min())} to {_written(x.max())}{kind}."
        )

    def update(self, changed: str | None = None) -> None:
        """Update, and lay the hands, in the photo and among the numbers, on the chosen pixel."""
        super().update(changed)
        grid = self.panels["numbers"].grid
        if grid is not None and self.error is None:
            (top, left), wide = self.arrays["corner"], self.arrays["block"].shape[2]
            row, col = self.arrays["row"], self.arrays["column"]
            grid.index = (row - top) * wide + col - left
            if hasattr(self, "picker"):  # not yet while the base makes its first pictures
                self.picker.place(self.arrays["x"].shape[2:], (row, col))

    def _pick(self, row: int, column: int) -> None:
        """Go to a pixel, with one update for both of its numbers."""
        self._set({"row": row, "column": column})

    def _scene(self, arrays: Mapping[str, Any], pixels: np.ndarray) -> Scene:
        """Return a frame for each pixel of the part: the same place in every channel, and its index."""
        x, (top, left), block = arrays["x"], arrays["corner"], arrays["block"].astype(float)
        scale = (False, float(arrays["brightest"]))
        frames = []
        for r, c in np.ndindex(*block.shape[1:]):
            row, col = top + r, left + c
            grids = [
                Grid(f"{CHANNELS[n]}, channel {n}", block[n], window=(r, c, 1, 1), scale=scale)
                for n in arrays["channels"]
            ]
            indexed = "; ".join(f"x[0, {n}, {row}, {col}] = {_written(x[0, n, row, col])}" for n in arrays["channels"])
            frames.append(Frame(grids, f"{indexed} ({color_name(*pixels[row, col])})"))
        return Scene(frames, pick=0)


def _written(value: Any) -> str:
    """Return a pixel's number: whole, or with at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, np.floating) else str(value)


def _frame(photo: np.ndarray, top: int, left: int, high: int, wide: int, times: int) -> np.ndarray:
    """Return a picture's colors with a frame around a part, red with a white rim that stands out anywhere."""
    framed = photo.copy()
    y, x, bottom, right = (times * n for n in (top, left, top + high, left + wide))
    for color_, width in ((WHITE, 4), (RED, 3)):
        framed[max(0, y - width) : bottom + width, max(0, x - width) : right + width] = color_
    framed[y:bottom, x:right] = photo[y:bottom, x:right]
    return framed
