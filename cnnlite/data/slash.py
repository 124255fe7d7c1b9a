r"""Generated strokes, "/" and "\": two classes that only a direction tells apart."""

import numpy as np

from cnnlite import _checks

SLASH, BACKSLASH = 0, 1  # the labels
SHORTEST = 4  # pixels of a stroke


def slashes(count: int, size: int = 12, noise: float = 0.2, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    r"""Return noisy images of one stroke each, "/" or "\", at a random place and of a random length.

    Nothing but the direction tells the two apart: places and lengths are drawn alike for both, so that a model which
    weighs each pixel alone is wrong in about a third of them. The images are generated here, from the seed alone.

    Parameters
    ----------
    count : int
        How many images, 1 to 10,000; half of each kind (one "/" more where the count is odd).
    size : int
        Rows and columns of an image, 8 to 64; a stroke has 4 to size/2 pixels.
    noise : float
        The standard deviation of what is added to each pixel, at least 0; the sum is cut to [0, 1].
    seed : int
        Which images; the same seed gives the same ones.

    Returns
    -------
    images : ndarray (count, size, size)
        float64 between 0 and 1, strokes bright.
    labels : ndarray (count,)
        0 for "/", 1 for "\", as seen with row 0 on top.

    Raises
    ------
    TypeError, ValueError
        An argument is no number, or out of range.

    Examples
    --------
    >>> images, labels = slashes(6)
    >>> images.shape, sorted(labels.tolist())
    ((6, 12, 12), [0, 0, 0, 1, 1, 1])
    """
    count = _checks.whole("slashes", "count", count, 1, 10_000)
    size = _checks.whole("slashes", "size", size, 8, 64)
    seed = _checks.whole("slashes", "seed", seed, 0, 2**32)
    noise = _checks.number("slashes", "noise", noise, least=0)
    rng = np.random.default_rng(seed)
    labels = (np.arange(count) % 2)[np.argsort(rng.random(count))]
    images = np.zeros((count, size, size))
    longest = size // 2
    lengths = SHORTEST + (rng.random(count) * (longest - SHORTEST + 1)).astype(int)
    tops, lefts = (rng.random((2, count)) * (size - lengths + 1)).astype(int)
    for image, label, length, top, left in zip(images, labels, lengths, tops, lefts, strict=True):
        step = np.arange(length)
        image[top + step, left + (step if label == BACKSLASH else length - 1 - step)] = 1.0
    return np.clip(images + noise * rng.standard_normal(images.shape), 0, 1), labels
