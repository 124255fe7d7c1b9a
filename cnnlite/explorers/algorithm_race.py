"""`AlgorithmRace`: the same convolution by six algorithms: counted on paper, then raced on this machine."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite.explorers.controls import NARROW
from cnnlite.explorers.measuring import Measuring
from cnnlite.explorers.panel import View
from cnnlite.plots.small_bars import small_bars
from cnnlite.zoo.conv_costs import WAYS, Shape, cost, fits
from cnnlite.zoo.conv_race import Lap, lap, offered, runs

CHOICES = {
    "side": (4, 8, 16, 28, 32, 64, 128, 256, 512),
    "channels": (1, 3, 16, 64, 256),
    "kernels": (1, 16, 32, 64, 256),
    "kernel": (1, 2, 3, 5, 7, 15, 31),
    "images": (1, 8, 32, 64),
}
NAMES = {"side": "image side", "kernel": "kernel side"}
SAID = {way: way.replace("_", " ") for way in WAYS}
PANELS = ("multiplications", "memory", "time")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LETTERS = 11  # room for numbers, so that the three pictures keep their size


class AlgorithmRace(Measuring):
    """Which way to convolve is the fastest here? Multiplications and memory are counted; *Race* measures the time.

    Every algorithm convolves the same random float32 images; its result is compared with that of float64 first.

    Parameters
    ----------
    side, channels, kernels, kernel, images : int
        Of the images and kernels, both square; values of the menus.
    show : sequence of str, optional
        The controls to show, of these five.

    Raises
    ------
    ValueError
        An argument is not in its menu.

    Examples
    --------
    >>> race = AlgorithmRace(side=8, channels=1, kernels=1, kernel=3)
    >>> race.summary().split(". ")[0]
    'AlgorithmRace: 1 image of 8×8 with 1 channel, 1 kernel of 3×3, padded: 8×8 outputs'
    """

    word = "Race"

    def __init__(
        self,
        side: int = 64,
        channels: int = 1,
        kernels: int = 1,
        kernel: int = 3,
        images: int = 1,
        show: Sequence[str] | None = None,
    ) -> None:
        given = {"side": side, "channels": channels, "kernels": kernels, "kernel": kernel, "images": images}
        for name, value in given.items():
            if value not in CHOICES[name]:
                listed = ", ".join(map(str, CHOICES[name]))
                raise ValueError(f"AlgorithmRace: {name} must be one of {listed}, got {value!r}.")
        controls = {
            name: ipywidgets.Dropdown(
                options=CHOICES[name], value=value, description=NAMES.get(name, name),
                layout={"width": "165px"} | NARROW, style={"description_width": "76px"},
            )
            for name, value in given.items()
        }  # fmt: skip
        super().__init__(controls, PANELS, show)

    @property
    def shape(self) -> Shape:
        """What is convolved."""
        return Shape(**self.state)

    def jobs(self, state: Mapping[str, Any]) -> Sequence[Hashable]:
        """Return the algorithms that run."""
        return [way for way in WAYS if runs(way, Shape(**state))]

    def measure(self, job: Hashable) -> Lap:
        """Return the lap of an algorithm."""
        return lap(str(job), self.shape)

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is counted for each algorithm that fits, and the laps there are."""
        shape = Shape(**state)
        costs = {way: cost(way, shape) for way in WAYS if fits(way, shape)}
        return {"shape": shape, "costs": costs, "laps": {str(way): found for way, found in self.found.items()}}

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw three pictures of bars, on logarithmic scales."""
        costs, laps = arrays["costs"], arrays["laps"]
        counts = {way: float(one.multiplications) for way, one in costs.items()}
        kilobytes = {way: one.scratch * 4 / 1024 for way, one in costs.items()}  # float32
        times = {way: laps[way].seconds if way in laps else np.nan for way in costs}
        return {
            "multiplications": ("", _bars("multiplications", counts, 1, _grouped)),
            "memory": ("", _bars("work memory", kilobytes, 2**-8, size)),
            "time": ("", _bars("time", times, 1e-6, time)) if laps else None,
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say what is convolved and, after a race, who was first."""
        shape, laps = arrays["shape"], arrays["laps"]
        head = (
            f"{_many(shape.images, 'image')} of {shape.side}×{shape.side} with {_many(shape.channels, 'channel')}, "
            f"{_many(shape.kernels, 'kernel')} of {shape.kernel}×{shape.kernel}, "
            f"{'padded: ' if shape.padding else ''}{shape.out}×{shape.out} outputs."
        )
        slow = _absent(shape, list(arrays["costs"]))
        if not laps or self.running:
            return f"{head}{slow}{self.standing or ' Press Race.'}"
        first, *others = sorted(laps, key=lambda way: laps[way].seconds)
        best = laps[first].seconds
        behind = ", ".join(f"{SAID[way]} {_times(laps[way].seconds / best)}" for way in others)
        return f"{head}{slow}{self.standing} First: {SAID[first]}, {time(best)}. Times as long: {behind}."

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Say how far the results are off."""
        laps = arrays["laps"]
        if not laps:
            return "Each bar's length counts digits: a little longer is many times as much."
        errors = ", ".join(f"{SAID[way]} {_power(found.error)}" for way, found in laps.items())
        return f"Same numbers but for rounding; largest error, where the largest number is 1: {errors}."


def _bars(label: str, values: Mapping[str, float], least: float, write: Any) -> Any:
    """Return numbers as bars that grow with their digits; what is below ``least`` has none, what is missing "–"."""
    rows = {way: values.get(way, np.nan) for way in WAYS if way in values}
    lengths = [0.0 if np.isnan(n) else np.log10(max(n / least, 1)) for n in rows.values()]
    texts = ["–" if np.isnan(n) else write(n) for n in rows.values()]
    span = 0.0, max(1.0, *lengths)
    return small_bars([SAID[way] for way in rows], lengths, f"{label}, logarithmic", span, texts, letters=LETTERS)


def _grouped(number: float) -> str:
    """Return a count with three or four digits: 36 864, 2.36 million."""
    for unit, word in ((1e9, "· 10⁹"), (1e6, "million")):
        if number >= unit:
            return f"{number / unit:.3g} {word}"
    return f"{number:,.0f}".replace(",", " ")


def _absent(shape: Shape, ways: Sequence[str]) -> str:
    """Say which ways do not race, and why."""
    refused = [SAID[way] for way in ways if not offered(way, shape)]
    slow = [SAID[way] for way in ways if offered(way, shape) and not runs(way, shape)]
    said = {"Too slow to race": slow, "Not offered by the library in this size": refused}
    return "".join(f" {reason}: {', '.join(out)}." for reason, out in said.items() if out)


def size(kilobytes: float) -> str:
    """Return a size of memory with three digits.

    Examples
    --------
    >>> size(0), size(0.25), size(512), size(984064)
    ('none', '256 B', '512 KiB', '961 MiB')
    """
    if kilobytes == 0:
        return "none"
    if kilobytes < 1:
        return f"{kilobytes * 1024:.0f} B"
    return f"{kilobytes:.3g} KiB" if kilobytes < 999.5 else f"{_three(kilobytes / 1024)} MiB"


def time(seconds: float) -> str:
    """Return a time with two digits.

    Examples
    --------
    >>> time(0.0000123), time(0.00456), time(0.3), time(2)
    ('12 µs', '4.6 ms', '300 ms', '2 s')
    """
    for unit, word in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= unit * 0.9995:
            return f"{float(f'{seconds / unit:.2g}'):g} {word}"
    return f"{seconds * 1e6:.1g} µs"


def _power(number: float) -> str:
    """Return 3·10⁻⁶ for 0.000003."""
    digit, power = f"{number:.0e}".split("e")
    return f"{digit}·10{str(int(power)).translate(RAISED)}" if number else "0"


def _three(number: float) -> str:
    """Return a number with three digits, without a power of ten."""
    return f"{float(f'{number:.3g}'):,.10g}".replace(",", " ")


def _times(ratio: float) -> str:
    """Return a ratio with two digits."""
    return f"{float(f'{ratio:.2g}'):,g}".replace(",", " ")


def _many(count: int, what: str) -> str:
    """Return "1 image" or "3 images"."""
    return f"{count} {what}{'s' * (count != 1)}"
