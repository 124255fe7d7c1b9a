"""A training run: the same step again and again, and a record of each."""

import math
import os
from collections.abc import Iterator

import numpy as np
from tqdm.auto import tqdm  # type: ignore[import-untyped]

from cnnlite import nn
from cnnlite.nn import init
from cnnlite.optim import Optimizer, Schedule
from cnnlite.train.batches import batches
from cnnlite.train.evaluate import decide, evaluate, truth
from cnnlite.train.keep import keep
from cnnlite.train.records import Epoch, History, Step

Images = tuple[np.ndarray, np.ndarray]


class Fit(Iterator[Step]):
    """A training run: ``next(run)`` makes one step, ``run.run()`` all that are left. Made by `fit`.

    A step that is interrupted, by an error or by the stop button, has not happened: weights, running averages,
    optimizer, order and history are those of the last whole step, and the run can go on.

    Attributes
    ----------
    model : Module
    optimizer : Optimizer
    history : History
        The steps and epochs so far.
    number, steps : int
        Optimizer steps made, and of the whole run.
    epochs, steps_per_epoch : int
        Of the whole run.
    done : bool
        Whether there is no further step.
    trouble : str
        Empty, or a sentence why the run stopped before its end: the loss was not finite.
    batch : ndarray of int
        The images of the last step; none before the first.
    """

    def __init__(
        self,
        model: nn.Module,
        data: Images,
        epochs: int,
        optimizer: Optimizer,
        rng: np.random.Generator,
        batch_size: int,
        criterion: nn.CrossEntropyLoss,
        schedule: Schedule | None,
        held_out: Images | None,
        progress: bool,
    ) -> None:
        self.model, self.data, self.epochs, self.optimizer, self.rng = model, data, epochs, optimizer, rng
        self.batch_size, self.criterion, self.schedule = batch_size, criterion, schedule
        self.held_out, self.progress = held_out, progress
        self.history = History([], [])
        self.trouble = ""
        self.plan: list[np.ndarray] = []
        self.batch = np.zeros(0, int)

    @property
    def steps_per_epoch(self) -> int:
        """How many batches make an epoch."""
        return math.ceil(len(self.data[0]) / self.batch_size)

    @property
    def steps(self) -> int:
        """How many steps the whole run has."""
        return self.epochs * self.steps_per_epoch

    @property
    def number(self) -> int:
        """How many steps are made."""
        return len(self.history.steps)

    @property
    def done(self) -> bool:
        """Whether there is no further step."""
        return self.number >= self.steps or bool(self.trouble)

    def __next__(self) -> Step:
        if self.done:
            raise StopIteration
        put_back = keep(self)
        try:
            with np.errstate(all="ignore"):  # what overflows shows in the loss, and is told in words
                loss, step = self._step()
        except BaseException:  # KeyboardInterrupt, too
            put_back()
            raise
        if step is None:
            put_back()
            self.trouble = self._why(loss)
            raise StopIteration
        return step

    def run(self, steps: int | None = None) -> History:
        """Make so many steps, or all that are left, and return the history.

        Parameters
        ----------
        steps : int, optional
            At least 0; no more are made than are left.

        Raises
        ------
        TypeError, ValueError
            steps is no whole number of at least 0.
        """
        left = self.steps - self.number
        left = left if steps is None else min(left, init.count("Fit.run", "steps", steps, least=0))
        # tqdm's own switch; in a notebook it does not ask for it.
        shown = self.progress and not os.environ.get("TQDM_DISABLE")
        with tqdm(total=left, disable=not shown, leave=False, unit="step") as bar:
            for _, step in zip(range(left), self, strict=False):
                bar.set_postfix_str(f"epoch {step.epoch}, loss {step.loss:.3f}", refresh=False)
                bar.update()
        return self.history

    def _why(self, loss: float) -> str:
        """Return why the next step cannot be made."""
        kept, advice = "as they were", "Look at the weights that the network starts with."
        if self.number:
            kept, advice = f"those after step {self.number}", f"Try a learning rate below {self.optimizer.lr:g}."
        told = f"Step {self.number + 1} was not made: its loss is {loss}, no finite number."
        return f"{told} The weights are {kept}. {advice}"

    def _step(self) -> tuple[float, Step | None]:
        """Make one step; return its loss and its record, which is None when the loss is not finite."""
        epoch, place = divmod(self.number, self.steps_per_epoch)
        if place == 0:
            self.plan = batches(len(self.data[0]), self.batch_size, self.rng)
        self.batch = self.plan[place]
        images, labels = self.data[0][self.batch], self.data[1][self.batch]
        self.model.train().zero_grad()
        outputs = self.model(images)
        loss = float(self.criterion(outputs, labels))
        if not math.isfinite(loss):
            return loss, None
        self.model.backward(self.criterion.backward(), input_grad=False)
        self.optimizer.step()
        accuracy = float((decide(outputs, labels) == truth(labels)).mean())
        last = place == self.steps_per_epoch - 1
        step = Step(self.number + 1, epoch + 1, loss, accuracy, len(self.batch), last)
        self.history.steps.append(step)
        if last:
            self._close(epoch + 1)
        return loss, step

    def _close(self, number: int) -> None:
        """Write down the epoch that ends here, and set the learning rate of the next."""
        steps = self.history.steps[-self.steps_per_epoch :]
        loss = math.fsum(step.size * step.loss for step in steps) / len(self.data[0])
        accuracy = math.fsum(step.size * step.accuracy for step in steps) / len(self.data[0])
        held_out = (math.nan, math.nan)
        if self.held_out is not None:
            held_out = evaluate(self.model, *self.held_out, self.criterion)[:2]
        self.history.epochs.append(Epoch(number, loss, accuracy, *held_out))
        if self.schedule is not None:
            self.schedule.step()
