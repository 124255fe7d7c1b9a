"""Generated pictures with small rings, whole and broken: what only a feature made of features tells apart."""

import numpy as np

from cnnlite import _checks

RING = np.pad(np.zeros((2, 2)), 1, constant_values=1)  # 4×4: a square of 1, empty inside
RING.flags.writeable = False


def rings(count: int, size: int = 9, seed: int = 0) -> np.ndarray:
    """Return pictures of 0 and 1: random dots, in most of them a ring of 4×4 pixels, half of those broken in one pixel.

    Parameters
    ----------
    count : int
        How many pictures, 1 to 100,000.
    size : int
        Rows and columns of a picture, 4 to 64.
    seed : int
        Which pictures; the same seed gives the same ones.

    Returns
    -------
    ndarray (count, size, size)
        float64; `match` tells where the rings are.

    Raises
    ------
    TypeError, ValueError
        An argument is no whole number, or out of range.

    Examples
    --------
    >>> pictures = rings(1000)
    >>> pictures.shape, match(pictures).sum().item()
    ((1000, 9, 9), 409)
    """
    count = _checks.whole("rings", "count", count, 1, 100_000)
    size = _checks.whole("rings", "size", size, len(RING), 64)
    rng = np.random.default_rng(_checks.whole("rings", "seed", seed, 0, 2**32))
    density = rng.uniform(0.1, 0.6, (count, 1, 1))
    pictures = (rng.random((count, size, size)) < density).astype(float)
    whole = np.tile(RING.ravel(), (count, 1))
    broken = np.flatnonzero(rng.random(count) < 0.5)
    pixels = rng.integers(0, RING.size, len(broken))
    whole[broken, pixels] = 1 - whole[broken, pixels]
    tops, lefts = rng.integers(0, size - len(RING) + 1, (2, count, 1, 1))
    side = np.arange(len(RING))
    places = np.arange(count)[:, None, None], tops + side[:, None], lefts + side
    there = rng.random((count, 1, 1)) < 0.75
    pictures[places] = np.where(there, whole.reshape(-1, *RING.shape), pictures[places])
    return pictures


def match(pictures: np.ndarray, template: np.ndarray = RING) -> np.ndarray:
    """Return where a template stands, pixel for pixel: template matching.

    Parameters
    ----------
    pictures : ndarray (N, H, W)
        Numbers that are equal where they are meant to be.
    template : ndarray (h, w)
        No larger than a picture.

    Returns
    -------
    ndarray of bool (N, H − h + 1, W − w + 1)
        True at the top left corner of each match.

    Examples
    --------
    >>> match(np.eye(3)[None], np.eye(2))[0].astype(int).tolist()
    [[1, 0], [0, 1]]
    """
    windows = np.lib.stride_tricks.sliding_window_view(pictures, template.shape, axis=(1, 2))
    return (windows == template).all(axis=(3, 4))
