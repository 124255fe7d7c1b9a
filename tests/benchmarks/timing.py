"""How long calls take, side by side, and ratios that are refused where the results differ.

All engines take turns in one process: a burst of the first, a burst of the second, and again, so that a busy moment of
the machine meets each of them. At one thread the clock is the processor's time of this process, which does not run
while others have the core; at more threads it is the wall's, and there is a pause before each burst, because the idle
threads of one engine spin for a while and would rob the other.
"""

import math
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

SAMPLE, PAUSE = 2e-4, 0.1  # seconds: what one reading of the clock measures at least, and the pause between engines
Call = Callable[[], Any]


class Pace(NamedTuple):
    """How long to measure: threads, seconds of each engine, split in so many rounds; whose results to spoil."""

    threads: int = 1
    seconds: float = 0.5
    rounds: int = 4
    spoil: str | None = None


class Times(NamedTuple):
    """Seconds of a call."""

    minimum: float
    median: float


class Ratio(NamedTuple):
    """A time over another, by minima and by medians; or how far the results differ, which forbids to compare times."""

    minimum: float
    median: float
    differs: float | None = None

    def __str__(self) -> str:
        if self.differs is not None:
            return f"differs by {self.differs:.0e}"
        return f"{self.minimum:.2f} ({self.median:.2f})"


class Race(NamedTuple):
    """The times of several engines, and how far the results of each are from those of the first."""

    times: dict[str, Times]
    differences: dict[str, float]
    tolerance: float

    def ratio(self, over: str, under: str) -> Ratio:
        """Return the time of one engine as a share of another's, if both computed what the first did."""
        differs = max(self.differences[over], self.differences[under])
        if not differs <= self.tolerance:
            return Ratio(math.nan, math.nan, differs)
        return Ratio(*(a / b for a, b in zip(self.times[over], self.times[under], strict=True)))

    def plus(self, other: "Race") -> "Race":
        """Return the race over both distances, for the engines and with the tolerance that they share."""
        times, differences = {}, {}
        for name in self.times:
            if name in other.times:
                times[name] = Times(*map(sum, zip(self.times[name], other.times[name], strict=True)))
                differences[name] = max(self.differences[name], other.differences[name])
        return Race(times, differences, min(self.tolerance, other.tolerance))


def geometric_mean(ratios: Iterable[Ratio]) -> Ratio:
    """Return the mean of ratios; none of them may be missing."""
    ratios = list(ratios)
    differing = [ratio.differs for ratio in ratios if ratio.differs is not None]
    if differing:
        return Ratio(math.nan, math.nan, max(differing))
    return Ratio(*map(statistics.geometric_mean, zip(*((r.minimum, r.median) for r in ratios), strict=True)))


def race(engines: Mapping[str, Call], pace: Pace, tolerance: float, calls: int = 1, norm: float = math.inf) -> Race:
    """Compare what the engines return when called for the ``calls``-th time, then time them.

    A result is an array, a tensor, or a list of them. With ``norm`` infinity ``tolerance`` is a share of an array's
    largest number, with 2 it is one of its length.
    """
    first, differences = None, {}
    for name, call in engines.items():
        for _ in range(calls):
            returned = call()
        results = [_copied(array) for array in _listed(returned)]
        if name == pace.spoil:
            results[0].flat[-1] += 1000 * tolerance * (1 + np.abs(results[0]).max())
        first = results if first is None else first
        differences[name] = difference(results, first, norm)
    return Race(measure(engines, pace), differences, tolerance)


def difference(ours: list[np.ndarray], theirs: list[np.ndarray], norm: float = math.inf) -> float:
    """Return the largest difference of two lists of arrays, each array's as a share of its own size."""
    if [a.shape for a in ours] != [a.shape for a in theirs]:
        return math.inf
    shares = [_size(a - b, norm) / max(_size(b, norm), 1e-30) for a, b in zip(ours, theirs, strict=True)]
    return math.inf if np.isnan(shares).any() else float(max(shares))


def measure(engines: Mapping[str, Call], pace: Pace) -> dict[str, Times]:
    """Return the minimum and the median time of each call, taken in turns."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    repeats = dict.fromkeys(engines, 1)
    for _ in range(pace.rounds):
        for name, call in engines.items():
            samples, repeats[name] = _burst(call, pace, repeats[name])
            taken[name] += samples
    return {name: Times(min(samples), statistics.median(samples)) for name, samples in taken.items()}


def _burst(call: Call, pace: Pace, repeats: int) -> tuple[list[float], int]:
    """Call it for a while; return the seconds of a call, read again and again, and how many calls a reading took."""
    clock = time.process_time if pace.threads == 1 else time.perf_counter
    if pace.threads > 1:
        time.sleep(PAUSE)
        call()  # wakes the threads
    samples: list[float] = []
    end = time.perf_counter() + pace.seconds / pace.rounds
    while not samples or time.perf_counter() < end:
        began = clock()
        for _ in range(repeats):
            call()
        took = clock() - began
        if took < SAMPLE / 2:  # too short for the clock
            samples, repeats = [], 2 * repeats
        else:
            samples.append(took / repeats)
    return samples, repeats


def _listed(returned: Any) -> list[Any]:
    return list(returned) if isinstance(returned, (tuple, list)) else [returned]


def _copied(array: Any) -> np.ndarray:
    """Return an array or a tensor as it is now: the next call may write over it."""
    return np.array(array.detach().numpy() if hasattr(array, "detach") else array)


def _size(array: np.ndarray, norm: float) -> float:
    return float(np.linalg.norm(array.ravel(), norm))
