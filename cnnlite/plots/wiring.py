"""`wiring`: which channels a kernel reads, as lines between channels and maps."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.plots.color import PALE, PURPLE
from cnnlite.plots.picture import Picture

MOST = 12  # channels or maps, for lines that can still be told apart
STEP, MARGIN = 0.52, 0.3  # inches from circle to circle, and around them
HIGH, DROP = 1.75, 0.8  # inches of the picture, and between the two rows of circles


def wiring(channels: int, maps: int, groups: Sequence[int] = (1,)) -> Picture:
    """Return for each number of groups which channels each map is made of, a line for each.

    Parameters
    ----------
    channels, maps : int
        How many come in and go out, at most 12.
    groups : sequence of int
        Each divides both: 1 joins all with all, and as many as there are channels keeps them apart.

    Raises
    ------
    TypeError, ValueError
        A number is no whole number in its range, there are no groups, or one divides not both numbers.

    Examples
    --------
    >>> print(wiring(4, 2, [2]))
    groups=2: 4 of 4×2 lines
    map 0 reads channels 0, 1
    map 1 reads channels 2, 3
    """
    _checks.whole("wiring", "channels", channels, 1, MOST)
    _checks.whole("wiring", "maps", maps, 1, MOST)
    if not groups:
        raise ValueError("wiring: groups must hold at least one number, got none.")
    for count in groups:
        _checks.whole("wiring", "groups", count, 1, MOST)
        if channels % count or maps % count:
            raise ValueError(f"wiring: groups must divide {channels} channels and {maps} maps, got {count}.")
    parts = [_part(channels, maps, count) for count in groups]
    return Picture(parts, "\n".join(part.text for part in parts))


def read_by(channels: int, maps: int, groups: int) -> list[list[int]]:
    """Return for each map the channels that its kernel reads: the first group of maps the first group of channels."""
    share = channels // groups
    return [[*range(m * groups // maps * share, (m * groups // maps + 1) * share)] for m in range(maps)]


def _part(channels: int, maps: int, groups: int) -> Picture:
    """Return the lines of one number of groups."""
    read = read_by(channels, maps, groups)
    lines = sum(map(len, read))
    wide = 2 * MARGIN + STEP * (max(channels, maps, 4) - 1)
    figure = Figure(figsize=(wide, HIGH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(HIGH, 0)
    top, bottom = HIGH - DROP - 0.42, HIGH - 0.42
    sources, targets = (_places(count, wide) for count in (channels, maps))
    for target, found in zip(targets, read, strict=True):
        for channel in found:
            axes.plot([sources[channel], target], [top, bottom], color=PURPLE, linewidth=1.3, zorder=1)
    for y, places in ((top, sources), (bottom, targets)):
        axes.scatter(places, [y] * len(places), s=230, color=PALE, edgecolors=PURPLE, linewidths=1.2, zorder=2)
        for number, x in enumerate(places):
            axes.text(x, y, str(number), ha="center", va="center", fontsize=9, zorder=3)
    axes.text(wide / 2, 0.05, f"groups={groups}: {lines} lines", ha="center", va="top", fontsize=9.5, weight="bold")
    axes.text(wide / 2, top - 0.17, "channels", ha="center", va="bottom", fontsize=8.5)
    axes.text(wide / 2, bottom + 0.17, "maps", ha="center", va="top", fontsize=8.5)
    reads = (
        f"map {m} reads channel{'s' * (len(found) > 1)} {', '.join(map(str, found))}" for m, found in enumerate(read)
    )
    return Picture(figure, "\n".join([f"groups={groups}: {lines} of {channels}×{maps} lines", *reads]))


def _places(count: int, wide: float) -> list[float]:
    """Return where circles stand, in the middle of the picture."""
    return [wide / 2 + (n - (count - 1) / 2) * STEP for n in range(count)]
