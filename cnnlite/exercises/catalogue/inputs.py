"""What the cases are drawn with: sizes that all differ, images, kernels and biases."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnlite.exercises.exercise import Case


def apart(rng: np.random.Generator, sizes: Sequence[int]) -> list[int]:
    """Return the sizes in random order, as ints: a pair of equal ones would hide two axes that are swapped."""
    return [int(size) for size in rng.permutation(sizes)]


def filters(rng: np.random.Generator, counts: Sequence[int], size: Sequence[int], kernel: Sequence[int]) -> list[Any]:
    """Return images, kernels and biases for ``counts``: images, channels in, kernels."""
    images, channels, kernels = counts
    shapes = (images, channels, *size), (kernels, channels, *kernel), (kernels,)
    return [rng.standard_normal(shape) for shape in shapes]


def windows(label: str, args: Sequence[Any], stride: Any = 1, padding: Any = 0) -> Case:
    """Return a case of something that slides; stride and padding are always named."""
    return Case(label, tuple(args), {"stride": stride, "padding": padding})


def after(case: Case, rng: np.random.Generator, shape: Sequence[int]) -> Case:
    """Return the case of the backward function: a gradient of the output's ``shape`` goes first."""
    return Case(case.label, (rng.standard_normal(shape), *case.args), case.kwargs)


def pooling_cases(rng: np.random.Generator) -> list[Case]:
    """Return the cases of a pooling: all sizes different, then the edges; padding is at most half the window."""
    counts, kernel, size = apart(rng, (2, 3)), apart(rng, (4, 5)), apart(rng, (6, 8))

    def case(label: str, shape: Sequence[int], kernel_size: Any, stride: Any, padding: Any = 0) -> Case:
        return windows(label, (rng.standard_normal(tuple(shape)), kernel_size), stride, padding)

    return [
        case("all sizes different", (*counts, *size), tuple(kernel), 1),
        case("windows side by side", (2, 3, 4, 4), 2, 2),
        case("stride 2 that leaves a row over", (1, 2, 8, 7), 3, 2),
        case("stride 3 that leaves two rows and columns over", (2, 1, 7, 10), 2, 3),
        case("a stride of 2 down and 1 across", (1, 2, 7, 6), (3, 2), (2, 1)),
        case("a stride of 1 down and 3 across", (1, 2, 5, 8), 2, (1, 3)),
        case("padding 1", (2, 1, 5, 6), 3, 1, 1),
        case("a padding of 2 rows and 1 column", (1, 3, 6, 5), (4, 3), 1, (2, 1)),
        case("a padding of 1 row and 2 columns", (2, 1, 4, 5), (3, 5), 1, (1, 2)),
        case("stride and padding together", (2, 2, 6, 7), (2, 4), (2, 3), (1, 2)),
        windows("negative numbers and padding", (-1 - rng.random((2, 2, 4, 5)), 3), 2, 1),
        case("a window as large as the image", (3, 2, 3, 4), (3, 4), 1),
        case("one image of one channel", (1, 1, 4, 5), (3, 2), 1),
    ]
