"""`route_scene`: every number of a pooling's dout as a frame, with the cells that it pays and what they have so far."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from cnnlite import functional
from cnnlite.explorers.pool_scene import POOLINGS, Box, window_boxes, written
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

Window = tuple[int, int, int]  # rows and columns, stride, padding
Cells = tuple[slice, slice]

# By the names in `POOLINGS`: what makes dx of dout and x, both (N, C, H, W).
BACKWARD: MappingProxyType[str, Callable[..., np.ndarray]] = MappingProxyType(
    {
        "max": functional.max_pool2d_backward,
        "average": functional.avg_pool2d_backward,
        "min": functional.min_pool2d_backward,
        "L2": lambda dout, x, *window: functional.lp_pool2d_backward(dout, x, 2, *window),
    }
)


@dataclass(frozen=True)
class Route:
    """One window of a pooling, and the way its gradient takes back.

    Attributes
    ----------
    kind : str
        One of `BACKWARD`.
    cells : ndarray (H, W)
        The input with its padding.
    box : (row, column, rows, columns)
        The window.
    padding : int
        Rings of padding.
    output : float
        What the pooling makes of the window.
    """

    kind: str
    cells: np.ndarray
    box: Box
    padding: int
    output: float

    @property
    def seen(self) -> np.ndarray:
        """The numbers in the window, padding and all."""
        top, left, high, wide = self.box
        return self.cells[top : top + high, left : left + wide]

    @property
    def inside(self) -> Cells:
        """The cells of the window, without padding, as slices of the input."""
        rows, cols = (
            slice(max(0, start - self.padding), min(start + length - self.padding, size - 2 * self.padding))
            for start, length, size in zip(self.box[:2], self.box[2:], self.cells.shape, strict=True)
        )
        return rows, cols

    @property
    def paid(self) -> Cells:
        """The cells that get something: the first of the winners, or all."""
        if self.kind not in ("max", "min"):
            return self.inside
        first = int((self.seen == self.output).argmax())
        row, col = (n + start - self.padding for n, start in zip(divmod(first, self.box[3]), self.box, strict=False))
        return slice(row, row + 1), slice(col, col + 1)

    def words(self, dout: float) -> str:
        """Return what the pooling made of the window, and who is paid how much for it."""
        total, amount = color.number(self.output), color.number(dout)
        rows, cols = self.paid
        begun = f"{written(self.kind, self.seen)} = {total}"
        if self.kind in ("max", "min"):
            many, where = int((self.seen == self.output).sum()), f"x ({rows.start}, {cols.start})"
            winner = f"at {where}, which" if many == 1 else f"in {many} cells; the first of them, {where},"
            return f"{begun}, {winner} gets all of it: {amount}"
        real = self.cells[self.padding :, self.padding :][rows, cols]
        if self.kind == "average":
            lost = self.seen.size - real.size
            note = f"; {lost} of {self.seen.size} cells are padding, and their share is lost" if lost else ""
            share = color.number(dout / self.seen.size)
            return f"{begun}; each cell gets {amount}/{self.seen.size} = {share}{note}"
        if self.output == 0:
            return f"{begun}; no cell gets anything"
        most = float(real.flat[np.abs(real).argmax()])
        product = f"{amount}·{color.bracketed(color.number(most))}/{total} = {color.number(dout * most / self.output)}"
        return f"{begun}; each cell gets dout·x/{total}, so the {color.number(most)} gets {product}"


def payments(kind: str, x: np.ndarray, dout: np.ndarray, window: Window) -> np.ndarray:
    """Return for each number of dout (Ho, Wo) what x (H, W) gets from it alone: (Ho·Wo, H, W)."""
    alone = np.eye(dout.size).reshape(-1, 1, *dout.shape) * dout
    return BACKWARD[kind](alone, np.broadcast_to(x, (dout.size, 1, *x.shape)), *window)[:, 0]


def route_scene(kind: str, x: np.ndarray, dout: np.ndarray, window: Window) -> Scene:
    """Return the frames of all payments; dout (…, …) has at least one number for each output."""
    size, stride, padding = window
    pool, fill = POOLINGS[kind]
    output = pool(x[None, None], *window)[0, 0]
    dout = dout[: output.shape[0], : output.shape[1]]
    shares = payments(kind, x, dout, window)
    sums = np.cumsum(shares, axis=0)
    scale = color.scale(np.concatenate([dout.ravel(), sums.ravel()]), signed=True)
    cells, ring = np.pad(x, padding, constant_values=fill), ((padding, padding), (padding, padding))
    around = f", in a ring of {color.number(fill)}" if padding else ""
    frames, counts = [], np.zeros(x.shape, int)  # how often each cell has been paid
    for place, box in enumerate(window_boxes(output.shape, size, stride)):
        at = divmod(place, output.shape[1])
        route = Route(kind, cells, box, padding, float(output[at]))
        here = np.full(x.shape, np.nan)
        here[route.inside] = shares[place][route.inside]
        frame = _frame(route.paid)
        begun = f"dout {at} = {color.number(dout[at])}, {place + 1} of {dout.size}: {route.words(float(dout[at]))}"
        items: list[Grid | str] = [
            Grid(f"dout {color.size_of(dout)}", dout, window=(*at, 1, 1), scale=scale),
            "→",
            Grid(f"x {color.size_of(x)}{around}", cells, window=box, padding=ring, scale=color.scale(x)),
            "→",
            Grid("this payment", here, window=frame, scale=scale),
            "→",
            Grid("dx so far", sums[place], window=frame, scale=scale),
        ]
        frames.append(Frame(items, begun + _adds(route.paid, counts, shares[place], sums[place])))
        counts[route.paid] += 1
    return Scene(frames, pick=0)


def _adds(paid: Cells, counts: np.ndarray, share: np.ndarray, total: np.ndarray) -> str:
    """Return what a payment adds to where cells had been paid before."""
    again = int((counts[paid] > 0).sum())
    if not again:
        return ""
    if counts[paid].size > 1:
        return f"; {again} of these cells were paid before, and payments add up"
    after, now = (float(array[paid].item()) for array in (total, share))
    before, now_written = color.number(after - now), color.bracketed(color.number(now))
    return f"; with what it had before, {before} + {now_written} = {color.number(after)}"


def _frame(cells: Cells) -> Box:
    """Return slices as a frame."""
    rows, cols = cells
    return rows.start, cols.start, rows.stop - rows.start, cols.stop - cols.start
