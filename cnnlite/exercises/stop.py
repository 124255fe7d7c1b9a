"""How to end a thread that runs a learner's endless loop: from outside, and also when the loop catches everything."""

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

PATIENCE, PAUSE = 2.0, 0.02  # seconds to go on asking, and between two asks
# Raises in a thread at its next call or turn of a loop. Three more arguments, those of a trace function, are ignored.
_raise_in = ctypes.PYFUNCTYPE(None, ctypes.c_ulong, *[ctypes.py_object] * 4)(
    ("PyThreadState_SetAsyncExc", ctypes.pythonapi)
)


class Stop(SystemExit):
    """What a thread to be stopped finds raised in its midst; where it is caught, each further line raises it again."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        # We are in the thread itself, about to be caught. From now on each line of the learner's that is run asks for
        # another one, so that the handler and the handlers around it are left as well. The trace functions are C: in
        # a function of ours, the next call would be our own, and raise there. Thread 0, of the calls, is no thread.
        sys.settrace(partial(_raise_in, 0, Stop))
        again = partial(_raise_in, threading.get_ident(), Stop)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code is not guarded.__code__:
            frame.f_trace = again
            frame = frame.f_back


def guarded(function: Callable[[], object], running: threading.Lock) -> None:
    """Call the function, the first of the thread, then release the lock: one call of C, which nothing can interrupt."""
    no_more = partial(_raise_in, threading.get_ident(), ctypes.py_object(), None, None, None)
    try:
        function()
    finally:
        try:
            no_more()  # whatever was asked for last
        finally:
            running.release()


def stop(ident: int | None, running: threading.Lock) -> bool:
    """Return whether the thread has ended. One that waits in C, such as a long sleep, cannot be ended."""
    end = time.monotonic() + PATIENCE
    sys.setrecursionlimit(sys.getrecursionlimit() + 200)  # room for us at the bottom of a recursion
    while running.locked() and time.monotonic() < end:
        _raise_in(ident or 0, Stop, None, None, None)
        if running.acquire(timeout=PAUSE):
            running.release()
    return not running.locked()
