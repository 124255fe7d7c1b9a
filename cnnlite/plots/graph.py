"""`graph`: a small calculation from top to bottom, values in one color, gradients in another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from cnnlite.plots.color import ORANGE, PALE, PURPLE, bracketed
from cnnlite.plots.picture import Picture
from cnnlite.plots.wiggle import significant

ACROSS, DOWN = 1.06, 0.98  # inches from column to column and from row to row
WIDE, HIGH, ROUND = 0.94, 0.6, 0.04  # inches of a box, and what its round corners add at each side
LETTER = 0.063  # inches of a letter of a formula
FOOT = 0.56  # inches below the boxes for the two lines that explain the colors
LEAST = 3.3  # inches of the picture, so that those lines have room
RED = "#d1001f"  # the frame of the present step, as in grids
EXPLAINED = (
    ("purple, downwards: name = value", PURPLE),
    ("orange, upwards: dname = gradient, × local slope", ORANGE),
)
DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Node:
    """One box of a `graph`.

    Attributes
    ----------
    name : str
        What the value is called; its gradient is called ``d`` and the name.
    at : (column, row)
        Where it stands; rows run downwards, and neighbors are 1 apart.
    value, gradient : float, optional
        None where the walk has not come yet.
    formula : str
        How the value is calculated; empty for what is given.
    inputs : mapping of str to float or None
        The names that it is calculated from, and the local slope for each; None where no gradient has come that way.
    """

    name: str
    at: tuple[float, float]
    value: float | None = None
    gradient: float | None = None
    formula: str = ""
    inputs: Mapping[str, float | None] = field(default_factory=dict)


def graph(nodes: Sequence[Node], now: Collection[str] = (), edges: Collection[tuple[str, str]] = ()) -> Picture:
    """Return a calculation as boxes and lines: under each value its gradient, on each line its local slope.

    Parameters
    ----------
    nodes : sequence of Node
        At least one; inputs come before what is calculated from them.
    now : collection of str
        The names to frame: the present step.
    edges : collection of (input, name)
        The lines to draw broad.

    Raises
    ------
    ValueError
        There is no node, two have one name, or an input, a framed name or a broad line is none of them.

    Examples
    --------
    >>> print(graph([Node("x1", (0, 0), 3, 12), Node("y", (0, 1), 9, 2, "x₁²", {"x1": 6})]))
    graph 2×2: values, and gradients where known
    x₁ = 3, dx₁ = 12
    y = x₁² = 9, dy = 2; local slope 6 to x₁
    """
    _check(nodes, now, edges)
    rows = [node.at[1] for node in nodes]
    left = min(node.at[0] * ACROSS - _wide(node) / 2 for node in nodes) - 2 * ROUND
    right = max(node.at[0] * ACROSS + _wide(node) / 2 for node in nodes) + 2 * ROUND
    top, bottom = min(rows) * DOWN - HIGH / 2 - 2 * ROUND, max(rows) * DOWN + HIGH / 2 + FOOT
    short = max(0.0, LEAST - (right - left)) / 2
    left, right = left - short, right + short
    figure = Figure(figsize=(right - left, bottom - top))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    places = {node.name: node.at for node in nodes}
    for node in nodes:
        for name, slope in node.inputs.items():
            _edge(axes, places[name], node.at, slope, (name, node.name) in edges)
    for node in nodes:
        _box(axes, node, node.name in now)
    for line, (text, shade) in enumerate(EXPLAINED):
        axes.text((left + right) / 2, bottom - 0.28 + 0.2 * line, text, ha="center", color=shade, fontsize=9)
    head = f"graph {len(nodes)}×2: values, and gradients where known"
    return Picture(figure, "\n".join([head, *map(_words, nodes)]))


def written(value: float) -> str:
    """Return a number with at most four digits and four decimals, so that it fits in a box."""
    return significant(round(float(value), 4))


def subscript(name: str) -> str:
    """Return a name with its digits set low: x₁."""
    return name.translate(DIGITS)


def _lines(node: Node) -> list[tuple[str, str, float]]:
    """Return what stands in a box: each text with its color and its size."""
    name = subscript(node.name)
    value = (f"{name} = ?", "0.45") if node.value is None else (f"{name} = {written(node.value)}", PURPLE)
    gradient = "" if node.gradient is None else f"d{name} = {written(node.gradient)}"
    formula = [(node.formula, "0.3", 8.5)] if node.formula else []
    return [*formula, (*value, 9.5), (gradient, ORANGE, 9.5)]


def _wide(node: Node) -> float:
    """Return the inches of a box: all have one width, but for long formulas."""
    return max(WIDE, LETTER * len(node.formula) + 0.1)


def _box(axes: Axes, node: Node, framed: bool) -> None:
    """Draw a box with its texts, one below the other."""
    x, y, wide = node.at[0] * ACROSS, node.at[1] * DOWN, _wide(node)
    style, edge, thick = f"round,pad={ROUND}", RED if framed else PURPLE, 2.4 if framed else 1.0
    corner = (x - wide / 2, y - HIGH / 2)
    box = FancyBboxPatch(corner, wide, HIGH, style, facecolor=PALE, edgecolor=edge, linewidth=thick, zorder=2)
    axes.add_patch(box)
    texts = _lines(node)
    for row, (text, shade, size) in enumerate(texts):
        if not text:  # room for what is to come
            continue
        middle = y + (row - (len(texts) - 1) / 2) * 0.2
        axes.text(x, middle, text, ha="center", va="center", color=shade, fontsize=size, zorder=3)


def _edge(axes: Axes, start: tuple[float, float], end: tuple[float, float], slope: float | None, broad: bool) -> None:
    """Draw the line from an input to what is calculated from it, and the local slope once a gradient came that way."""
    top = start[0] * ACROSS, start[1] * DOWN + HIGH / 2 + ROUND
    bottom = end[0] * ACROSS, end[1] * DOWN - HIGH / 2 - ROUND
    shade = PURPLE if slope is None else ORANGE
    axes.plot(*zip(top, bottom, strict=True), color=shade, linewidth=3 if broad else 1.2, zorder=1)
    if broad:
        tip, tail = (bottom, top) if slope is None else (top, bottom)
        arrow = {"arrowstyle": "-|>", "color": shade, "mutation_scale": 18, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", tip, tail, arrowprops=arrow)
    if slope is not None:
        middle = (top[0] + bottom[0]) / 2, (top[1] + bottom[1]) / 2
        patch = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        text = f"×{bracketed(written(slope))}"
        axes.text(*middle, text, ha="center", va="center", color=ORANGE, fontsize=8.5, bbox=patch, zorder=4)


def _words(node: Node) -> str:
    """Return a box in words, and the local slopes on the lines that lead into it."""
    name = subscript(node.name)
    said = " = ".join(filter(None, [name, node.formula, "?" if node.value is None else written(node.value)]))
    gradient = "" if node.gradient is None else f", d{name} = {written(node.gradient)}"
    slopes = [
        f"{written(slope)} to {subscript(key)}" for key, slope in node.inputs.items() if slope is not None
    ]  # fmt: skip
    return f"{said}{gradient}" + (f"; local slope {', '.join(slopes)}" if slopes else "")


def _check(nodes: Sequence[Node], now: Collection[str], edges: Collection[tuple[str, str]]) -> None:
    """Refuse what is no calculation, and marks on what is not in it."""
    names = [node.name for node in nodes]
    if not names or len(set(names)) != len(names):
        raise ValueError(f"graph: nodes must be one or more with different names, got {', '.join(names) or 'none'}.")
    known: set[str] = set()
    for node in nodes:
        missing = [name for name in node.inputs if name not in known]
        if missing:
            raise ValueError(f"graph: the inputs of {node.name} must be nodes before it, got {', '.join(missing)}.")
        known.add(node.name)
    lines = {(name, node.name) for node in nodes for name in node.inputs}
    if not set(now) <= known or not set(edges) <= lines:
        raise ValueError(f"graph: now and edges must be names and lines of the nodes, got {now!r} and {edges!r}.")
