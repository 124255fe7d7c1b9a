"""Batches: every image once, in an order that the generator draws."""

import numpy as np
import pytest

from cnnlite.train import batches


@pytest.mark.parametrize("count", [1, 2, 5, 64, 65])
@pytest.mark.parametrize("size", [1, 2, 5, 64, 1000])
def test_every_image_once_and_only_the_last_is_smaller(rng, count, size):
    plan = batches(count, size, rng)
    assert sorted(np.concatenate(plan).tolist()) == list(range(count))
    assert len(plan) == -(-count // size)
    assert all(len(batch) == size for batch in plan[:-1])
    assert 1 <= len(plan[-1]) <= size


def test_the_order_is_shuffled_and_the_seed_s():
    first, again, other = (np.concatenate(batches(100, 8, np.random.default_rng(seed))) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert (first != np.arange(100)).any()
    rng = np.random.default_rng(1)
    one, two = (np.concatenate(batches(100, 8, rng)) for _ in range(2))
    assert (one != two).any()


def test_every_order_is_equally_likely(rng):
    counts = {}
    for _ in range(6000):
        order = tuple(np.concatenate(batches(3, 2, rng)).tolist())
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 6
    assert max(abs(count - 1000) for count in counts.values()) < 130  # more than four standard deviations of 29


@pytest.mark.parametrize(
    ("count", "size", "generator", "error", "message"),
    [
        (0, 1, True, ValueError, "batches: count must lie between 1 and 100000000, got 0"),
        (2.0, 1, True, TypeError, "batches: count must be a whole number, got 2.0"),
        (3, 0, True, ValueError, "batches: size must be at least 1, got 0"),
        (3, True, True, TypeError, "batches: size must be a whole number, got True"),
        (3, 1, False, TypeError, "batches: rng must be a NumPy generator, got 7"),
    ],
)
def test_errors(rng, count, size, generator, error, message):
    with pytest.raises(error, match=message):
        batches(count, size, rng if generator else 7)
