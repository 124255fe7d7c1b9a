"""`ConvStepper`: one output of a convolution at a time, every product written out."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnlite import _checks, functional
from cnnlite.explorers.conv_scene import conv_scene
from cnnlite.explorers.number_grid import CONTROLS, NumberGrid
from cnnlite.explorers.scene import Scene
from cnnlite.plots import color

LARGEST = 12  # rows or columns of the image
MOST_CHANNELS = 4
MOST_PADDING = 4
MOST_PRODUCTS = 8000  # of all outputs; the page gets every one of them, in at most 300 kB
TURN = "turn"


class Code(str):
    """Lines of Python that a notebook shows as they are."""

    def __repr__(self) -> str:
        return str(self)


class ConvStepper(NumberGrid):
    """Step a kernel over a small image: the window, the products, their sum, and the output as it fills.

    Hover over the output, tap it or use the arrow keys on it; `index` is the place, counted along the rows.

    Parameters
    ----------
    image : ndarray (H, W) or (C, H, W)
        At most 12 × 12 numbers, and 4 channels.
    kernel : ndarray (kh, kw) or (C, kh, kw)
        No larger than the padded image.
    stride, padding : int
        Pixels from one window to the next; rows and columns of 0 at each side, at most 4.
    position : int
        Which output to begin with.
    turn : bool
        Whether the kernel is turned by 180°, which makes cross-correlation a true convolution.
    show : sequence of str
        The controls to show, of position, play, pin and turn.

    Raises
    ------
    TypeError, ValueError
        An array is not (H, W) or (C, H, W) of finite numbers or too large, the channels differ, the kernel does not
        fit, a number is out of range, or all outputs together have more than 8000 products.

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
        padding: int = 0,
        position: int = 0,
        turn: bool = False,
        show: Sequence[str] = (*CONTROLS, TURN),
    ) -> None:
        self.image = _checks.planes("ConvStepper", "image", image, MOST_CHANNELS, LARGEST)
        self.kernel = _checks.planes("ConvStepper", "kernel", kernel, MOST_CHANNELS, LARGEST)
        if len(self.image) != len(self.kernel):
            raise ValueError(
                f"ConvStepper: kernel must have as many channels as the image, got {len(self.kernel)} and "
                f"{len(self.image)} {_checks.shapes(image=self.image, kernel=self.kernel)}."
            )
        self.stride, self.padding = _count("stride", stride, 1), _count("padding", padding, 0, MOST_PADDING)
        if not isinstance(turn, (bool, np.bool_)):
            raise TypeError(f"ConvStepper: turn must be True or False, got {turn!r}.")
        self.size = functional.conv_output_size(self.image.shape[1:], self.kernel.shape[1:], self.stride, self.padding)
        products = self.size[0] * self.size[1] * self.kernel.size
        if products > MOST_PRODUCTS:
            raise ValueError(
                f"ConvStepper: image, kernel and padding must make at most {MOST_PRODUCTS} products, got {products}. "
                "Take a smaller image, fewer channels, less padding or a larger stride."
            )
        if not _checks.is_int(position) or not 0 <= position < self.size[0] * self.size[1]:
            raise ValueError(
                f"ConvStepper: position must be a number from 0 to {self.size[0] * self.size[1] - 1}, got {position!r}."
            )
        super().__init__(
            [self._scene(turned=False), self._scene(turned=True)],
            options={TURN: ("", "turn the kernel by 180°")},
            show=show,
            label=f"a {color.size_of(kernel)} kernel steps over a {color.size_of(image)} image",
            index=position,
            setting=[int(turn)],
        )

    @property
    def at(self) -> tuple[int, int]:
        """The row and column of the present output."""
        row, col = divmod(self.index, self.size[1])
        return row, col

    def copy(self) -> Code:
        """Return the present step as lines of NumPy, to run or to change."""
        row, col = self.at
        top, left = row * self.stride, col * self.stride
        high, wide = self.kernel.shape[1:]
        many = len(self.image) > 1
        channels, last = (":, ", "(-2, -1)") if many else ("", "")
        image, kernel = (self.image, self.kernel) if many else (self.image[0], self.kernel[0])
        lines = ["import numpy as np", "", f"image = np.{_source(image)}", f"kernel = np.{_source(kernel)}"]
        if self.padding:
            zeros = f"((0, 0), {(self.padding,) * 2}, {(self.padding,) * 2})" if many else f"{self.padding}"
            lines.append(f"image = np.pad(image, {zeros})")
        if self.state[TURN]:
            lines.append(f"kernel = np.flip(kernel, axis={last})" if many else "kernel = np.flip(kernel)")
        lines += [
            f"window = image[{channels}{top} : {top + high}, {left} : {left + wide}]",
            "products = window * kernel",
            f"total = products.sum()  # output[{row}, {col}]",
        ]
        return Code("\n".join(lines))

    def _scene(self, turned: bool) -> Scene:
        """Return the frames of all places, with the kernel turned or not."""
        kernel = np.flip(self.kernel, axis=(1, 2)) if turned else self.kernel
        sides = (self.padding, self.padding)
        names = ("image", "kernel, turned" if turned else "kernel", "output")
        return conv_scene(self.image, kernel, self.stride, (sides, sides), fill=True, names=names)


def _count(name: str, value: Any, least: int, most: float = np.inf) -> int:
    """Return a stride or a padding, the same for rows and columns."""
    if not _checks.is_int(value):
        raise TypeError(f"ConvStepper: {name} must be a whole number, got {value!r}.")
    if not least <= value <= most:
        bound = f"at least {least}" if value < least else f"at most {most}"
        raise ValueError(f"ConvStepper: {name} must be {bound}, got {value!r}.")
    return int(value)


def _source(array: np.ndarray) -> str:
    """Return an array as Python writes it."""
    return f"array({array.tolist()})"
