"""`DrawPad`: pixels of 0 and 1 to draw on, and how they become the few gray pixels of a digit."""

from collections.abc import Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from cnnlite.explorers.controls import FRONT_END, NARROW

BLOCK = 4  # rows and columns of the pad that make one pixel of the picture
FULL = 32, 24  # rows and columns of the pad that the training digits fill, at most


class DrawPad(anywidget.AnyWidget):
    """A square pad to draw on with a mouse, a finger or the keys; a row of its value is written as "00110…"."""

    _esm = FRONT_END / "draw.js"
    _css = FRONT_END / "draw.css"
    side = traitlets.Int(32).tag(sync=True)
    label = traitlets.Unicode("drawing pad").tag(sync=True)
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, side: int) -> None:
        super().__init__(side=side, value=["0" * side] * side, layout=NARROW)

    @traitlets.validate("value")
    def _legal(self, proposal: dict[str, Any]) -> list[str]:
        rows = proposal["value"]
        if len(rows) != self.side or any(len(row) != self.side or set(row) - set("01") for row in rows):
            raise traitlets.TraitError(
                f"drawing must be {self.side} rows of {self.side} pixels, each 0 or 1, got {len(rows)} rows"
                f"{f', the first one {rows[0]!r}' if rows else ''}."
            )
        return rows


def bits(rows: Sequence[str]) -> np.ndarray:
    """Return a written drawing as an array (S, S) of 0 and 1.

    Examples
    --------
    >>> bits(["01", "11"]).tolist()
    [[0, 1], [1, 1]]
    """
    return np.array([[int(pixel) for pixel in row] for row in rows])


def written(drawing: np.ndarray) -> list[str]:
    """Return an array (S, S) of 0 and 1 as the rows that a `DrawPad` takes.

    Examples
    --------
    >>> written(np.eye(2))
    ['10', '01']
    """
    return ["".join(str(int(pixel)) for pixel in row) for row in drawing]


def reduced(drawing: np.ndarray) -> np.ndarray:
    """Return the share of ink in each block of 4×4 pixels: 0/16, 1/16, … 16/16, as the training digits were made.

    Examples
    --------
    >>> reduced(np.tri(4))
    array([[0.625]])
    """
    rows, columns = (length // BLOCK for length in drawing.shape)
    return drawing.reshape(rows, BLOCK, columns, BLOCK).sum(axis=(1, 3)) / BLOCK**2


def fitted(drawing: np.ndarray) -> np.ndarray:
    """Return a drawing moved to the middle and enlarged until it is 32 pixels high, and at most 24 wide.

    Every training digit fills all its eight rows, most of them the six columns in the middle. What is too wide is
    made narrower.

    Examples
    --------
    >>> dot = np.zeros((32, 32), int)
    >>> dot[3:7, 20] = 1
    >>> large = fitted(dot)
    >>> int(large.any(axis=1).sum()), np.flatnonzero(large.any(axis=0)).tolist()
    (32, [12, 13, 14, 15, 16, 17, 18, 19])
    """
    if not drawing.any():
        return drawing
    rows, columns = (np.flatnonzero(drawing.any(axis=axis)) for axis in (1, 0))
    cut = drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    high, most = FULL
    wide = min(max(1, round(cut.shape[1] * high / cut.shape[0])), most)
    sources = [np.arange(new) * old // new for new, old in zip((high, wide), cut.shape, strict=True)]
    top, left = ((side - new) // 2 for side, new in zip(drawing.shape, (high, wide), strict=True))
    out = np.zeros_like(drawing)
    out[top : top + high, left : left + wide] = cut[np.ix_(*sources)]
    return out
