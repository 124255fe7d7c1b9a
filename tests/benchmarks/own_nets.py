"""The networks that are trained, in cnnlite; imports no other engine."""

from collections.abc import Callable

import numpy as np

from cnnlite import nn, optim
from tests.benchmarks.weights import draw_state


def small(size: int) -> nn.Module:
    """Return a CNN for gray images of size × size with ten classes."""
    rng = np.random.default_rng(0)
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1, rng=rng),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1, rng=rng),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * (size // 4) ** 2, 10, rng=rng),
    )


def resnet18() -> nn.Module:
    """Return ResNet-18 for 32×32 images."""
    return nn.resnet18(rng=np.random.default_rng(0))


def training(model: nn.Module, lr: float) -> Callable[[np.ndarray, np.ndarray], list[np.ndarray]]:
    """Return a function that makes one training step in float32: loss, gradients and new weights."""
    model.float()
    model.load_state_dict(draw_state({name: array.shape for name, array in model.state_dict().items()}))
    criterion, optimizer = nn.CrossEntropyLoss(), optim.SGD(model.parameters(), lr=lr, momentum=0.9)

    def step(x: np.ndarray, target: np.ndarray) -> list[np.ndarray]:
        optimizer.zero_grad()
        loss = criterion(model(x), target)
        model.backward(criterion.backward(), input_grad=False)
        optimizer.step()
        return [loss, *(p.grad for p in optimizer.parameters), *(p.data for p in optimizer.parameters)]

    return step
