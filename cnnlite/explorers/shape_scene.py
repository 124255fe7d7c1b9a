"""`Shape`: how often a sliding kernel reads each pixel, in numbers, in words and as a scene."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnlite import _checks
from cnnlite._checks import Padding, Pair
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.explorers.size_formula import formula
from cnnlite.plots import Grid, color
from cnnlite.plots.grid import NO_PADDING

OUTPUT = 2  # its place among the items


@dataclass(frozen=True)
class Shape:
    """The sizes of one convolution, rows before columns.

    Attributes
    ----------
    size, kernel, stride, dilation : (int, int)
        In pixels.
    padding : ((top, bottom), (left, right))
        Rows and columns of 0 at each side.
    """

    size: Pair
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding = NO_PADDING
    dilation: Pair = (1, 1)

    @cached_property
    def output(self) -> Pair:
        """How many rows and columns of places there are for the kernel."""
        return _checks.output_size("Shape", self.size, self.kernel, self.stride, self.padding, self.dilation)

    @cached_property
    def lines(self) -> tuple[np.ndarray, np.ndarray]:
        """For the rows, then for the columns: which padded line (outputs, kernel) each place reads; first is 0."""
        rows, cols = (
            step * np.arange(count)[:, None] + apart * np.arange(wide)
            for step, count, apart, wide in zip(self.stride, self.output, self.dilation, self.kernel, strict=True)
        )
        return rows, cols

    @cached_property
    def counts(self) -> tuple[np.ndarray, np.ndarray]:
        """How often each row, and each column, of the padded picture is read."""
        rows, cols = (
            np.bincount(read.ravel(), minlength=n + sum(sides))
            for read, n, sides in zip(self.lines, self.size, self.padding, strict=True)
        )
        return rows, cols

    @cached_property
    def usage(self) -> np.ndarray:
        """How often each cell of the padded picture is read."""
        return np.outer(*self.counts)

    @cached_property
    def seen(self) -> np.ndarray:
        """How many pixels of the picture each output reads; what else it reads is padding."""
        rows, cols = (
            ((read >= before) & (read < before + n)).sum(axis=1)
            for read, (before, _), n in zip(self.lines, self.padding, self.size, strict=True)
        )
        return np.outer(rows, cols)

    @property
    def pixels(self) -> np.ndarray:
        """The usage of the picture alone, without the padding."""
        return self.usage[_inside(self.padding[0], self.size[0]), _inside(self.padding[1], self.size[1])]

    def sentence(self) -> str:
        """Say what is never read, and how often corners and middle are."""
        least, most = int(self.pixels.min()), int(self.pixels.max())
        if least == most:
            return f"Every pixel is read {_times(most)}."
        first, middle = (_times(int(self.pixels[place])) for place in ((0, 0), (self.size[0] // 2, self.size[1] // 2)))
        read = f"Pixels are read {least} to {most} times, the top left one {first}, the middle one {middle}."
        never = [part for place in (_between, _last) if (part := place(*map(self._unread, (0, 1))))]
        return f"Never read: {', '.join(never)}. {read}" if never else f"Every pixel is read. {read}"

    def formulas(self) -> str:
        """Return the size formula of both axes with its numbers filled in."""
        parts = zip(("rows", "columns"), self.size, self.kernel, self.padding, self.stride, self.dilation, strict=True)
        return "; ".join(f"{name} {formula(*numbers)}" for name, *numbers in parts)

    def scene(self) -> Scene:
        """Return the usage map beside the output, with a frame for each output."""
        around = "" if self.usage.shape == self.size else f", {color.size_of(self.usage)} with its padding"
        label = f"picture {_size(self.size)}{around}: times read"
        unused = np.pad(self.pixels == 0, self.padding)
        frames = []
        for place, (row, col) in enumerate(np.ndindex(*self.output)):
            rows, cols = self.lines[0][row], self.lines[1][col]
            close = self.dilation == (1, 1)
            window = (int(rows[0]), int(cols[0]), *self.kernel) if close else None
            marked = () if close else [(int(r), int(c)) for r in rows for c in cols]
            grids = (
                Grid(
                    label, self.usage.astype(float), padding=self.padding, unused=unused, marked=marked, window=window
                ),
                "→",
                Grid(f"output {_size(self.output)}: pixels seen", self.seen.astype(float), window=(row, col, 1, 1)),
            )
            frames.append(
                Frame(grids, f"output ({row}, {col}), {place + 1} of {self.seen.size}: {self._reads(row, col)}")
            )
        return Scene(frames, pick=OUTPUT)

    def _reads(self, row: int, col: int) -> str:
        """Say which rows and columns of the picture an output reads; numbers below 0 or too large are padding."""
        rows, cols = (
            _listed(read[at] - before)
            for read, at, (before, _) in zip(self.lines, (row, col), self.padding, strict=True)
        )
        hidden = self.kernel[0] * self.kernel[1] - int(self.seen[row, col])
        padding = f"; {hidden} of the cells {'is' if hidden == 1 else 'are'} padding" if hidden else ""
        return f"reads rows {rows}, columns {cols}{padding}"

    def _unread(self, axis: int) -> Pair:
        """Return how many rows, or columns, nothing reads before the last that is read, and how many after it."""
        unread = self.counts[axis][_inside(self.padding[axis], self.size[axis])] == 0
        last = len(unread) if unread.all() else int(np.argmin(unread[::-1]))
        return int(unread.sum()) - last, last


def _inside(sides: Pair, size: int) -> slice:
    """Return where the picture lies between its padding."""
    return slice(sides[0], sides[0] + size)


def _between(rows: Pair, cols: Pair) -> str:
    """Name the unread lines before the last that is read."""
    lines = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in ((rows[0], "row"), (cols[0], "column")) if n]
    return f"{' and '.join(lines)} in between" if lines else ""


def _last(rows: Pair, cols: Pair) -> str:
    """Name the unread lines at the end."""
    lines = [
        f"the last {f'{n} {name}s' if n > 1 else name}" for n, name in ((rows[1], "row"), (cols[1], "column")) if n
    ]
    return " and ".join(lines)


def _listed(lines: np.ndarray) -> str:
    """Return line numbers with commas."""
    return " ".join(color.number(float(n)) for n in lines)


def _times(count: int) -> str:
    """Return a number of times in words."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _size(pair: Pair) -> str:
    """Return ``7×9``."""
    return f"{pair[0]}×{pair[1]}"
