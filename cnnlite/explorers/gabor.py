"""`GaborExplorer`: which stripes a Gabor kernel answers to."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import filters, functional
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.explorers.pictures import PictureExplorer, PictureMenu
from cnnlite.plots import Picture, color
from cnnlite.plots.image import WIDTH as PAGE
from cnnlite.plots.image import enlarged

LARGEST = 160  # rows or columns of a picture: an answer in time for the next move of a slider
HALF = 10  # pixels of the kernel on each side of its middle: 2.5 times the largest width
WIDTH = 210  # pixels of the page that the kernel fills, about
FRAME = 150  # its gray
STRONGEST = 0.25  # the answer at the end of the colors; few pictures have stronger ones


class GaborExplorer(PictureExplorer):
    """A Gabor kernel over a picture: the kernel, the picture, the answer.

    The kernel is `cnnlite.filters.gabor` under a round bell (gamma 1), 21×21 numbers where the picture has room for
    them, divided by their sum without the signs. So answers of different kernels can be compared.

    Parameters
    ----------
    image : str or ndarray (H, W)
        A name of the image menu, such as ``"fur"`` or ``"stripes"``, or your own numbers (up to 160 × 160).
    angle : int
        Degrees, 0 to 175 in steps of 5: 0 fits upright stripes, 45 those like "/", 90 flat ones.
    wavelength : int
        3 to 16 pixels from crest to crest.
    width : float
        1 to 4 pixels, in steps of a half: sigma of the bell.
    phase : int
        Degrees, 0 to 315 in steps of 45: 0 has a crest in the middle, 90 an edge, 180 a trough.
    show : sequence of str, optional
        The controls to show, of image, angle, wavelength, width, phase.

    Raises
    ------
    TypeError, ValueError
        The image is no such name or no such array, or a number is out of range.

    Examples
    --------
    >>> print(GaborExplorer("stripes", angle=45).summary().split(". ")[0])
    GaborExplorer: 21×21 kernel for stripes that lean like / (45° from upright), 8 pixels from crest to crest
    """

    def __init__(
        self,
        image: str | np.ndarray = "fur",
        angle: int = 0,
        wavelength: int = 8,
        width: float = 3.0,
        phase: int = 0,
        show: Sequence[str] | None = None,
    ) -> None:
        menu = PictureMenu("GaborExplorer", image, largest=LARGEST)
        super().__init__(
            menu,
            controls={
                "angle": Slider(label="angle (degrees)", min=0, max=175, value=angle, step=5),
                "wavelength": Slider(label="wavelength", min=3, max=16, value=wavelength),
                "width": Slider(label="width", min=1, max=4, value=width, step=0.5),
                "phase": Slider(label="phase (degrees)", min=0, max=315, value=phase, step=45),
            },
            panels=("kernel", "picture", "answer"),
            show=show,
        )

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the picture, the kernel, and its answer wherever the whole kernel fits."""
        picture = self.menu.array(state["image"])
        half = min(HALF, (min(picture.shape) - 1) // 2)
        kernel = filters.gabor(
            2 * half + 1, state["wavelength"], np.radians(state["angle"]), state["width"], 1.0,
            np.radians(state["phase"]),
        )  # fmt: skip
        kernel = kernel.round(12)  # in a picture of one row or column an edge has no room: 0, not nearly 0
        kernel /= np.abs(kernel).sum() or 1.0
        answer = functional.conv2d(picture[None, None], kernel[None, None])[0, 0]
        return {
            "picture": picture, "kernel": kernel, "answer": answer,
            "angle": state["angle"], "wavelength": state["wavelength"],
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw all three; the answer in the same colors for every kernel, so that weak answers look weak."""
        picture, kernel, answer = arrays["picture"], arrays["kernel"], arrays["answer"]
        return {
            "kernel": (f"kernel {color.size_of(kernel)}", _large(kernel)),
            "picture": (f"picture {color.size_of(picture)}", framed(picture, "picture", color.scale(picture))),
            "answer": (
                f"answer {color.size_of(answer)}, values {color.number(answer.min())} to {color.number(answer.max())}",
                framed(answer, "answer", (True, STRONGEST)),
            ),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say which stripes the kernel fits, what plain gray gives, and how strong the strongest answer is."""
        kernel, answer = arrays["kernel"], arrays["answer"]
        row, col = np.unravel_index(np.abs(answer).argmax(), answer.shape)
        return (
            f"{color.size_of(kernel)} kernel for {_stripes(arrays['angle'])}, {arrays['wavelength']} pixels from crest "
            f"to crest. Plain white gives {color.number(kernel.sum())}. Strongest answer "
            f"{color.number(answer[row, col])}, at row {row}, column {col}."
        )


def _large(kernel: np.ndarray) -> Picture:
    """Return a kernel as a picture small enough to stand beside the others."""
    times = max(1, WIDTH // len(kernel))
    values = f"values {color.number(kernel.min())} to {color.number(kernel.max())}"
    return Picture(
        color.rgb(kernel, signed=True).repeat(times, axis=0).repeat(times, axis=1),
        f"kernel {color.size_of(kernel)}, {values}, sum {color.number(kernel.sum())}",
    )


def framed(array: np.ndarray, label: str, scale: color.Scale | None = None, width: int = PAGE) -> Picture:
    """Return an image with a thin gray frame: a white edge would not be seen on a white page."""
    colors = np.pad(enlarged(array, scale=scale, width=width), ((1, 1), (1, 1), (0, 0)), constant_values=FRAME)
    return Picture(colors, f"{label} {color.describe(array)}")


def _stripes(angle: int) -> str:
    """Return in words how stripes run whose wave has a direction in degrees."""
    if angle % 90 == 0:
        return "upright stripes" if angle % 180 == 0 else "flat stripes"
    return f"stripes that lean like {'/' if angle % 180 < 90 else chr(92)} ({angle}° from upright)"
