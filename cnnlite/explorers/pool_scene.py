"""`pool_scene`: every output of a pooling as a frame, with the cells it reads and the arithmetic written out."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cnnlite import functional
from cnnlite._checks import Pair
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

Box = tuple[int, int, int, int]  # row, column, rows, columns

# By its name: what makes the output of images (N, C, H, W), and what a cell of the padding counts as.
POOLINGS: dict[str, tuple[Callable[..., np.ndarray], float]] = {
    "max": (functional.max_pool2d, -np.inf),
    "average": (functional.avg_pool2d, 0.0),
    "min": (functional.min_pool2d, np.inf),
    "L2": (lambda x, *window: functional.lp_pool2d(x, 2, *window), 0.0),
}


def pool_scene(
    kind: str, cells: np.ndarray, boxes: Sequence[Box], output: np.ndarray, padding: int = 0, places: bool = False
) -> Scene:
    """Return the scene of a pooling whose output (Ho, Wo) reads one box of the padded cells (H, W) for each number.

    ``places`` has the sentences say which rows and columns are read, where this is not plain to see.
    """
    inner = cells[padding : cells.shape[0] - padding, padding : cells.shape[1] - padding]
    scale = color.scale(inner)
    around = f", in a ring of {color.number(cells[0, 0])}" if padding else ""
    label, sides = f"input {color.size_of(inner)}{around}", (padding, padding)
    frames = []
    for place, ((row, col), box) in enumerate(zip(np.ndindex(output.shape), boxes, strict=True)):
        top, left, high, wide = box
        seen = cells[top : top + high, left : left + wide]
        total = color.number(float(output[row, col]))
        reads = f"; reads rows {_range(top, high)}, columns {_range(left, wide)}" if places else ""
        frames.append(
            Frame(
                [
                    Grid(label, cells, window=box, padding=(sides, sides), scale=scale),
                    "→",
                    Grid(f"{kind} {color.size_of(output)}", output, window=(row, col, 1, 1), scale=scale),
                ],
                f"output ({row}, {col}), {place + 1} of {output.size}: {written(kind, seen)} = {total}{reads}",
            )
        )
    return Scene(frames, pick=2)


def window_boxes(output: Pair, window: int, stride: int) -> list[Box]:
    """Return the cells, of the padded grid, of windows that move on by the stride."""
    return [(row * stride, col * stride, window, window) for row, col in np.ndindex(output)]


def region_boxes(pool: Callable[[np.ndarray], np.ndarray], size: Pair) -> list[Box]:
    """Return which cells of a grid each output of a max pooling reads, by pooling the cells' own numbers.

    The largest row number that an output finds is the last row it reads; of the negative numbers, the first.
    """
    ends: list[Any] = []
    for lines in np.mgrid[: size[0], : size[1]].astype(float):
        first, last = -pool(-lines[None, None])[0, 0], pool(lines[None, None])[0, 0]
        ends.append((first.astype(int).ravel().tolist(), (last - first + 1).astype(int).ravel().tolist()))
    (tops, highs), (lefts, wides) = ends
    return list(zip(tops, lefts, highs, wides, strict=True))


def written(kind: str, seen: np.ndarray) -> str:
    """Return what a pooling does with the cells it reads, in numbers."""
    numbers = color.numbers(seen)
    bracketed = [color.bracketed(number) for number in numbers]
    if kind.endswith("average"):
        return f"({' + '.join([numbers[0], *bracketed[1:]])})/{seen.size}"
    if kind.endswith("L2"):
        return f"√({' + '.join(f'{number}²' for number in bracketed)})"
    return f"{'min' if kind.endswith('min') else 'max'}({', '.join(numbers)})"


def _range(first: int, count: int) -> str:
    """Return "2 to 4", or "2" for a single line."""
    return f"{first} to {first + count - 1}" if count > 1 else f"{first}"
