"""`ClosedBox`: a network learns to read digits while you watch, and nothing of it is shown but its answers."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite.data.digits import split
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.explorers.runner import Runner
from cnnlite.explorers.training import Training, small_net
from cnnlite.explorers.training_controls import button
from cnnlite.plots.tiles import tiles
from cnnlite.plots.training_curves import TrainingCurves

PASSES = 10
SHOWN = 10  # digits
SETTING = {"optimizer": "momentum", "rate": 0.1, "batch": 64, "scale": 1.0}


class ClosedBox(Explorer):
    """A small network that begins with random numbers, and is trained pass by pass over 1,437 handwritten digits.

    Parameters
    ----------
    passes : int
        How often it has seen every picture, 0 to 10.

    Raises
    ------
    ValueError
        passes is out of range.

    Examples
    --------
    >>> print(ClosedBox().summary())
    ClosedBox: After 0 passes, it reads 35 of 360 unseen digits.
    """

    def __init__(self, passes: int = 0) -> None:
        data = split()
        train, self._unseen = data[:2], data[2:]
        self._training = Training(small_net(train[0], 10, (8, 16)), train, self._unseen, PASSES, 0, SETTING)
        self._seen = [self._training.look()["evaluation"]]  # after 0 passes, 1, …: what it says, and how often rightly
        self._curve = TrainingCurves("unseen digits read", 100, level=10, unit=" %", along="pass")
        self._runner = Runner(lambda reason: self.trouble(reason) if reason else None)
        self._button = button("Train", 80, self._press, self.trouble, self._runner.at_home)
        super().__init__(
            {"passes": Slider(label="passes", min=0, max=PASSES, value=passes)}, panels=("answers", "right")
        )

    def buttons(self) -> Sequence[Any]:
        """Return the button that trains to the end, pass by pass."""
        return (self._button,)

    def reset(self) -> None:
        """Stop training, and show the network as it began."""
        self._runner.at_home(self._back)

    def close(self) -> None:
        """Stop training and close every widget."""
        if hasattr(self, "_runner"):  # not yet where a wrong argument ended __init__
            self._runner.stop()
        super().close()

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Train as far as was asked, and return the answers then and the share of right ones until then."""
        passes = state["passes"]
        while len(self._seen) <= passes:
            self._training.run.run(self._training.run.steps_per_epoch)
            self._seen.append(self._training.look()["evaluation"])
        return {
            "passes": passes,
            "answers": self._seen[passes].predictions,
            "right": np.array([100 * seen.accuracy for seen in self._seen[: passes + 1]]),
        }

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw some digits with the answers, and the share that is read rightly."""
        images, labels = self._unseen
        said = arrays["answers"][:SHOWN]
        names = [f"“{n}”" + ("" if n == label else " ✗") for n, label in zip(said, labels[:SHOWN], strict=True)]
        shown = tiles(images[:SHOWN, 0], names, "what it says", columns=5, side=56, scale=(False, 1.0))
        line = np.arange(len(arrays["right"]), dtype=float), arrays["right"]
        return {
            "answers": ("ten digits, and what it says (✗ is wrong)", shown),
            "right": ("", self._curve.at({"right": line}, room=float(PASSES))),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say how many it reads."""
        passes, count = arrays["passes"], len(self._unseen[1])
        right = round(arrays["right"][-1] * count / 100)
        return f"After {passes} pass{'es' * (passes != 1)}, it reads {right} of {count} unseen digits."

    def _moved(self, change: Mapping[str, Any]) -> None:
        self._runner.at_home(functools.partial(super()._moved, change))

    def _back(self) -> None:
        self._runner.stop()
        super().reset()

    def _press(self) -> None:
        """Train on by itself, and from the start where it is at the end."""
        if self.passes.value == PASSES:
            self.passes.value = 0
        try:
            self._runner.start(self._further)
        except RuntimeError:  # no event loop, as outside of a notebook
            self.passes.value = PASSES

    def _further(self) -> bool:
        """Make one pass more; return whether there are further ones."""
        self.passes.value += 1
        return self.passes.value < PASSES
