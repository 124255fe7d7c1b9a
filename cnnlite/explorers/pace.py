"""`Pace`: when to paint again, so that what is painted neither lags nor keeps the work waiting."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Paint after a pause, which is longer where painting takes long.

    Parameters
    ----------
    pause : float
        Seconds from one painting to the next, at least.
    share : float
        The most of all time that painting takes, above 0 and below 1.
    clock : callable
        Returns seconds.

    Examples
    --------
    >>> seconds = iter([0.0, 0.03, 0.1, 0.3])
    >>> pace = Pace(0.17, 0.15, lambda: next(seconds))
    >>> with pace.painting():
    ...     pass
    >>> pace.due(), pace.due()
    (False, True)
    """

    def __init__(self, pause: float, share: float, clock: Callable[[], float] = time.perf_counter) -> None:
        self.pause, self.share, self.clock = pause, share, clock
        self._cost, self._ended = 0.0, -1e9

    def due(self) -> bool:
        """Whether it is time to paint."""
        return self.clock() - self._ended >= max(self.pause, self._cost * (1 / self.share - 1))

    @contextmanager
    def painting(self) -> Iterator[None]:
        """Measure what is painted inside."""
        began = self.clock()
        yield
        self._ended = self.clock()
        self._cost = self._ended - began
