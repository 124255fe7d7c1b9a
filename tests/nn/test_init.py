"""The values parameters start with: PyTorch's bounds, reproducible, and the sentences of the checks."""

import math
import re

import numpy as np
import pytest

from cnnlite import nn
from tests.requirements import needs


def test_bounds_and_spread(rng):
    layer = nn.Conv2d(12, 200, (5, 3), groups=4, rng=rng)
    bound = 1 / math.sqrt(3 * 5 * 3)  # fan-in: the 3 channels of a group
    for values in (layer.weight.data, layer.bias.data):
        assert np.abs(values).max() <= bound
        assert np.abs(values).max() > 0.95 * bound
        assert values.std() == pytest.approx(bound / math.sqrt(3), rel=0.1)  # a uniform one
        assert abs(values.mean()) < 0.15 * bound
    dense = nn.Linear(400, 300, rng=rng)
    assert 0.95 / 20 < np.abs(dense.bias.data).max() <= np.abs(dense.weight.data).max() <= 1 / 20
    assert dense.weight.data.dtype == dense.bias.data.dtype == np.float64


def test_bounds_are_those_of_torch():
    torch = needs("torch")
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    pairs = [
        (torch.nn.Conv2d(12, 200, (5, 3), groups=4), nn.Conv2d(12, 200, (5, 3), groups=4, rng=rng)),
        (torch.nn.Linear(400, 300), nn.Linear(400, 300, rng=rng)),
    ]
    for theirs, ours in pairs:
        for expected, values in zip(theirs.parameters(), ours.parameters(), strict=True):
            assert values.data.shape == tuple(expected.shape)
            assert np.abs(values.data).max() == pytest.approx(expected.abs().max().item(), rel=0.05)


def test_a_seed_gives_the_same_network_again():
    before = np.random.get_state()[1].copy()  # noqa: NPY002  the global state must not move
    one, two = (nn.Linear(4, 3, rng=np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(one.weight.data, two.weight.data)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    rng = np.random.default_rng(5)
    assert not np.array_equal(nn.Linear(4, 3, rng=rng).weight.data, nn.Linear(4, 3, rng=rng).weight.data)


def test_batch_norm_starts_neutral():
    state = nn.BatchNorm2d(3).state_dict()
    expected = {"weight": 1, "bias": 0, "running_mean": 0, "running_var": 1, "num_batches_tracked": 0}
    assert {name: set(array.ravel().tolist()) for name, array in state.items()} == {n: {v} for n, v in expected.items()}


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (((2, 3), 3, 7), TypeError, "uniform: rng must be a NumPy generator, got 7. Write for example rng=np.random.default_rng(0)."),
        (((2, 3), 0, np.random.default_rng(0)), ValueError, "uniform: fan_in must be at least 1, got 0."),
        (((2, 3), 3.0, np.random.default_rng(0)), TypeError, "uniform: fan_in must be a whole number, got 3.0."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    shape, fan_in, rng = arguments
    with pytest.raises(kind, match=re.escape(message)):
        nn.init.uniform(shape, fan_in, rng=rng)
