"""Which images move a weight."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.inspect._given import AT_ONCE, check_images, loss_slope
from cnnlite.nn import Module, Parameter
from cnnlite.nn.watch import undisturbed


def pushes(
    model: Module,
    images: np.ndarray,
    labels: np.ndarray,
    name: str,
    index: tuple[int, ...],
    criterion: Module | None = None,
) -> np.ndarray:
    """Return how hard each image pushes one weight: the gradient of its own loss at this weight.

    Gradient descent moves the weight the other way: up where the push is negative.

    Parameters
    ----------
    model : Module
        Any network. It runs as in use and stays as it was, so that the mean of the pushes is the gradient of the mean
        loss of the batch (with batch normalization in training the images share one gradient).
    images : ndarray (N, C, H, W)
        At least one.
    labels : ndarray (N,)
        Their classes, or whatever the criterion takes.
    name : str
        A parameter of ``model.named_parameters()``, such as "0.weight".
    index : tuple of int
        One entry of it, such as (2, 0, 1, 1).
    criterion : Module, optional
        The loss; `CrossEntropyLoss` when not given, and `BCELoss` for a network with one output.

    Returns
    -------
    ndarray (N,)

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind or shape, there is no such parameter or entry, or the network or the loss
        refuses a batch.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, Linear, Sequential
    >>> model = Sequential(Flatten(), Linear(1, 2, rng=np.random.default_rng(0)))
    >>> model[1].weight.data, model[1].bias.data = np.zeros((2, 1)), np.zeros(2)
    >>> images = np.array([1.0, 3.0]).reshape(2, 1, 1, 1)
    >>> pushes(model, images, np.array([0, 1]), "1.weight", (0, 0)).tolist()
    [-0.5, 1.5]
    """
    check_images("pushes", model, images)
    if not isinstance(labels, np.ndarray) or labels.shape[:1] != images.shape[:1]:
        raise ValueError(
            f"pushes: labels must be an array with one label for each of the {len(images)} images, "
            f"got {type(labels).__name__} {np.shape(labels)}."
        )
    parameters = dict(model.named_parameters())
    _checks.choice("pushes", "name", name, parameters)
    parameter = parameters[name]
    index = _entry(index, parameter.data.shape)
    pushed = np.zeros(len(images), parameter.data.dtype)
    with undisturbed(model):
        layers = [_Layer(m) for m in model.modules() if any(value is parameter for value in vars(m).values())]
        for start in range(0, len(images), AT_ONCE):
            out, true = model(images[start : start + AT_ONCE]), labels[start : start + AT_ONCE]
            slopes = [loss_slope("pushes", out[n : n + 1], true[n : n + 1], criterion) for n in range(len(out))]
            model.backward(np.concatenate(slopes))
            for layer in layers:
                for n in range(len(out)):
                    pushed[start + n] += layer.gradient(n, parameter)[index]
    return pushed


class _Layer:
    """A layer that keeps what went in and what came back, so that it can go forward and back with one image."""

    def __init__(self, module: Module) -> None:
        self.forward, self.backward = module.forward, module.backward
        self.x = self.dout = np.zeros(0)
        vars(module).update(forward=self._forward, backward=self._backward)

    def _forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return self.forward(x)

    def _backward(self, dout: np.ndarray, input_grad: bool = True) -> Any:
        self.dout = dout
        return self.backward(dout)

    def gradient(self, n: int, parameter: Parameter) -> np.ndarray:
        """Return the gradient of the parameter that image n alone gives; zeros when the layer did not run."""
        parameter.zero_grad()
        if len(self.dout):
            self.forward(self.x[n : n + 1])
            self.backward(self.dout[n : n + 1])
        return np.zeros_like(parameter.data) if parameter.grad is None else parameter.grad


def _entry(index: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return ``index`` as a tuple; refuse what names no single entry of an array of this shape."""
    if not isinstance(index, (tuple, list)) or len(index) != len(shape):
        raise ValueError(
            f"pushes: index must have {len(shape)} numbers for a parameter of shape {shape}, got {index!r}."
        )
    return tuple(_checks.whole("pushes", "index", i, 0, n - 1) for i, n in zip(index, shape, strict=True))
