"""adversarial: by hand, how far pixels move, that the loss grows, PyTorch, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite import inspect, nn
from tests.inspect.nets import NETS, net_and_images, plain_in_torch
from tests.requirements import needs


def loss(model, image, label):
    out = model.eval()(image[None])
    if out.shape[1] == 1:
        return nn.BCELoss()(out, np.array([[float(label)]]))
    return nn.CrossEntropyLoss()(out, np.array([label]))


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("label", [0, 1])
def test_every_pixel_moves_by_at_most_epsilon(name, label, rng):
    model, images = net_and_images(name, rng)
    for image in images:
        np.testing.assert_array_equal(inspect.adversarial(model, image, label, 0), image)
        for epsilon in (1e-4, 0.05, 0.7, 3.0):
            moved = inspect.adversarial(model, image, label, epsilon)
            assert moved.shape == image.shape
            assert moved.min() >= 0
            assert moved.max() <= 1
            assert np.abs(moved - image).max() <= epsilon + 1e-15
            free = np.abs(moved - 0.5) < 0.5
            steps = np.abs(moved - image)[free]
            assert np.all(np.isclose(steps, epsilon) | (steps == 0))


@pytest.mark.parametrize("name", [name for name in NETS if name != "chance"])
@pytest.mark.parametrize("label", [0, 1])
def test_the_loss_grows(name, label, rng):
    model, images = net_and_images(name, rng)
    for image in images:
        before = loss(model, image, label)
        after = loss(model, inspect.adversarial(model, image, label, 1e-4), label)
        back = loss(model, 2 * image - inspect.adversarial(model, image, label, 1e-4), label)
        assert back < before < after


def test_it_is_the_best_small_step(rng):
    """To first order nothing of this size raises the loss more: not ε times any other signs."""
    model, images = net_and_images("plain", rng)
    image = 0.25 + images[0] / 2
    best = loss(model, inspect.adversarial(model, image, 2, 1e-5), 2)
    for _ in range(50):
        assert loss(model, image + 1e-5 * rng.choice([-1.0, 1.0], image.shape), 2) < best


def test_another_loss(rng):
    model, images = net_and_images("plain", rng)
    target = rng.standard_normal(3)
    criterion = nn.MSELoss()
    moved = inspect.adversarial(model, images[0], target, 1e-4, criterion)
    model.eval()
    assert criterion(model(moved[None]), target[None]) > criterion(model(images[:1]), target[None])


def test_the_loss_given_stays_as_it_was(rng):
    model, images = net_and_images("plain", rng)
    criterion = nn.CrossEntropyLoss()
    criterion(np.zeros((2, 3)), np.array([0, 1]))
    inspect.adversarial(model, images[0], 1, 0.1, criterion)
    assert criterion.backward().shape == (2, 3)


def test_pytorch(rng):
    torch = needs("torch")
    model, images = net_and_images("plain", rng)
    twin = plain_in_torch(model, torch)
    for image in images:
        x = torch.tensor(image[None], requires_grad=True)
        torch.nn.functional.cross_entropy(twin(x), torch.tensor([2])).backward()
        expected = (x + 0.1 * x.grad.sign()).clamp(0, 1)[0].detach().numpy()
        np.testing.assert_allclose(inspect.adversarial(model, image, 2, 0.1), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"epsilon": -0.1}, ValueError, "adversarial: epsilon must be a finite number of at least 0, got -0.1."),
        ({"epsilon": np.inf}, ValueError, "adversarial: epsilon must be a finite number of at least 0, got inf."),
        ({"epsilon": np.nan}, ValueError, "adversarial: epsilon must be a finite number of at least 0, got nan."),
        ({"epsilon": "0.1"}, TypeError, "adversarial: epsilon must be a number, got '0.1'."),
        ({"image": np.full((1, 8, 8), 1.5)}, ValueError, "adversarial: image must hold values between 0 and 1, got 1.5 to 1.5. Divide it by its largest value."),
        ({"image": np.full((1, 8, 8), np.nan)}, ValueError, "adversarial: image must hold values between 0 and 1, got nan"),
        ({"image": np.zeros((1, 1, 8, 8))}, ValueError, "adversarial: image must have 3 dimensions (C, H, W), got 4"),
        ({"criterion": "mse"}, TypeError, "adversarial: criterion must be a loss such as CrossEntropyLoss(), got 'mse'."),
        ({"label": 3}, ValueError, "cross_entropy: "),
        ({"label": "cat"}, TypeError, "cross_entropy: "),
    ],
)  # fmt: skip
def test_errors(options, kind, message, rng):
    good = {"image": np.zeros((1, 8, 8)), "label": 0, "epsilon": 0.1}
    with pytest.raises(kind, match=re.escape(message)):
        inspect.adversarial(NETS["plain"](rng), **good | options)
