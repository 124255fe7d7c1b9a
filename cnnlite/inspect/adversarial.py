"""A small step for every pixel, a large one for the loss."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.inspect._given import check_image, loss_slope
from cnnlite.nn import Module
from cnnlite.nn.watch import undisturbed


def adversarial(
    model: Module, image: np.ndarray, label: Any, epsilon: float, criterion: Module | None = None
) -> np.ndarray:
    """Move every pixel by ε the way that makes the loss grow: one step, image + ε·sign(∂loss/∂image).

    Parameters
    ----------
    model : Module
        Any network. It runs as in use and stays as it was.
    image : ndarray (C, H, W)
        One image, values between 0 and 1.
    label : int
        The true class.
    epsilon : float
        How far a pixel may move, at least 0.
    criterion : Module, optional
        The loss; `CrossEntropyLoss` when not given, and `BCELoss` for a network with one output.

    Returns
    -------
    ndarray (C, H, W)
        Cut to [0, 1]; a pixel without a gradient stays.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind, shape or range, or the network or the loss refuses it.

    Source
    ------
    Goodfellow, Shlens and Szegedy 2014: the fast gradient sign method.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, Linear, Sequential
    >>> dense = Linear(4, 2, rng=np.random.default_rng(0))
    >>> dense.weight.data = np.array([[1.0, 2.0, 0.0, -4.0], [0.0, 0.0, 0.0, 0.0]])
    >>> adversarial(Sequential(Flatten(), dense), np.full((1, 2, 2), 0.5), label=0, epsilon=0.25).tolist()
    [[[0.25, 0.25], [0.5, 0.75]]]
    """
    check_image("adversarial", model, image)
    epsilon = _checks.number("adversarial", "epsilon", epsilon, least=0)
    if not ((image >= 0) & (image <= 1)).all():
        raise ValueError(
            "adversarial: image must hold values between 0 and 1, "
            f"got {image.min():g} to {image.max():g}. Divide it by its largest value."
        )
    with undisturbed(model):
        gradient = model.backward(loss_slope("adversarial", model(image[None]), np.asarray(label)[None], criterion))[0]
    return np.clip(image + image.dtype.type(epsilon) * np.sign(gradient), 0, 1)
