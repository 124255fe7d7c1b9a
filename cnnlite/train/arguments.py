"""The checks that `fit` and `evaluate` share: a network, its loss, and images with their labels."""

from typing import Any

import numpy as np

from cnnlite import _checks, nn

LOSSES = "CrossEntropyLoss, MSELoss or BCELoss"


def network(function: str, model: Any) -> nn.Module:
    """Return ``model``; refuse what is no Module."""
    if not isinstance(model, nn.Module):
        raise TypeError(
            f"{function}: model must be a Module of cnnlite.nn, got {type(model).__name__}. "
            "Write for example nn.Sequential(…)."
        )
    return model


def loss(function: str, criterion: Any) -> nn.CrossEntropyLoss:
    """Return ``criterion``, a new CrossEntropyLoss for None; refuse what averages over no batch."""
    criterion = nn.CrossEntropyLoss() if criterion is None else criterion
    if not isinstance(criterion, nn.CrossEntropyLoss):
        raise TypeError(
            f"{function}: criterion must be a {LOSSES} of cnnlite.nn, got {criterion!r}. "
            "Write it with brackets: nn.CrossEntropyLoss()."
        )
    if criterion.reduction != "mean":
        raise ValueError(
            f'{function}: criterion must have reduction "mean", got {criterion.reduction!r}. '
            f"Write {type(criterion).__name__}()."
        )
    return criterion


def images(function: str, data: Any, name: str = "data") -> tuple[np.ndarray, np.ndarray]:
    """Return images and labels; refuse what is no pair of arrays of one length, or holds no image."""
    if not isinstance(data, (tuple, list)) or len(data) != 2:
        raise TypeError(
            f"{function}: {name} must be a pair (images, labels), got {type(data).__name__}. "
            "Write both in brackets: (images, labels)."
        )
    pictures, labels = data
    _checks.floats(function, images=pictures)
    if not isinstance(labels, np.ndarray) or labels.dtype.kind not in "iuf":
        got = labels.dtype if isinstance(labels, np.ndarray) else type(labels).__name__
        raise TypeError(
            f"{function}: labels must be an array of class numbers or probabilities, got {got}. "
            "Convert them: np.array(labels)."
        )
    shapes = _checks.shapes(images=pictures, labels=labels)
    if pictures.ndim < 2 or labels.ndim not in (1, 2):
        raise ValueError(
            f"{function}: images must be (N, C, H, W) and labels (N,) or (N, K), got {shapes}. "
            "Gray images (N, H, W) get their channel by images[:, None]."
        )
    if len(pictures) != len(labels) or not len(pictures):
        raise ValueError(
            f"{function}: images and labels must be equally many, at least one, "
            f"got {len(pictures)} and {len(labels)} {shapes}."
        )
    for what, array in (("images", pictures), ("labels", labels)):
        if not np.isfinite(array).all():
            raise ValueError(f"{function}: {what} must be finite numbers, got nan or inf {shapes}.")
    return pictures, labels


def scores(function: str, model: nn.Module, pictures: np.ndarray) -> np.ndarray:
    """Return what a network makes of images, one row for each; refuse images that do not fit it."""
    try:
        outputs = model(pictures)
    except (TypeError, ValueError) as error:
        raise _same_kind(error)(
            f"{function}: images must fit the network, got images.shape={pictures.shape}: {error}"
        ) from error
    if not isinstance(outputs, np.ndarray) or outputs.ndim != 2 or len(outputs) != len(pictures):
        got = outputs.shape if isinstance(outputs, np.ndarray) else type(outputs).__name__
        raise ValueError(
            f"{function}: model must give one row of scores per image, ({len(pictures)}, K), got {got}. "
            "End it with nn.Flatten() and nn.Linear(…)."
        )
    return outputs


def each_loss(function: str, criterion: nn.CrossEntropyLoss, outputs: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the loss of each image (N,); refuse labels that do not fit the outputs (N, K)."""
    try:
        losses = criterion.pair[0](outputs, labels, "none")
    except (TypeError, ValueError) as error:
        raise _same_kind(error)(
            f"{function}: labels must fit the criterion {type(criterion).__name__} and the network's outputs, "
            f"got labels.shape={labels.shape} for outputs {outputs.shape}: {error}"
        ) from error
    return losses.reshape(len(labels), -1).mean(axis=1)


def _same_kind(error: Exception) -> type[Exception]:
    """Return TypeError or ValueError, whichever ``error`` is."""
    return TypeError if isinstance(error, TypeError) else ValueError
