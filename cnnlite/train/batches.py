"""Mini-batches: which images each step looks at."""

import numpy as np

from cnnlite import _checks
from cnnlite.nn import init

MOST = 10**8  # images


def batches(count: int, size: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Shuffle the numbers 0 … count − 1 and cut them into batches: the plan of one epoch.

    Parameters
    ----------
    count : int
        How many images there are, at least 1.
    size : int
        Images per batch, at least 1.
    rng : numpy.random.Generator
        Draws the order; each call draws another one.

    Returns
    -------
    list of ndarray of int
        Every number once. The last batch has what is left, maybe fewer than ``size``.

    Raises
    ------
    TypeError, ValueError
        count or size is no whole number of at least 1, count is above 100 million, or rng no generator.

    Examples
    --------
    >>> plan = batches(7, 3, np.random.default_rng(0))
    >>> [len(batch) for batch in plan]
    [3, 3, 1]
    >>> sorted(np.concatenate(plan).tolist())
    [0, 1, 2, 3, 4, 5, 6]
    """
    count = _checks.whole("batches", "count", count, 1, MOST)
    size = init.count("batches", "size", size)
    order = init.generator("batches", rng).permutation(count)
    return cut(order, size)


def cut(order: np.ndarray, size: int) -> list[np.ndarray]:
    """Return an order in pieces of ``size``; the last has what is left."""
    return [order[start : start + size] for start in range(0, len(order), size)]
