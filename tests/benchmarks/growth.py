"""Whether cost grows as the number of products does: time of a multiply-add from small sizes to large ones."""

import itertools
from collections.abc import Iterator

from cnnlite import conv2d, conv2d_backward
from tests.benchmarks.shapes import Shape, draw
from tests.benchmarks.text import Goal, Table
from tests.benchmarks.timing import Call, Pace, measure

KINDS = {"3×3": (3, 1, 1), "3×3, stride 2": (3, 2, 1), "1×1": (1, 1, 0)}
SWEEPS = {
    "N = 1 4 16 64 256, 64→64 at 16²": [Shape(n, 64, 16, 64) for n in (1, 4, 16, 64, 256)],
    "pixels 8² 16² 32² 64² 128², 32→32, N = 4": [Shape(4, 32, size, 32) for size in (8, 16, 32, 64, 128)],
    "C·K 16² 32² 64² 128² 256² at 16², N = 8": [Shape(8, c, 16, c) for c in (16, 32, 64, 128, 256)],
}


def growth(pace: Pace) -> Iterator[Table]:
    """Yield the table of sweeps."""
    rows, worst = [], 0.0
    short = pace._replace(seconds=pace.seconds / 2)
    for kind, (kernel, stride, padding) in KINDS.items():
        for sweep, sizes in SWEEPS.items():
            shapes = [s._replace(kernel=kernel, stride=stride, padding=padding) for s in sizes]
            for what, make, work in (("forward", _forward, 1), ("backward", _backward, 2)):
                times = measure({str(shape): make(shape) for shape in shapes}, short)
                each = [1e12 * times[str(s)].minimum / (work * s.products) for s in shapes]
                step = max(b / a for a, b in itertools.pairwise(each))
                worst = max(worst, step)
                rows.append([f"{kind}: {sweep}", what, *(f"{cost:.1f}" for cost in each), f"{step:.2f}"])
    title = "Growth: time of a multiply-add in picoseconds, from small to large; the worst step up from one to the next"
    heads = ["", "", "1st", "2nd", "3rd", "4th", "5th", "worst step"]
    goal = Goal("time of a multiply-add, from one size to the next larger", worst, 1.5)
    yield Table(title, heads, rows, [goal])


def _forward(shape: Shape) -> Call:
    x, w, b, _ = draw(shape)
    return lambda: conv2d(x, w, b, shape.stride, shape.padding)


def _backward(shape: Shape) -> Call:
    x, w, b, dout = draw(shape)
    return lambda: conv2d_backward(dout, x, w, b, shape.stride, shape.padding)
