"""`DrawDigit`: draw a digit, and see what a network gets of it and makes of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional, inspect
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.draw_pad import BLOCK, FULL, DrawPad, bits, fitted, reduced, written
from cnnlite.explorers.looking import answer, percent, scored
from cnnlite.explorers.panel import View
from cnnlite.explorers.wall_pictures import columns_of
from cnnlite.nn import Module
from cnnlite.plots import color, small_bars
from cnnlite.plots.tiles import colors, tiles

SMALLEST, LARGEST = FULL[0] // BLOCK, 16  # sides of a picture
MOST_NUMBERS, MOST_MAPS = 12, 32  # rows of a picture, and maps


class DrawDigit(Explorer):
    """A pad to draw on; the few gray pixels that it becomes; the probabilities and the first maps of a network.

    Each pixel of the picture counts the ink in a block of 4×4 pixels of the pad and divides it by 16, as the training
    digits were made.

    Parameters
    ----------
    model : Module
        A network for gray pictures (1, 1, size, size), with one logit for each class; stays as it was.
    size : int
        Rows and columns of its pictures, 8 to 16.
    fit : bool
        Whether to begin with the drawing moved and enlarged until it fills its frame as the training digits do.
    drawing : ndarray (4·size, 4·size), optional
        What stands on the pad at the start, 1 for ink and 0 elsewhere; nothing by default.
    show : sequence of str, optional
        The controls to show, of drawing and fit.

    Raises
    ------
    TypeError, ValueError
        The model is no network, or refuses such pictures, or puts out no logits (1, K); the size is out of range, or
        the drawing is none of that size.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, Linear, Sequential
    >>> explorer = DrawDigit(Sequential(Flatten(), Linear(64, 10, rng=np.random.default_rng(0))))
    >>> explorer.summary()
    'DrawDigit: The pad is empty. Draw a digit.'
    """

    def __init__(
        self,
        model: Module,
        size: int = 8,
        fit: bool = False,
        drawing: np.ndarray | None = None,
        show: Sequence[str] | None = None,
    ) -> None:
        if not isinstance(model, Module):
            raise TypeError(f"DrawDigit: model must be a Module, got {type(model).__name__}.")
        size = _checks.whole("DrawDigit", "size", size, SMALLEST, LARGEST)
        scored("DrawDigit", model, np.zeros((1, 1, size, size)))
        self.model, pad = model, DrawPad(size * BLOCK)
        if drawing is not None:
            if np.shape(drawing) != (pad.side, pad.side) or not np.isin(drawing, (0, 1)).all():
                raise ValueError(
                    f"DrawDigit: drawing must be {pad.side} rows of {pad.side} zeros and ones, got shape "
                    f"{np.shape(drawing)}."
                )
            pad.value = written(np.asarray(drawing))
        super().__init__(
            controls={
                "drawing": pad,
                "fit": ipywidgets.Checkbox(
                    value=fit, description="fit it to the frame", indent=False, layout={"width": "180px"}
                ),
            },
            panels=("picture", "answer", "maps"),
            show=show,
        )
        self._arrange()

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the picture, the probabilities and the first maps."""
        drawing = bits(state["drawing"])
        used = fitted(drawing) if state["fit"] else drawing
        picture = reduced(used)
        outputs = inspect.feature_maps(self.model, picture[None, None])
        first = next(((name, out[0]) for name, out in outputs.items() if out.ndim == 4 and out[0, 0].size > 1), None)
        logits = answer(self.model, picture[None, None])[0]
        return {
            "drawing": drawing, "picture": picture, "fit": bool(state["fit"]), "logits": logits,
            "probabilities": functional.softmax(logits), "maps": first,
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw what the network gets, what it answers and its first maps; nothing of an empty pad."""
        picture, shares = arrays["picture"], arrays["probabilities"]
        if not picture.any():
            return dict.fromkeys(self.panels)
        best = int(shares.argmax())
        names = [f"▸ {n}" if n == best else str(n) for n in range(len(shares))]
        small = len(picture) <= MOST_NUMBERS
        label = f"what the net gets: ink in 4×4 blocks, {color.size_of(picture)}"
        return {
            "picture": (label, tiles([picture], [""], "picture", scale=(False, 1.0), side=250, numbers=small)),
            "answer": ("what it answers", small_bars(names, shares, "probability", (0, 1), list(map(percent, shares)))),
            "maps": self._maps(arrays["maps"]),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the answer and the next best one."""
        if not arrays["picture"].any():
            return "The pad is empty. Draw a digit."
        shares = arrays["probabilities"]
        best, second = np.argsort(-shares, kind="stable")[:2]
        return f"The net says {best} ({percent(shares[best])}), then {second} ({percent(shares[second])})."

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Say where the drawing stands, and where the digits stand that the network has seen."""
        if not arrays["picture"].any():
            return ""
        ink = np.argwhere(arrays["picture"])
        (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
        here = f"This picture has ink in rows {top}–{bottom} and columns {left}–{right}."
        more = ""
        if arrays["fit"]:
            more = " This one was fitted to do so, too."
        elif bottom - top + 1 < SMALLEST:
            more = " “Fit it to the frame” makes this one do so, too."
        return f"{here} Every training digit of 8×8 fills all 8 rows, most of them 6 columns.{more}"

    def _maps(self, first: tuple[str, np.ndarray] | None) -> View:
        """Return the maps of the first layer that makes maps."""
        if first is None:
            return None
        name, maps = first
        some, by = maps[:MOST_MAPS], color.scale(maps)
        drawn = tiles(some, [str(n) for n in range(len(some))], f"{name} maps", columns_of(some), 62, scale=by)
        which = "" if len(some) == len(maps) else f", {len(some)} of {len(maps)} maps"
        return f"{name}{which}: {colors(by).replace(', white 0', '')}", drawn  # short, to fit beside the answer

    def _arrange(self) -> None:
        """Stand the pictures beside the pad where there is room, the sentence under both."""
        top, panels, note, status = self.children
        column = ipywidgets.VBox(top.children, layout={"max_width": "100%", "padding": "0 8px 0 4px"})
        beside = ipywidgets.VBox([panels], layout={"flex": "1 1 300px", "min_width": "0"})
        row = ipywidgets.Box([column, beside], layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        top.close()
        self.set_trait("children", [row, status, note])
