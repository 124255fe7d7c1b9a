"""The size of the output against the size of the input: stairs, as places are whole."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.picture import Picture

COLORS, MARKERS = ("#000000", "#b35806", "#542788", "#777777"), "osD^"
MARK_SIZES = 9, 6.5, 4, 2  # hollow, one inside the other where sizes agree
LARGEST = 64


def staircase(
    kernel: int = 3, strides: Sequence[int] = (1, 2, 3), padding: int = 0, largest: int = 14, article: bool = False
) -> Picture:
    """Return the sizes of the output for growing inputs, one flight of stairs for each stride.

    Parameters
    ----------
    kernel, padding : int
        Along one axis; the padding is on each side.
    strides : sequence of int
        One to four.
    largest : int
        The largest input, at most 64.
    article : bool
        Whether to draw what the formula of article 1 gives, (n + 2p − f + 1)/s + 1, as dashed lines (A1.10, E14).

    Raises
    ------
    TypeError, ValueError
        A number is out of range.

    Examples
    --------
    >>> print(staircase(3, (1, 2), largest=6))
    outputs of a 3×3 kernel without padding on 3×3, 4×4, …, 6×6 pixels, along one side
    stride 1: 1 2 3 4
    stride 2: 1 1 2 2
    """
    kernel, _ = _checks.pair("staircase", "kernel", kernel, 1)
    padding, _ = _checks.pair("staircase", "padding", padding, 0)
    strides = [_checks.pair("staircase", "each stride", stride, 1)[0] for stride in strides]
    sizes = range(max(1, kernel - 2 * padding), largest + 1)
    if not 1 <= len(strides) <= len(COLORS) or not 1 <= len(sizes) <= LARGEST:
        raise ValueError(
            f"staircase: strides must be one to {len(COLORS)} and largest hold the kernel and be at most {LARGEST}, "
            f"got {list(strides)} and {largest}."
        )
    around = f"with {padding} of padding at each side" if padding else "without padding"
    few = [*(f"{n}×{n}" for n in sizes[:2]), "…", f"{sizes[-1]}×{sizes[-1]}"]
    lines = [f"outputs of a {kernel}×{kernel} kernel {around} on {', '.join(few)} pixels, along one side"]
    figure = Figure(figsize=(6.2, 3.4), layout="constrained")
    axes = figure.subplots()
    for stride, ink, marker, wide in zip(strides, COLORS, MARKERS, MARK_SIZES, strict=False):
        outputs = [_output(n, kernel, stride, padding) for n in sizes]
        axes.step(sizes, outputs, where="post", color=ink, linewidth=1, alpha=0.7)
        axes.plot(sizes, outputs, marker, color=ink, markersize=wide, markerfacecolor="none")
        _name(axes, f"stride {stride}", sizes[-1], outputs[-1], ink)
        lines.append(f"stride {stride}: {' '.join(map(str, outputs))}")
        if article:
            stated = [(n + 2 * padding - kernel + 1) / stride + 1 for n in sizes]
            axes.plot(sizes, stated, "--", color=ink, linewidth=1.2)
            _name(axes, f"article, stride {stride}", sizes[-1], stated[-1], ink)
            lines.append(f"article's formula, stride {stride}: {' '.join(map(color.number, stated))}")
    axes.set_title(f"{kernel}×{kernel} kernel, {around}", fontsize=10)
    axes.set_xlabel("pixels along one side of the picture")
    axes.set_ylabel("outputs along that side")
    axes.set_xticks([*sizes[::2]] if len(sizes) > 12 else [*sizes])
    axes.grid(color="0.9")
    axes.spines[["top", "right"]].set_visible(False)
    return Picture(figure, "\n".join(lines))


def _output(size: int, kernel: int, stride: int, padding: int) -> int:
    """Return the number of outputs along one axis."""
    sides = (padding, padding)
    return _checks.output_size("staircase", (size, 1), (kernel, 1), (stride, 1), (sides, (0, 0)), (1, 1))[0]


def _name(axes: Axes, text: str, x: float, y: float, ink: str) -> None:
    """Write the name of a line at its end."""
    axes.annotate(text, (x, y), xytext=(8, 0), textcoords="offset points", va="center", color=ink, fontsize=9)
