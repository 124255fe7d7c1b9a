"""`CrossoverMap`: which algorithm is first for which kernel size and how many channels: counted, then measured."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite.explorers.controls import NARROW
from cnnlite.explorers.measuring import Measuring
from cnnlite.explorers.panel import View
from cnnlite.plots.powers import powers
from cnnlite.plots.winners import winners
from cnnlite.zoo.conv_costs import Shape, cost, fits
from cnnlite.zoo.conv_race import lap, runs

SIDE = 32
CHANNELS = (1, 4, 16, 64)
KERNELS = (1, 3, 5, 9, 15, 31)
SHOWN = {"winograd": "W", "fft": "F", "im2col": "I", "rowcol": "R", "shift_and_add": "S"}  # loops never win
LETTERS = {way.replace("_", " "): letter for way, letter in SHOWN.items()}
COUNTED = {"winograd": "W", "fft": "F", "the other three": "="}  # the last three make the same multiplications
MOST = 0.03  # seconds, by our rough prices, that a convolution of the map may take


class CrossoverMap(Measuring):
    """Who needs the fewest multiplications, and who is the fastest here, for each kernel size and many channels.

    One image of 32×32 pixels, as many kernels as channels. The curves go along one row of the map.

    Parameters
    ----------
    channels : int
        The row whose curves are drawn: 1, 4, 16 or 64.

    Raises
    ------
    ValueError
        There is no such row.

    Examples
    --------
    >>> CrossoverMap(channels=1).summary().split(". ")[0]
    'CrossoverMap: 1 channel, 3×3: fewest multiplications by winograd'
    """

    keeps = ("channels",)

    def __init__(self, channels: int = 1, show: Sequence[str] | None = None) -> None:
        if channels not in CHANNELS:
            raise ValueError(f"CrossoverMap: channels must be one of {', '.join(map(str, CHANNELS))}, got {channels}.")
        control = ipywidgets.Dropdown(
            options=CHANNELS, value=channels, description="channels",
            layout={"width": "165px"} | NARROW, style={"description_width": "76px"},
        )  # fmt: skip
        super().__init__({"channels": control}, ("counted", "measured", "curves"), show)

    def jobs(self, state: Mapping[str, Any]) -> Sequence[Hashable]:
        """Return the places of the map, each with the algorithms that run there."""
        return [(c, k) for c in CHANNELS for k in KERNELS]

    def measure(self, job: Hashable) -> dict[str, float]:
        """Return the seconds of each algorithm at a place of the map."""
        shape = _shape(*job)  # type: ignore[misc]
        return {
            way.replace("_", " "): lap(way, shape, enough=0.006).seconds for way in SHOWN if runs(way, shape, most=MOST)
        }

    def due(self, job: Hashable) -> bool:
        """Whether a row of the map is done; drawing takes longer than measuring."""
        return job[1] == KERNELS[-1]  # type: ignore[index]

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return who is first by count and by time, and the rows of the curves."""
        counted = {(c, k): _counted(_shape(c, k)) for c in CHANNELS for k in KERNELS}
        measured: dict[Any, dict[str, float]] = dict(self.found)
        names, rows = (LETTERS, measured) if measured else (COUNTED, counted)
        along = [rows.get((state["channels"], k), {}) for k in KERNELS]
        return {
            "channels": state["channels"],
            "counted": _table(counted),
            "measured": _table(measured),
            "curves": {name: np.array([place.get(name, np.nan) for place in along]) for name in names},
        }

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the two maps and the curves."""
        axes = "channels", "kernel side"
        timed = bool(self.found)
        curves = {name: row * (1e3 if timed else 1) for name, row in arrays["curves"].items()}
        value = "milliseconds" if timed else "multiplications"
        maps = {
            name: ("", winners(arrays[name], CHANNELS, KERNELS, axes, label, letters))
            for name, label, letters in (
                ("counted", "fewest multiplications", COUNTED),
                ("measured", "fastest here", LETTERS),
            )
        }
        return {
            "counted": maps["counted"],
            "measured": maps["measured"] if timed else None,
            "curves": ("", powers(KERNELS, curves, "kernel side", value)),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Compare count and time at the 3×3 kernels of the row that is drawn."""
        channels, column = arrays["channels"], KERNELS.index(3)
        row = CHANNELS.index(channels)
        head = (
            f"{channels} channel{'s' * (channels > 1)}, 3×3: fewest multiplications by {arrays['counted'][row, column]}"
        )
        first = arrays["measured"][row, column]
        then = f", fastest here {first}." if first else ". Press Measure; it takes a few seconds."
        return f"{head}{then if first or not self.running else '.'}{self.standing}"

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Say what stands together in the map of counts, and who is left out."""
        return "The other three: im2col, rowcol, shift and add, with equally many multiplications. Loops are left out."


def _shape(channels: int, kernel: int) -> Shape:
    """Return what is convolved at a place of the map."""
    return Shape(1, channels, SIDE, channels, kernel)


def _counted(shape: Shape) -> dict[str, float]:
    """Return the multiplications by the names of `COUNTED`."""
    ways = [way for way in ("winograd", "fft", "im2col") if fits(way, shape)]
    return {name: float(cost(way, shape).multiplications) for way in ways for name in COUNTED if _means(name) == way}


def _means(name: str) -> str:
    """Return the algorithm that is counted for a name."""
    return name if name in SHOWN else "im2col"


def _table(values: Mapping[tuple[int, int], Mapping[str, float]]) -> np.ndarray:
    """Return the name of the smallest at each place of the map, "" where nothing is known."""
    return np.array(
        [
            [min(found, key=found.__getitem__) if (found := values.get((c, k))) else "" for k in KERNELS]
            for c in CHANNELS
        ]
    )
