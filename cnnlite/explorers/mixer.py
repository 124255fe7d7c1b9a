"""`ChannelMixer`: a color picture taken apart into red, green and blue, and put together again in other shares."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.data.layout import to_nchw
from cnnlite.explorers.controls import Slider, toggle_buttons
from cnnlite.explorers.panel import View
from cnnlite.explorers.pictures import CHANNELS, PictureExplorer, PictureMenu
from cnnlite.plots import Picture, color, histogram
from cnnlite.plots.image import enlarged

ORDERS = {"RGB": (0, 1, 2), "BGR": (2, 1, 0)}  # which channel is shown as red, as green, as blue
MOST, STEP = 2.0, 0.25
SMALL, GAP = 160, 8  # pixels of the page that the picture of a channel fills, about, and of white between two


class ChannelMixer(PictureExplorer):
    """Each channel times a number: the picture that comes out, the channels, and how their values are spread.

    Parameters
    ----------
    image : str or ndarray (H, W) or (H, W, 3)
        A name of the image menu, such as ``"temple"``, or your own numbers from 0 to 1.
    red, green, blue : float
        What each channel is multiplied by, 0 to 2 in steps of 0.25.
    order : {"RGB", "BGR"}
        Which channel the screen takes for red, green and blue.
    show : sequence of str, optional
        The controls to show, of image, red, green, blue, order.

    Raises
    ------
    TypeError, ValueError
        The image is no such name or no array of a picture, or a number or word is none of the choices.

    Examples
    --------
    >>> ChannelMixer("stripes", blue=2).summary()
    'ChannelMixer: stripes 96×96, red × 1, green × 1, blue × 2, in the order RGB. 16.67 % of the values are cut to 1.'
    """

    def __init__(
        self,
        image: str | np.ndarray = "temple",
        red: float = 1.0,
        green: float = 1.0,
        blue: float = 1.0,
        order: str = "RGB",
        show: Sequence[str] | None = None,
    ) -> None:
        menu = PictureMenu("ChannelMixer", image, color=True)
        _checks.choice("ChannelMixer", "order", order, ORDERS)
        times = {
            name: _checks.number("ChannelMixer", name, value)
            for name, value in zip(CHANNELS, (red, green, blue), strict=True)
        }
        super().__init__(
            menu,
            controls={
                **{
                    name: Slider(label=f"{name} ×", min=0.0, max=MOST, step=STEP, value=value)
                    for name, value in times.items()
                },
                "order": toggle_buttons("order", ORDERS, order, 62),
            },
            panels=("mixed", "histogram", "channels"),
            show=show,
        )  # fmt: skip

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the channels as multiplied, in the order in which they are shown, and the share of values above 1."""
        times = np.array([state[name] for name in CHANNELS])
        order = ORDERS[state["order"]]
        channels = (to_nchw(self.menu.array(state["image"]))[0] * times[:, None, None])[list(order)]
        return {
            "name": state["image"], "times": times, "shown_as": state["order"], "order": order, "channels": channels,
            "cut": float((channels > 1).mean()),
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the picture put together, each channel as a gray picture, and how the values are spread."""
        channels, size = arrays["channels"], color.size_of(arrays["channels"][0])
        made = [f"{CHANNELS[source]} × {color.number(arrays['times'][source])}" for source in arrays["order"]]
        shown = ", ".join(
            f"{words}, mean {color.number(plane.mean())}" for words, plane in zip(made, channels, strict=True)
        )
        caption = f"from left: {', '.join(made)}"
        return {
            "mixed": (
                f"put together {size}",
                Picture(enlarged(np.moveaxis(channels, 0, -1)), f"{arrays['name']} put together {size} of {shown}"),
            ),
            "histogram": (
                "how many values lie where; what is above 1 is cut",
                histogram(dict(zip(CHANNELS, channels, strict=True)), arrays["name"], span=(0, MOST)),
            ),
            "channels": (caption, Picture(_side_by_side(np.minimum(channels, 1)), f"channels {size} in gray: {shown}")),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say what each channel is multiplied by, and how much is lost."""
        made = ", ".join(f"{name} × {color.number(n)}" for name, n in zip(CHANNELS, arrays["times"], strict=True))
        cut = arrays["cut"]
        lost = f"{color.number(100 * cut)} % of the values are cut to 1" if cut else "No value is above 1"
        size = color.size_of(arrays["channels"][0])
        return f"{arrays['name']} {size}, {made}, in the order {arrays['shown_as']}. {lost}."


def _side_by_side(channels: np.ndarray) -> np.ndarray:
    """Return channels as gray colors in a row: every second pixel of large ones, each pixel of small ones repeated."""
    step, times = max(1, round(channels.shape[2] / SMALL)), max(1, round(SMALL / channels.shape[2]))
    planes = [color.rgb(plane[::step, ::step]).repeat(times, axis=0).repeat(times, axis=1) for plane in channels]
    gap = np.full((len(planes[0]), GAP, 3), 255, np.uint8)
    return np.concatenate([part for plane in planes for part in (plane, gap)][:-1], axis=1)
