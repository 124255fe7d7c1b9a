"""What is written down of a training run."""

from typing import NamedTuple


class Step(NamedTuple):
    """One optimizer step: loss and accuracy are those of its batch, before the weights moved.

    Attributes
    ----------
    number, epoch : int
        Counted from 1; the number goes on from epoch to epoch.
    loss, accuracy : float
        The mean loss of the batch, and the share of its images that were right.
    size : int
        Images in the batch.
    last : bool
        Whether the epoch ends with this step.
    """

    number: int
    epoch: int
    loss: float
    accuracy: float
    size: int
    last: bool


class Epoch(NamedTuple):
    """One epoch, which is every image once.

    Attributes
    ----------
    number : int
        Counted from 1.
    loss, accuracy : float
        The means over the epoch's images, each as it was in its own batch: while the weights were moving.
    held_out_loss, held_out_accuracy : float
        Of the held-out images after the epoch; NaN where there are none.
    """

    number: int
    loss: float
    accuracy: float
    held_out_loss: float
    held_out_accuracy: float


class History(NamedTuple):
    """All steps and all finished epochs of a run, in their order."""

    steps: list[Step]
    epochs: list[Epoch]
