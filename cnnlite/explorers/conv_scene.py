"""`conv_scene`: every output of a small convolution as a frame, with its window, its products and its sum."""

import numpy as np

from cnnlite import functional
from cnnlite._checks import Padding
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color
from cnnlite.plots.grid import NO_PADDING

OUTPUT = 6  # the place of the output among the items


def conv_scene(
    image: np.ndarray,
    kernel: np.ndarray,
    stride: int = 1,
    padding: Padding = NO_PADDING,
    dilation: int = 1,
    relu: bool = False,
    fill: bool = False,
    names: tuple[str, str, str] = ("image", "kernel", "output"),
) -> Scene:
    """Return the scene of an image (C, H, W) under a kernel (C, kh, kw); ``fill`` shows outputs only once reached."""
    padded = np.pad(image, ((0, 0), *padding))
    output = functional.conv2d(image[None], kernel[None], stride=stride, padding=padding, dilation=dilation)[0, 0]
    shown = functional.relu(output) if relu else output
    high, wide = kernel.shape[1:]
    frames = []
    for place, (row, col) in enumerate(np.ndindex(*output.shape)):
        top, left = row * stride, col * stride
        rows, cols = top + dilation * np.arange(high), left + dilation * np.arange(wide)
        patch = padded[:, rows[:, None], cols]
        total = color.number(float(output[row, col]))
        answer = f"{total}; ReLU makes it {color.number(float(shown[row, col]))}" if relu else total
        frames.append(
            Frame(
                [
                    Grid(
                        names[0], _flat(padded), padding=padding,
                        window=(top, left, high, wide) if dilation == 1 else None,
                        marked=() if dilation == 1 else [(int(r), int(c)) for r in rows for c in cols],
                    ),
                    "×",
                    Grid(names[1], _flat(kernel)),
                    "=",
                    Grid("products", _flat(patch * kernel)),
                    "→",
                    Grid(names[2], shown, window=(row, col, 1, 1), shown=place + 1 if fill else None),
                ],
                f"output ({row}, {col}), {place + 1} of {output.size}: {_sum(patch, kernel)} = {answer}",
            )
        )  # fmt: skip
    return Scene(frames, pick=OUTPUT)


def _flat(planes: np.ndarray) -> np.ndarray:
    """Return a single channel as (H, W), several as they are."""
    return planes[0] if len(planes) == 1 else planes


def _sum(patch: np.ndarray, kernel: np.ndarray) -> str:
    """Write the products of one output with pluses between them; of several channels, one after the other."""
    sums = [
        " + ".join(f"{_term(pixel)}·{_term(weight)}" for pixel, weight in zip(pixels.flat, weights.flat, strict=True))
        for pixels, weights in zip(patch, kernel, strict=True)
    ]
    if len(sums) == 1:
        return sums[0]
    totals = [color.number(total) for total in (patch * kernel).sum(axis=(1, 2))]
    listed = "; ".join(f"channel {n}: {terms} = {totals[n]}" for n, terms in enumerate(sums))
    return f"{listed}; all channels: {' + '.join(_bracket(total) for total in totals)}"


def _term(value: float) -> str:
    """Return a factor, negative ones in brackets."""
    return _bracket(color.number(value))


def _bracket(written: str) -> str:
    """Return a written number that may follow a sign."""
    return f"({written})" if written.startswith("−") else written
