"""Batch normalization, the one layer that behaves differently in training and in use."""

from typing import Any

import numpy as np

from cnnlite import _checks, functional
from cnnlite.nn import init
from cnnlite.nn.module import Module, Parameter


class BatchNorm2d(Module):
    """Shift and scale each channel to mean 0 and variance 1, then to a learned mean and spread.

    In training the mean and variance are those of the batch, and running averages of them are kept; in use
    (`eval`) the averages take their place, so that an image's output does not depend on its neighbors.

    Parameters
    ----------
    num_features : int
        C of the images (N, C, H, W).
    eps : float
        Added to the variance before the root.
    momentum : float in [0, 1]
        The weight of the newest batch in the running averages.

    Attributes
    ----------
    weight, bias : Parameter (C,)
        Start at 1 and 0.
    running_mean, running_var : ndarray (C,)
        Start at 0 and 1; the variance is the unbiased one, divided by the number of values less 1.
    num_batches_tracked : ndarray () of int64
        Training batches seen.

    Raises
    ------
    TypeError
        A hyperparameter is of a wrong kind.
    ValueError
        num_features is less than 1, eps is not positive, momentum not in [0, 1]; in forward: the images do not have
        C channels, or in training a channel has fewer than two values.

    Source
    ------
    A4.12; Ioffe and Szegedy 2015. Same as ``torch.nn.BatchNorm2d``.

    Examples
    --------
    >>> layer = BatchNorm2d(1)
    >>> layer(np.array([[[[1.0, 3.0]]]])).round(4).tolist()
    [[[[-1.0, 1.0]]]]
    >>> layer.running_mean.tolist(), layer.running_var.round(4).tolist()
    ([0.2], [1.1])
    """

    buffer_names = ("running_mean", "running_var", "num_batches_tracked")

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        self.num_features = init.count("BatchNorm2d", "num_features", num_features)
        self.eps = _checks.number("BatchNorm2d", "eps", eps, above=0)
        self.momentum = _checks.number("BatchNorm2d", "momentum", momentum, least=0)
        if self.momentum > 1:
            raise ValueError(f"BatchNorm2d: momentum must be at most 1, got {momentum!r}.")
        self.weight, self.bias = Parameter(np.ones(num_features)), Parameter(np.zeros(num_features))
        self.running_mean, self.running_var = np.zeros(num_features), np.ones(num_features)
        self.num_batches_tracked = np.zeros((), np.int64)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the normalized images; in training, move the running averages."""
        mean, var = functional.batch_stats(x) if self.training else (self.running_mean, self.running_var)
        count = x.size // len(mean)
        if self.training and count < 2:
            raise ValueError(
                "BatchNorm2d: x must have at least two values per channel in training, "
                f"got {count} (x.shape={x.shape}). Use a larger batch, or eval()."
            )
        arguments = x, mean, var, self.weight.data, self.bias.data, self.eps
        out = functional.batch_norm(*arguments)
        self._slot = arguments, self.training
        if self.training:
            keep, unbiased = 1 - self.momentum, var * (count / (count - 1))
            self.running_mean = keep * self.running_mean + self.momentum * mean
            self.running_var = keep * self.running_var + self.momentum * unbiased
            self.num_batches_tracked = np.asarray(self.num_batches_tracked + 1)
        return out

    def backward(self, dout: np.ndarray, input_grad: bool = True) -> Any:
        """Add to the gradients of weight and bias; return ∂loss/∂x, or None when it is not wanted."""
        arguments, training = self._take()
        dx, dweight, dbias = functional.batch_norm_backward(
            dout, *arguments, training=training, needs_input_grad=(input_grad, True, True)
        )
        self.weight.add_grad(dweight)
        self.bias.add_grad(dbias)
        return dx

    def extra_repr(self) -> str:
        """Return the hyperparameters."""
        return f"{self.num_features}, eps={self.eps}, momentum={self.momentum}"
