"""`confusion`: which class is taken for which, as a table of counts."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import Picture

WIDE, HIGH = 3.1, 2.75  # inches
RIGHT, WRONG = (0.6, 1.0)  # how dark a class looks that is always right, and one that is always wrong
MOST = 12  # classes whose counts can be read


def confusion(matrix: np.ndarray, names: Sequence[str] | None = None) -> Picture:
    """Return a confusion matrix: a row for each true class, a column for each answer.

    What is right stands on the diagonal, purple; mistakes are orange. Zeros are left empty.

    Parameters
    ----------
    matrix : ndarray (K, K) of int
        How many images of class i were called class j, for 2 to 12 classes.
    names : sequence of str, optional
        A short name for each class; their numbers by default.

    Raises
    ------
    TypeError, ValueError
        The matrix is no table of counts, or there are not as many names.

    Examples
    --------
    >>> print(confusion(np.array([[5, 1], [0, 4]])))
    confusion matrix 2×2 of 10 images, 9 right; rows are true, columns answers
    true 0: 5 1
    true 1: 0 4
    """
    if not isinstance(matrix, np.ndarray) or matrix.dtype.kind not in "iu":
        raise TypeError(f"confusion: matrix must be an array of whole numbers, got {matrix!r}.")
    count = len(matrix) if matrix.ndim == 2 else 0
    if matrix.shape != (count, count) or not 2 <= count <= MOST or matrix.min() < 0:
        raise ValueError(f"confusion: matrix must be counts for 2 to {MOST} classes, got matrix.shape={matrix.shape}.")
    labels = [str(n) for n in range(count)] if names is None else list(names)
    if len(labels) != count:
        raise ValueError(f"confusion: names must be {count}, one for each class, got {len(labels)}.")
    share = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    signed = np.where(np.eye(count, dtype=bool), RIGHT * share, -WRONG * np.sqrt(share))  # one mistake shows, too
    colors = color.shade(signed, (True, 1.0))

    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0.12, 0.02, 0.86, 0.84))
    axes.imshow(colors, interpolation="nearest", aspect="auto")
    white = color.ink(colors)
    for row, column in np.argwhere(matrix):
        axes.text(
            column, row, f"{matrix[row, column]}",
            ha="center", va="center", fontsize=9, color="white" if white[row, column] else "black",
        )  # fmt: skip
    axes.set_xticks(range(count), labels, fontsize=9)
    axes.set_yticks(range(count), labels, fontsize=9)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=3)
    axes.set_ylabel("true", fontsize=9, labelpad=2)
    axes.set_title("answer", fontsize=9, pad=3)
    axes.spines[:].set_color("0.6")
    right = int(np.trace(matrix))
    rows = [f"true {name}: {' '.join(map(str, row))}" for name, row in zip(labels, matrix, strict=True)]
    size = f"{color.size_of(matrix)} of {matrix.sum()} images"
    head = f"confusion matrix {size}, {right} right; rows are true, columns answers"
    return Picture(figure, "\n".join([head, *rows]))
