"""saliency: against wiggled pixels, PyTorch, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import inspect, nn, numeric_gradient
from tests.inspect.nets import NETS, net_and_images, plain_in_torch
from tests.requirements import needs


@pytest.mark.parametrize("name", NETS)
def test_wiggled_pixels(name, rng):
    model, images = net_and_images(name, rng)
    image, unit = images[0], 0 if name == "one_output" else 1
    found = inspect.saliency(model, image, unit)
    assert found.shape == image.shape
    model.eval()
    chosen = rng.permutation(image.size)[:40]

    def score(values):
        other = image.copy()
        other.flat[chosen] = values
        return model(other[None])[0, unit]

    np.testing.assert_allclose(found.flat[chosen], numeric_gradient(score, image.flat[chosen]), rtol=1e-5, atol=1e-7)
    assert name == "chance" or np.abs(found).max() > 1e-4  # a Step lets nothing through


def test_pytorch(rng):
    torch = needs("torch")
    model, images = net_and_images("plain", rng)
    twin = plain_in_torch(model, torch)
    for image in images:
        for unit in range(3):
            x = torch.tensor(image[None], requires_grad=True)
            twin(x)[0, unit].backward()
            np.testing.assert_allclose(inspect.saliency(model, image, unit), x.grad[0].numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((None, np.zeros((1, 8, 8)), 0), TypeError, "saliency: model must be a Module, got NoneType."),
        ((..., np.zeros((8, 8)), 0), ValueError, "saliency: image must have 3 dimensions (C, H, W), got 2 (image.shape=(8, 8)). Add the channel axis: image[None]."),
        ((..., np.zeros((1, 1, 8, 8)), 0), ValueError, "Take one image of the batch: images[0]."),
        ((..., np.zeros((1, 0, 8)), 0), ValueError, "saliency: image must have at least one channel, row and column, got"),
        ((..., np.zeros((1, 8, 8), np.uint8), 0), TypeError, "saliency: image must be float32 or float64, got uint8"),
        ((..., np.zeros((3, 8, 8)), 0), ValueError, "conv2d: x must have 1 channels to match w, got 3"),
        ((..., np.zeros((1, 8, 8)), 3), ValueError, "saliency: unit must lie between 0 and 2, got 3."),
        ((..., np.zeros((1, 8, 8)), -1), ValueError, "saliency: unit must lie between 0 and 2, got -1."),
        ((..., np.zeros((1, 8, 8)), "cat"), TypeError, "saliency: unit must be a whole number, got 'cat'."),
        ((nn.ReLU(), np.zeros((1, 8, 8)), 0), ValueError, "saliency: model must put out one score per class, (N, K), got an output of shape (1, 1, 8, 8). End it with Flatten and Linear."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message, rng):
    model, *others = arguments
    with pytest.raises(kind, match=re.escape(message)):
        inspect.saliency(NETS["plain"](rng) if model is ... else model, *others)
