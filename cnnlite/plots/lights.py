"""`lights`: which test sees which bug, as a table of words."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnlite.plots.color import PALE, PURPLE
from cnnlite.plots.picture import Picture

PASSES = "passes"
WIDE, HIGH, NAME, HEAD = 0.555, 0.27, 0.24, 0.44  # inches of a cell, of a bug's name and of the names of the tests
GAP = 0.12  # inches to the next picture
MOST = 5  # bugs of a picture; more of them make another one


def lights(words: np.ndarray, tests: Sequence[str], bugs: Sequence[str], title: str = "") -> Picture:
    """Return what each test says of each bug: a column for each test, below each bug's name its row of words.

    Purple cells with white words are bugs that are seen; "passes", on a pale ground, means that the test lets the bug
    through. `cnnlite.zoo.matrix` gives the first three arguments: ``lights(*matrix())``. Five bugs are narrow enough
    for a telephone; more stand in pictures beside each other where there is room.

    Parameters
    ----------
    words : ndarray of str (tests, bugs)
        "passes", "caught" or "crashed".
    tests, bugs : sequence of str
        Their names; of a single bug "" where its name stands elsewhere.
    title : str
        Stands above each picture.

    Raises
    ------
    ValueError
        There are no words, or not one for each pair of a test and a bug.

    Examples
    --------
    >>> print(lights(np.array([["passes"], ["caught"]]), ("shape", "every entry"), ("no turn",), "lazy case"))
    lazy case: what 2 tests say of 1 bug, 2×1
    no turn: caught by every entry; passes shape
    """
    table = np.asarray(words)
    if table.size == 0 or table.shape != (len(tests), len(bugs)):
        raise ValueError(
            f"lights: words must be one for each of the {len(tests)} tests and {len(bugs)} bugs, "
            f"got words.shape={table.shape}."
        )
    parts = [slice(first, first + MOST) for first in range(0, len(bugs), MOST)]
    pictures = [_picture(table[:, part], tests, bugs[part], title) for part in parts]
    if len(pictures) == 1:
        return pictures[0]
    return Picture(pictures, "\n".join(picture.text for picture in pictures))


def _picture(table: np.ndarray, tests: Sequence[str], bugs: Sequence[str], title: str) -> Picture:
    """Draw a few bugs."""
    name, above = NAME if any(bugs) else 0.0, HEAD + (0.26 if title else 0.0)
    figure = Figure(figsize=(WIDE * len(tests) + GAP, above + (name + HIGH) * len(bugs) + 0.06))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.get_figwidth())
    axes.set_ylim(figure.get_figheight(), 0)
    axes.text(0.03, 0.05, title, ha="left", va="top", fontsize=10.5, weight="bold")
    for column, test in enumerate(tests):
        center = WIDE * (column + 0.5)
        axes.text(center, above - 0.05, test.replace(" ", "\n", 1), ha="center", va="bottom", fontsize=9)
    for row, bug in enumerate(bugs):
        top = above + (name + HIGH) * row + name
        axes.text(0.03, top - 0.02, bug, ha="left", va="bottom", fontsize=10)
        for column, word in enumerate(table[:, row]):
            _cell(axes, WIDE * column, top, str(word))
    say = "s say" if len(tests) > 1 else " says"
    count = f"what {len(tests)} test{say} of {len(bugs)} bug{'s' * (len(bugs) > 1)}, {len(tests)}×{len(bugs)}"
    heading = f"{title}: {count}".removeprefix(": ")
    return Picture(figure, "\n".join([heading, *(told(bug, table[:, n], tests) for n, bug in enumerate(bugs))]))


def _cell(axes: Axes, x: float, y: float, word: str) -> None:
    """Draw one word on its ground."""
    seen = word != PASSES
    axes.add_patch(
        Rectangle((x + 0.02, y + 0.02), WIDE - 0.04, HIGH - 0.04, color=PURPLE if seen else PALE, linewidth=0)
    )
    axes.text(
        x + WIDE / 2, y + HIGH / 2, word, ha="center", va="center", fontsize=9.5,
        color="white" if seen else "black",
    )  # fmt: skip


def told(bug: str, words: np.ndarray, tests: Sequence[str]) -> str:
    """Return one bug in words: who sees it, and who does not; the name may be ""."""
    parts = []
    for word, said in (("caught", "caught by"), ("crashed", "crashes in"), (PASSES, "passes")):
        named = [test for test, told in zip(tests, words, strict=True) if told == word]
        parts += [f"{said} {', '.join(named)}"] if named else []
    return f"{bug}: {'; '.join(parts)}".removeprefix(": ")
