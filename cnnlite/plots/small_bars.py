"""`small_bars`: a few signed numbers as short bars, each with its number, in a picture that fits beside others."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.color import PURPLE
from cnnlite.plots.picture import Picture

ROW, HEAD = 0.34, 0.34  # inches from bar to bar, and above them for the label
LETTER = 0.085  # inches of a letter
TRACK = 1.15  # inches of the longest bar
ORANGE = "#c2701c"


def small_bars(
    names: Sequence[str],
    values: Sequence[float] | np.ndarray,
    label: str,
    span: tuple[float, float] = (0, 1),
    written: Sequence[str] | None = None,
    letters: int = 0,
) -> Picture:
    """Return named numbers as bars, one below the other; negative ones, in orange, go to the left.

    Parameters
    ----------
    names : sequence of str
        A name for each number.
    values : sequence of float or ndarray (D,)
        Finite numbers.
    label : str
        What they are; stands above them.
    span : (float, float)
        The numbers at the left and at the right end; bars end there. It must hold 0.
    written : sequence of str, optional
        How to write each number; with at most two decimals by default.
    letters : int
        Leave room for so many beside the bars, although the numbers may be shorter: all such pictures are as wide.

    Raises
    ------
    TypeError, ValueError
        There is no number, one is not finite, the span does not hold 0, or there are not as many names or texts as
        numbers.

    Examples
    --------
    >>> print(small_bars(("cat", "dog"), [2.5, -1], "scores", span=(-5, 5)))
    scores 2×1
    cat: 2.5
    dog: −1
    """
    numbers = [_checks.number("small_bars", "each of values", value) for value in values]
    if not numbers:
        raise ValueError("small_bars: values must hold at least one number, got none.")
    low, high = (_checks.number("small_bars", "each end of span", end) for end in span)
    if not low <= 0 <= high or low == high:
        raise ValueError(f"small_bars: span must hold 0 and more than that, got {span}.")
    texts = [color.number(number) for number in numbers] if written is None else list(written)
    for what, words in (("names", names), ("written", texts)):
        if len(words) != len(numbers):
            raise ValueError(f"small_bars: {what} must be {len(numbers)}, one for each number, got {len(words)}.")
    left = LETTER * max(map(len, names)) + 0.12
    wide = max(left + TRACK + LETTER * max(letters, *map(len, texts)) + 0.2, LETTER * len(label) + 0.1)
    figure = Figure(figsize=(wide, HEAD + ROW * len(numbers) + 0.06))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(figure.get_figheight(), 0)
    axes.text(0.05, 0.06, label, ha="left", va="top", fontsize=9.5)
    zero = left - low / (high - low) * TRACK
    for row, (name, number, text) in enumerate(zip(names, numbers, texts, strict=True)):
        middle = HEAD + ROW * (row + 0.5)
        length = min(max(number, low), high) / (high - low) * TRACK
        shade = PURPLE if number >= 0 else ORANGE
        axes.add_patch(Rectangle((zero, middle - 0.11), length, 0.22, color=shade, linewidth=0))
        axes.text(left - 0.07, middle, name, ha="right", va="center", fontsize=9.5)
        axes.text(left + TRACK + 0.08, middle, text, ha="left", va="center", fontsize=9.5)
    axes.plot([zero, zero], [HEAD, HEAD + ROW * len(numbers)], color="0.4", linewidth=1)
    lines = (f"{name}: {text}" for name, text in zip(names, texts, strict=True))
    return Picture(figure, "\n".join([f"{label} {len(numbers)}×1", *lines]))
