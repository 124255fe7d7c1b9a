"""`held_back`: the stop button, heard between two steps and not within one."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[list[bool]]:
    """Keep an interrupt until the work inside is whole; the list that is given holds something when there was one.

    Jupyter's kernel ignores interrupts while no cell runs, and so they would not reach a task; here they do.
    """
    heard: list[bool] = []
    if threading.current_thread() is not threading.main_thread():  # only there are signals heard
        yield heard
        return
    before = signal.signal(signal.SIGINT, lambda *_: heard.append(True))
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
