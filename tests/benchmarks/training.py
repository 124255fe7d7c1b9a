"""What watching costs a training: ``python -m tests.benchmarks.training`` prints steps per second with and without.

It asserts nothing: the numbers depend on the machine. One network trains on the digits, in turns of five seconds alone
and with everything that `LiveTrainer` paints, as a task on an event loop, in one process.
"""

import asyncio
import statistics
import time

from cnnlite.data.digits import split
from cnnlite.explorers import LiveTrainer
from cnnlite.explorers.live_trainer import LIVE, WHOLE
from cnnlite.explorers.pace import Pace

ROUNDS, SECONDS = 4, 5.0


class Counted(Pace):
    """A pace that remembers how often it painted."""

    count = 0

    def painting(self):
        """Count what is painted inside."""
        self.count += 1
        return super().painting()


async def turn(trainer: LiveTrainer) -> tuple[float, float]:
    """Let it train so many seconds; return its steps per second, and per second of this process on a busy machine."""
    before, began, busy = trainer.training.run.number, time.perf_counter(), time.process_time()
    trainer.start()
    while time.perf_counter() - began < SECONDS:
        await asyncio.sleep(0)
    made = trainer.training.run.number - before
    speed = made / (time.perf_counter() - began), made / (time.process_time() - busy)
    trainer.pause()
    return speed


async def pause_delay(trainer: LiveTrainer) -> float:
    """Return the seconds from a click on Pause, heard at the next turn of the loop, to a run that stands still."""
    trainer.start()
    await asyncio.sleep(0.3)
    asked = time.perf_counter()
    asyncio.get_running_loop().call_soon(trainer.pause)
    while trainer.running:
        await asyncio.sleep(0)
    return time.perf_counter() - asked


async def measure() -> None:
    """Print what was measured."""
    digits = split()
    data = (digits.train_images, digits.train_labels), (digits.test_images, digits.test_labels)
    trainer = LiveTrainer(*data, epochs=100_000, rate=0.3)
    quiet, shown = {LIVE: Pace(1e9, 0.5), WHOLE: Pace(1e9, 0.5)}, {LIVE: Counted(0.15, 0.13), WHOLE: Counted(1, 0.03)}
    speeds: dict[str, list[tuple[float, float]]] = {"alone": [], "watched": []}
    for _ in range(ROUNDS):
        for name, paces in (("alone", quiet), ("watched", shown)):
            trainer.paces = paces
            speeds[name].append(await turn(trainer))
    for clock, what in enumerate(("second", "second of processor time")):
        alone, watched = ([turn[clock] for turn in turns] for turns in speeds.values())
        slower = 1 - statistics.median(w / a for a, w in zip(alone, watched, strict=True))
        ends = f"alone {statistics.median(alone):.0f}, watched {statistics.median(watched):.0f}"
        print(f"steps per {what}, median of {ROUNDS} turns: {ends}: {slower:.0%} slower")
    for kind, pace in shown.items():
        print(
            f"{kind} painted {pace.count / (ROUNDS * SECONDS):.1f} times a second, last took {1000 * pace._cost:.0f} ms"
        )
    delays = [await pause_delay(trainer) for _ in range(5)]
    print(f"from a click on Pause to the last picture: at most {1000 * max(delays):.0f} ms")


if __name__ == "__main__":
    asyncio.run(measure())
