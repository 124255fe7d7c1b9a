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
    longest = size // 2
    lengths = SHORTEST + (rng.random(count) * (longest - SHORTEST + 1)).astype(int)
    tops, lefts = (rng.random((2, count)) * (size - lengths + 1)).astype(int)
    images = _strokes(size, labels, lengths, tops, lefts)
    return np.clip(images + noise * rng.standard_normal(images.shape), 0, 1), labels


def slashes_at(
    count: int, size: int = 16, length: int = 5, noise: float = 0.2, seed: int = 0, places: str = "all"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""Return noisy images of one stroke each, "/" or "\", of one length, at places that you divide.

    A place is the top left corner of the square that a stroke fills from corner to corner. Those of the left half are
    for training and those of the right half for testing (of an odd number of columns, the middle one too): no stroke
    of one kind lies where one of the other does. The squares of both may share columns in the middle of the image.
    Both strokes and all the places allowed are equally likely.

    Parameters
    ----------
    count : int
        How many images, 1 to 10,000; half of each kind (one "/" more where the count is odd).
    size : int
        Rows and columns of an image, 8 to 64.
    length : int
        Pixels of a stroke, 3 to size − 1.
    noise : float
        The standard deviation of what is added to each pixel, at least 0; the sum is cut to [0, 1].
    seed : int
        Which images; the same seed gives the same ones.
    places : {"all", "train", "test"}
        Everywhere, in the left half, or in the right half.

    Returns
    -------
    images : ndarray (count, size, size)
        float64 between 0 and 1, strokes bright.
    labels : ndarray (count,)
        0 for "/", 1 for "\", as seen with row 0 on top.
    places : ndarray (count, 2)
        Row and column of each place.

    Raises
    ------
    TypeError, ValueError
        An argument is no number, out of range, or an unknown word.

    Examples
    --------
    >>> images, labels, places = slashes_at(200, places="train")
    >>> images.shape, places.min(axis=0).tolist(), places.max(axis=0).tolist()
    ((200, 16, 16), [0, 0], [11, 5])
    >>> slashes_at(200, places="test")[2].min(axis=0).tolist()
    [0, 6]
    """
    count = _checks.whole("slashes_at", "count", count, 1, 10_000)
    size = _checks.whole("slashes_at", "size", size, 8, 64)
    length = _checks.whole("slashes_at", "length", length, 3, size - 1)
    noise = _checks.number("slashes_at", "noise", noise, least=0)
    seed = _checks.whole("slashes_at", "seed", seed, 0, 2**32)
    _checks.choice("slashes_at", "places", places, ("all", "train", "test"))
    rng = np.random.default_rng(seed)
    labels = (np.arange(count) % 2)[np.argsort(rng.random(count))]
    room = size - length + 1
    first, past = {"all": (0, room), "train": (0, room // 2), "test": (room // 2, room)}[places]
    tops = (rng.random(count) * room).astype(int)
    lefts = first + (rng.random(count) * (past - first)).astype(int)
    images = _strokes(size, labels, np.full(count, length), tops, lefts)
    noisy = np.clip(images + noise * rng.standard_normal(images.shape), 0, 1)
    return noisy, labels, np.stack([tops, lefts], axis=1)


def _strokes(size: int, labels: np.ndarray, lengths: np.ndarray, tops: np.ndarray, lefts: np.ndarray) -> np.ndarray:
    """Return images of one stroke each, without noise."""
    images = np.zeros((len(labels), size, size))
    for image, label, length, top, left in zip(images, labels, lengths, tops, lefts, strict=True):
        step = np.arange(length)
        image[top + step, left + (step if label == BACKSLASH else length - 1 - step)] = 1.0
    return images
