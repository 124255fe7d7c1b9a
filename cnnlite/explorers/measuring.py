"""`Measuring`: an explorer with a button that measures something on this machine, one job after the other.

Times differ from machine to machine and from run to run. Nothing is measured before the button is pressed, so what a
notebook stores is the same everywhere.
"""

import functools
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from cnnlite.explorers.base import Explorer
from cnnlite.explorers.runner import Runner
from cnnlite.explorers.training_controls import button

JOB = "(job)"  # what moved when a job was done; no control has such a name


class Measuring(Explorer):
    """The button, the jobs and what came out of them; the subclass says what a job is.

    Attributes
    ----------
    found : dict
        What each job that was done has given.
    """

    word = "Measure"
    keeps: Sequence[str] = ()  # controls that change nothing of what was measured

    def __init__(self, controls: Mapping[str, Any], panels: Sequence[str], show: Sequence[str] | None = None) -> None:
        self.found: dict[Hashable, Any] = {}
        self._reason = ""
        self._runner = Runner(self._ended)
        self._button = button(self.word, 90, self._pressed, self.trouble, self._runner.at_home)
        super().__init__(controls, panels, show)

    # What a subclass says.

    def jobs(self, state: Mapping[str, Any]) -> Sequence[Hashable]:
        """Return what there is to measure in a state, in order."""
        raise NotImplementedError

    def measure(self, job: Hashable) -> Any:
        """Return what a job gives."""
        raise NotImplementedError

    def due(self, job: Hashable) -> bool:
        """Whether all is drawn again after a job; each is, by default."""
        return True

    # What it does.

    @property
    def running(self) -> bool:
        """Whether it measures at the moment."""
        return self._runner.running

    @property
    def left(self) -> list[Hashable]:
        """The jobs that are still to be done."""
        return [job for job in self.jobs(self.state) if job not in self.found]

    @property
    def standing(self) -> str:
        """How far it is, in a sentence; empty when nothing was measured or all is."""
        every, left = self.jobs(self.state), self.left
        if self._reason:
            return f" {self._reason}"
        return f" Measuring: {len(every) - len(left)} of {len(every)} done." if self.running and left else ""

    def run(self) -> None:
        """Measure all that is left now, and come back when it is done."""
        self._runner.stop()
        while self._advance():
            pass
        self.update(JOB)

    def buttons(self) -> Sequence[Any]:
        """Return what measures."""
        return (self._button,)

    def settle(self, changed: str | None) -> None:
        """Forget what was measured when something else is to be."""
        if changed == JOB or changed in self.keeps:
            return
        self._runner.stop()
        self.found, self._reason = {}, ""

    def update(self, changed: str | None = None) -> None:
        """Draw and say everything again, and what the button does now."""
        super().update(changed)
        self._button.description = "Stop" if self.running else self.word

    def reset(self) -> None:
        """Return to the state at the start, with nothing measured."""
        self._runner.at_home(super().reset)

    def close(self) -> None:
        """Stop measuring and close every widget."""
        if hasattr(self, "_runner"):  # not yet where a wrong argument ended __init__
            self._runner.stop()
        super().close()

    def _moved(self, change: Mapping[str, Any]) -> None:
        self._runner.at_home(functools.partial(super()._moved, change))

    def _pressed(self) -> None:
        """Begin, again if all is done; or stop."""
        if self.running:
            self._runner.stop()
            self.update(JOB)
            return
        self._reason = ""
        if not self.left:
            self.found = {}
        try:
            self._runner.start(self._advance)
        except RuntimeError:
            self.trouble("Nothing runs by itself here, outside of a notebook. Call run().")
            return
        self.update(JOB)

    def _advance(self) -> bool:
        """Do a job and show it; return whether there are further ones."""
        left = self.left
        if left:
            self.found[left[0]] = self.measure(left[0])
            if self.due(left[0]):
                self.update(JOB)
            else:
                self.status.text = self.sentence(self.arrays)
        return len(left) > 1

    def _ended(self, reason: str) -> None:
        """Show what there is now that it has stopped by itself."""
        self._reason = reason
        self.update(JOB)
