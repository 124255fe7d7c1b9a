"""`triangle`: every prediction for three classes is a point of a triangle, and its cross-entropy a shade."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.tri import Triangulation

from cnnlite.plots import color
from cnnlite.plots.picture import Picture

CORNERS = np.array([[0.5, np.sqrt(3) / 2], [0, 0], [1, 0]])  # of the first class on top, then left, then right
STEPS = 120  # points along a side
LEVELS = [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0]
LETTER = 0.027  # how wide one is, in a name
SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#cbbbe2", "#8766b8"])
WIDE, HIGH = 3.5, 3.35  # inches
CAPTION = "darker: larger cross-entropy"


def triangle(
    predictions: Mapping[str, Sequence[float]],
    classes: Sequence[str],
    target: Sequence[float] = (1, 0, 0),
    title: str = "",
) -> Picture:
    """Return predictions for three classes as points of a triangle that is shaded by their cross-entropy.

    At a corner all probability lies on one class; at the middle each class has a third. Lines join predictions of one
    cross-entropy; a star stands at the target, where it is smallest.

    Parameters
    ----------
    predictions : mapping of str to three floats
        Probabilities by name, in the order of the classes.
    classes : sequence of three str
        Their names: the corner on top, the left one, the right one.
    target : three floats
        The label as probabilities.
    title : str
        Stands above the picture.

    Raises
    ------
    ValueError
        There are not three classes, or some numbers are no probabilities that sum to 1.

    Examples
    --------
    >>> print(triangle({"sure": (0.8, 0.1, 0.1)}, ("cat", "dog", "elephant")))
    all predictions for cat, dog, elephant, 1×3 of them marked; the label is 1, 0, 0, where the cross-entropy is 0
    sure: 0.8, 0.1, 0.1: cross-entropy 0.22
    """
    if len(classes) != 3:
        raise ValueError(f"triangle: classes must be three names, got {len(classes)}.")
    label, *given = (_probabilities(name, row) for name, row in [("target", target), *predictions.items()])
    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0, 0.07, 1, 0.86))
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-0.16, 1.16)
    axes.set_ylim(-0.1, 0.98)
    rows = _everywhere()
    places, losses = rows @ CORNERS, _cross_entropy(label, rows)
    net = Triangulation(places[:, 0], places[:, 1])
    axes.tricontourf(net, losses, levels=[0.0, *LEVELS, 99.0], cmap=SHADES, vmin=0, vmax=4)
    drawn = axes.tricontour(net, losses, levels=LEVELS, colors="0.25", linewidths=0.7)
    dots = [row @ CORNERS for row in given]
    names = [
        dot + np.array([LETTER * (n + 1), 0.05])
        for name, dot in zip(predictions, dots, strict=True) for n in range(len(name) + 1)
    ]  # fmt: skip
    spots = _roomy([path.vertices for path in drawn.get_paths()], [label @ CORNERS, *dots, *names])
    axes.clabel(drawn, colors="black", fontsize=7.5, fmt=color.number, manual=spots)
    axes.add_patch(Polygon(CORNERS, fill=False, edgecolor="0.2"))
    for name, corner, side in zip(classes, CORNERS, ("bottom", "top", "top"), strict=True):
        away = (0, 7 if side == "bottom" else -7)
        axes.annotate(name, corner, away, textcoords="offset points", ha="center", va=side, fontsize=9.5, weight="bold")
    axes.plot(*(label @ CORNERS), "*", color="#ffd54a", markeredgecolor="black", markersize=15, clip_on=False)
    least = color.number(_cross_entropy(label, label))
    lines = [
        f"all predictions for {', '.join(classes)}, {len(given)}×3 of them marked; the label is {_listed(label)}, "
        f"where the cross-entropy is {least}"
    ]
    for name, row, (x, y) in zip(predictions, given, dots, strict=True):
        axes.plot(x, y, "o", color="black", markeredgecolor="white", markersize=7.5, clip_on=False)
        axes.annotate(
            name, (x, y), (6, 4), textcoords="offset points", fontsize=9,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
        )  # fmt: skip
        lines.append(f"{name}: {_listed(row)}: cross-entropy {color.number(_cross_entropy(label, row))}")
    figure.text(0.5, 0.985, title, fontsize=9.5, ha="center", va="top")
    figure.text(0.5, 0.015, f"{CAPTION}; star: the label", fontsize=8.5, ha="center", va="bottom")
    return Picture(figure, "\n".join(lines))


def _everywhere() -> np.ndarray:
    """Return the predictions (n, 3) of a fine net over the triangle, a little inside of its edges."""
    net = np.array([(i, j, STEPS - i - j) for i in range(STEPS + 1) for j in range(STEPS + 1 - i)]) / STEPS
    return (net + 0.002) / (1 + 3 * 0.002)


def _roomy(lines: Sequence[Any], taken: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return a place on each line for its number: far from the sides, from what is taken and from other numbers."""
    places: list[np.ndarray] = []
    for line in (line for line in lines if len(line)):
        top = line[:, 1] / CORNERS[0, 1]  # the three shares, which are 0 on the sides
        inside = top * (1 - top / 2 - line[:, 0]) * (line[:, 0] - top / 2)
        apart = np.min([np.hypot(*(line - other).T) for other in (*taken, *places)], axis=0)
        places.append(line[(inside * np.minimum(apart, 0.15)).argmax()])
    return places


def _listed(row: np.ndarray) -> str:
    """Return "0.63, 0.31, 0.06"."""
    return ", ".join(map(color.number, row))


def _cross_entropy(label: np.ndarray, rows: np.ndarray) -> Any:
    """Return −Σ label·ln p for each row; a class of no share costs nothing, whatever p is."""
    with np.errstate(divide="ignore"):
        return np.where(label > 0, -label * np.log(rows, where=label > 0, out=np.zeros(rows.shape)), 0).sum(axis=-1)


def _probabilities(name: str, row: Sequence[float]) -> np.ndarray:
    """Return three probabilities as an array; refuse anything else."""
    array = np.asarray(row, dtype=float)
    if array.shape != (3,) or not (array >= 0).all() or not np.isclose(array.sum(), 1, atol=1e-3):
        raise ValueError(f"triangle: {name} must be three probabilities that sum to 1, got {array.tolist()}.")
    return array
