"""Whole networks."""

from collections.abc import Sequence

import numpy as np

from cnnlite.nn import init
from cnnlite.nn.activations import Flatten, ReLU
from cnnlite.nn.blocks import BasicBlock
from cnnlite.nn.layers import Conv2d, Linear
from cnnlite.nn.norm import BatchNorm2d
from cnnlite.nn.pooling import GlobalAvgPool2d
from cnnlite.nn.sequential import Sequential


class ResNet(Sequential):
    """A residual network for small images: a stem without pooling, four stages of blocks, a mean, a dense layer.

    Parameters
    ----------
    num_blocks : sequence of four int
        Blocks of each stage; (2, 2, 2, 2) is ResNet-18.
    num_classes : int
        Outputs.
    planes : sequence of four int
        Channels of each stage. Every stage but the first halves the map.
    rng : numpy.random.Generator
        Draws the weights.

    Raises
    ------
    TypeError, ValueError
        num_blocks or planes are not four whole numbers of at least 1, or as `Conv2d` and `Linear`.

    Source
    ------
    A4.12–A4.21; the names of the state dict are those of the public CIFAR-10 reference given there.

    Examples
    --------
    >>> small = ResNet((1, 1, 1, 1), planes=(2, 3, 4, 5), rng=np.random.default_rng(0))
    >>> small(np.zeros((2, 3, 16, 16))).shape
    (2, 10)
    """

    def __init__(
        self,
        num_blocks: Sequence[int],
        num_classes: int = 10,
        planes: Sequence[int] = (64, 128, 256, 512),
        *,
        rng: np.random.Generator,
    ) -> None:
        for name, value in (("num_blocks", num_blocks), ("planes", planes)):
            if not isinstance(value, (tuple, list)) or len(value) != 4:
                raise ValueError(f"ResNet: {name} must be four whole numbers, one for each stage, got {value!r}.")
            for number in value:
                init.count("ResNet", name, number)
        # A Sequential whose parts have names: forward and backward follow the order of these lines.
        self.conv1 = Conv2d(3, planes[0], 3, padding=1, bias=False, rng=rng)
        self.bn1 = BatchNorm2d(planes[0])
        self.relu = ReLU()
        before = (planes[0], *planes)
        self.layer1, self.layer2, self.layer3, self.layer4 = (
            Sequential(
                BasicBlock(before[stage], planes[stage], 1 if stage == 0 else 2, rng=rng),
                *(BasicBlock(planes[stage], planes[stage], rng=rng) for _ in range(num_blocks[stage] - 1)),
            )
            for stage in range(4)
        )
        self.pool = GlobalAvgPool2d()
        self.flatten = Flatten()
        self.linear = Linear(planes[3], num_classes, rng=rng)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return one row of scores per image, (N, num_classes).

        The images are put in channels-last memory, which suits layers of many channels; every layer keeps the order.
        """
        return super().forward(np.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2))


def resnet18(num_classes: int = 10, *, rng: np.random.Generator) -> ResNet:
    """Return ResNet-18 for 32×32 images: 11,173,962 parameters with ten classes.

    Parameters
    ----------
    num_classes : int
        Outputs.
    rng : numpy.random.Generator
        Draws the weights.

    Returns
    -------
    ResNet

    Raises
    ------
    TypeError, ValueError
        As `ResNet`.

    Source
    ------
    A4.12–A4.21: 1 stem, 16 convolutions in blocks and 1 dense layer make 18.
    """
    return ResNet((2, 2, 2, 2), num_classes, rng=rng)
