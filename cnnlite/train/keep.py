"""Undo: a step is made as a whole or not at all."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnlite.train.run import Fit


def keep(run: "Fit") -> Callable[[], None]:
    """Return a function that puts a run back to where it is now.

    Arrays are replaced in training and never written to, so that holding on to them is enough; nothing is copied.
    """
    arrays = [(holder, name, getattr(holder, name)) for _, holder, name in run.model._arrays()]
    state = [dict(one) for one in run.optimizer.state]
    attributes = [(one, dict(vars(one))) for one in (run, run.optimizer, run.schedule) if one is not None]
    order = run.rng.bit_generator.state
    steps, epochs = len(run.history.steps), len(run.history.epochs)

    def put_back() -> None:
        for holder, name, array in arrays:
            setattr(holder, name, array)
        for one, values in attributes:
            vars(one).update(values)
        run.optimizer.state = state
        run.rng.bit_generator.state = order
        del run.history.steps[steps:], run.history.epochs[epochs:]

    return put_back
