"""The same numbers as PyTorch, forward and backward, in float64."""

import numpy as np
import pytest

import cnnlite
from tests.functional import test_conv, test_pool
from tests.requirements import needs


def compare(ours, backward, theirs, *arrays, rng, **options):
    """Compare a forward and its gradients with PyTorch's, to 1e-10."""
    torch = needs("torch")
    leaves = [torch.tensor(a, requires_grad=True) for a in arrays]
    expected = theirs(torch, *leaves)
    out = ours(*arrays, **options)
    np.testing.assert_allclose(out, expected.detach().numpy(), rtol=1e-10, atol=1e-10)
    dout = rng.standard_normal(np.shape(out))
    expected.backward(torch.tensor(dout))
    result = backward(dout if np.ndim(dout) else float(dout), *arrays, **options)
    gradients = result if isinstance(result, tuple) else (result,)
    for gradient, leaf in zip(gradients, leaves, strict=True):
        np.testing.assert_allclose(gradient, leaf.grad.numpy(), rtol=1e-10, atol=1e-10)


def known_to_torch(options):
    """PyTorch has "same" with stride 1 only, and no padding that differs between opposite sides."""
    padding = options.get("padding", 0)
    return options.get("stride", 1) == 1 if padding == "same" else not (padding and np.ndim(padding) == 2)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize(
    ("x_shape", "w_shape", "options"), [row for row in test_conv.TABLE[:-1] if known_to_torch(row[2])]
)
def test_conv2d(rng, x_shape, w_shape, options):
    arrays = test_conv.draw(rng, x_shape, w_shape)
    compare(
        cnnlite.conv2d, cnnlite.conv2d_backward,
        lambda torch, x, w, b: torch.nn.functional.conv2d(x, w, b, **options), *arrays, rng=rng, **options,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "kernel", "options"), [row for row in test_pool.TABLE[:-1] if row[2].get("padding", 0) in (0, 1)]
)
@pytest.mark.parametrize("ties", [False, True])
def test_max_pool2d(rng, shape, kernel, options, ties):
    x = rng.integers(0, 3, shape).astype(float) if ties else rng.standard_normal(shape)
    compare(
        cnnlite.max_pool2d, cnnlite.max_pool2d_backward,
        lambda torch, x: torch.nn.functional.max_pool2d(x, kernel, **options), x, rng=rng, kernel_size=kernel, **options,
    )  # fmt: skip


def test_linear_relu_softmax(rng):
    x, w, b = rng.standard_normal((5, 3)), rng.standard_normal((4, 3)), rng.standard_normal(4)
    compare(cnnlite.linear, cnnlite.linear_backward, lambda torch, *a: torch.nn.functional.linear(*a), x, w, b, rng=rng)
    kinked = np.where(rng.random((5, 3)) < 0.3, 0.0, x)
    compare(cnnlite.relu, cnnlite.relu_backward, lambda torch, x: torch.relu(x), kinked, rng=rng)
    compare(cnnlite.softmax, cnnlite.softmax_backward, lambda torch, x: torch.softmax(x, -1), x, rng=rng)


@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
@pytest.mark.parametrize("soft", [False, True])
def test_cross_entropy(rng, reduction, soft):
    logits = 3 * rng.standard_normal((5, 3))
    target = cnnlite.softmax(rng.standard_normal((5, 3))) if soft else rng.integers(0, 3, 5)
    compare(
        lambda x: cnnlite.cross_entropy(x, target, reduction),
        lambda dout, x: cnnlite.cross_entropy_backward(dout, x, target, reduction),
        lambda torch, x: torch.nn.functional.cross_entropy(x, torch.tensor(target), reduction=reduction),
        logits, rng=rng,
    )  # fmt: skip
