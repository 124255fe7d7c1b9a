"""`ConvExplorer`: what a kernel, its stride, padding and dilation do to an image."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite.data import articles
from cnnlite.explorers import kernel_menu
from cnnlite.explorers.controls import NARROW, MatrixInput, Slider
from cnnlite.explorers.conv_scene import conv_scene
from cnnlite.explorers.panel import View
from cnnlite.explorers.pictures import PictureExplorer, PictureMenu
from cnnlite.explorers.size_formula import formula
from cnnlite.filters import PRESETS
from cnnlite.plots import Grid, color

SQUARE = np.pad(np.ones((3, 3)), 2)
SMALL = {
    "bright square 7×7": SQUARE,
    "zebra 3×3": articles.ZEBRA,
    "cat 3×3": articles.CAT,
    "image 1, 4×4": articles.FOUR_IMAGES[0],
}
MOST_PADDING, MOST_DILATION = 4, 3
ALIKE = 1e-9  # sums smaller than this are 0, but for rounding
LARGEST = 15  # rows or columns, padding included, of which every product is shown


class ConvExplorer(PictureExplorer):
    """One kernel over one gray image: input, kernel, feature map, sizes and the size formula.

    Parameters
    ----------
    image : str or ndarray (H, W)
        A name of the image menu, such as ``"temple"``, ``"fur"`` or ``"zebra 3×3"``, or your own numbers (up to
        320 × 320).
    kernel : str or ndarray (kh, kw)
        A name of the kernel menu, such as ``"Sobel x"``, or your own, up to 7 × 7.
    stride, padding, dilation : int
        1–4, 0–4 and 1–3.
    padding_mode : {"number", "valid", "same"}
        The padding as given, none, or what keeps the size at stride 1.
    relu : bool
        Whether negative answers become 0.
    show : sequence of str, optional
        The controls to show, of image, kernel, values, stride, padding_mode, padding, dilation, relu.

    Raises
    ------
    TypeError, ValueError
        The image or the kernel is no such name, has a wrong number of axes, or is too large; or a number in it is
        not finite.

    Examples
    --------
    >>> ConvExplorer("bright square 7×7", stride=2, padding=1).summary()
    'ConvExplorer: 7×7 input, 3×3 kernel, stride 2, padding 1 → 4×4 feature map, values −3 to 3.'
    """

    def __init__(
        self,
        image: str | np.ndarray = "temple",
        kernel: str | np.ndarray = "Sobel x",
        stride: int = 1,
        padding: int = 0,
        dilation: int = 1,
        padding_mode: str = "number",
        relu: bool = False,
        show: Sequence[str] | None = None,
    ) -> None:
        menu = PictureMenu("ConvExplorer", image, SMALL)
        if isinstance(kernel, str):
            _checks.choice("ConvExplorer", "kernel", kernel, PRESETS)
            values = PRESETS[kernel]
        else:
            values = _checks.gray("ConvExplorer", "kernel", kernel, 7)
        _checks.choice("ConvExplorer", "padding_mode", padding_mode, ("number", "valid", "same"))
        # Where no values can be typed, the menu offers no kernel of one's own.
        typed = show is None or "values" in show or kernel_menu.name_of(values) not in PRESETS
        super().__init__(
            menu,
            controls={
                "kernel": ipywidgets.Dropdown(
                    options=[*PRESETS, *(kernel_menu.OWN if typed else ())], value=kernel_menu.name_of(values),
                    description="kernel", layout={"width": "260px"} | NARROW, style={"description_width": "60px"},
                ),
                "values": MatrixInput(label="kernel value", value=values.tolist()),
                "stride": Slider(label="stride", min=1, max=4, value=stride),
                "padding_mode": ipywidgets.ToggleButtons(
                    options=["number", "valid", "same"], value=padding_mode, description="padding",
                    style={"button_width": "72px", "description_width": "60px"}, layout={"width": "320px"},
                ),
                "padding": Slider(label="padding", min=0, max=MOST_PADDING, value=padding),
                "dilation": Slider(label="dilation", min=1, max=MOST_DILATION, value=dilation),
                "relu": ipywidgets.Checkbox(
                    value=relu, description="ReLU", indent=False, layout={"width": "80px"}
                ),
            },
            panels=("input", "kernel", "output", "steps"),
            show=show,
        )  # fmt: skip

    def settle(self, changed: str | None) -> None:
        """Keep the menu and the kernel's values in step, and padding and dilation legal."""
        name, values = self.kernel.value, np.array(self.values.value)
        if changed == "kernel":
            self.values.value = (
                kernel_menu.fitted(values, kernel_menu.OWN[name]) if name in kernel_menu.OWN else PRESETS[name]
            ).tolist()
        elif changed == "values" or (name in PRESETS and not np.array_equal(PRESETS[name], values)):
            self.kernel.value = kernel_menu.name_of(values)
        free = self.padding_mode.value == "number"
        size = self.menu.array(self.image.value).shape
        kernel = np.shape(self.values.value)
        room = 2 * MOST_PADDING if free else 0
        if self.padding_mode.value != "same":
            fits = [
                d for d in range(1, MOST_DILATION + 1)
                if all(_span(k, d) <= n + room for k, n in zip(kernel, size, strict=True))
            ]  # fmt: skip
            self.dilation.max = max(fits, default=1)
        else:
            self.dilation.max = MOST_DILATION
        lacking = max(_span(k, self.dilation.value) - n for k, n in zip(kernel, size, strict=True))
        self.padding.min = min(MOST_PADDING, max(0, -(-lacking // 2))) if free else 0
        self.padding.disabled = not free

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the image, the kernel, the padding as pairs, and the feature map."""
        pixels, kernel = self.menu.array(state["image"]), np.array(state["values"], dtype=float)
        stride, dilation = (state["stride"],) * 2, (state["dilation"],) * 2
        asked = state["padding"] if state["padding_mode"] == "number" else state["padding_mode"]
        span = _checks.kernel_span(kernel.shape, dilation)
        padding = _checks.padding_pairs("ConvExplorer", asked, pixels.shape, span, stride)
        output = functional.conv2d(
            pixels[None, None], kernel[None, None], stride=stride, padding=padding, dilation=dilation
        )
        if state["relu"]:
            output = functional.relu(output)
        return {
            "image": pixels, "kernel": kernel, "output": output[0, 0],
            "stride": state["stride"], "dilation": state["dilation"], "padding": padding, "relu": state["relu"],
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the padded input, the kernel and the feature map; small ones with every product behind each output."""
        pixels, padding, output = arrays["image"], arrays["padding"], arrays["output"]
        padded = np.pad(pixels, padding)
        around = "" if padded.shape == pixels.shape else f", padded to {color.size_of(padded)}"
        names = (
            f"input {color.size_of(pixels)}{around}",
            f"kernel {color.size_of(arrays['kernel'])}",
            f"{'ReLU of the ' if arrays['relu'] else ''}feature map {color.size_of(output)}",
        )
        if max(padded.shape) <= LARGEST:
            scene = conv_scene(
                pixels[None], arrays["kernel"][None], arrays["stride"], padding, arrays["dilation"], arrays["relu"],
                names=names,
            )  # fmt: skip
            return {"input": None, "kernel": None, "output": None, "steps": scene}
        scale = _scale(arrays)
        span = f"values {color.number(output.min())} to {color.number(output.max())}"
        beyond = " or more" if output.max() > scale[1] else ""
        white = "" if scale[0] else f", white is {color.number(scale[1])}{beyond}"
        return {
            "input": (names[0], [Grid("", padded, padding=padding)]),
            "kernel": (names[1], [Grid("", arrays["kernel"])]),
            "output": (f"{names[2]}, {span}{white}", [Grid("", output, scale=scale)]),
            "steps": None,
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say sizes, settings and the range of the feature map."""
        (top, bottom), (left, right) = arrays["padding"]
        even = top == bottom == left == right
        padding = f", padding {top}" if even else f", padding {top} above, {bottom} below, {left} left, {right} right"
        if even and top == 0 and "padding" not in self.shown:
            padding = ""  # a word that a beginner need not know yet
        dilation = f", dilation {arrays['dilation']}" if arrays["dilation"] > 1 else ""
        relu = " after ReLU" if arrays["relu"] else ""
        output = arrays["output"]
        return (
            f"{color.size_of(arrays['image'])} input, {color.size_of(arrays['kernel'])} kernel, "
            f"stride {arrays['stride']}{padding}{dilation} → {color.size_of(output)} feature map{relu}, "
            f"values {color.number(output.min())} to {color.number(output.max())}."
        )

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Write the size formula with its numbers filled in, for those who can move more than the stride."""
        if "padding" not in self.shown:
            return ""
        return "size: " + "; ".join(
            f"{axis} {formula(n, k, sides, arrays['stride'], arrays['dilation'])}"
            for axis, n, k, sides in zip(
                ("rows", "columns"), arrays["image"].shape, arrays["kernel"].shape, arrays["padding"], strict=True
            )
        )


def _scale(arrays: Mapping[str, Any]) -> color.Scale:
    """Return the colors of a feature map.

    A kernel with a sum above 0 makes a picture of a picture: white stays 1, so that brightness can be compared, and
    what is brighter is cut. What other kernels find is no brightness, and fills the whole range.
    """
    signed, end = color.scale(arrays["output"])
    picture = arrays["image"].min() >= 0 and arrays["image"].max() <= 1 and arrays["kernel"].sum() > ALIKE
    return signed, 1.0 if picture and not signed else end


def _span(kernel: int, dilation: int) -> int:
    """Return how many pixels a dilated kernel covers along one axis."""
    return _checks.kernel_span((kernel, kernel), (dilation, dilation))[0]
