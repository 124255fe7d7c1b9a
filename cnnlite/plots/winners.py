"""`winners`: who is first in each of many cases, as a table of colored letters."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnlite.plots.picture import Picture

CELL = 0.42  # inches
COLORS = ("#5b3b8c", "#b35806", "#0072b2", "#007a5e", "#4d4d4d", "#a0124d")  # white letters are readable on all
LEFT, BELOW, ABOVE, ENTRY = 0.62, 0.5, 0.3, 0.24  # inches beside, below and above the cells, and of a line of the key


def winners(
    names: np.ndarray, rows: Sequence[int], columns: Sequence[int], axes: tuple[str, str], label: str,
    letters: Mapping[str, str],
) -> Picture:  # fmt: skip
    """Return a table with a colored letter in each cell; an empty name leaves the cell white.

    Parameters
    ----------
    names : ndarray of str (R, C)
        Who is first, "" where nobody is.
    rows, columns : sequence of int
        The number that belongs to each row and column.
    axes : (str, str)
        What the numbers of rows and columns are.
    label : str
        Stands above.
    letters : mapping of str to str
        A letter for each name, at most six.

    Raises
    ------
    ValueError
        The table has another shape than rows and columns say, or a name has no letter.

    Examples
    --------
    >>> found = np.array([["product", "waves"]])
    >>> print(winners(found, [1], [3, 31], ("channels", "kernel"), "fastest", {"product": "P", "waves": "W"}))
    fastest 1×2 (channels × kernel): P product, W waves
    kernel 3, 31
    channels 1: P W
    """
    if names.shape != (len(rows), len(columns)) or set(names.flat) - {""} - set(letters) or len(letters) > len(COLORS):
        raise ValueError(
            f"winners: names must be {len(rows)}×{len(columns)} of {', '.join(letters)} or '', at most {len(COLORS)}, "
            f"got {names.shape}: {', '.join(sorted(set(names.flat)))}."
        )
    shades = dict(zip(letters, COLORS, strict=False))
    wide = max(LEFT + CELL * len(columns) + 0.1, 0.085 * len(label) + 0.1, 2.4)
    high = ABOVE + CELL * len(rows) + BELOW + ENTRY * -(-len(letters) // 2)
    figure = Figure(figsize=(wide, high))
    drawn = figure.add_axes((0, 0, 1, 1))
    drawn.set_axis_off()
    drawn.set_xlim(0, wide)
    drawn.set_ylim(high, 0)
    drawn.text(0.05, 0.06, label, ha="left", va="top", fontsize=9.5)
    for (r, c), name in np.ndenumerate(names):
        x, y = LEFT + CELL * c, ABOVE + CELL * r
        face = shades.get(str(name), "white")
        drawn.add_patch(Rectangle((x, y), CELL, CELL, facecolor=face, edgecolor="white", linewidth=1.5))
        drawn.text(
            x + CELL / 2, y + CELL / 2, letters.get(str(name), "–"), ha="center", va="center", fontsize=10,
            color="white" if name else "0.3", fontweight="bold",
        )  # fmt: skip
    for r, number in enumerate(rows):
        drawn.text(LEFT - 0.07, ABOVE + CELL * (r + 0.5), str(number), ha="right", va="center", fontsize=9)
    for c, number in enumerate(columns):
        drawn.text(
            LEFT + CELL * (c + 0.5), ABOVE + CELL * len(rows) + 0.05, str(number), ha="center", va="top", fontsize=9
        )
    bottom = ABOVE + CELL * len(rows)
    drawn.text(0.02, ABOVE + CELL * len(rows) / 2, axes[0], rotation=90, ha="left", va="center", fontsize=9)
    drawn.text(LEFT + CELL * len(columns) / 2, bottom + 0.24, axes[1], ha="center", va="top", fontsize=9)
    for n, (name, letter) in enumerate(letters.items()):
        x, y = 0.1 + (n % 2) * (wide - 0.1) / 2, bottom + BELOW + ENTRY * (n // 2)
        drawn.add_patch(Rectangle((x, y), 0.2, 0.2, facecolor=shades[name], linewidth=0))
        drawn.text(x + 0.1, y + 0.1, letter, ha="center", va="center", fontsize=8, color="white", fontweight="bold")
        drawn.text(x + 0.27, y + 0.1, name, ha="left", va="center", fontsize=9)
    key = ", ".join(f"{letter} {name}" for name, letter in letters.items())
    lines = [
        f"{axes[0]} {number}: {' '.join(letters.get(str(name), '–') for name in row)}"
        for number, row in zip(rows, names, strict=True)
    ]
    size = f"{len(rows)}×{len(columns)}"
    head = f"{label} {size} ({axes[0]} × {axes[1]}): {key}\n{axes[1]} {', '.join(map(str, columns))}"
    return Picture(figure, "\n".join([head, *lines]))
