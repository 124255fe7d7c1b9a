"""`Picture`: an image and the same content in words, the one thing that every plot returns."""

import base64
import html
import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

SHARPNESS = 2  # pixels drawn for each pixel of the page, so that text stays crisp on fine screens
# JupyterLab makes images blocks; pictures stand side by side, and shrink where the page is narrow.
STYLE = "display: inline-block; vertical-align: top; max-width: 100%; height: auto"
PAGE_DPI = 96  # a page has 96 pixels to the inch, whatever the screen


class Picture:
    """A drawing with its text twin; notebooks show the drawing, screen readers and tests read the text.

    Parameters
    ----------
    drawing : matplotlib.figure.Figure, ndarray (H, W, 3) of uint8, or sequence of Picture
        A figure made without pyplot, the pixels themselves, or pictures that stand in a row where there is room.
    text : str
        The same content in words, made from the same arrays.
    sharpness : int
        How many of given pixels make one pixel of the page along each axis; figures are drawn as sharp as they need.
    """

    def __init__(self, drawing: "Figure | np.ndarray | Sequence[Picture]", text: str, sharpness: int = 1) -> None:
        self.drawing = drawing
        self.text = text
        self.sharpness = sharpness if isinstance(drawing, np.ndarray) else SHARPNESS

    def to_html(self, quick: bool = False) -> str:
        """Return the drawing as ``<img>``, with the text as its alternative; ``quick`` packs it less tightly."""
        if isinstance(self.drawing, Sequence):
            return "".join(part.to_html(quick) for part in self.drawing)
        pixels, scale = self.drawing if isinstance(self.drawing, np.ndarray) else _pixels(self.drawing), self.sharpness
        height, width = pixels.shape[:2]
        alt = html.escape(" ".join(self.text.split()))
        data = base64.b64encode(encode_png(pixels, quick)).decode()
        return (
            f'<img alt="{alt}" width="{width // scale}" height="{height // scale}" '
            f'style="{STYLE}; image-rendering: {"auto" if scale > 1 else "pixelated"}" '
            f'src="data:image/png;base64,{data}">'
        )

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.to_html()}


def _pixels(drawing: Figure) -> np.ndarray:
    """Draw a figure and return its pixels."""
    drawing.set_dpi(PAGE_DPI * SHARPNESS)
    canvas = FigureCanvasAgg(drawing)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def encode_png(pixels: np.ndarray, quick: bool = False) -> bytes:
    """Return pixels (H, W, 3) of uint8 as a PNG of at most 256 colors; ``quick`` for pictures that move."""
    if quick:
        return _encode_quickly(pixels)
    image = Image.fromarray(np.ascontiguousarray(pixels)).quantize(256, dither=Image.Dither.NONE)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=9)
    return file.getvalue()


def _encode_quickly(pixels: np.ndarray) -> bytes:
    """Return a PNG of all colors in a third of the time that Pillow takes, which tries filters on every row."""
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # a row begins with the number of its filter: 0, none
    rows[:, 1:] = pixels.reshape(height, -1)
    size = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)  # 8 bits for each of red, green and blue
    chunks = b"IHDR" + size, b"IDAT" + zlib.compress(rows.tobytes(), 1), b"IEND"
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )
