"""A place to call learners' code in: in time, in silence, and without a trace on anything of theirs or ours.

The code runs in a thread of its own: a process would need to pickle functions of a notebook, a signal is not to be
had on Windows.
"""

import builtins
import contextlib
import contextvars
import io
import random
import sys
import threading
import time
import warnings
from _thread import start_new_thread
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

import numpy as np
from IPython.core.getipython import get_ipython

from cnnlite.exercises.stop import guarded, stop

SECONDS = 5.0  # for a whole check
_inside = contextvars.ContextVar("_inside", default=False)  # whether the learner's code runs here


@dataclass
class Outcome:
    """What came of a call: a value, an exception, or neither when it did not end in time."""

    value: Any = None
    error: BaseException | None = None
    ended: bool = False
    stopped: bool = True  # False when the thread could not be ended either


@dataclass
class Sandbox:
    """The calls of one check, which share one time limit.

    Attributes
    ----------
    seconds : float
        How long the calls may take together.
    printed : bool
        Whether any of them printed or displayed something.
    warned : list of str
        What NumPy warned of, such as an overflow.
    """

    seconds: float
    printed: bool = False
    warned: list[str] = field(default_factory=list)

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Outcome:
        """Call the function in a thread and wait for it as long as time is left."""
        if _inside.get():
            raise RuntimeError("check: must stand outside of the function, got a call from within. Move it below.")
        outcome, running = Outcome(), threading.Lock()

        def work() -> None:
            try:
                self._no_display()
                with np.errstate(all="warn", under="ignore"):
                    outcome.value = function(*args, **kwargs)
            except BaseException as error:  # SystemExit and KeyboardInterrupt of the learner's own, too
                outcome.error = error
            outcome.ended = True

        context = contextvars.copy_context()  # in which np.seterr changes nothing of ours
        context.run(_inside.set, True)
        start = time.monotonic()
        with _as_before(), self._quiet(), self._warnings():
            try:
                running.acquire()
                # Not threading's, which would print what ends a thread that was told to stop.
                ident = start_new_thread(context.run, (guarded, work, running))
                late = not running.acquire(timeout=max(self.seconds, 0.0))
                if not late:
                    running.release()
            finally:  # also when the learner interrupts the cell
                stopped = stop(ident, running)
        self.seconds -= time.monotonic() - start
        return Outcome(stopped=stopped) if late else outcome

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[None]:
        """Hide what our thread prints, and what Python says of a generator that would not be closed; ask nobody."""
        before, hook, ask = (sys.stdout, sys.stderr), sys.unraisablehook, builtins.input
        hidden = [_Hidden(stream) for stream in before]
        sys.stdout, sys.stderr = hidden
        sys.unraisablehook = lambda _: None
        builtins.input = _unanswered
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before
            sys.unraisablehook, builtins.input = hook, ask
            self.printed |= any(stream.used for stream in hidden)

    def _no_display(self) -> None:
        """Hide what our thread, from within which this is called, displays in a notebook."""
        register = getattr(getattr(get_ipython(), "display_pub", None), "register_hook", None)
        if register:  # a notebook's; elsewhere to display is to print

            def hide(message: Any) -> None:
                self.printed = True

            register(hide)  # for this thread alone

    @contextlib.contextmanager
    def _warnings(self) -> Iterator[None]:
        """Keep NumPy's warnings to mention them; no warning is shown or becomes an error."""

        def keep(message: Warning | str, category: type[Warning], *rest: Any) -> None:
            if issubclass(category, RuntimeWarning) and str(message) not in self.warned:
                self.warned.append(str(message))

        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = keep  # type: ignore[assignment]
            yield


def _unanswered(*_: object) -> str:
    """Stand in for ``input``, which would wait until the time is over."""
    raise RuntimeError("input() is not answered during a check. Take all you need from the arguments.")


class _Hidden(io.TextIOBase):
    """A stream that swallows what our thread writes and passes on the rest."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.used = False

    def write(self, text: str) -> int:
        if not _inside.get():
            return self.stream.write(text)
        self.used = True
        return len(text)

    def flush(self) -> None:
        self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextlib.contextmanager
def _as_before() -> Iterator[None]:
    """Put global random states and the recursion limit back."""
    numbers, state, limit = np.random.get_state(), random.getstate(), sys.getrecursionlimit()  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(numbers)  # noqa: NPY002
        random.setstate(state)
        sys.setrecursionlimit(limit)


@contextlib.contextmanager
def calm() -> Iterator[None]:
    """Let our own references and mistakes overflow and divide by 0 without a word."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
