"""A convolution over several channels to do by hand, at one place."""

from collections.abc import Sequence

import numpy as np

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.questions.wording import apart
from cnnlite.questions.worked import LARGEST, Step, WorkedExample

ADD, BIAS, RELU = "add the channels", "add the bias", "drop the negative"
SPACE = "\N{NO-BREAK SPACE}"  # keeps a label above its small array in one line
OFF = 0.01  # a mistake must be as far from the right number


def channel_example(
    image: np.ndarray,
    kernel: np.ndarray,
    bias: float,
    place: tuple[int, int],
    level: int = 0,
    names: Sequence[str] | None = None,
) -> WorkedExample:
    """Return one output of a kernel over several channels, step by step: the sums, the bias and ReLU.

    The last channel's sum is the learner's from level 1 on, and so is all that follows from it; the others are written
    out as its model.

    Parameters
    ----------
    image : ndarray (C, H, W)
        At most 12 × 12 numbers in each channel.
    kernel : ndarray (C, kh, kw)
        No larger than the image.
    bias : float
        Is added to the sum of all channels.
    place : (row, column)
        Which output to compute, with stride 1 and no padding.
    level : int
        How much is the learner's, 0 to 3.
    names : sequence of str, optional
        A name for each channel; numbers by default.

    Raises
    ------
    TypeError, ValueError
        An array is not (C, H, W) of finite numbers, the channels or names differ, the kernel does not fit, or the
        place is outside the output.

    Examples
    --------
    >>> pixels, kernel = np.array([[[2.0]], [[1.0]]]), np.array([[[3.0]], [[-1.0]]])
    >>> print(channel_example(pixels, kernel, -7, (0, 0), names=("red", "blue")).summary())
    WorkedExample: Output (0, 0) by hand. Level 0 of 3: 0 of 5 numbers to fill in.
    red: its products, added: 2·3 = 6
    blue: its products, added: −1
    all channels: their sums together = 5
    with the bias −7: added to all channels = −2
    after ReLU: 0
    """
    image, kernel = _planes("image", image), _planes("kernel", kernel)
    names = [f"channel {n}" for n in range(len(image))] if names is None else list(names)
    if not len(image) == len(kernel) == len(names):
        raise ValueError(
            f"channel_example: image, kernel and names must have as many channels, got {len(image)}, {len(kernel)} "
            f"and {len(names)} {_checks.shapes(image=image, kernel=kernel)}."
        )
    bias = _checks.number("channel_example", "bias", bias)
    row, col = _checks.pair("channel_example", "place", place, 0)
    high, wide = kernel.shape[1:]
    size = _checks.output_size("channel_example", image.shape[1:], (high, wide), (1, 1), ((0, 0), (0, 0)), (1, 1))
    if row >= size[0] or col >= size[1]:
        raise ValueError(f"channel_example: place must lie in the {size[0]}×{size[1]} output, got {(row, col)}.")
    windows = image[:, row : row + high, col : col + wide]
    arrays = {
        f"{name} {what}".replace(" ", SPACE): array
        for name, *pair in zip(names, windows, kernel, strict=True)
        for what, array in zip(("window", "kernel"), pair, strict=True)
    }
    return WorkedExample(f"Output ({row}, {col}) by hand", _steps(windows, kernel, bias, names), level, arrays)


def _steps(windows: np.ndarray, kernel: np.ndarray, bias: float, names: Sequence[str]) -> list[Step]:
    """Return a step for each channel, and those for all of them."""
    *others, last = (windows * kernel).sum(axis=(1, 2)).tolist()
    total = sum(others) + last
    told = [
        Step(f"{name}: its products, added", [f"{_written(window, weights)} =", value], fade=2)
        for name, window, weights, value in zip(names, windows, kernel, others, strict=False)
    ]
    return [
        *told,
        Step(
            f"{names[-1]}: its products, added",
            [last],
            mistakes=apart(
                last,
                {
                    float(windows[-1].sum()): "Those are the pixels alone: each meets a number of the kernel.",
                    -last: "Mind the signs of the products.",
                },
                off=OFF,
            ),
        ),
        Step(
            "all channels",
            ["their sums together =", total],
            ADD,
            "One kernel gives one number at each place.",
            mistakes=apart(
                total, {sum(others) - last: "Mind the signs of the sums.", last: "That is one channel."}, off=OFF
            ),
        ),
        Step(
            f"with the bias {color.number(bias)}",
            ["added to all channels =", total + bias],
            BIAS,
            "It is added once, after all products.",
            mistakes=apart(
                total + bias,
                {
                    total - bias: "Mind the sign of the bias.",
                    total + len(names) * bias: "The kernel has one bias, not one for each channel.",
                },
                off=OFF,
            ),
        ),
        Step("after ReLU", [max(total + bias, 0.0)], RELU, "ReLU makes 0 of whatever is negative.", fade=2),
    ]


def _written(window: np.ndarray, weights: np.ndarray) -> str:
    """Write the products of one channel with pluses between them, negative factors in brackets."""
    pairs = zip(color.numbers(window), color.numbers(weights), strict=True)
    bracketed = (map(color.bracketed, pair) for pair in pairs)
    return " + ".join("·".join(pair) for pair in bracketed)


def _planes(name: str, array: np.ndarray) -> np.ndarray:
    """Return a learner's array (C, H, W) as float64."""
    if not isinstance(array, np.ndarray) or array.ndim != 3 or not len(array):
        got = f"{name}.shape={array.shape}" if isinstance(array, np.ndarray) else repr(array)
        raise ValueError(f"channel_example: {name} must be an array (C, H, W), got {got}.")
    return np.stack([_checks.gray("channel_example", name, plane, LARGEST) for plane in array])
