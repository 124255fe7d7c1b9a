"""`MatrixView`: a convolution as one matrix, each output a row of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from cnnlite import _checks, functional
from cnnlite.data import articles
from cnnlite.explorers.controls import FRONT_END
from cnnlite.explorers.conv_scene import IMAGE, KERNEL, conv_scene
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, Picture, color
from cnnlite.plots.grid import words
from cnnlite.plots.number_grids import draw_grids

EXAMPLES = MappingProxyType(
    {
        "3×3 picture": (articles.NINE, articles.BACKPROP_KERNEL),
        "4×4 stripes": (articles.FOUR_IMAGES[0], articles.FILTER_A),
    }
)
LARGEST = 5  # rows or columns of the picture
EXAMPLE, TAPS = "example", "number the kernel's cells"
OUTPUT, PIXELS, MATRIX = 4, 6, 8  # their places among the items
LABEL = "a convolution as a matrix"
# The pixels and the matrix each begin a line, so that every pixel stands above its column.
LINES = f'.cnnlite-numbers[aria-label="{LABEL}"] .group:nth-child(n + 4) {{ flex-basis: 100%; }}'
EMPTY = "·"  # in words, a cell of the matrix that no weight stands in


class MatrixView(NumberGrid):
    """A picture under a kernel, and the same as one matrix: each output is a row of it times the pixels.

    Point at an output: its row of the matrix, its window, and the pixels that the row reads light up. The pixels stand
    in one row, so that each has its column of the matrix below it; the outputs stand behind its rows. Empty cells are
    0. A checkbox writes into each cell which cell of the kernel stands there, counted from 1, so that the shared
    weights are seen even where several are equal.

    Parameters
    ----------
    examples : mapping of str to (ndarray (H, W), ndarray (kh, kw))
        Pictures of at most 5 × 5 numbers and their kernels, by name; by default the two of the articles.
    example : str, optional
        The one to begin with; the first by default.
    position : int
        Which output to begin with, counted along the rows.
    show : sequence of str
        The controls to show, of position, play, pin, example and "number the kernel's cells".

    Raises
    ------
    TypeError, ValueError
        There is no example or none of that name, a picture or a kernel is not (H, W) of finite numbers, or a kernel
        does not fit.

    Examples
    --------
    >>> MatrixView().summary()
    'MatrixView: row 0 of the matrix: output (0, 0), 1 of 4: 2·1 + 4·2 + 1·3 + 5·4 = 33'
    """

    _css = f"{(FRONT_END / 'number_grid.css').read_text(encoding='utf-8')}\n{LINES}\n"  # type: ignore[assignment]

    def __init__(
        self,
        examples: Mapping[str, tuple[np.ndarray, np.ndarray]] = EXAMPLES,
        example: str | None = None,
        position: int = 0,
        show: Sequence[str] = ("position", "play", EXAMPLE, TAPS),
    ) -> None:
        if not examples:
            raise ValueError("MatrixView: examples must hold at least one picture with its kernel, got none.")
        names = list(examples)
        example = names[0] if example is None else example
        _checks.choice("MatrixView", EXAMPLE, example, names)
        super().__init__(
            [_scene(image, kernel, on) for (image, kernel), on in product(examples.values(), (False, True))],
            options={EXAMPLE: names, TAPS: ("", TAPS)},
            show=[name for name in show if name != EXAMPLE or len(names) > 1],
            label=LABEL,
            index=position,
            setting=[names.index(example), 0],
        )

    def picture(self) -> Picture:
        """Return the present frame as three pictures; the words have every row of the matrix."""
        items = self.scene.items(self.index)
        rows = items[: OUTPUT + 1], items[PIXELS : PIXELS + 1], items[MATRIX:]
        texts = words(rows[0]), words(rows[1]), _words(rows[2][0])
        parts = [Picture(draw_grids(Figure(), row), text) for row, text in zip(rows, texts, strict=True)]
        return Picture(parts, "\n".join(part.text for part in parts))


class _Weights(Scene):
    """A scene whose weights have the colors of signed numbers, where only 0 is white: none looks like an empty cell."""

    @cached_property
    def scales(self) -> list[color.Scale | None]:
        """The colors of each item."""
        scales = super().scales
        for place in (KERNEL, MATRIX):
            scales[place] = True, (scales[place] or (True, 1.0))[1]
        return scales


def _scene(image: Any, kernel: Any, taps: bool) -> Scene:
    """Return a frame for each output, and so for each row of the matrix."""
    image = _checks.gray("MatrixView", "each picture", image, LARGEST)
    kernel = _checks.gray("MatrixView", "each kernel", kernel, LARGEST)
    plain, name = conv_scene(image[None], kernel[None]), "cells of the kernel" if taps else "kernel"
    numbered = np.arange(1.0, kernel.size + 1).reshape(kernel.shape)
    shown = numbered if taps else kernel
    # A weight of 0 is a weight: only where the kernel does not lie is a cell empty.
    where = functional.conv_matrix(numbered[None, None], (1, *image.shape)).toarray().astype(int)
    matrix = np.where(where > 0, shown.ravel()[where - 1], np.nan)
    outputs = np.where(where > 0, kernel.ravel()[where - 1], 0) @ image.ravel()
    parts = Grid(name, shown), matrix, color.numbers(outputs)
    return _Weights([_frame(frame, row, *parts) for row, frame in enumerate(plain.frames)], pick=OUTPUT)


def _words(matrix: Grid | str) -> str:
    """Return the matrix in words, a point for each empty cell."""
    if isinstance(matrix, str):
        return matrix
    rows = (" ".join(EMPTY if np.isnan(v) else color.number(v) for v in row) for row in matrix.array)
    return "\n".join([matrix.label, *(f"{row} = {name}" for row, name in zip(rows, matrix.names, strict=True))])


def _frame(frame: Frame, row: int, kernel: Grid, matrix: np.ndarray, names: Sequence[str]) -> Frame:
    """Return the frame of one output: the picture, the kernel and the output, then the pixels above the matrix."""
    image, output = frame.items[IMAGE], frame.items[-1]
    if isinstance(image, str) or isinstance(output, str):
        raise TypeError(f"MatrixView: the scene of a convolution must hold grids, got {frame.items}.")
    read = [(0, int(pixel)) for pixel in np.flatnonzero(~np.isnan(matrix[row]))]
    columns = matrix.shape[1]
    return replace(
        frame,
        items=[
            image, "×", kernel, "→", output, "",
            Grid(f"the {columns} pixels in one row", image.array.reshape(1, -1), marked=read), "",
            Grid(
                f"matrix {color.size_of(matrix)}, and what its rows give", matrix,
                window=(row, 0, 1, columns), names=names,
            ),
        ],
        text=f"row {row} of the matrix: {frame.text}",
        products=(),
    )  # fmt: skip
