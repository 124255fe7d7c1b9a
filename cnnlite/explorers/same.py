"""`SameComparison`: what different frameworks mean by "same", on one row of pixels."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from cnnlite import _checks
from cnnlite._checks import Pair
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

FRAMEWORKS = ("PyTorch, (k−1)//2", "TensorFlow, SAME", 'cnnlite, "same"', 'PyTorch, "same"')
SIZES, KERNELS, STRIDES = (5, 6, 7, 8), (2, 3, 4, 5), (1, 2, 3)
SIDE = (max(KERNELS) - 1) // 2, max(KERNELS) // 2  # the most columns of padding before and after
REFUSED = "refuses a stride above 1"


@dataclass(frozen=True)
class Strips(Grid):
    """Rows that each have a padding of their own, whose cells are empty and hatched."""

    zeros: np.ndarray | None = None

    @property
    def hatched(self) -> np.ndarray:
        """Which cells (H, W) are padding."""
        return np.zeros(self.array.shape, bool) if self.zeros is None else self.zeros


def same_padding(size: int, kernel: int, stride: int) -> list[Pair | None]:
    """Return the padding (before, after) of each of `FRAMEWORKS`; None where it refuses.

    Source
    ------
    PyTorch: ``torch.nn.Conv2d``, "padding='same' … doesn't support any stride values other than 1"; the total is
    kernel − 1, of which the smaller half goes first. The second is the idiom for odd kernels. TensorFlow: ``tf.nn``,
    "Notes on padding": the total makes ⌈size/stride⌉ outputs, of which the smaller half goes first; Keras has the
    same. cnnlite: ``_checks.padding_pairs``.

    Examples
    --------
    >>> same_padding(8, 3, 2)
    [(1, 1), (0, 1), (0, 1), None]
    """
    each = (kernel - 1) // 2
    left_over = size % stride
    total = max(kernel - (left_over or stride), 0)
    _, ours = _checks.padding_pairs("same_padding", "same", (1, size), (1, kernel), (1, stride))
    torch_same = (each, kernel - 1 - each) if stride == 1 else None
    return [(each, each), (total // 2, total - total // 2), ours, torch_same]


class SameComparison(NumberGrid):
    """A row of pixels under four meanings of "same": where the padding goes, and on what each window is centered.

    Hover over the centers, or use the arrow keys there; the menus choose pixels, kernel and stride.

    Parameters
    ----------
    size, kernel, stride : int
        What to begin with: 5–8, 2–5 and 1–3.

    Raises
    ------
    ValueError
        A number is out of range.

    Examples
    --------
    >>> print(SameComparison(8, 3, 2).summary())
    SameComparison: 8 pixels, kernel 3, stride 2.
    PyTorch, (k−1)//2: 4 outputs, padding 1 and 1, centers 0 2 4 6
    TensorFlow, SAME: 4 outputs, padding 0 and 1, centers 1 3 5 7
    cnnlite, "same": 4 outputs, padding 0 and 1, centers 1 3 5 7
    PyTorch, "same" refuses a stride above 1
    """

    def __init__(self, size: int = 6, kernel: int = 3, stride: int = 1) -> None:
        ways = {"pixels": SIZES, "kernel": KERNELS, "stride": STRIDES}
        chosen = dict(zip(ways, (size, kernel, stride), strict=True))
        for name, values in ways.items():
            if chosen[name] not in values:
                raise ValueError(
                    f"SameComparison: {name} must be one of {', '.join(map(str, values))}, got {chosen[name]!r}."
                )
        scenes = {numbers: _scene(*numbers) for numbers in product(*ways.values())}
        super().__init__(
            list(scenes.values()),
            options={name: [str(value) for value in values] for name, values in ways.items()},
            show=("position", *ways),
            label="what four frameworks call same",
            setting=[values.index(chosen[name]) for name, values in ways.items()],
        )

    def summary(self) -> str:
        """Return for each framework the padding and all centers."""
        size, kernel, stride = (int(self.state[name]) for name in ("pixels", "kernel", "stride"))
        lines = [f"{type(self).__name__}: {size} pixels, kernel {kernel}, stride {stride}."]
        for name, sides in zip(FRAMEWORKS, same_padding(size, kernel, stride), strict=True):
            starts = _starts(size, kernel, stride, sides)
            told = f"{name} {REFUSED}"
            if sides is not None:
                centers = " ".join(color.numbers(starts + (kernel - 1) / 2))
                told = f"{name}: {len(starts)} outputs, padding {sides[0]} and {sides[1]}, centers {centers}"
            lines.append(told)
        return "\n".join(lines)


def _scene(size: int, kernel: int, stride: int) -> Scene:
    """Return the scene of a setting, with a frame for each cell of the centers."""
    sides = same_padding(size, kernel, stride)
    starts = [_starts(size, kernel, stride, pair) for pair in sides]
    columns = np.arange(-SIDE[0], size + SIDE[1])
    outside = (columns < 0) | (columns >= size)
    pixels = np.tile(np.where(outside, np.nan, columns), (len(sides), 1))
    zeros = np.array(
        [outside & (columns >= -first) & (columns < size + last) for first, last in (p or (0, 0) for p in sides)]
    )
    centers = np.full((len(sides), max(map(len, starts))), np.nan)
    for row, begins in enumerate(starts):
        centers[row, : len(begins)] = begins + (kernel - 1) / 2
    counts = [REFUSED if pair is None else f"{len(begins)} outputs" for begins, pair in zip(starts, sides, strict=True)]
    names = [f"{name}: {count}" for name, count in zip(FRAMEWORKS, counts, strict=True)]
    frames = []
    for row, output in np.ndindex(*centers.shape):
        read = [begins[output : output + 1] for begins in starts]  # none where there is no such output
        marked = [
            (r, int(begin) + n + SIDE[0]) for r, begins in enumerate(read) for begin in begins for n in range(kernel)
        ]
        grids = (
            Strips(f"{size} pixels, numbered; padding hatched", pixels, marked=marked, zeros=zeros),
            "→",
            Grid("center of each window", centers, window=(0, output, len(sides), 1), names=names),
        )
        frames.append(Frame(grids, f"{FRAMEWORKS[row]}, output {output}: {_told(read[row], sides[row], kernel)}"))
    return Scene(frames, pick=2)


def _starts(size: int, kernel: int, stride: int, sides: Pair | None) -> np.ndarray:
    """Return the pixel at which each window begins."""
    return np.arange(0) if sides is None else np.arange(-sides[0], size + sides[1] - kernel + 1, stride)


def _told(begins: np.ndarray, sides: Pair | None, kernel: int) -> str:
    """Say what a framework reads for one output."""
    if sides is None or not len(begins):
        return REFUSED if sides is None else "there is none"
    pixels = begins[0] + np.arange(kernel)
    return f"reads pixels {' '.join(color.numbers(pixels))}, center {color.number(float(pixels.mean()))}"
