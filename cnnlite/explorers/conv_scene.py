"""`conv_scene`: every output of a small convolution as a frame, with its window, its products and its sum."""

import numpy as np

from cnnlite import functional
from cnnlite._checks import Padding
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color
from cnnlite.plots.grid import NO_PADDING

IMAGE, KERNEL, OUTPUT = 0, 2, 6  # their places among the items


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
        products = [_products(pixels, weights) for pixels, weights in zip(patch, kernel, strict=True)]
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
                f"output ({row}, {col}), {place + 1} of {output.size}: {_sum(products, patch * kernel)} = {answer}",
                products,
            )
        )  # fmt: skip
    return Scene(frames, pick=OUTPUT, factors=(IMAGE, KERNEL))


def _flat(planes: np.ndarray) -> np.ndarray:
    """Return a single channel as (H, W), several as they are."""
    return planes[0] if len(planes) == 1 else planes


def _products(pixels: np.ndarray, weights: np.ndarray) -> str:
    """Write the products of one channel with pluses between them, negative factors in brackets."""
    pairs = zip(color.numbers(pixels), color.numbers(weights), strict=True)
    return " + ".join(f"{color.bracketed(pixel)}·{color.bracketed(weight)}" for pixel, weight in pairs)


def _sum(products: list[str], values: np.ndarray) -> str:
    """Write the products behind one output; of several channels, one after the other."""
    if len(products) == 1:
        return products[0]
    totals = [color.number(total) for total in values.sum(axis=(1, 2))]
    listed = "; ".join(f"channel {n}: {written} = {totals[n]}" for n, written in enumerate(products))
    return f"{listed}; all channels: {' + '.join(color.bracketed(total) for total in totals)}"
