"""Losses as layers: called with a prediction and a target, they give one number; backward starts from it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnlite import _checks, functional
from cnnlite.nn.module import Module


class CrossEntropyLoss(Module):
    """How surprised the scores are by the true classes, as `functional.cross_entropy`.

    Call ``criterion(prediction, target)`` with scores (N, K), and classes (N,) or probabilities (N, K); then
    ``criterion.backward()`` returns ∂loss/∂prediction, to be given to the network's backward.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}
        Average over the images, their sum, or one loss for each.

    Raises
    ------
    ValueError
        The reduction is unknown.

    Source
    ------
    A0.15, A4.21. Same as ``torch.nn.CrossEntropyLoss``.

    Examples
    --------
    >>> criterion = CrossEntropyLoss()
    >>> float(criterion(np.array([[2.0, 2.0]]), np.array([0])).round(4))
    0.6931
    >>> criterion.backward().tolist()
    [[-0.5, 0.5]]
    """

    pair: tuple[Callable[..., Any], Callable[..., Any]] = functional.cross_entropy, functional.cross_entropy_backward

    def __init__(self, reduction: str = "mean") -> None:
        _checks.choice(type(self).__name__, "reduction", reduction, ("none", "sum", "mean"))
        self.reduction = reduction

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        """Return the loss."""
        loss = self.pair[0](prediction, target, self.reduction)
        self._slot = prediction, target, self.reduction
        return loss

    def backward(self, dout: Any = 1.0, input_grad: bool = True) -> Any:
        """Return ∂loss/∂prediction; ``dout`` has one value for each image with reduction "none"."""
        slot = self._take()
        return self.pair[1](dout, *slot) if input_grad else None


class MSELoss(CrossEntropyLoss):
    """The squared difference of prediction and target, of one shape, as `functional.mse_loss`.

    Parameters, errors and use are those of `CrossEntropyLoss`. Same as ``torch.nn.MSELoss``.
    """

    pair = functional.mse_loss, functional.mse_loss_backward


class BCELoss(CrossEntropyLoss):
    """How surprised probabilities are by yes or no, each 1 or 0, as `functional.binary_cross_entropy`.

    Parameters, errors and use are those of `CrossEntropyLoss`; prediction and target have one shape. Same as
    ``torch.nn.BCELoss``.
    """

    pair = functional.binary_cross_entropy, functional.binary_cross_entropy_backward
