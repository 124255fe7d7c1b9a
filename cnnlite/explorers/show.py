"""`show`: any array, of any rank, with names for its axes; `show_grids`: several small ones in rows."""

from collections.abc import Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite.explorers.closing import close_all
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, Picture, color, feature_maps, image

NAMES = ("image", "channel", "row", "column")
LARGEST, LONGEST = 640, 64  # numbers, and of one row or column, that are written; more are drawn as images
MOST_MAPS = 8  # images of one array


class ArrayViewer(NumberGrid):
    """A small array whose every number can be pointed at; made by `show`."""

    def __init__(self, array: np.ndarray, axes: Sequence[str], label: str) -> None:
        front = array.ndim - min(array.ndim, 3)  # the axes before the channels each get a menu
        self.text = _words(array, axes, label)
        outer = list(np.ndindex(array.shape[:front]))
        super().__init__(
            [_scene(array, place, axes, label) for place in outer],
            options={axes[n]: [str(k) for k in range(array.shape[n])] for n in range(front)},
            show=axes[:front],
            label=f"{label} {color.size_of(array)}",
            depth=axes[-3] if array.ndim > 2 else "",
        )

    def summary(self) -> str:
        """Return the whole array in words."""
        return self.text


class GridRow(NumberGrid):
    """Grids side by side that stay as they are; made by `show_grids`."""

    def summary(self) -> str:
        """Return the grids in words."""
        return self.scene.words(0)


