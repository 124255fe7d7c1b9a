"""`ReceptiveField`: which pixels one output of the last layer sees, through all the layers below it."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnlite import _checks
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid

LARGEST, MOST_LAYERS = 24, 5
Layer = tuple[int, int, int]
NOTHING = "no cell of a layer stands here"


def field_size(layers: Sequence[Sequence[int]]) -> int:
    """Return over how many pixels one output reaches: 1 + Σ (kernel − 1)·dilation·(product of the strides before).

    Parameters
    ----------
    layers : sequence of (kernel, stride, dilation)
        The first layer first; stride and dilation may be left out.

    Examples
    --------
    >>> field_size([(3,), (3,)]), field_size([(3, 2), (3, 1)]), field_size([(3, 1, 1), (3, 1, 2), (3, 1, 4)])
    (5, 7, 15)
    """
    reach, jump = 1, 1
    for kernel, stride, dilation in map(_layer, layers):
        reach += (kernel - 1) * dilation * jump
        jump *= stride
    return reach


class ReceptiveField(NumberGrid):
    """Rows of cells, one for each layer, the picture at the bottom: point at a cell, and all that it sees is framed.

    The number in a cell says over how many pixels of the picture it reaches.

    Parameters
    ----------
    stacks : mapping of str to sequence of (kernel, stride, dilation)
        Stacks of one to five layers, first layer first, by the names they have in the menu; stride and dilation may
        be left out.
    size : int
        Pixels in the row that is the picture, at most 24.

    Raises
    ------
    ValueError
        A layer is not one to three whole numbers of at least 1, there are too many layers or pixels, or a stack leaves
        no output.

    Examples
    --------
    >>> print(ReceptiveField({"3, then 3": [(3,), (3,)]}, size=9).summary())
    ReceptiveField: layer 2, cell 2: reaches over 1 + 2·1·1 + 2·1·1 = 5 pixels, 2 to 6, and reads 5 of them.
    """

    def __init__(self, stacks: Mapping[str, Sequence[Sequence[int]]], size: int = 15) -> None:
        if not _checks.is_int(size) or not 1 <= size <= LARGEST:
            raise ValueError(f"ReceptiveField: size must be a number from 1 to {LARGEST}, got {size!r}.")
        ways = {name: [_layer(layer) for layer in layers] for name, layers in stacks.items()}
        for name, layers in ways.items():
            if not 1 <= len(layers) <= MOST_LAYERS or field_size(layers) > size:
                raise ValueError(
                    f"ReceptiveField: stacks must have 1 to {MOST_LAYERS} layers that fit on {size} pixels, "
                    f"got {name!r} with {len(layers)} layers that reach over {field_size(layers)}."
                )
        scenes = [_scene(layers, size) for layers in ways.values()]
        tops = [n for n in range(size) if scenes[0].frames[n].text != NOTHING]
        super().__init__(
            scenes,
            options={"layers": list(ways)},
            show=("layers",),
            label="what one output sees",
            index=min(tops, key=lambda n: abs(n - size // 2)),
        )


def _layer(layer: Sequence[int]) -> Layer:
    """Return a layer with its stride and dilation."""
    numbers = (*layer, 1, 1)[:3] if isinstance(layer, (tuple, list)) and 1 <= len(layer) <= 3 else (0,)
    if not all(_checks.is_int(n) and n >= 1 for n in numbers):
        raise ValueError(
            f"ReceptiveField: each layer must be (kernel, stride, dilation), numbers of at least 1, got {layer!r}. "
            "Write for example (3,) or (3, 2)."
        )
    return numbers


def _scene(layers: Sequence[Layer], size: int) -> Scene:
    """Return the pyramid of a stack, with a frame for each of its cells."""
    counts, jumps, lefts = (
        [size],
        [1],
        [0.0],
    )  # of each level: its cells, the pixels between two, where the first stands
    for kernel, stride, dilation in layers:
        span = dilation * (kernel - 1) + 1
        counts.append((counts[-1] - span) // stride + 1)
        lefts.append(lefts[-1] + (span - 1) / 2 * jumps[-1])
        jumps.append(jumps[-1] * stride)
    top = len(layers)
    cells = np.full((top + 1, size), np.nan)
    places = {}  # from the row and column where a cell stands to its level and number
    for level, (count, jump, left) in enumerate(zip(counts, jumps, lefts, strict=True)):
        for n in range(count):
            places[top - level, int(left + n * jump)] = level, n
            cells[top - level, int(left + n * jump)] = field_size(layers[:level])
    where = {cell: place for place, cell in places.items()}
    names = [*(_name(level, layers[level - 1]) for level in range(top, 0, -1)), "picture"]
    frames = []
    for place in np.ndindex(*cells.shape):
        seen = _seen(layers, *places[place]) if place in places else []
        marked = [where[level, n] for level, numbers in seen for n in numbers]
        text = _told(layers, *places[place], seen) if place in places else NOTHING
        frames.append(Frame([Grid("pixels that each cell reaches over", cells, names=names, marked=marked)], text))
    return Scene(frames, pick=0)


def _name(level: int, layer: Layer) -> str:
    """Return what a row is called."""
    kernel, stride, dilation = layer
    more = [f", {name} {n}" for name, n in (("stride", stride), ("dilation", dilation)) if n > 1]
    return f"layer {level}: kernel {kernel}{''.join(more)}"


def _seen(layers: Sequence[Layer], level: int, number: int) -> list[tuple[int, list[int]]]:
    """Return which cells of its own level and of every level below a cell depends on."""
    numbers, seen = {number}, [(level, [number])]
    for below in range(level - 1, -1, -1):
        kernel, stride, dilation = layers[below]
        numbers = {n * stride + dilation * k for n in numbers for k in range(kernel)}
        seen.append((below, sorted(numbers)))
    return seen


def _told(layers: Sequence[Layer], level: int, number: int, seen: Sequence[tuple[int, list[int]]]) -> str:
    """Say how far a cell reaches, and how the layers below add up to that."""
    if not level:
        return f"pixel {number} of the picture"
    terms, jump = ["1"], 1
    for kernel, stride, dilation in layers[:level]:
        terms.append(f"{kernel - 1}·{dilation}·{jump}")
        jump *= stride
    pixels = seen[-1][1]
    return (
        f"layer {level}, cell {number}: reaches over {' + '.join(terms)} = {field_size(layers[:level])} pixels, "
        f"{pixels[0]} to {pixels[-1]}, and reads {len(pixels)} of them."
    )
