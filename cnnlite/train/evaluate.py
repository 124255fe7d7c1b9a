"""How good a network is on images, without training on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from cnnlite import nn
from cnnlite.nn import init
from cnnlite.train import arguments


class Evaluation(NamedTuple):
    """What `evaluate` found, image by image and on average.

    Attributes
    ----------
    loss, accuracy : float
        The mean loss, and the share of images that are right.
    losses : ndarray (N,)
    outputs : ndarray (N, K)
    predictions : ndarray (N,) of int
        The class of the highest score.
    """

    loss: float
    accuracy: float
    losses: np.ndarray
    outputs: np.ndarray
    predictions: np.ndarray


def evaluate(
    model: nn.Module,
    images: np.ndarray,
    labels: np.ndarray,
    criterion: nn.CrossEntropyLoss | None = None,
    batch_size: int = 256,
) -> Evaluation:
    """Return loss, accuracy and every single answer of a network in use (`Module.eval`).

    The network comes back as it was: weights, running averages, training mode, and what its layers remember.

    Parameters
    ----------
    model : Module
        Gives one row of scores per image.
    images : ndarray (N, C, H, W)
    labels : ndarray (N,) of int, or what the criterion wants as its target
        With labels (N, 1) the network has one output, a probability, and says 1 where it is above 0.5.
    criterion : CrossEntropyLoss, MSELoss or BCELoss, optional
        Cross-entropy, if not given.
    batch_size : int
        Images at a time, which limits the memory and changes no result.

    Returns
    -------
    Evaluation

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind; images and labels are not equally many, at least one; or they do not fit
        the network.

    Examples
    --------
    >>> model = nn.Linear(2, 2, rng=np.random.default_rng(0))
    >>> model.load_state_dict({"weight": np.array([[1.0, 0.0], [0.0, 1.0]]), "bias": np.zeros(2)})
    >>> found = evaluate(model, np.array([[3.0, 1.0], [0.0, 2.0], [0.0, 4.0]]), np.array([0, 1, 0]))
    >>> found.predictions.tolist(), round(found.accuracy, 3), found.losses.round(3).tolist()
    ([0, 1, 1], 0.667, [0.127, 0.127, 4.018])
    """
    arguments.network("evaluate", model)
    criterion = arguments.loss("evaluate", criterion)
    images, labels = arguments.images("evaluate", (images, labels))
    size = init.count("evaluate", "batch_size", batch_size)
    with in_use(model), np.errstate(all="ignore"):  # scores of a network gone astray may overflow
        starts = range(0, len(images), size)
        parts = [arguments.scores("evaluate", model, images[start : start + size]) for start in starts]
        outputs = np.concatenate(parts)
        losses = arguments.each_loss("evaluate", criterion, outputs, labels)
        predictions = decide(outputs, labels)
    right = predictions == truth(labels)
    return Evaluation(float(losses.mean()), float(right.mean()), losses, outputs, predictions)


def first_scores(function: str, model: nn.Module, images: np.ndarray) -> np.ndarray:
    """Return the scores (1, K) of the first image: whether the images fit the network shows without any training."""
    with in_use(model), np.errstate(all="ignore"):
        return arguments.scores(function, model, images[:1])


@contextmanager
def in_use(model: nn.Module) -> Iterator[None]:
    """Switch to use, and afterwards back: every module's mode and what it remembers for a backward."""
    kept = [(module, module.training, module._slot) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training, slot in kept:
            module.training, module._slot = training, slot


def decide(outputs: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the class of each row: the highest score, or yes above 0.5 where labels are yes or no, (N, 1)."""
    if labels.shape[1:] == (1,):
        return (outputs[:, 0] > 0.5).astype(int)
    return outputs.argmax(axis=1)


def truth(labels: np.ndarray) -> np.ndarray:
    """Return the true class of each image from labels in any form."""
    return labels if labels.ndim == 1 else decide(labels, labels)
