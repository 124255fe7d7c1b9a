"""The sentences of a convolution's backward pass: what a cell pays, and the sum that a cell is paid."""

from collections.abc import Sequence

import numpy as np

from cnnlite.explorers.backward import ConvBackward
from cnnlite.plots import color


def payments(layer: ConvBackward, o: int, row: int, col: int) -> str:
    """Return what a cell of dout pays: to a row of dx and one of dw in each channel, the others as "…", and to db."""
    gradient, kernels, channels = layer.dout[o, row, col], len(layer.w), len(layer.x)
    lines = [f"dout {place('kernel', o, row, col, kernels)} = {color.number(float(gradient))} pays"]
    top, left = row * layer.stride - layer.padding, col * layer.stride - layer.padding
    taps = list(np.ndindex(*layer.w.shape[2:]))
    kept = [(i, j) for i, j in taps if inside(layer, top + i, left + j)]
    first = [(i, j) for i, j in kept if i == kept[0][0]]
    more = ", …" if len(first) < len(kept) else ""
    lost = "; what the padding gets falls away" if len(kept) < len(taps) else ""
    for c in range(channels if kept else 0):
        paid = [(place("channel", c, top + i, left + j, channels), layer.w[o, c, i, j]) for i, j in first]
        lines.append(f"{_paid('dx', paid, gradient)}{more}{lost}")
    if not kept:
        lines.append("dx: nothing, since its whole window is padding")
    for c in range(channels):
        top_row = layer.padded[c, row * layer.stride, col * layer.stride :][: layer.w.shape[3]]
        paid = [(slice_of_w(layer, o, c, 0, j), pixel) for j, pixel in enumerate(top_row)]
        lines.append(f"{_paid('dw', paid, gradient)}{', …' if layer.w.shape[2] > 1 else ''}")
    lines.append(f"db{f' kernel {o}' if kernels > 1 else ''}: {color.number(float(gradient))}")
    return "\n".join(lines)


def total(name: str, seen: np.ndarray, taps: np.ndarray, real: np.ndarray) -> str:
    """Return the sum behind a cell, of arrays (O, rows, cols), without the zeros that were put in; kernel by kernel."""
    sums = [color.number(float(part)) for part in (seen * taps).sum(axis=(1, 2))]
    if not real.any():
        return f"{name} = 0, since no cell of dout lies under the kernel"
    pairs = [
        zip(color.numbers(one[here]), color.numbers(two[here]), strict=True)
        for one, two, here in zip(seen, taps, real, strict=True)
    ]
    written = [" + ".join(f"{color.bracketed(one)}·{color.bracketed(two)}" for one, two in each) for each in pairs]
    if len(sums) == 1:
        return f"{name} = {written[0]} = {sums[0]}"
    lines = [f"kernel {o}: {one} = {part}" for o, (one, part) in enumerate(zip(written, sums, strict=True))]
    end = color.number(float((seen * taps).sum()))
    return "\n".join([*lines, f"{name} = {' + '.join([sums[0], *map(color.bracketed, sums[1:])])} = {end}"])


def cell_of_x(layer: ConvBackward, c: int, row: int, col: int) -> tuple[str, str]:
    """Return what a cell of the padded dx is called, and how its sentence ends."""
    up, left = row - layer.padding, col - layer.padding
    if inside(layer, up, left):
        return f"dx {place('channel', c, up, left, len(layer.x))}", ""
    return "a cell of the padding", "; it falls away"


def inside(layer: ConvBackward, row: int, col: int) -> bool:
    """Whether a cell lies in the picture, not in its padding."""
    rows, cols = layer.x.shape[1:]
    return 0 <= row < rows and 0 <= col < cols


def slice_of_w(layer: ConvBackward, o: int, c: int, row: int, col: int) -> str:
    """Return where a weight is; of several kernels or channels, with its own."""
    kernels, channels = layer.w.shape[:2]
    return place("kernel", o, row, col, kernels) if kernels > 1 else place("channel", c, row, col, channels)


def place(kind: str, plane: int, row: int, col: int, planes: int) -> str:
    """Return where a cell is; of several planes, with its plane."""
    return f"{kind} {plane} ({row}, {col})" if planes > 1 else f"({row}, {col})"


def _paid(name: str, paid: Sequence[tuple[str, float]], gradient: float) -> str:
    """Return payments, each with its place and its product."""
    return ", ".join(f"{name} {where}: {_product(gradient, value)}" for where, value in paid)


def _product(one: float, two: float) -> str:
    """Write a product and what it is."""
    factors = "·".join(color.bracketed(color.number(float(factor))) for factor in (one, two))
    return f"{factors} = {color.number(float(one * two))}"
