"""`training`: a small net on a few real digits, trained rightly or with one thing wrong, and what shows of it.

`BROKEN` names what may be wrong, `PATIENTS` are six trainings to diagnose.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from cnnlite import nn, optim
from cnnlite.data import digits

TRAIN, CHECK = 600, 200  # images, all of them from the training side of the one fixed split
CHANNELS = 8
OPTIMIZERS = ("SGD", "momentum", "Adam")
# What may be wrong with a training, by its name, as arguments of `training`; and what it is in words.
BROKEN: dict[str, dict[str, Any]] = {
    "rate too large": {"rate": 3.0},
    "rate too small": {"rate": 0.001},
    "sorted images": {"shuffled": False},
    "equal weights": {"start": "equal"},
    "dead start": {"start": "dead"},
    "wrong labels": {"true_labels": False},
    "never cleared": {"cleared": False},
}
# Trainings to diagnose: the name of what is wrong, and the arguments. No name comes twice.
PATIENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "A": ("wrong labels", {"true_labels": False, "seed": 5}),
    "B": ("dead start", {"start": "dead", "seed": 6}),
    "C": ("sorted images", {"shuffled": False, "seed": 3}),
    "D": ("rate too large", {"rate": 2.0, "seed": 7}),
    "E": ("rate too small", {"rate": 0.002, "seed": 6}),
    "F": ("never cleared", {"cleared": False, "rate": 0.03, "seed": 5}),
}


class Training(NamedTuple):
    """What a training left behind.

    Attributes
    ----------
    losses : ndarray (steps,)
        The loss of each batch before its step; it ends where the loss was not finite any more.
    checked : ndarray (epochs + 1,)
        The loss on images that were not trained on, at the start and after each epoch.
    right : ndarray (epochs + 1,)
        The share of those images that are right.
    moved : float
        How far the first step moved the filters, as a share of their size.
    silent : float
        At the end: the share of ReLU's outputs that are 0 for all of those images.
    filters : int
        At the end: how many different filters there are.
    steps_per_epoch : int
    """

    losses: np.ndarray
    checked: np.ndarray
    right: np.ndarray
    moved: float
    silent: float
    filters: int
    steps_per_epoch: int


@cache
def training(
    optimizer: str = "SGD",
    rate: float = 0.1,
    batch: int = 16,
    epochs: int = 4,
    seed: int = 1,
    *,
    shuffled: bool = True,
    cleared: bool = True,
    true_labels: bool = True,
    start: str = "usual",
) -> Training:
    """Train a convolution of 8 filters, ReLU, pooling and a dense layer on 600 digits, and look at 200 others.

    Parameters
    ----------
    optimizer : {"SGD", "momentum", "Adam"}
        Momentum is 0.9.
    rate : float
        The learning rate.
    batch, epochs : int
        Images of a step, and how often all are gone through.
    seed : int
        Of the weights and of the order.
    shuffled : bool
        Otherwise the images come sorted by their digit.
    cleared : bool
        Otherwise each gradient is added to all before.
    true_labels : bool
        Otherwise the training images' labels are dealt out anew.
    start : {"usual", "equal", "dead"}
        As `cnnlite.nn` draws them; all of them 0.1; or with biases of −5 in the convolution.

    Returns
    -------
    Training
        The same one for the same arguments; do not write to it.

    Examples
    --------
    >>> run = training(epochs=2)
    >>> run.losses.shape, run.steps_per_epoch, bool(run.checked[2] < run.checked[0])
    ((76,), 38, True)
    """
    rng = np.random.default_rng(seed)
    (images, check_images), (labels, check_labels) = _digits()
    if not shuffled:
        by_digit = labels.argsort(kind="stable")
        images, labels = images[by_digit], labels[by_digit]
    labels = labels if true_labels else rng.permutation(labels)
    model, criterion = _net(rng, start), nn.CrossEntropyLoss()
    moving, filters = _optimizer(optimizer, model, rate), next(model.parameters())
    losses: list[float] = []
    checks, moved = [_checked(model, check_images, check_labels)], 0.0
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            order = rng.permutation(TRAIN) if shuffled else np.arange(TRAIN)
            for turn in np.split(order, range(batch, TRAIN, batch)):
                losses.append(float(criterion(model(images[turn]), labels[turn])))
                if cleared:
                    model.zero_grad()
                model.backward(criterion.backward(), input_grad=False)
                before = filters.data
                moving.step()
                if len(losses) == 1:
                    moved = float(np.linalg.norm(filters.data - before) / np.linalg.norm(before))
            checks.append(_checked(model, check_images, check_labels))
            if not np.isfinite([losses[-1], checks[-1][0]]).all():
                break
        silent = float((model[1](model[0](check_images)) <= 0).all(axis=0).mean())
    steps = -(-TRAIN // batch)
    kept = np.array(losses)[np.isfinite(losses)]
    checked, right = np.array(checks).T
    different = len(np.unique(filters.data.reshape(CHANNELS, -1).round(6), axis=0))
    return Training(kept, checked, right, moved, silent, different, steps)


@cache
def _digits() -> list[list[np.ndarray]]:
    """Return images and labels of the training side, each to train with and to check with."""
    images, labels = digits.split()[:2]
    order = np.lexsort(images.reshape(len(images), -1).T)  # one order, whatever the order of the split
    chosen = np.random.default_rng(0).permutation(order)[: TRAIN + CHECK]
    return [np.split(part[chosen], [TRAIN]) for part in (images, labels)]


def _net(rng: np.random.Generator, start: str) -> nn.Sequential:
    """Return the net with a healthy or an unhealthy start."""
    first = nn.Conv2d(1, CHANNELS, 3, padding=1, rng=rng)
    model = nn.Sequential(first, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(CHANNELS * 16, 10, rng=rng))
    if start == "equal":
        for parameter in model.parameters():
            parameter.data = np.full(parameter.data.shape, 0.1)
    elif start == "dead" and first.bias is not None:
        first.bias.data = np.full(CHANNELS, -5.0)
    return model


def _optimizer(name: str, model: nn.Module, rate: float) -> optim.Optimizer:
    """Return an optimizer by the name that learners know."""
    if name == "Adam":
        return optim.Adam(model.parameters(), rate)
    return optim.SGD(model.parameters(), rate, momentum=0.9 if name == "momentum" else 0.0)


def _checked(model: nn.Module, images: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return the loss on some images, and the share that is right."""
    with np.errstate(all="ignore"):
        logits = model(images)
        return float(nn.CrossEntropyLoss()(logits, labels)), float((logits.argmax(axis=1) == labels).mean())
