"""Networks of every sort the package can build, to be looked into."""

from collections.abc import Callable

import numpy as np

from cnnlite import nn


class Gate(nn.Module):
    """A learner's own layer: w·x + v·x², which is not linear in x, with no `input_grad`."""

    def __init__(self):
        self.weight, self.bias = nn.Parameter(np.array([2.0, 0.5])), nn.Parameter(np.array(1.0))

    def forward(self, x):
        self._slot = (x,)
        return self.weight.data[0] * x + self.weight.data[1] * x**2 + self.bias.data

    def backward(self, dout):
        (x,) = self._take()
        self.weight.add_grad(np.array([(dout * x).sum(), (dout * x**2).sum()]))
        self.bias.add_grad(dout.sum())
        return dout * (self.weight.data[0] + 2 * self.weight.data[1] * x)


def plain(rng):
    return nn.Sequential(
        nn.Conv2d(1, 3, 3, rng=rng), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(27, 3, rng=rng)
    )  # fmt: skip


def strided(rng):
    return nn.Sequential(
        nn.Conv2d(1, 4, 5, stride=2, padding=2, rng=rng), nn.Tanh(),
        nn.Conv2d(4, 4, (3, 2), padding=((1, 0), (0, 2)), dilation=(1, 2), groups=2, rng=rng), nn.Sigmoid(),
        nn.AvgPool2d(2, stride=1), nn.GlobalAvgPool2d(), nn.Flatten(), nn.Linear(4, 3, rng=rng),
    )  # fmt: skip


def nested(rng):
    return nn.Sequential(
        nn.Sequential(nn.Conv2d(1, 2, 2, rng=rng), nn.BatchNorm2d(2), nn.GELU()),
        nn.Sequential(Gate(), nn.Sequential(nn.LPPool2d(2, 2), nn.Flatten())),
        nn.Linear(18, 4, bias=False, rng=rng),
    )  # fmt: skip


def dense(rng):
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 5, rng=rng), nn.LeakyReLU(), nn.Linear(5, 2, rng=rng))


def resnet(rng):
    return nn.ResNet((1, 1, 1, 1), num_classes=3, planes=(3, 4, 4, 6), rng=rng)


def chance(rng):
    return nn.Sequential(
        nn.Conv2d(1, 2, 3, padding="same", rng=rng), nn.FractionalMaxPool2d(2, 5, rng=rng), nn.Step(),
        nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(8, 2, rng=rng),
    )  # fmt: skip


def one_output(rng):
    return nn.Sequential(nn.Conv2d(1, 2, 3, rng=rng), nn.ELU(), nn.Flatten(), nn.Linear(72, 1, rng=rng), nn.Sigmoid())


NETS: dict[str, Callable] = {
    make.__name__: make for make in (plain, strided, nested, dense, resnet, chance, one_output)
}


def net_and_images(name: str, rng: np.random.Generator, count: int = 4) -> tuple[nn.Module, np.ndarray]:
    """Return a network of this name, its running averages moved off their start, and 8×8 images that it takes."""
    model, channels = NETS[name](rng), 3 if name == "resnet" else 1
    for _ in range(3):
        model(1 + rng.standard_normal((6, channels, 8, 8)))
    return model, rng.random((count, channels, 8, 8))


def plain_in_torch(model, torch):
    """Return PyTorch's form of the net "plain", with the same weights."""
    twin = torch.nn.Sequential(
        torch.nn.Conv2d(1, 3, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(27, 3)
    ).double()
    twin.load_state_dict({name: torch.tensor(array) for name, array in model.state_dict().items()})
    return twin
