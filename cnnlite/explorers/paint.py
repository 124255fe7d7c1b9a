"""`FourPictures`: small pictures of 0 and 1 to paint pixel by pixel, each with a class to choose."""

from collections.abc import Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from cnnlite.explorers.controls import FRONT_END, NARROW

COUNT, SIDE = 4, 4


class FourPictures(anywidget.AnyWidget):
    """Four pictures of 4×4 pixels. A click, a tap or the Enter key turns a pixel over, or a class into the other.

    A picture is written as ``["cat", "0101", "0101", "0101", "0101"]``: its class, then its rows.
    """

    _esm = FRONT_END / "paint.js"
    _css = FRONT_END / "paint.css"
    classes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)

    def __init__(self, pictures: np.ndarray, labels: Sequence[str], classes: Sequence[str]) -> None:
        value = [
            [label, *("".join(f"{int(pixel)}" for pixel in row) for row in picture)]
            for label, picture in zip(labels, pictures, strict=True)
        ]
        super().__init__(classes=list(classes), value=value, layout=NARROW)

    @traitlets.validate("value")
    def _legal(self, proposal: dict[str, Any]) -> list[list[str]]:
        value = proposal["value"]
        rows = [row for _, *rows in value for row in rows]
        right = len(value) == COUNT and all(len(picture) == 1 + SIDE for picture in value)
        if not right or not all(len(row) == SIDE and set(row) <= {"0", "1"} for row in rows):
            raise traitlets.TraitError(
                f"pictures must be {COUNT} of {SIDE} rows of {SIDE} pixels, 0 or 1, got {value}."
            )
        if not {label for label, *_ in value} <= set(self.classes):
            raise traitlets.TraitError(f"pictures must be of the classes {', '.join(self.classes)}, got {value}.")
        return value


def arrays(value: Sequence[Sequence[str]], classes: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return written pictures as a batch (N, 1, H, W) and their classes (N,) as numbers.

    Examples
    --------
    >>> x, y = arrays([["dog", "01", "10"]], ["cat", "dog"])
    >>> x.tolist(), y.tolist()
    ([[[[0.0, 1.0], [1.0, 0.0]]]], [1])
    """
    pixels = [[[float(pixel) for pixel in row] for row in rows] for _, *rows in value]
    return np.array(pixels)[:, None], np.array([list(classes).index(label) for label, *_ in value])
