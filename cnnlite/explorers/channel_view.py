"""`ChannelView`: one output at a time of a convolution over several channels, with each channel's own sum."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from cnnlite import _checks, functional
from cnnlite.explorers.conv_scene import conv_scene
from cnnlite.explorers.number_grid import CONTROLS, NumberGrid
from cnnlite.explorers.scene import Scene
from cnnlite.plots import Grid, color

LARGEST = 8  # rows or columns of the image
MOST = 4  # channels, and kernels
MOST_NUMBERS = 25_000  # to send to the page, in at most 300 kB
FRAME = 60  # so many numbers is what one frame costs besides its products
KERNEL, BIAS, RELU = "kernel", "bias", "ReLU"


class ChannelView(NumberGrid):
    """Step kernels over a small image of several channels: each channel's sum, all of them together, and the bias.

    Hover over the output, tap it or use the arrow keys on it. Channels are drawn in depth; the menu brings one to the
    front. Each channel's own map, made of its sums alone, stands in depth beside the output.

    Parameters
    ----------
    image : ndarray (C, H, W)
        At most 4 channels of 8 × 8 numbers.
    kernel : ndarray (C, kh, kw) or (O, C, kh, kw)
        One kernel, or up to 4 to choose from.
    biases : sequence of float
        The biases to choose from; the first is the one to begin with.
    relu : bool
        Whether to begin with ReLU.
    position : int
        Which output to begin with, counted along the rows.
    names : sequence of str, optional
        A name for each channel, such as ``("red", "green", "blue")``; numbers by default.
    show : sequence of str
        The controls to show, of position, play, pin, kernel, bias and ReLU.

    Raises
    ------
    TypeError, ValueError
        An array is of another kind or size, the channels differ, the kernel does not fit, the biases are no numbers or
        not all different, the names are not one for each channel, or all settings together have too
        many numbers to show.

    Examples
    --------
    >>> ChannelView(np.array([[[2.0]], [[1.0]]]), np.array([[[3.0]], [[-1.0]]]), biases=(-4,)).summary()
    'ChannelView: output (0, 0), 1 of 1: channel 0: 2·3 = 6; channel 1: 1·(−1) = −1; all channels: 6 + (−1) = 5; with the bias −4: 1'
    """  # noqa: E501

    def __init__(
        self,
        image: np.ndarray,
        kernel: np.ndarray,
        biases: Sequence[float] = (0,),
        relu: bool = False,
        position: int = 0,
        names: Sequence[str] | None = None,
        show: Sequence[str] = (*CONTROLS, KERNEL, BIAS, RELU),
    ) -> None:
        self.image = _planes("image", image)
        self.kernels = np.stack([_planes("kernel", one) for one in (kernel if np.ndim(kernel) == 4 else [kernel])])
        self.biases = [_checks.number("ChannelView", "each bias", bias) for bias in biases]
        self.names = [f"channel {n}" for n in range(len(self.image))] if names is None else list(names)
        self._check()
        numbers = [str(n) for n in range(len(self.kernels))]
        options = {KERNEL: numbers, BIAS: color.numbers(np.array(self.biases)), RELU: ("", RELU)}
        super().__init__(
            [self._scene(one, b, on) for one, b, on in product(self.kernels, self.biases, (False, True))],
            options=options,
            show=[name for name in show if len(options.get(name, CONTROLS)) > 1],  # a menu of one is no choice
            label=f"{color.size_of(np.asarray(kernel))} kernel over a {color.size_of(self.image)} image",
            index=position,
            setting=[0, 0, int(relu)],
        )
        self.planes = [] if names is None else self.names

    def _scene(self, kernel: np.ndarray, bias: float, relu: bool) -> Scene:
        """Return the frames of all places under one kernel, with one bias."""
        plain = conv_scene(self.image, kernel)
        maps = functional.conv2d(self.image[None], kernel[:, None], groups=len(kernel))[0]  # each channel by itself
        before = maps.sum(axis=0) + bias
        after = functional.relu(before) if relu else before
        frames = []
        for place, frame in zip(np.ndindex(before.shape), plain.frames, strict=True):
            here = (*place, 1, 1)
            total = color.number(float(before[place]))
            sums = Grid("sums", maps[:, *place, None], names=self.names)
            end = f"; ReLU makes it {color.number(float(after[place]))}" if relu else ""
            frames.append(
                replace(
                    frame,
                    items=[
                        *frame.items[:5], "→", sums,
                        "", Grid("each channel's map", maps, window=here),
                        "+", Grid("bias", np.array([[bias]])),
                        "→", Grid("output" + (" after ReLU" if relu else ""), after, window=here),
                    ],
                    text=f"{self._named(frame.text)}; with the bias {color.number(bias)}: {total}{end}",
                )
            )  # fmt: skip
        return Scene(frames, pick=len(frames[0].items) - 1, factors=plain.factors)

    def _named(self, text: str) -> str:
        """Return the sentence with the channels' names."""
        for n, name in enumerate(self.names):
            text = text.replace(f"channel {n}:", f"{name}:")
        return text

    def _check(self) -> None:
        """Refuse what does not fit together."""
        given = _checks.shapes(image=self.image, kernel=self.kernels)
        if len(self.kernels) > MOST:
            raise ValueError(f"ChannelView: kernel must be 1 to {MOST} kernels, got {len(self.kernels)} {given}.")
        if len(self.image) != self.kernels.shape[1]:
            raise ValueError(
                f"ChannelView: kernel must have as many channels as the image, got {self.kernels.shape[1]} and "
                f"{len(self.image)} {given}."
            )
        if len(self.names) != len(self.image):
            raise ValueError(f"ChannelView: names must be {len(self.image)}, one for each channel, got {self.names}.")
        if not self.biases or len(set(color.numbers(np.array(self.biases)))) < len(self.biases):
            raise ValueError(f"ChannelView: biases must be different numbers, at least one, got {self.biases}.")
        size = functional.conv_output_size(self.image.shape[1:], self.kernels.shape[2:])
        settings, outputs, taps = len(self.kernels) * len(self.biases) * 2, size[0] * size[1], self.kernels[0].size
        numbers = settings * (self.image.size + taps + outputs * (taps + FRAME))
        if numbers > MOST_NUMBERS:
            raise ValueError(
                f"ChannelView: all kernels and biases must make at most {MOST_NUMBERS} numbers to show, got {numbers} "
                f"{given}. Take a smaller image, or fewer kernels or biases."
            )


def _planes(name: str, array: np.ndarray) -> np.ndarray:
    """Return a learner's array (C, H, W) as float64."""
    if not isinstance(array, np.ndarray) or array.ndim != 3 or not 1 <= len(array) <= MOST:
        got = f"{name}.shape={array.shape}" if isinstance(array, np.ndarray) else repr(array)
        raise ValueError(f"ChannelView: {name} must be an array (C, H, W) of 1 to {MOST} channels, got {got}.")
    return np.stack([_checks.gray("ChannelView", name, plane, LARGEST) for plane in array])
