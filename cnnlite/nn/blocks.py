"""The residual block."""

from typing import Any

import numpy as np

from cnnlite.nn.activations import ReLU
from cnnlite.nn.layers import Conv2d
from cnnlite.nn.module import Module
from cnnlite.nn.norm import BatchNorm2d
from cnnlite.nn.sequential import Sequential


class BasicBlock(Module):
    """Two 3×3 convolutions whose result is added to the block's own input: out = relu(f(x) + shortcut(x)).

    Parameters
    ----------
    in_planes, planes : int
        Channels of the input and of the output.
    stride : int or pair of int
        Of the first convolution; with 2, the map halves.
    rng : numpy.random.Generator
        Draws the weights.

    Attributes
    ----------
    shortcut : Sequential
        Nothing; a 1×1 convolution and batch normalization where the shape changes.

    Raises
    ------
    TypeError, ValueError
        As `Conv2d`.

    Source
    ------
    A4.12; He et al. 2016.

    Examples
    --------
    >>> block = BasicBlock(4, 8, stride=2, rng=np.random.default_rng(0))
    >>> block(np.zeros((1, 4, 6, 6))).shape
    (1, 8, 3, 3)
    """

    def __init__(self, in_planes: int, planes: int, stride: int = 1, *, rng: np.random.Generator) -> None:
        self.conv1 = Conv2d(in_planes, planes, 3, stride=stride, padding=1, bias=False, rng=rng)
        self.bn1 = BatchNorm2d(planes)
        self.relu1 = ReLU()
        self.conv2 = Conv2d(planes, planes, 3, padding=1, bias=False, rng=rng)
        self.bn2 = BatchNorm2d(planes)
        self.shortcut = Sequential()
        if self.conv1.stride != (1, 1) or in_planes != planes:
            projection = Conv2d(in_planes, planes, 1, stride=stride, bias=False, rng=rng)
            self.shortcut = Sequential(projection, BatchNorm2d(planes))
        self.relu2 = ReLU()

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return relu(f(x) + shortcut(x)), (N, planes, Ho, Wo)."""
        out = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        return self.relu2(out + self.shortcut(x))

    def backward(self, dout: np.ndarray, input_grad: bool = True) -> Any:
        """Go back along both branches; the sum hands the same gradient to each, and x collects both."""
        both = self.relu2.backward(dout)
        inner = self.relu1.backward(self.conv2.backward(self.bn2.backward(both)))
        along = self.conv1.backward(self.bn1.backward(inner), input_grad)
        past = self.shortcut.backward(both, input_grad)
        return along + past if input_grad else None
