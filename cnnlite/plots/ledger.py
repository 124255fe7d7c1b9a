"""`ledger`: a small table of numbers with four decimals, such as parameters before and after an update."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from cnnlite.plots.picture import Picture

ROW, LETTER = 0.25, 0.0755  # inches
COLUMN = 10  # letters
EMPTY = "–"


def ledger(columns: Sequence[str], rows: Mapping[str, Sequence[float]], rule: int = 0) -> Picture:
    """Return rows of numbers under the names of their columns.

    Parameters
    ----------
    columns : sequence of str
        A name for each column.
    rows : mapping of str to sequence of float
        As many numbers for each row, by its name; NaN leaves a place empty.
    rule : int
        After so many rows stands a line; 0 for none.

    Raises
    ------
    ValueError
        There is no row, or one has not a number for each column.

    Examples
    --------
    >>> print(ledger(("before", "gradient", "after"), {"w": (0.8, -0.3, 0.83), "loss": (0.29, np.nan, 0.27)}))
    2×3 numbers: before, gradient, after
    w: 0.8000, −0.3000, 0.8300
    loss: 0.2900, –, 0.2700
    """
    lengths = {name: len(row) for name, row in rows.items()}
    if not rows or set(lengths.values()) != {len(columns)}:
        raise ValueError(
            f"ledger: rows must have a number for each of the {len(columns)} columns, got {lengths or 'no rows'}."
        )
    wide = max(map(len, rows))
    texts = {name: [_written(number) for number in row] for name, row in rows.items()}
    figure = Figure(figsize=(LETTER * (wide + COLUMN * len(columns)) + 0.12, ROW * (len(rows) + 1) + 0.16))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, figure.get_figwidth()), ylim=(figure.get_figheight(), 0))
    for place, (name, cells) in enumerate([("", list(columns)), *texts.items()]):
        # A line is one text, in letters of one width: drawing each number by itself takes four times as long.
        line = f"{name:{wide}}" + "".join(f"{cell.replace(EMPTY, ''):>{COLUMN}}" for cell in cells)
        axes.text(0.06, 0.04 + ROW * (place + 0.5), line, va="center", fontsize=9, family="monospace")
    for place in (0, rule) if rule else (0,):
        axes.plot([0.04, figure.get_figwidth() - 0.04], [0.04 + ROW * (place + 1)] * 2, color="0.6", linewidth=0.8)
    lines = [f"{name}: {', '.join(cells)}" for name, cells in texts.items()]
    return Picture(figure, "\n".join([f"{len(rows)}×{len(columns)} numbers: {', '.join(columns)}", *lines]))


def _written(number: float) -> str:
    """Return a number with four decimals and a real minus, a dash for NaN."""
    return EMPTY if np.isnan(number) else f"{np.round(number, 4) + 0.0:.4f}".replace("-", "−")
