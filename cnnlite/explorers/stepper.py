"""`ConvStepper`: one output of a convolution at a time, every product written out."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.plots import Grid, color

LARGEST = 12  # rows or columns of the image


class ConvStepper(Explorer):
    """Step a kernel over a small image: the window, the products, their sum, and the output as it fills.

    Parameters
    ----------
    image : ndarray (H, W)
        At most 12 × 12 numbers.
    kernel : ndarray (kh, kw)
        No larger than the image.
    stride : int
        Pixels between two windows.
    position : int
        Which output to begin with, counted along the rows.
    turn : bool
        Whether the kernel is turned by 180°, which makes cross-correlation a true convolution.
    show : sequence of str, optional
        The controls to show, of position and turn.

    Raises
    ------
    TypeError, ValueError
        An array is not (H, W) of finite numbers or too large, the kernel does not fit, or a number is out of range.

    Examples
    --------
    >>> ConvStepper(np.array([[0.0, 1], [2, 3]]), np.array([[1.0, -1]])).summary()
    'ConvStepper: output (0, 0), 1 of 2: 0·1 + 1·(−1) = −1'
    """

    def __init__(
        self,
        image: np.ndarray,
        kernel: np.ndarray,
        stride: int = 1,
        position: int = 0,
        turn: bool = False,
        show: Sequence[str] | None = None,
    ) -> None:
        self._image = _checks.gray("ConvStepper", "image", image, LARGEST)
        self._kernel = _checks.gray("ConvStepper", "kernel", kernel, LARGEST)
        _checks.pair("ConvStepper", "stride", stride, 1)
        self._stride = stride
        self._size = functional.conv_output_size(self._image.shape, self._kernel.shape, stride)
        super().__init__(
            controls={
                "position": Slider(label="position", min=0, max=self._size[0] * self._size[1] - 1, value=position),
                "turn": ipywidgets.Checkbox(
                    value=turn, description="turn the kernel by 180°", indent=False, layout={"width": "200px"}
                ),
            },
            panels=("window", "output"),
            show=show,
        )

    def buttons(self) -> Sequence[Any]:
        """Return back and forward, for those who would rather click."""
        made = []
        for label, step in (("Back", -1), ("Forward", 1)):
            button = ipywidgets.Button(description=label, layout={"width": "80px"})
            button.on_click(lambda _, step=step: self._step(step))
            made.append(button)
        return made

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the window, the kernel as it is used, their products, and the outputs up to here."""
        kernel = np.flip(self._kernel) if state["turn"] else self._kernel
        output = functional.conv2d(self._image[None, None], kernel[None, None], stride=self._stride)[0, 0]
        row, col = divmod(state["position"], self._size[1])
        top, left = row * self._stride, col * self._stride
        patch = self._image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
        known = np.arange(output.size).reshape(output.shape) <= state["position"]
        return {
            "at": (row, col), "corner": (top, left), "patch": patch, "kernel": kernel, "products": patch * kernel,
            "sum": output[row, col], "output": np.where(known, output, np.nan), "turn": state["turn"],
            "number": state["position"] + 1,
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the image with its window, times the kernel, the products, and the output so far."""
        kernel, name = arrays["kernel"], "kernel, turned" if arrays["turn"] else "kernel"
        return {
            "window": (
                "what is multiplied",
                [
                    Grid("image", self._image, window=(*arrays["corner"], *kernel.shape)),
                    "×",
                    Grid(name, kernel),
                    "=",
                    Grid("products", arrays["products"]),
                ],
            ),
            "output": (
                "the sum of the products fills one cell",
                ["→", Grid("output", arrays["output"], window=(*arrays["at"], 1, 1))],
            ),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Write the sum of products out."""
        terms = " + ".join(
            f"{_term(pixel)}·{_term(weight)}"
            for pixel, weight in zip(arrays["patch"].flat, arrays["kernel"].flat, strict=True)
        )
        return (
            f"output {arrays['at']}, {arrays['number']} of {arrays['output'].size}: "
            f"{terms} = {color.number(arrays['sum'])}"
        )

    def _step(self, by: int) -> None:
        self.position.value += by


def _term(value: float) -> str:
    """Return a factor, negative ones in brackets."""
    return color.number(value) if value >= 0 else f"({color.number(value)})"
