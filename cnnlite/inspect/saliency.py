"""Which pixels a score hangs on: its gradient."""

import numpy as np

from cnnlite.inspect._given import check_image, check_unit
from cnnlite.nn import Module
from cnnlite.nn.watch import undisturbed


def saliency(model: Module, image: np.ndarray, unit: int) -> np.ndarray:
    """Return how fast one output of the network grows with each pixel: ∂out[unit]/∂image.

    Parameters
    ----------
    model : Module
        Any network with outputs (N, K); the outputs are scores (logits) unless it ends in an activation. It runs as
        in use and stays as it was.
    image : ndarray (C, H, W)
        One image.
    unit : int
        Which output, from 0.

    Returns
    -------
    ndarray (C, H, W)

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind or shape, the network refuses the image, or there is no such unit.

    Source
    ------
    Simonyan, Vedaldi and Zisserman 2013, who show the absolute value.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, Linear, Sequential
    >>> dense = Linear(4, 2, rng=np.random.default_rng(0))
    >>> dense.weight.data = np.array([[1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, -1.0]])
    >>> saliency(Sequential(Flatten(), dense), np.ones((1, 2, 2)), unit=0).tolist()
    [[[1.0, 2.0], [3.0, 4.0]]]
    """
    check_image("saliency", model, image)
    with undisturbed(model):
        out = model(image[None])
        dout = np.zeros_like(out)
        dout[0, check_unit("saliency", out, unit)] = 1
        return model.backward(dout)[0]
