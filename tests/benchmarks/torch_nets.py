"""The same networks in PyTorch; imports no other engine."""

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from tests.benchmarks.weights import draw_state


def small(size: int) -> nn.Module:
    """Return a CNN for gray images of size × size with ten classes."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * (size // 4) ** 2, 10),
    )


class Block(nn.Module):
    """Two 3×3 convolutions beside a shortcut."""

    def __init__(self, before: int, planes: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(before, planes, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(nn.Conv2d(before, planes, 1, stride, bias=False), nn.BatchNorm2d(planes))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(out + self.shortcut(x))


class ResNet18(nn.Sequential):
    """ResNet-18 for 32×32 images, with the names of cnnlite's."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU()
        for stage, (before, planes) in enumerate(((64, 64), (64, 128), (128, 256), (256, 512)), 1):
            blocks = Block(before, planes, 1 if stage == 1 else 2), Block(planes, planes, 1)
            setattr(self, f"layer{stage}", nn.Sequential(*blocks))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.linear = nn.Linear(512, 10)


resnet18 = ResNet18


def training(
    model: nn.Module, lr: float, order: torch.memory_format = torch.contiguous_format
) -> Callable[[np.ndarray, np.ndarray], list[torch.Tensor]]:
    """Return a function that makes one training step in float32: loss, gradients and new weights."""
    state = draw_state({name: tuple(tensor.shape) for name, tensor in model.state_dict().items()})
    model.load_state_dict({name: torch.from_numpy(array) for name, array in state.items()})
    model.to(memory_format=order)
    criterion, parameters = nn.CrossEntropyLoss(), list(model.parameters())
    optimizer = torch.optim.SGD(parameters, lr=lr, momentum=0.9)

    def step(x: np.ndarray, target: np.ndarray) -> list[torch.Tensor]:
        images = torch.from_numpy(x).contiguous(memory_format=order)
        optimizer.zero_grad()
        loss = criterion(model(images), torch.from_numpy(target))
        loss.backward()
        optimizer.step()
        return [loss.detach(), *(p.grad for p in parameters), *parameters]

    return step
