"""How a training run begins: its parts are checked before anything moves."""

from typing import Any

import numpy as np

from cnnlite import nn
from cnnlite.nn import init
from cnnlite.optim import Optimizer, Schedule
from cnnlite.train import arguments
from cnnlite.train.evaluate import first_scores
from cnnlite.train.run import Fit, Images


def fit(
    model: nn.Module,
    data: Images,
    epochs: int,
    *,
    optimizer: Optimizer,
    rng: np.random.Generator,
    batch_size: int = 64,
    criterion: nn.CrossEntropyLoss | None = None,
    schedule: Schedule | None = None,
    held_out: Images | None = None,
    progress: bool = False,
) -> Fit:
    """Prepare a training run; nothing is trained yet.

    Each epoch shuffles the images and cuts them into batches. Each step gives one batch to the network, goes back
    through it, and lets the optimizer move the weights. After each epoch the held-out images are looked at and the
    schedule sets the next learning rate.

    Parameters
    ----------
    model : Module
        Gives one row of scores per image.
    data : pair of ndarray
        Images (N, C, H, W) and labels, in the form that the criterion wants: (N,) of int for cross-entropy.
    epochs : int
        How often every image is used, at least 1.
    optimizer : Optimizer
        Made from ``model.parameters()``, or from some of them, so that the others stay as they are.
    rng : numpy.random.Generator
        Draws the order of the images in each epoch.
    batch_size : int
        Images per step, at least 1; the last batch of an epoch may be smaller.
    criterion : CrossEntropyLoss, MSELoss or BCELoss, optional
        Cross-entropy, if not given.
    schedule : Schedule, optional
        Made for this optimizer; steps after each epoch.
    held_out : pair of ndarray, optional
        Images and labels that are never trained on.
    progress : bool
        Whether `Fit.run` shows a bar, which vanishes at the end.

    Returns
    -------
    Fit
        An iterator of `Step`.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind or out of range, images and labels do not fit each other or the network, or
        optimizer or schedule belong to others. Nothing is changed then.

    Examples
    --------
    >>> from cnnlite.optim import SGD
    >>> rng = np.random.default_rng(0)
    >>> model = nn.Linear(2, 2, rng=rng)
    >>> points, labels = np.array([[2.0, 1.0], [1.0, 2.0], [3.0, 0.0]]), np.array([0, 1, 0])
    >>> run = fit(model, (points, labels), 50, optimizer=SGD(model.parameters(), 0.5), rng=rng, batch_size=2)
    >>> run.steps_per_epoch, run.steps, next(run).size, next(run).last
    (2, 100, 2, True)
    >>> run.run().epochs[-1].accuracy, run.number, run.done
    (1.0, 100, True)
    """
    arguments.network("fit", model)
    criterion = arguments.loss("fit", criterion)
    pairs = [(data, "data")] + ([] if held_out is None else [(held_out, "held_out")])
    checked = [arguments.images("fit", pair, name) for pair, name in pairs]
    epochs = init.count("fit", "epochs", epochs)
    batch_size = init.count("fit", "batch_size", batch_size)
    _movers(model, optimizer, schedule)
    init.generator("fit", rng)
    if not isinstance(progress, bool):
        raise TypeError(f"fit: progress must be True or False, got {progress!r}.")
    for images, labels in checked:  # one image is shown, all labels are compared with the shape of its scores
        outputs = first_scores("fit", model, images)
        arguments.each_loss("fit", criterion, np.zeros((len(labels), outputs.shape[1]), outputs.dtype), labels)
    return Fit(
        model, checked[0], epochs, optimizer, rng, batch_size, criterion, schedule,
        checked[1] if held_out is not None else None, progress,
    )  # fmt: skip


def _movers(model: nn.Module, optimizer: Any, schedule: Any) -> None:
    """Refuse an optimizer of another network, and a schedule of another optimizer."""
    if not isinstance(optimizer, Optimizer):
        raise TypeError(
            f"fit: optimizer must be SGD, Adam or AdamW, got {type(optimizer).__name__}. "
            "Write for example optimizer=SGD(model.parameters(), lr=0.1)."
        )
    own = set(map(id, model.parameters()))
    strange = sum(id(parameter) not in own for parameter in optimizer.parameters)
    if strange:
        raise ValueError(
            f"fit: optimizer must move parameters of model, got {strange} of {len(optimizer.parameters)} that are not. "
            "Make it from this network: SGD(model.parameters(), lr=0.1)."
        )
    if schedule is not None and not isinstance(schedule, Schedule):
        raise TypeError(f"fit: schedule must be StepLR or CosineAnnealingLR, got {type(schedule).__name__}.")
    if schedule is not None and schedule.optimizer is not optimizer:
        raise ValueError(
            "fit: schedule must be made for the optimizer given, got one made for another. "
            f"Write {type(schedule).__name__}(optimizer, …) with the same optimizer."
        )
