"""`Runner`: work that goes on by itself, step by step, while the page is heard between the steps.

JupyterLab answers clicks in a thread of its own (a subshell). All that touches the work is handed to the thread of the
event loop in which the runner was made, that of the cells: there, between two steps, everything is as it should be.
"""

import asyncio
from collections.abc import Callable

INTERRUPTED = "The kernel was interrupted."
STOPPED = "It was stopped from outside."


class Runner:
    """A task on the notebook's event loop that takes step after step, until it is stopped or there are none.

    Parameters
    ----------
    ended : callable
        Gets a sentence why the steps ended, or "" when there were no further ones. `stop` does not call it.

    Examples
    --------
    In a notebook ``runner.start(step)`` calls ``step`` until it returns False; elsewhere there is no loop.

    >>> Runner(print).running
    False
    """

    def __init__(self, ended: Callable[[str], None]) -> None:
        self._tell = ended
        self._home = _present()
        self._task: asyncio.Task[str] | None = None

    @property
    def running(self) -> bool:
        """Whether there are steps to come."""
        return self._task is not None

    def at_home(self, action: Callable[[], object]) -> None:
        """Call ``action`` now, or from another thread as soon as no step is on its way."""
        home = self._home
        if home is None or home is _present() or not home.is_running():
            action()
        else:
            home.call_soon_threadsafe(action)

    def start(self, step: Callable[[], bool]) -> None:
        """Call ``step`` again and again, while it returns true.

        Raises
        ------
        RuntimeError
            No event loop is running, as outside of a notebook.
        """
        loop = asyncio.get_running_loop()
        self.stop()
        self._task = loop.create_task(_repeat(step))
        self._task.add_done_callback(self._done)

    def stop(self) -> None:
        """End the task, which stands between two steps."""
        task, self._task = self._task, None
        if task is not None and not task.done():
            task.cancel()

    def _done(self, task: "asyncio.Task[str]") -> None:
        """Tell that the task has ended, unless it was stopped."""
        error = None if task.cancelled() else task.exception()
        if task is self._task:
            self._task = None
            self._tell(STOPPED if task.cancelled() else str(error or task.result()))


def _present() -> asyncio.AbstractEventLoop | None:
    """Return the event loop of this thread, if it runs."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


async def _repeat(step: Callable[[], bool]) -> str:
    """Take the steps; return why they ended, if that is news."""
    try:
        while step():
            await asyncio.sleep(0)
    except KeyboardInterrupt:  # it would end the event loop, and the kernel with it
        return INTERRUPTED
    return ""
