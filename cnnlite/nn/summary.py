"""A table of a network's layers: what comes out of each, what it has learned, what it costs."""

from typing import NamedTuple

import numpy as np

from cnnlite.nn import init, watch
from cnnlite.nn.layers import Conv2d, Linear
from cnnlite.nn.module import Module

HEADINGS = ("layer", "kind", "output", "parameters", "multiply-adds")


class Row(NamedTuple):
    """One layer: its name and class, the shape of its output without N, and its counts."""

    name: str
    kind: str
    output_shape: tuple[int, ...]
    parameters: int
    multiply_adds: int


class Summary(NamedTuple):
    """The rows and the totals of a network; its text is an aligned table."""

    rows: tuple[Row, ...]
    parameters: int
    multiply_adds: int

    def __repr__(self) -> str:
        cells = [HEADINGS]
        for row in self.rows:
            shape = "×".join(map(str, row.output_shape))
            cells.append((row.name, row.kind, shape, f"{row.parameters:,}", f"{row.multiply_adds:,}"))
        cells.append(("total", "", "", f"{self.parameters:,}", f"{self.multiply_adds:,}"))
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        table = "{:<{}}  {:<{}}  {:<{}}  {:>{}}  {:>{}}"  # words to the left, numbers to the right
        return "\n".join(table.format(*sum(zip(line, widths, strict=True), ())) for line in cells)


def summary(model: Module, input_shape: tuple[int, ...], depth: int | None = None) -> Summary:
    """Run a network once on zeros and list its layers in the order in which they ran.

    Parameters
    ----------
    model : Module
        Its parameters, running statistics, mode and remembered inputs stay as they are.
    input_shape : tuple of int
        Of one input, without N: (C, H, W) for images.
    depth : int, optional
        Show modules inside modules down to this depth; 1 shows the stages of a ResNet. Every layer when not given.

    Returns
    -------
    Summary
        ``rows``, and the totals ``parameters`` and ``multiply_adds``: one multiply-add for each weight that meets
        an input of a Conv2d or Linear, for one image. Everything else is cheap beside it and counts as 0.

    Raises
    ------
    TypeError
        model is no Module, or a number is no whole number.
    ValueError
        input_shape is no tuple of numbers of at least 1, depth is less than 1, or the network refuses the shape.

    Source
    ------
    A4.1–A4.8, A4.13–A4.19.

    Examples
    --------
    >>> from cnnlite.nn import Conv2d, ReLU, Sequential
    >>> summary(Sequential(Conv2d(3, 32, 3, rng=np.random.default_rng(0)), ReLU()), (3, 32, 32))
    layer  kind    output    parameters  multiply-adds
    0      Conv2d  32×30×30         896        777,600
    1      ReLU    32×30×30           0              0
    total                           896        777,600
    """
    if not isinstance(model, Module):
        raise TypeError(f"summary: model must be a Module, got {type(model).__name__}.")
    if not isinstance(input_shape, (tuple, list)):
        raise TypeError(f"summary: input_shape must be a tuple such as (3, 32, 32), got {input_shape!r}.")
    for size in input_shape:
        init.count("summary", "input_shape", size)
    if depth is not None:
        init.count("summary", "depth", depth)
    outputs = watch.outputs(model, np.zeros((1, *input_shape), watch.dtype(model)))
    shapes = {name: out.shape for name, out in outputs.items()}
    every = dict(model.named_modules())
    costs = {name: _multiply_adds(every[name], shape) for name, shape in shapes.items()}
    rows = []
    for name, shape in shapes.items():
        level, whole = name.count(".") + 1, not any(every[name].children())
        if (name or whole) and (level == depth or (whole and (depth is None or level < depth))):
            inside = sum(cost for other, cost in costs.items() if other == name or other.startswith(f"{name}."))
            rows.append(Row(name, type(every[name]).__name__, shape[1:], _size(every[name]), inside))
    return Summary(tuple(rows), _size(model), sum(costs.values()))


def _multiply_adds(module: Module, shape: tuple[int, ...]) -> int:
    """Return how many weights each output value meets, times the number of output values."""
    if isinstance(module, (Conv2d, Linear)):
        return module.weight.data[0].size * int(np.prod(shape))
    return 0


def _size(module: Module) -> int:
    """Return the number of learned values."""
    return sum(parameter.data.size for parameter in module.parameters())