class GridRows(ipywidgets.VBox):
    """Rows of grids one below the other; made by `show_grids`."""

    def summary(self) -> str:
        """Return the grids in words, row after row."""
        return "\n".join(row.summary() for row in self.children)

    def to_html(self) -> str:
        """Return the rows for a page without a kernel."""
        return "".join(row.to_html() for row in self.children)

    def close(self) -> None:
        """Close the rows and what they consist of."""
        close_all(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_() or {}
        return {**bundle, "text/plain": self.summary(), "text/html": self.to_html()}


def show_grids(*items: Grid | str | list[Grid | str]) -> GridRow | GridRows:
    """Show grids side by side, and between them signs such as ``"×"``, crisp at any zoom and in any theme.

    Lists of grids and signs stand one below the other, a row each.

    Raises
    ------
    TypeError
        Some of the items are lists and others are not.

    Examples
    --------
    >>> show_grids(Grid("x", np.array([[1.0, -2.5]])), "→", Grid("ReLU", np.array([[1.0, 0.0]])))
    x 1×2
    1  −2.5
    →
    ReLU 1×2
    1  0
    """
    rows = [item for item in items if isinstance(item, list)]
    if not rows:
        return _row([item for item in items if not isinstance(item, list)])
    if len(rows) < len(items):
        raise TypeError(
            f"show_grids: items must be all lists, a row each, or none of them, got {len(rows)} of {len(items)}. "
            "Put brackets around each row."
        )
    made = [_row(row) for row in rows]
    letters = max(map(_letters, made))
    for row in made:
        row.letters = letters  # cells of one size
    return GridRows(made, layout={"width": "100%"})  # the rows measure their room


def _row(items: Sequence[Grid | str]) -> GridRow:
    """Return one row of grids and signs."""
    labels = [item.label for item in items if isinstance(item, Grid)]
    return GridRow(Scene([Frame(items, "")]), label=", ".join(labels))


def _letters(row: GridRow) -> int:
    """Return how long the longest number of a row is."""
    pages = [page for item in row.scenes[0]["items"] if isinstance(item, dict) for page in item["pages"]]
    return max((len(text) for page in pages for text in page["text"].split(" ")), default=1)


def show(array: Any, axes: str | Sequence[str] | None = None, label: str = "x") -> ArrayViewer | Picture:
    """Show an array: small ones number by number, large ones as images.

    Point at a number, or go there with the arrow keys, to read its index. Channels stand in depth, further axes have
    a menu each.

    Parameters
    ----------
    array : array_like
        Numbers or truth values of any rank, at least one of them.
    axes : str or sequence of str, optional
        A name for each axis, such as ``"image channel row column"`` (the default, shortened from the front).
        A last axis of 3 that is named ``"color"`` is drawn in color.
    label : str
        The name of the array.

    Returns
    -------
    ArrayViewer or Picture
        Both show themselves at the end of a cell, and both have a text twin.

    Raises
    ------
    TypeError
        The array holds something else than numbers.
    ValueError
        The array is empty, or the names are not one for each axis.

    Examples
    --------
    >>> show(np.eye(2), label="identity")
    identity 2×2 (row, column), float64, values 0 to 1, mean 0.5
    1  0
    0  1
    """
    values = np.asarray(array)
    if values.dtype.kind not in "biuf":
        raise TypeError(f"show: array must hold numbers, got {values.dtype} (shape {values.shape}).")
    names = _names(values.ndim) if axes is None else axes.split() if isinstance(axes, str) else list(axes)
    if len(names) != values.ndim or len(set(names)) != len(names):
        raise ValueError(
            f"show: axes must be {values.ndim} different names, got {' '.join(names)!r} (array.shape={values.shape})."
        )
    if values.size == 0:
        raise ValueError(f"show: array must hold at least one number, got array.shape={values.shape}.")
    if names[-1:] == ["color"] and values.shape[-1] == 3 and values.ndim == 3:
        return _worded(image(values.astype(float), label), values, names, label)
    if values.size <= LARGEST and max(values.shape[-2:], default=1) <= LONGEST:
        return ArrayViewer(values, names, label)
    return _worded(_pictures(values.astype(float), names, label), values, names, label)


def _names(rank: int) -> list[str]:
    """Return the usual names of so many axes."""
    usual = ["entry"] if rank == 1 else list(NAMES[max(0, len(NAMES) - rank) :])
    return [f"axis {n}" for n in range(rank - len(usual))] + usual


def _scene(array: np.ndarray, outer: tuple[int, ...], axes: Sequence[str], label: str) -> Scene:
    """Return the scene of the last three axes, with a frame for each number."""
    part = array[outer].astype(float)
    planes = part.reshape(1, -1) if part.ndim < 2 else part
    high, wide = planes.shape[-2:]
    frames = []
    for flat, index in enumerate(np.ndindex(part.shape)):
        whole = (*outer, *index)
        named = ", ".join(f"{axis} {n}" for axis, n in zip(axes, whole, strict=True))
        where = f"{label}[{', '.join(map(str, whole))}]" if whole else label
        row, col = divmod(flat % (high * wide), wide)
        grid = Grid(f"{label} {color.size_of(array)}".strip(), planes, window=(row, col, 1, 1))
        frames.append(Frame([grid], f"{where} = {_exact(array[whole])}{named and f'   ({named})'}"))
    return Scene(frames, pick=0)


def _exact(value: Any) -> str:
    """Return a number with six digits, where a cell has two decimals."""
    return str(bool(value)) if isinstance(value, np.bool_) else f"{value:.6g}".replace("-", "−")


def _pictures(array: np.ndarray, axes: Sequence[str], label: str) -> Picture:
    """Return a large array as an image, or as a row of the first of its images."""
    if array.ndim <= 2:
        return image(array.reshape(1, -1) if array.ndim == 1 else array, label)
    places = list(np.ndindex(array.shape[:-2]))[:MOST_MAPS]
    named = {", ".join(f"{axis} {n}" for axis, n in zip(axes, place, strict=False)): array[place] for place in places}
    return feature_maps(named)


def _worded(picture: Picture, array: np.ndarray, axes: Sequence[str], label: str) -> Picture:
    """Return a picture under the words of the whole array."""
    hidden = int(np.prod(array.shape[:-2])) - MOST_MAPS if array.ndim > 2 and axes[-1] != "color" else 0
    more = f"\nand {hidden} more" if hidden > 0 else ""
    rest = picture.text if array.ndim > 2 else ""
    return Picture(picture.drawing, f"{_words(array, axes, label)}\n{rest}{more}".strip())


def _words(array: np.ndarray, axes: Sequence[str], label: str) -> str:
    """Return an array in words: shape, names of the axes, type and range, and every number of a small one."""
    low, high, mean = (color.number(float(v)) for v in (array.min(), array.max(), array.mean()))
    size, named = color.size_of(array) or "one number", f" ({', '.join(axes)})" if axes else ""
    first = f"{label} {size}{named}, {array.dtype}, values {low} to {high}, mean {mean}"
    if array.size > 64:
        return first
    planes = array.reshape(-1, *array.shape[-2:]) if array.ndim >= 2 else array.reshape(1, 1, -1)
    lines = []
    for place, plane in zip(np.ndindex(array.shape[:-2]), planes.astype(float), strict=True):
        named = ", ".join(f"{axis} {n}" for axis, n in zip(axes, place, strict=False))
        lines += [f"{named}:"] if named else []
        lines += ["  ".join(color.number(v) for v in row) for row in plane]
    return "\n".join([first, *lines])
