"""Two predictions of the same targets each: A is the better one, and one loss prefers B. Small numbers, all ours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rivals:
    """Targets and two predictions of them.

    Attributes
    ----------
    story : str
        What the targets are, and why A is better.
    target, a, b : ndarray (n,)
        The targets, the better and the worse prediction.
    losses : sequence of str
        The losses that can be taken of them.
    """

    story: str
    target: np.ndarray
    a: np.ndarray
    b: np.ndarray
    losses: Sequence[str]

    @property
    def table(self) -> np.ndarray:
        """All three as rows (3, n): target, A, B."""
        return np.stack([self.target, self.a, self.b])


def _rivals(
    story: str, target: Sequence[float], a: Sequence[float], b: Sequence[float], losses: Sequence[str]
) -> Rivals:
    """Return rivals whose arrays nobody changes by accident."""
    rows = [np.array(row, dtype=float) for row in (target, a, b)]
    for row in rows:
        row.flags.writeable = False
    return Rivals(story, rows[0], rows[1], rows[2], losses)


_NUMBERS, _CHANCES = ("MSE", "MAE", "MSLE", "MAPE"), ("MSE", "MAE", "MSLE", "cross-entropy")

RIVALS = {
    "prices": _rivals(
        "the 40 is a slip of the pen for 4",
        [3, 4, 5, 4, 40], [3, 4, 5, 4, 4], [12, 12, 12, 12, 13], _NUMBERS,
    ),
    "rain": _rivals(
        "millimeters; A misses the nearly dry day by a drizzle, B all others by far",
        [12, 9, 0.1, 15], [12, 9, 0.5, 15], [6, 5, 0.1, 8], _NUMBERS,
    ),
    "zebras": _rivals(
        "1 zebra, 0 none; the last does show a zebra, its label is wrong",
        [1, 1, 1, 0, 0, 0], [0.99, 0.99, 0.99, 0.01, 0.01, 0.99], [0.6, 0.6, 0.6, 0.4, 0.4, 0.6], _CHANCES,
    ),
}  # fmt: skip
