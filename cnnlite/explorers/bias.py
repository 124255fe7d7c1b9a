"""`BiasExplorer`: what one number, added to a whole feature map, lets through ReLU."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets

from cnnlite import _checks, functional
from cnnlite.data import photos
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.filters import PRESETS
from cnnlite.plots import Grid, color

MOST = 4  # the sums of Sobel's kernels on a photo run from −4 to 4
END = 3.0  # what is white; one scale for all settings, so that their brightness can be compared


class BiasExplorer(Explorer):
    """One kernel over one photo, a bias added to every sum, and ReLU after it.

    Parameters
    ----------
    image : {"temple", "flower"}
        The photo, in gray.
    bias : float
        −4 to 4, in steps of 0.1.
    relu : bool
        Whether negative answers become 0.
    kernel : str
        A name of `filters.PRESETS`; it stays.
    show : sequence of str, optional
        The controls to show, of image, bias and relu.

    Raises
    ------
    ValueError
        The image or the kernel is no such name, or the bias out of range.

    Examples
    --------
    >>> BiasExplorer(bias=-1).summary()
    'BiasExplorer: Sobel x and a bias of −1, with ReLU: 1.2 % of 211×318 numbers are above 0, the largest is 1.79.'
    """

    def __init__(
        self,
        image: str = "temple",
        bias: float = 0,
        relu: bool = True,
        kernel: str = "Sobel x",
        show: Sequence[str] | None = None,
    ) -> None:
        _checks.choice("BiasExplorer", "image", image, photos.NAMES)
        _checks.choice("BiasExplorer", "kernel", kernel, PRESETS)
        self.kernel = kernel
        self._photos = {name: photos.photo(name) for name in photos.NAMES}
        super().__init__(
            controls={
                "image": ipywidgets.Dropdown(
                    options=list(photos.NAMES), value=image, description="image", layout={"width": "200px"},
                    style={"description_width": "60px"},
                ),
                "bias": Slider(label="bias", min=-MOST, max=MOST, step=0.1, value=bias),
                "relu": ipywidgets.Checkbox(value=relu, description="ReLU", indent=False, layout={"width": "80px"}),
            },
            panels=("input", "output"),
            show=show,
        )  # fmt: skip

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the photo and the map with its bias."""
        pixels, bias = self._photos[state["image"]], float(state["bias"])
        sums = functional.conv2d(pixels[None, None], PRESETS[self.kernel][None, None])[0, 0]
        output = functional.relu(sums + bias) if state["relu"] else sums + bias
        return {"image": pixels, "bias": bias, "relu": state["relu"], "output": output}

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the photo and the map."""
        output = arrays["output"]
        name = f"{'ReLU of the ' if arrays['relu'] else ''}feature map {color.size_of(output)}"
        span = f"values {color.number(output.min())} to {color.number(output.max())}"
        signed = not arrays["relu"]
        ends = f"orange is −{END:g} or less, purple {END:g} or more" if signed else f"white is {END:g} or more"
        return {
            "input": (f"input {color.size_of(arrays['image'])}", [Grid("", arrays["image"])]),
            "output": (f"{name}, {span}; {ends}", [Grid("", output, scale=(signed, END))]),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say how much of the map is above 0."""
        output = arrays["output"]
        return (
            f"{self.kernel} and a bias of {color.number(arrays['bias'])}, {'with' if arrays['relu'] else 'without'} "
            f"ReLU: {(output > 0).mean():.1%} of {color.size_of(output)} numbers are above 0, the largest is "
            f"{color.number(output.max())}."
        ).replace("%", " %")
