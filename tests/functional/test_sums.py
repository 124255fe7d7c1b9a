"""Sums over the channels of maps."""

import numpy as np
import pytest

from cnnlite.functional.sums import channel_sums


def last(x):
    """Return the same maps with the channels last in memory."""
    return np.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)


@pytest.mark.parametrize("arrange", [np.array, last, np.asfortranarray, lambda x: np.flip(np.flip(x).copy())])
@pytest.mark.parametrize("shape", [(3, 4, 5, 6), (1, 4, 5, 1), (3, 1, 1, 1), (0, 4, 5, 6)])
def test_equals_sum(rng, arrange, shape):
    x = rng.standard_normal(shape)
    np.testing.assert_allclose(channel_sums(arrange(x)), x.sum(axis=(0, 2, 3)), atol=1e-13)


@pytest.mark.parametrize("arrange", [np.array, last])
@pytest.mark.parametrize("shape", [(2, 3, 256, 256), (512, 3, 4, 4)])
def test_keeps_the_digits_of_single_precision(rng, arrange, shape):
    x = (rng.standard_normal(shape) + 1).astype(np.float32)
    sums = channel_sums(arrange(x))
    assert sums.dtype == np.float32
    np.testing.assert_allclose(sums, x.sum(axis=(0, 2, 3), dtype=np.float64), rtol=3e-7)
