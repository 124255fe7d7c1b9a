"""Networks of different depth, kernels and channels to look into, with pictures and labels for each."""

import numpy as np

from cnnlite import functional, nn


def deep(rng):
    """Two convolutions with batch normalization and uneven kernels, two dense layers; 1×9×8 pictures, 3 classes."""
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, rng=rng), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(4, 5, (3, 2), rng=rng), nn.ReLU(), nn.Flatten(), nn.Linear(30, 7, rng=rng), nn.ReLU(),
        nn.Linear(7, 3, rng=rng),
    )  # fmt: skip
    net[1].running_mean, net[1].running_var = rng.normal(size=4), rng.random(4) + 0.5
    return net, (1, 9, 8)


def dense(rng):
    """Dense layers only; 2×6×5 pictures, 4 classes."""
    return nn.Sequential(nn.Flatten(), nn.Linear(60, 20, rng=rng), nn.ReLU(), nn.Linear(20, 4, rng=rng)), (2, 6, 5)


def strided(rng):
    """One convolution 5×5 with stride 2 and no bias, global pooling; 3×11×12 pictures, 3 classes."""
    layers = nn.Conv2d(3, 6, 5, stride=2, bias=False, rng=rng), nn.ReLU(), nn.GlobalMaxPool2d(), nn.Flatten()
    return nn.Sequential(*layers, nn.Linear(6, 3, rng=rng)), (3, 11, 12)


NETS = (deep, dense, strided)


def made(build, count=9, seed=0):
    """Return a network in training mode, pictures with values of whole 16ths, and labels."""
    rng = np.random.default_rng(seed)
    net, shape = build(rng)
    images = rng.integers(0, 17, (count, *shape)) / 16
    return net, images, rng.integers(0, 3, count)


def outputs(net, x):
    """Return what each layer puts out, one after the other, by the functions alone where they have no parameters."""
    found = []
    for layer in net:
        if isinstance(layer, nn.BatchNorm2d):
            mean, var, gamma, beta = (
                part[:, None, None]
                for part in (layer.running_mean, layer.running_var, layer.weight.data, layer.bias.data)
            )
            x = (x - mean) / np.sqrt(var + layer.eps) * gamma + beta
        elif isinstance(layer, nn.Conv2d):
            bias = None if layer.bias is None else layer.bias.data
            x = functional.conv2d(x, layer.weight.data, bias, stride=layer.stride, padding=layer.padding)
        elif isinstance(layer, nn.Linear):
            x = x @ layer.weight.data.T + layer.bias.data
        elif isinstance(layer, nn.Flatten):
            x = x.reshape(len(x), -1)
        elif isinstance(layer, nn.ReLU):
            x = np.where(x > 0, x, 0)
        elif isinstance(layer, nn.GlobalMaxPool2d):
            x = x.max(axis=(2, 3), keepdims=True)
        else:
            x = functional.max_pool2d(x, 2)
        found.append(x)
    return found


def frozen(net):
    """Return everything that looking must leave as it is."""
    grads = [parameter.grad for parameter in net.parameters()]
    return net.training, {name: array.tobytes() for name, array in net.state_dict().items()}, grads
