"""Where an edge points: the two answers of a Sobel pair as one picture of magnitude and orientation."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnlite.plots import color
from cnnlite.plots.picture import PAGE_DPI, SHARPNESS, Picture

# Brighter to the right, downwards, to the left, upwards: four colors that the color-blind can tell apart.
WHEEL = np.array([[240, 228, 66], [213, 94, 0], [86, 130, 255], [0, 200, 140]]) / 255
STRONG, STRONGEST = 0.25, 0.5  # of the largest magnitude, from which on an edge counts, and has an arrow
DOTS = PAGE_DPI * SHARPNESS  # of an inch
WIDTH, RING, GAP, TITLE = 800, 250, 6, 40  # dots: of the picture, about, of the wheel, between them, above them
ARROW = 12  # pixels that an arrow is long
APART = 18  # pixels from the middle of one arrow to the next, at least


def direction(gx: np.ndarray, gy: np.ndarray, label: str = "direction") -> Picture:
    """Return in which direction a picture becomes brighter, and how much so.

    The color tells the direction as the wheel beside the picture does, its brightness tells the magnitude, and arrows
    at the strongest edges point from dark to bright.

    Parameters
    ----------
    gx, gy : ndarray (H, W)
        How much brighter it becomes to the right and downwards: the answers of `filters.sobel_x` and `sobel_y`.
    label : str
        What the picture shows; stands above it, and opens the text twin.

    Raises
    ------
    ValueError
        The two are not (H, W) of one shape.

    Examples
    --------
    >>> step = np.array([[0.0, 4, 4, 0]])
    >>> print(direction(step, 0 * step))
    direction 1×4, magnitude up to 4, strong in 50 % of the pixels
    of these edges 100 % are upright, 0 % flat, 0 % slanting
    """
    if np.ndim(gx) != 2 or np.shape(gx) != np.shape(gy):
        raise ValueError(
            f"direction: gx and gy must be (H, W) of one shape, got gx.shape={np.shape(gx)}, gy.shape={np.shape(gy)}."
        )
    magnitude = np.hypot(gx, gy)
    largest = float(magnitude.max()) or 1.0
    rows, cols = gx.shape
    times = max(1, round(WIDTH / max(rows, cols)))  # whole dots for each pixel: sharp, and packs well
    wide, tall = cols * times, rows * times
    figure = Figure(figsize=((wide + RING + 3 * GAP) / DOTS, (max(tall, RING) + 2 * GAP + TITLE) / DOTS))
    axes = _axes(figure, GAP, wide, tall)
    axes.set_title(label, fontsize=9, pad=5)
    axes.imshow(hues(gx, gy) * (magnitude / largest)[..., None] ** 0.6, interpolation="nearest", aspect="auto")
    arrows = _arrows(gx, gy, STRONGEST * largest)
    if len(arrows):
        axes.quiver(
            *arrows.T, angles="xy", scale_units="xy", scale=1 / ARROW, pivot="mid", color="white",
            edgecolor="black", linewidth=0.5, width=0.006, headwidth=3.6, headlength=4, headaxislength=3.6,
        )  # fmt: skip
    axes.set_xlim(-0.5, cols - 0.5)
    axes.set_ylim(rows - 0.5, -0.5)
    _legend(_axes(figure, wide + 2 * GAP, RING, RING))
    return Picture(figure, f"{label} {_words(gx, gy, magnitude, largest)}")


def hues(gx: np.ndarray, gy: np.ndarray) -> np.ndarray:
    """Return the colors (…, 3) in [0, 1] of directions, at full brightness, in sixteen steps."""
    quarter = np.round(np.arctan2(gy, gx) / (np.pi / 8)) / 4 % 4
    return np.stack([np.interp(quarter, range(5), [*channel, channel[0]]) for channel in WHEEL.T], axis=-1)


def _arrows(gx: np.ndarray, gy: np.ndarray, least: float) -> np.ndarray:
    """Return (column, row, right, down) of the strongest edges, far from each other, with room for their arrows."""
    rows, cols = gx.shape
    r, c = np.mgrid[:rows, :cols]
    magnitude = np.hypot(gx, gy)
    right, down = gx / np.where(magnitude, magnitude, 1), gy / np.where(magnitude, magnitude, 1)
    room = np.minimum(c, cols - 1 - c) >= ARROW / 2 * np.abs(right)
    room &= np.minimum(r, rows - 1 - r) >= ARROW / 2 * np.abs(down)
    strength = np.where(room, magnitude, 0)
    found = []
    while strength.max() >= least:
        row, col = np.unravel_index(strength.argmax(), strength.shape)
        found.append((col, row, right[row, col], down[row, col]))
        strength[np.hypot(r - row, c - col) < APART] = 0
    return np.array(found, dtype=float).reshape(-1, 4)


def _axes(figure: Figure, left: int, wide: int, tall: int) -> Axes:
    """Return a place without a frame, in dots, halfway between the title and the bottom."""
    across, down = figure.get_size_inches() * DOTS
    axes = figure.add_axes((left / across, (down - TITLE - tall) // 2 / down, wide / across, tall / down))
    axes.set_axis_off()
    return axes


def _legend(axes: Axes) -> None:
    """Draw the wheel of directions."""
    y, x = np.mgrid[-1:1:120j, -1:1:120j]
    ring = (np.hypot(x, y) < 1) & (np.hypot(x, y) > 0.45)
    axes.imshow(np.where(ring[..., None], hues(x, y), 1), extent=(-1, 1, 1, -1), interpolation="nearest")
    for text, (u, v) in {"→": (1, 0), "↓": (0, 1), "←": (-1, 0), "↑": (0, -1)}.items():
        axes.text(0.72 * u, 0.72 * v, text, ha="center", va="center", fontsize=11)
    axes.text(0, 0, "brighter\nto the …", ha="center", va="center", fontsize=6.5)


def _words(gx: np.ndarray, gy: np.ndarray, magnitude: np.ndarray, largest: float) -> str:
    """Return how many of the pixels have a strong edge, and which way these edges run."""
    strong = magnitude >= STRONG * largest
    turned = np.degrees(np.arctan2(gy[strong], gx[strong])) % 180
    upright, flat = (np.abs(turned - 90) > 67.5, np.abs(turned - 90) < 22.5)
    shares = [part.mean() if part.size else 0.0 for part in (upright, flat, ~upright & ~flat)]
    return (
        f"{color.size_of(magnitude)}, magnitude up to {color.number(float(magnitude.max()))}, "
        f"strong in {strong.mean():.0%} of the pixels\n"
        "of these edges {:.0%} are upright, {:.0%} flat, {:.0%} slanting".format(*shares)
    ).replace("%", " %")
