"""`LiveTrainer`: a network that trains while you watch, pauses when you want, and keeps the run before in gray."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import _checks, nn
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.interrupts import held_back
from cnnlite.explorers.pace import Pace
from cnnlite.explorers.panel import View
from cnnlite.explorers.runner import INTERRUPTED, Runner
from cnnlite.explorers.training import Images, Training, labelled, small_net
from cnnlite.explorers.training_controls import NAMES, button, menus
from cnnlite.explorers.training_views import PANELS, curve_drawers, views_of
from cnnlite.explorers.training_words import numbers, standing

LIVE, WHOLE = "(live)", "(whole)"  # what is painted: the curves, or everything; no control has such a name


class LiveTrainer(Explorer):
    """Train a small network and watch: start, pause, a step, an epoch; another setting begins again from the start.

    Every setting starts from the same weights and takes the images in the same order. While it trains, loss and
    accuracy are painted about six times a second; the other pictures follow now and then, and whenever it pauses.

    Parameters
    ----------
    train, held_out : pair of ndarray
        Images (N, C, H, W) and labels (N,) of int; the second pair is never trained on.
    channels : sequence of int
        The network: for each number a 3×3 convolution with so many kernels, ReLU and 2×2 pooling; then a dense layer.
    epochs : int
        How long a run is.
    seed : int
        Draws the first weights and the order of the images.
    make : callable, optional
        Returns another network, given a NumPy generator; ``channels`` do not count then.
    optimizer : {"SGD", "momentum", "Adam"}
        SGD without and with momentum 0.9, or Adam.
    rate : float
        The learning rate, one of 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1 and 3.
    batch : int
        Images of a step: 1, 4, 16, 64, 256, or all of them; those of the menu that ``train`` is large enough for.
    scale : float
        What the first weights and biases are multiplied by: 0.01, 0.1, 1, 3 or 10.
    show : sequence of str, optional
        The controls to show, of optimizer, rate, batch and scale; all but scale by default.
    panels : sequence of str
        The pictures, of loss, accuracy, confusion, moves, activations and worst.

    Attributes
    ----------
    training : Training
        The present run: ``training.model`` is the network, ``training.run`` the `train.Fit`.

    Raises
    ------
    TypeError, ValueError
        Images and labels do not fit each other or the network, or an argument is none of these.

    Examples
    --------
    >>> from cnnlite.data.slash import slashes
    >>> images, labels = slashes(80)
    >>> train, held_out = (images[:60, None], labels[:60]), (images[60:, None], labels[60:])
    >>> trainer = LiveTrainer(train, held_out, channels=(4,), epochs=3, batch=16)
    >>> trainer.run(2)
    >>> trainer.summary()
    'LiveTrainer: SGD, rate 0.1, batches of 16: paused after step 2 of 12.'
    """

    def __init__(
        self,
        train: Images,
        held_out: Images,
        channels: Sequence[int] = (8, 16),
        epochs: int = 40,
        seed: int = 0,
        make: Callable[[np.random.Generator], nn.Module] | None = None,
        optimizer: str = "SGD",
        rate: float = 0.1,
        batch: int = 64,
        scale: float = 1.0,
        show: Sequence[str] | None = None,
        panels: Sequence[str] = PANELS,
    ) -> None:
        for name in panels:
            _checks.choice("LiveTrainer", "each of panels", name, PANELS)
        self.paces = {LIVE: Pace(0.15, 0.13), WHOLE: Pace(1.0, 0.03)}
        self._data = labelled("train", train), labelled("held_out", held_out)
        classes = 1 + max(int(labels.max()) for _, labels in self._data)
        network = small_net(self._data[0][0], classes, channels) if make is None else make
        seed = _checks.whole("LiveTrainer", "seed", seed, 0, 2**32)
        self._fresh = functools.partial(Training, network, *self._data, epochs, seed)
        self._drawers = curve_drawers(max(2, classes))
        self._past: tuple[str, Any] | None = None  # the run before: its name and its curves
        self._runner = Runner(self._ended)
        self._reason, self._whole = "", True
        setting = {"optimizer": optimizer, "rate": rate, "batch": min(batch, len(train[0])), "scale": scale}
        controls = menus("LiveTrainer", len(train[0]), setting)
        self.training = self._fresh(setting)  # refuses what does not fit; update() would make a sentence of it
        self._start_button, self._step_button, self._epoch_button = (
            button(word, wide, press, self.trouble, self._runner.at_home)
            for word, wide, press in (
                ("Start", 80, lambda: self.pause() if self.running else self.start()),
                ("One step", 90, lambda: self.run(1)),
                ("One epoch", 100, lambda: self.start(epoch=True)),
            )
        )
        super().__init__(controls, panels, show=tuple(controls)[:3] if show is None else show)

    def buttons(self) -> Sequence[Any]:
        """Return what starts and pauses."""
        return self._start_button, self._step_button, self._epoch_button

    @property
    def running(self) -> bool:
        """Whether it trains at the moment, by itself."""
        return self._runner.running

    def start(self, epoch: bool = False) -> None:
        """Train on from where the run is, or again where it is over; with ``epoch`` only to the end of the epoch.

        This needs the event loop of a notebook; elsewhere the status says so, and `run` trains.
        """
        if self.running:
            return
        if self.training.run.done:
            self.settle("again")
        self._reason = ""
        try:
            self._runner.start(self._advance_in_epoch if epoch else self._advance)
        except RuntimeError:
            self.update(WHOLE)
            self.trouble("Nothing runs by itself here, outside of a notebook. Call run(), or run(100) for 100 steps.")
            return
        self.update(LIVE)

    def pause(self) -> None:
        """Stop after the present step; `start` and `run` go on from there."""
        if self.running:
            self._runner.stop()
            self.update(WHOLE)

    def run(self, steps: int | None = None) -> None:
        """Train at once so many steps, or all that are left, and come back when they are made.

        Raises
        ------
        TypeError, ValueError
            steps is no whole number of at least 0.
        KeyboardInterrupt
            The kernel was interrupted. The step was finished first; everything can go on.
        """
        left = self.training.run.steps - self.training.run.number
        count = left if steps is None else min(left, _checks.whole("LiveTrainer.run", "steps", steps, 0, 10**9))
        self._runner.stop()
        self._reason = ""
        try:
            for _ in range(count):
                if not self._advance():
                    break
        except KeyboardInterrupt:
            self._reason = INTERRUPTED
            raise
        finally:
            self.update(WHOLE)

    def close(self) -> None:
        """Stop training and close every widget."""
        if hasattr(self, "_runner"):  # not yet where a wrong argument ended __init__
            self._runner.stop()
        super().close()

    def settle(self, changed: str | None) -> None:
        """Begin a fresh run where a control was moved; what is painted while it trains changes nothing."""
        self._whole = changed != LIVE
        if changed in (LIVE, WHOLE):
            return
        self._runner.stop()
        if changed is None:
            self._past = None
        elif self.training.run.number:
            self._past = self.training.name, self.training.curves()
        self._reason = f"Another {NAMES[changed]}: it begins again, from the same weights." if changed in NAMES else ""
        self.training = self._fresh(self.state)

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the curves, and unless it is in a hurry what the network does now."""
        now = self.training.look() if self._whole else {}
        past = self._past[1] if self._past else None
        return {"curves": self.training.curves(), "past": past, "epochs": self.training.run.epochs} | now

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the panels that are shown."""
        return views_of(arrays, self._drawers, self.panels)

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Return the numbers of the moment, which screen readers need not speak while they change."""
        return numbers(self.training, self._past[0] if self._past else "")

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the setting and where the run stands."""
        return standing(self.training, self.running, self._reason)

    def update(self, changed: str | None = None) -> None:
        """Draw and say everything again, and what the buttons do now."""
        if changed == WHOLE:
            self._label()  # at once, as the pictures take their time
        super().update(changed)
        self._label()

    def _label(self) -> None:
        """Write on the buttons what they do now."""
        run = self.training.run
        word = "Pause" if self.running else "Again" if run.done else "Go on" if run.number else "Start"
        self._start_button.description = word
        self._step_button.disabled = self._epoch_button.disabled = self.running or run.done

    def reset(self) -> None:
        """Return to the first setting, at the start, with nothing in gray."""
        self._runner.at_home(super().reset)

    def _moved(self, change: Mapping[str, Any]) -> None:
        self._runner.at_home(functools.partial(super()._moved, change))

    def _advance(self) -> bool:
        """Make a step as a whole, and paint what is due; return whether there are further steps."""
        with held_back() as heard:
            more = self.training.step()
            last = self.training.run.history.steps[-1:]
            kind = WHOLE if last and last[0].last and self.paces[WHOLE].due() else LIVE
            if self.paces[kind].due():
                with self.paces[kind].painting():
                    self.update(kind)
        if heard:
            raise KeyboardInterrupt
        return more

    def _advance_in_epoch(self) -> bool:
        """Make a step; return whether there are further ones in this epoch."""
        return self._advance() and not self.training.run.history.steps[-1].last

    def _ended(self, reason: str) -> None:
        """Show where the run stands now that it has stopped by itself."""
        self._reason = reason
        self.update(WHOLE)
