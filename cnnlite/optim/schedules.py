"""Schedules: how the learning rate changes from epoch to epoch, in PyTorch's arithmetic."""

import math
from collections.abc import Mapping
from typing import Any

from cnnlite import _checks
from cnnlite.nn import init
from cnnlite.optim.optimizers import Optimizer


class Schedule:
    """What both schedules share: call `step` once after each epoch, and the optimizer's ``lr`` follows.

    Attributes
    ----------
    base_lr : float
        The learning rate at the start.
    last_epoch : int
        How often `step` was called.
    """

    def __init__(self, optimizer: Optimizer) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(
                f"{type(self).__name__}: optimizer must be SGD, Adam or AdamW, got {type(optimizer).__name__}."
            )
        self.optimizer, self.base_lr, self.last_epoch = optimizer, optimizer.lr, 0

    def step(self) -> None:
        """Set the learning rate of the next epoch."""
        self.last_epoch += 1
        self.optimizer.lr = self._next(self.optimizer.lr)

    def _next(self, lr: float) -> float:
        """Return the rate that follows ``lr``."""
        raise NotImplementedError(f"{type(self).__name__}: _next must be written in the class.")

    def state_dict(self) -> dict[str, Any]:
        """Return the starting rate and the epoch; the present rate is in the optimizer's own state."""
        return {"base_lr": self.base_lr, "last_epoch": self.last_epoch}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Continue where ``state`` was taken; ValueError when it has other entries than `state_dict`."""
        function = f"{type(self).__name__}.load_state_dict"
        if not isinstance(state, Mapping) or set(state) != {"base_lr", "last_epoch"}:
            raise ValueError(f"{function}: state must have base_lr and last_epoch, got {state!r}.")
        base_lr = _checks.number(function, "base_lr", state["base_lr"], least=0)
        epoch = init.count(function, "last_epoch", state["last_epoch"], least=0)
        self.base_lr, self.last_epoch = base_lr, epoch


class StepLR(Schedule):
    """Multiply the learning rate by gamma every step_size epochs.

    Parameters
    ----------
    optimizer : Optimizer
        Its ``lr`` is set.
    step_size : int
        Epochs.
    gamma : float
        At least 0.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind, step_size is less than 1, or gamma negative or not finite.

    Source
    ------
    Same as ``torch.optim.lr_scheduler.StepLR``.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnlite.nn import Parameter
    >>> from cnnlite.optim import SGD
    >>> optimizer = SGD([Parameter(np.ones(1))], lr=1.0)
    >>> schedule, rates = StepLR(optimizer, 2, gamma=0.5), []
    >>> for _ in range(5):
    ...     rates.append(optimizer.lr)
    ...     schedule.step()
    >>> rates
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1) -> None:
        super().__init__(optimizer)
        self.step_size = init.count("StepLR", "step_size", step_size)
        self.gamma = _checks.number("StepLR", "gamma", gamma, least=0)

    def _next(self, lr: float) -> float:
        return lr if self.last_epoch % self.step_size else lr * self.gamma


class CosineAnnealingLR(Schedule):
    """Lower the learning rate along half a cosine wave to eta_min at epoch T_max; after that it rises again.

    Parameters
    ----------
    optimizer : Optimizer
        Its ``lr`` is set.
    T_max : int
        Epochs of the way down.
    eta_min : float
        The lowest rate, at least 0.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind, T_max is less than 1, or eta_min negative or not finite.

    Source
    ------
    A4.21; Loshchilov and Hutter 2017, without restarts. Same as ``torch.optim.lr_scheduler.CosineAnnealingLR``.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnlite.nn import Parameter
    >>> from cnnlite.optim import SGD
    >>> optimizer = SGD([Parameter(np.ones(1))], lr=1.0)
    >>> schedule, rates = CosineAnnealingLR(optimizer, 4), []
    >>> for _ in range(5):
    ...     rates.append(round(optimizer.lr, 4))
    ...     schedule.step()
    >>> rates
    [1.0, 0.8536, 0.5, 0.1464, 0.0]
    """

    def __init__(self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0) -> None:  # noqa: N803  PyTorch's name
        super().__init__(optimizer)
        self.T_max = init.count("CosineAnnealingLR", "T_max", T_max)
        self.eta_min = _checks.number("CosineAnnealingLR", "eta_min", eta_min, least=0)

    def _next(self, lr: float) -> float:
        # As in PyTorch the rate follows from the last one, so that a rate changed by hand is scaled and not undone.
        if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:  # at the bottom a ratio would divide by 0
            return lr + (self.base_lr - self.eta_min) * (1 - math.cos(math.pi / self.T_max)) / 2
        ratio = (1 + math.cos(math.pi * self.last_epoch / self.T_max)) / (
            1 + math.cos(math.pi * (self.last_epoch - 1) / self.T_max)
        )
        return ratio * (lr - self.eta_min) + self.eta_min
