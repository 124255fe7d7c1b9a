"""Computations to do by hand, written out as steps."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnnlite import _checks
from cnnlite.questions.worked import LARGEST, Step, WorkedExample

LAY = "lay the kernel on the window"
MULTIPLY = "multiply cell by cell"
ADD = "add the products"
WHERE = "The place in the output says where the window begins, counted from 0; the kernel says how large it is."


def conv_example(
    image: np.ndarray, kernel: np.ndarray, places: Sequence[tuple[int, int]], level: int = 0
) -> WorkedExample:
    """Return a convolution with stride 1 and no padding, step by step, at some places of its output.

    At level 1 the sum is the learner's, at level 2 the products too, at level 3 everything. The principles are asked
    for at the first place.

    Parameters
    ----------
    image : ndarray (H, W)
        At most 12 × 12 numbers.
    kernel : ndarray (kh, kw)
        No larger than the image.
    places : sequence of (row, column)
        Which outputs to compute.
    level : int
        How much is the learner's, 0 to 3.

    Raises
    ------
    TypeError, ValueError
        An array is not (H, W) of finite numbers, the kernel does not fit, or a place is outside the output.

    Examples
    --------
    >>> print(conv_example(np.array([[1, 2, 0]]), np.array([[3, -1]]), [(0, 1)], level=1).summary())
    WorkedExample: Output (0, 1) by hand. Level 1 of 3: 1 of 5 numbers to fill in.
    Output (0, 1): the pixels of the window: 2, 0
    Output (0, 1): the products with the kernel: 6, 0
    Output (0, 1): the number there: all products together = __
    """
    image = _checks.gray("conv_example", "image", image, LARGEST)
    kernel = _checks.gray("conv_example", "kernel", kernel, LARGEST)
    rows, cols = _checks.output_size("conv_example", image.shape, kernel.shape, (1, 1), ((0, 0), (0, 0)), (1, 1))
    at = [_checks.pair("conv_example", "each place", place, 0) for place in places]
    if not at or max(r for r, _ in at) >= rows or max(c for _, c in at) >= cols:
        raise ValueError(
            f"conv_example: places must lie in the {rows}×{cols} output, got {list(places)} "
            f"{_checks.shapes(image=image, kernel=kernel)}."
        )
    title = " and ".join(f"({row}, {col})" for row, col in at)
    first, *others = (_steps(image, kernel, row, col) for row, col in at)
    # The same principles again at each further place would be asked for nothing.
    steps = [*first, *(replace(step, principle="", why="") for place in others for step in place)]
    return WorkedExample(f"Output {title} by hand", steps, level, {"image": image, "kernel": kernel})


def _steps(image: np.ndarray, kernel: np.ndarray, row: int, col: int) -> list[Step]:
    """Return the three steps of one output."""
    name = f"Output ({row}, {col})"
    high, wide = kernel.shape
    window = image[row : row + high, col : col + wide]
    products = window * kernel
    total = float(products.sum())
    return [
        Step(f"{name}: the pixels of the window", _listed(window), LAY, WHERE, fade=3),
        Step(
            f"{name}: the products with the kernel",
            _listed(products),
            MULTIPLY,
            "Each cell of the window meets the cell of the kernel that lies on it, and no other.",
            fade=2,
        ),
        Step(
            f"{name}: the number there",
            ["all products together =", total],  # not spelled out: where the products are blanks they stay so
            ADD,
            "One window gives one number, so its products become one sum.",
            fade=1,
            mistakes=_wrong_sums(window, kernel, total),
        ),
    ]


def _listed(cells: np.ndarray) -> list[str | float]:
    """Return numbers row by row, with commas between them and a bar between two rows."""
    wide = cells.shape[1]
    signs = ("" if n == 0 else "," if n % wide else "|" for n in range(cells.size))
    return [part for sign, cell in zip(signs, cells.ravel(), strict=True) for part in (sign, float(cell)) if part != ""]


def _wrong_sums(window: np.ndarray, kernel: np.ndarray, total: float) -> dict[float, str]:
    """Return the sums that known mistakes give, and that differ from the right one."""
    products = window * kernel
    known = [
        (-total, "The size is right, the sign is not: look at the signs of the products."),
        (np.abs(products).sum(), "That is the sum without its signs: some products are negative."),
        (window.sum(), "That is the sum of the window: multiply by the kernel first."),
        (products.mean(), "That is the mean of the products: they are added, not averaged."),
        (products.max(), "That is the largest product: all of them count."),
    ]
    mistakes: dict[float, str] = {}
    for value, sentence in known:
        if not np.isclose(value, total, atol=0.02):
            mistakes.setdefault(float(value), sentence)
    return mistakes
