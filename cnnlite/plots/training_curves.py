"""`TrainingCurves`: how a training goes, drawn again and again while it runs, above the one before in gray."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from cnnlite.plots.color import ORANGE, PURPLE
from cnnlite.plots.picture import PAGE_DPI, SHARPNESS, Picture

Line = tuple[np.ndarray, np.ndarray]

WIDE, HIGH = 3.1, 2.9  # inches: three stand side by side on a wide page, one fits on a telephone
# Told apart by their dashes and marks as well as by their colors.
STYLES: tuple[dict[str, Any], ...] = (
    {"color": PURPLE, "linestyle": "-", "linewidth": 1.6},
    {"color": ORANGE, "linestyle": (0, (4, 1.5)), "linewidth": 1.6, "marker": "^", "markersize": 4.5},
)
PAST = "0.72"  # gray, in which the training before is drawn
MOST_MARKS = 12


class TrainingCurves:
    """Lines over the epochs of a training, all pictures on one scale; only what is new is drawn anew.

    Parameters
    ----------
    value : str
        What the numbers are; stands above the axis.
    top : float
        The largest value drawn; what is larger runs along the upper edge.
    level : float, optional
        A value to mark by a thin line: that of guessing.
    unit : str
        Follows each number in the words.
    along : str
        What the axis counts.

    Examples
    --------
    >>> curves = TrainingCurves("loss", 3.0)
    >>> print(curves.at({"batches": (np.array([0.5, 1.0]), np.array([2.0, 0.75]))}))
    loss over epoch 0 to 1
    batches, 1×2: 2 at first, 0.75 at last
    """

    def __init__(
        self, value: str, top: float, level: float | None = None, unit: str = "", along: str = "epoch"
    ) -> None:
        self.value, self.top, self.level, self.unit, self.along = value, top, level, unit, along
        self._scene: Any = None  # what the present background shows

    def at(self, lines: Mapping[str, Line], before: Mapping[str, Line] | None = None, room: float = 5.0) -> Picture:
        """Return the picture of a training as far as it is.

        Parameters
        ----------
        lines : mapping of str to (epochs (n,), values (n,))
            One or two by name: a line, and a dashed one with marks.
        before : mapping of str to (epochs (n,), values (n,)), optional
            Those of the training before; drawn in gray.
        room : float
            How many epochs the axis has at least.
        """
        past = dict(before or {})
        span = max([room, *(float(x[-1]) for x, _ in [*lines.values(), *past.values()] if len(x))])
        scene = span, tuple(lines), tuple((x.tobytes(), y.tobytes()) for x, y in past.values())
        if scene != self._scene:
            self._scene = scene
            self._prepare(span, list(lines), past)
        self.canvas.restore_region(self._background)
        for line, (x, y) in zip(self.lines, lines.values(), strict=True):
            line.set_data(x, np.minimum(y, self.top))
            line.set_markevery(max(1, len(x) // MOST_MARKS))
            self.axes.draw_artist(line)
        pixels = np.asarray(self.canvas.buffer_rgba())[..., :3].copy()
        ran = max((float(x[-1]) for x, _ in lines.values() if len(x)), default=0.0)
        words = [f"{self.value} over {self.along} 0 to {ran:.3g}", *map(self._words, lines, lines.values())]
        words += [f"before, in gray: {self._words(name, line)}" for name, line in past.items()]
        return Picture(pixels, "\n".join(words), SHARPNESS)

    def _prepare(self, span: float, names: list[str], past: Mapping[str, Line]) -> None:
        """Draw what stays: axes, names, the gray lines."""
        figure = Figure(figsize=(WIDE, HIGH), dpi=PAGE_DPI * SHARPNESS)
        self.canvas = FigureCanvasAgg(figure)
        self.axes = axes = figure.add_axes((0.115, 0.135, 0.855, 0.71))
        axes.set(xlim=(0, span), ylim=(0, self.top))
        if self.level is not None:
            axes.axhline(self.level, color="0.45", linewidth=0.9, linestyle=":")
            axes.text(span, self.level, "guessing ", fontsize=8, color="0.3", ha="right", va="bottom")
        for (x, y), style in zip(past.values(), STYLES, strict=False):
            (line,) = axes.plot(x, np.minimum(y, self.top), **{**style, "color": PAST, "zorder": 1})
            line.set_markevery(max(1, len(x) // MOST_MARKS))
        self.lines = [Line2D([], [], label=name, **style) for name, style in zip(names, STYLES, strict=False)]
        for line in self.lines:
            line.set_clip_on(False)
            axes.add_line(line)
            line.set_animated(True)
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.tick_params(labelsize=8.5)
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xlabel(self.along, fontsize=9, labelpad=1)
        unit = f" in {self.unit.strip()}" if self.unit else ""
        figure.text(0.015, 0.985, f"{self.value}{unit}", fontsize=9.5, weight="bold", va="top")
        keys = [Line2D([], [], label=name, **style) for name, style in zip(names, STYLES, strict=False)]
        keys += [Line2D([], [], label="before", color=PAST, linewidth=1.6)] if past else []
        figure.legend(
            handles=keys, loc="upper right", ncols=3, fontsize=8.5, frameon=False, handlelength=2, borderaxespad=0.1,
            columnspacing=0.9, handletextpad=0.4, bbox_to_anchor=(1, 0.93),
        )  # fmt: skip
        self.canvas.draw()
        self._background = self.canvas.copy_from_bbox(figure.bbox)

    def _words(self, name: str, line: Line) -> str:
        """Return the ends of a line in words."""
        if not len(line[1]):
            return f"{name}, 1×0: none yet"
        first, last = (f"{value:.2g}" if abs(value) < 10 else f"{value:.0f}" for value in line[1][[0, -1]])
        return f"{name}, 1×{len(line[1])}: {first}{self.unit} at first, {last}{self.unit} at last"
