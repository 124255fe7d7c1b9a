"""`neuron`: a neuron with its weights on its edges, and the products, the sum and the output in numbers."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.color import ORANGE, PALE, PURPLE
from cnnlite.plots.picture import Picture

MOST = 4  # inputs, for edges that can be read
WIDE, STEP = 5.7, 0.85  # inches of the picture, and from input to input
INPUT, SUM, OUTPUT = 0.55, 3.55, 5.15  # where the circles stand
RADIUS = 0.34


def neuron(
    inputs: Sequence[float], weights: Sequence[float], bias: float, activation: str, output: float, name: str = "neuron"
) -> Picture:
    """Return a neuron as circles and edges: inputs, times weights, plus the bias, through the activation.

    A solid purple edge adds, a dashed orange one takes away, and the larger the product, the broader the edge.

    Parameters
    ----------
    inputs, weights : sequence of float
        One to four numbers, and a weight for each of them.
    bias : float
        Is added to the products.
    activation : str
        What the last arrow is called, such as ``"ReLU"``.
    output : float
        What the activation makes of the sum.
    name : str
        Opens the text twin.

    Raises
    ------
    TypeError, ValueError
        A number is not finite, there are more than four inputs or none, or not as many weights as inputs.

    Examples
    --------
    >>> print(neuron([155, 60], [0.27, 0.2], 0, "ReLU", 53.85))
    neuron, 1×2 weights
    155 · 0.27 = 41.85
    60 · 0.2 = 12
    bias 0
    sum 53.85
    ReLU gives 53.85
    """
    x, w = (
        [_checks.number("neuron", f"each of {what}", number) for number in numbers]
        for what, numbers in (("inputs", inputs), ("weights", weights))
    )
    if not 1 <= len(x) <= MOST or len(w) != len(x):
        raise ValueError(f"neuron: inputs must be 1 to {MOST}, and weights as many, got {len(x)} and {len(w)}.")
    bias, output = (_checks.number("neuron", what, number) for what, number in (("bias", bias), ("output", output)))
    products = [a * b for a, b in zip(x, w, strict=True)]
    total = sum(products) + bias
    figure = Figure(figsize=(WIDE, STEP * len(x) + 0.95))
    high = figure.get_figheight()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDE)
    axes.set_ylim(high, 0)
    middle = 0.4 + STEP * len(x) / 2
    largest = max(map(abs, products)) or 1.0
    for row, (value, weight, product) in enumerate(zip(x, w, products, strict=True)):
        y = 0.4 + STEP * (row + 0.5)
        _edge(axes, (INPUT, y), (SUM, middle), product, 1 + 3 * abs(product) / largest)
        at = INPUT + 0.43 * (SUM - INPUT), y + 0.43 * (middle - y)
        text = f"· {_factor(weight)} = {color.number(product)}"
        axes.text(*at, text, ha="center", va="center", fontsize=11, zorder=4, bbox=PATCH)
        _circle(axes, INPUT, y, value)
    low = high - 0.2
    _edge(axes, (SUM, low - 0.1), (SUM, middle), bias, 1.5)
    axes.text(SUM, low, f"bias {color.number(bias)}", ha="center", va="center", fontsize=11, bbox=PATCH, zorder=4)
    axes.annotate(
        "", (OUTPUT - RADIUS - 0.03, middle), (SUM + RADIUS, middle), arrowprops={"arrowstyle": "->", "color": "0.25"}
    )
    axes.text((SUM + OUTPUT) / 2, middle - 0.08, activation, ha="center", va="bottom", fontsize=11)
    for place, value in ((SUM, total), (OUTPUT, output)):
        _circle(axes, place, middle, value)
    for place, y, word in ((INPUT, 0.4, "inputs"), (SUM, middle - 0.4, "sum"), (OUTPUT, middle - 0.4, "output")):
        axes.text(place, y, word, ha="center", va="bottom", fontsize=10, color="0.25")
    lines = [
        f"{color.number(a)} · {_factor(b)} = {color.number(p)}" for a, b, p in zip(x, w, products, strict=True)
    ]  # fmt: skip
    told = [f"bias {color.number(bias)}", f"sum {color.number(total)}", f"{activation} gives {color.number(output)}"]
    return Picture(figure, "\n".join([f"{name}, 1×{len(x)} weights", *lines, *told]))


PATCH = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # behind a text, so that no edge crosses it


def _factor(weight: float) -> str:
    """Write a factor, a negative one in brackets."""
    return color.bracketed(color.number(weight))


def _edge(axes: Axes, start: tuple[float, float], end: tuple[float, float], product: float, width: float) -> None:
    """Draw an edge; what takes away is dashed, and what adds nothing thin and dotted."""
    shade, style = (PURPLE, "-") if product > 0 else (ORANGE, "--") if product else ("0.5", ":")
    axes.plot(*zip(start, end, strict=True), color=shade, linestyle=style, linewidth=width if product else 1, zorder=1)


def _circle(axes: Axes, x: float, y: float, value: float) -> None:
    """Draw a circle with a number in it."""
    axes.scatter([x], [y], s=(2 * RADIUS * 72) ** 2, color=PALE, edgecolors=PURPLE, linewidths=1.3, zorder=2)
    axes.text(x, y, color.number(value), ha="center", va="center", fontsize=10.5, zorder=3)
