"""`PhotoPooling`: what each pooling leaves of a whole picture."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite._checks import Pair
from cnnlite.data.drawing import drawing
from cnnlite.explorers.controls import NARROW, Slider
from cnnlite.explorers.gabor import framed
from cnnlite.explorers.panel import View
from cnnlite.explorers.pictures import PictureExplorer, PictureMenu
from cnnlite.explorers.pool_scene import POOLINGS
from cnnlite.plots import Grid, color
from cnnlite.plots.image import enlarged

DRAWING = "drawing"
TO_SIZE: dict[str, Callable[..., np.ndarray]] = {  # told how many outputs to make
    "adaptive max": functional.adaptive_max_pool2d,
    "adaptive average": functional.adaptive_avg_pool2d,
    "fractional max": lambda x, outputs: functional.fractional_max_pool2d(
        x, _cover(x.shape[2:], outputs), outputs, np.random.default_rng(SEED).random((*x.shape[:2], 2))
    ),
}
GLOBAL = {"global max": functional.global_max_pool2d, "global average": functional.global_avg_pool2d}
KINDS = (*POOLINGS, *TO_SIZE, *GLOBAL)
MOST_WINDOW, FEWEST, MOST = 10, 4, 40  # pixels of a window; outputs along a side
SEED = 0  # of the windows of fractional pooling


class PhotoPooling(PictureExplorer):
    """A picture and what one pooling makes of it.

    Parameters
    ----------
    image : str or ndarray (H, W)
        A name of the image menu, such as ``"temple"`` or ``"drawing"``, or your own numbers (up to 320 × 320).
    pooling : str
        max, average, min or L2, of windows side by side; adaptive max, adaptive average or fractional max, to a given
        number of outputs; global max or global average.
    window : int
        2 to 10 rows and columns.
    outputs : int
        4 to 40 rows and columns of the output, for adaptive and fractional pooling.
    show : sequence of str, optional
        The controls to show, of image, pooling, window and outputs.

    Raises
    ------
    TypeError, ValueError
        The image is no such name or array, or an argument is out of range.

    Examples
    --------
    >>> PhotoPooling("drawing", "min", 4).summary()
    'PhotoPooling: min of 4×4 windows: 96×96 numbers become 24×24. Their mean goes from 0.95 to 0.79.'
    """

    def __init__(
        self,
        image: str | np.ndarray = "temple",
        pooling: str = "max",
        window: int = 4,
        outputs: int = 20,
        show: Sequence[str] | None = None,
    ) -> None:
        menu = PictureMenu("PhotoPooling", image, small={DRAWING: drawing()})
        _checks.choice("PhotoPooling", "pooling", pooling, KINDS)
        super().__init__(
            menu,
            controls={
                "pooling": ipywidgets.Dropdown(
                    options=KINDS, value=pooling, description="pooling",
                    layout={"width": "220px"} | NARROW, style={"description_width": "60px"},
                ),
                "window": Slider("window", 2, MOST_WINDOW, window),
                "outputs": Slider("outputs", FEWEST, MOST, outputs),
            },
            panels=("picture", "pooled"),
            show=show,
        )  # fmt: skip

    def settle(self, changed: str | None) -> None:
        """Hide the sliders that this kind has no use for."""
        for slider, used in ((self.window, POOLINGS), (self.outputs, TO_SIZE)):
            slider.layout.display = "" if self.pooling.value in used else "none"

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the picture and its pooling."""
        picture, kind = self.menu.array(state["image"]), state["pooling"]
        window, outputs = (min(state[name], *picture.shape) for name in ("window", "outputs"))
        pooled = _pooled(picture[None, None], kind, window, outputs)[0, 0]
        return {"picture": picture, "pooled": pooled, "kind": kind, "window": window}

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw both, about equally large, black for 0 and white for 1 or more; a single number as a number."""
        picture, pooled = arrays["picture"], arrays["pooled"]
        span = f"{color.number(pooled.min())} to {color.number(pooled.max())}"
        signed, end = color.scale(pooled)
        white = f" (white: {color.number(end)})" if end > 1 and not signed else ""
        label = f"{arrays['kind']} {color.size_of(pooled)}, values {span}{white}"
        high, wide, _ = enlarged(picture).shape
        width = min(wide, high * pooled.shape[1] // pooled.shape[0])
        return {
            "picture": (f"picture {color.size_of(picture)}", framed(picture, "picture")),
            "pooled": (label, [Grid("", pooled)] if pooled.size == 1 else framed(pooled, "pooled", width=width)),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say what became of the size, and of the brightness."""
        picture, pooled, window = arrays["picture"], arrays["pooled"], arrays["window"]
        of = f" of {window}×{window} windows" if arrays["kind"] in POOLINGS else ""
        return (
            f"{arrays['kind']}{of}: {color.size_of(picture)} numbers become {color.size_of(pooled)}. Their mean goes "
            f"from {color.number(picture.mean())} to {color.number(pooled.mean())}."
        )


def _pooled(x: np.ndarray, kind: str, window: int, outputs: int) -> np.ndarray:
    """Return the pooled images of x (N, C, H, W)."""
    if kind in POOLINGS:
        return POOLINGS[kind][0](x, window)
    return GLOBAL[kind](x) if kind in GLOBAL else TO_SIZE[kind](x, outputs)


def _cover(size: Pair, outputs: int) -> Pair:
    """Return the smallest window of fractional pooling that leaves no pixel out."""
    return -(-size[0] // outputs), -(-size[1] // outputs)
