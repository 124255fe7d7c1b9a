"""`lights`: which test sees which bug, as a table of words."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnlite.plots.color import PALE, PURPLE
from cnnlite.plots.picture import Picture

PASSES = "passes"
WIDE, HIGH, HEAD = 0.74, 0.32, 0.46  # inches of a cell, and of the names of the tests above
LETTER = 0.083  # inches of a letter of a bug's name


def lights(words: np.ndarray, tests: Sequence[str], bugs: Sequence[str]) -> Picture:
    """Return what each test says of each bug: a row for each bug, a column for each test.

    Purple cells with white words are bugs that are seen; "passes", on a pale ground, means that the test lets the bug
    through. `cnnlite.zoo.matrix` gives all three arguments: ``lights(*matrix())``.

    Parameters
    ----------
    words : ndarray of str (tests, bugs)
        "passes", "caught" or "crashed".
    tests, bugs : sequence of str
        Their names; of a single bug "" where its name stands elsewhere.

    Raises
    ------
    ValueError
        There are no words, or not one for each pair of a test and a bug.

    Examples
    --------
    >>> print(lights(np.array([["passes"], ["caught"]]), ("shape", "every entry"), ("no turn",)))
    what 2 tests say of 1 bug, 2×1
    no turn: caught by every entry; passes shape
    """
    table = np.asarray(words)
    if table.size == 0 or table.shape != (len(tests), len(bugs)):
        raise ValueError(
            f"lights: words must be one for each of the {len(tests)} tests and {len(bugs)} bugs, "
            f"got words.shape={table.shape}."
        )
    left = LETTER * max(map(len, bugs)) + (0.16 if any(bugs) else 0.04)
    figure = Figure(figsize=(left + WIDE * len(tests) + 0.05, HEAD + HIGH * len(bugs) + 0.05))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(figure.get_figheight(), 0)
    for column, test in enumerate(tests):
        center = left + WIDE * (column + 0.5)
        axes.text(center, HEAD - 0.05, test.replace(" ", "\n", 1), ha="center", va="bottom", fontsize=9.5)
    for row, bug in enumerate(bugs):
        top = HEAD + HIGH * row
        axes.text(left - 0.1, top + HIGH / 2, bug, ha="right", va="center", fontsize=9.5)
        for column, word in enumerate(table[:, row]):
            _cell(axes, left + WIDE * column, top, str(word))
    say = "s say" if len(tests) > 1 else " says"
    count = f"what {len(tests)} test{say} of {len(bugs)} bug{'s' * (len(bugs) > 1)}, {len(tests)}×{len(bugs)}"
    return Picture(figure, "\n".join([count, *(told(bug, table[:, n], tests) for n, bug in enumerate(bugs))]))


def _cell(axes: Axes, x: float, y: float, word: str) -> None:
    """Draw one word on its ground."""
    seen = word != PASSES
    axes.add_patch(
        Rectangle((x + 0.02, y + 0.02), WIDE - 0.04, HIGH - 0.04, color=PURPLE if seen else PALE, linewidth=0)
    )
    axes.text(
        x + WIDE / 2, y + HIGH / 2, word, ha="center", va="center", fontsize=9.5,
        color="white" if seen else "black", weight="bold" if seen else "normal",
    )  # fmt: skip


def told(bug: str, words: np.ndarray, tests: Sequence[str]) -> str:
    """Return one bug in words: who sees it, and who does not; the name may be ""."""
    parts = []
    for word, said in (("caught", "caught by"), ("crashed", "crashes in"), (PASSES, "passes")):
        named = [test for test, told in zip(tests, words, strict=True) if told == word]
        parts += [f"{said} {', '.join(named)}"] if named else []
    return f"{bug}: {'; '.join(parts)}".removeprefix(": ")
