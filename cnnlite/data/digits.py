"""1,797 real handwritten digits of 8×8 pixels, bundled with scikit-learn.

They are the test part of the Optical Recognition of Handwritten Digits by E. Alpaydin and C. Kaynak (UCI Machine
Learning Repository): 13 people wrote them, and a random split puts the same hands on both sides.
"""

from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cnnlite import _checks

LARGEST = 64  # rows and columns of a frame


class Split(NamedTuple):
    """Images (N, 1, 8, 8) and labels (N,) to train with, and others that are held out."""

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return all images and their labels, in the order of the file.

    Returns
    -------
    images : ndarray (1797, 8, 8)
        float64, each value one of 0/16, 1/16, … 16/16: how much of the pixel is ink.
    labels : ndarray (1797,)
        The digit, 0 to 9.

    Examples
    --------
    >>> images, labels = digits()
    >>> images.shape, labels[:5].tolist(), (images[0, 0] * 16).astype(int).tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4], [0, 0, 5, 13, 9, 1, 0, 0])
    """
    table = _bundled()
    return table[:, :64].reshape(-1, 8, 8) / 16, table[:, 64].astype(int)


def split(held_out: float = 0.2, seed: int = 0) -> Split:
    """Divide the digits once, so that every digit has the same share on both sides.

    Parameters
    ----------
    held_out : float
        The share of the images that is kept for the test, 0.01 to 0.99; a fraction of an image counts as one.
        Of each digit it is this share too, but for less than one image.
    seed : int
        Which images; the same seed gives the same ones.

    Returns
    -------
    Split
        Both parts in a shuffled order: their first images are a random sample.

    Raises
    ------
    TypeError, ValueError
        An argument is no number, or out of range.

    Examples
    --------
    >>> parts = split()
    >>> parts.train_images.shape, parts.test_images.shape, np.bincount(parts.test_labels).tolist()
    ((1437, 1, 8, 8), (360, 1, 8, 8), [36, 37, 35, 37, 36, 36, 36, 36, 35, 36])
    """
    share = _checks.number("split", "held_out", held_out)
    if not 0.01 <= share <= 0.99:
        raise ValueError(f"split: held_out must lie between 0.01 and 0.99, got {held_out}. Write 0.2 for a fifth.")
    rng = np.random.default_rng(_checks.whole("split", "seed", seed, 0, 2**32))
    images, labels = digits()
    wanted = share * np.bincount(labels)
    counts = wanted.astype(int)  # of each digit; what is missing in all goes to those that lost most by rounding
    missing = int(np.ceil(share * len(labels))) - counts.sum()
    counts[np.argsort(counts - wanted, kind="stable")[:missing]] += 1
    order = np.argsort(rng.random(len(labels)))
    held = np.zeros(len(labels), dtype=bool)
    for digit, count in enumerate(counts):
        held[order[labels[order] == digit][:count]] = True
    again = np.argsort(rng.random(len(labels)))  # in the first order those come early whose digit was full early
    train, test = again[~held[again]], order[held[order]]
    return Split(images[train, None], labels[train], images[test, None], labels[test])


def centered(images: np.ndarray, size: int = 12) -> np.ndarray:
    """Return the images in the middle of a larger empty frame.

    Parameters
    ----------
    images : ndarray (N, C, H, W)
        Float images; not written to.
    size : int
        Rows and columns of the frame, up to 64. An odd row or column that is left goes below and to the right.

    Returns
    -------
    ndarray (N, C, size, size)
        Zeros around the images.

    Raises
    ------
    TypeError, ValueError
        The images are no such array, or the frame is too small or too large.

    Examples
    --------
    >>> centered(np.ones((1, 1, 2, 2)), 4)[0, 0].astype(int).tolist()
    [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]]
    """
    rows, cols = _room("centered", images, size)
    return _framed(images, size, np.full(len(images), rows // 2), np.full(len(images), cols // 2))


def shifted(images: np.ndarray, size: int = 12, seed: int = 0) -> np.ndarray:
    """Return the images in a larger empty frame, each at its own random place; all places are equally likely.

    Parameters
    ----------
    images : ndarray (N, C, H, W)
        Float images; not written to.
    size : int
        Rows and columns of the frame, up to 64.
    seed : int
        Which places; the same seed gives the same ones.

    Returns
    -------
    ndarray (N, C, size, size)
        Zeros around the images.

    Raises
    ------
    TypeError, ValueError
        The images are no such array, or the frame is too small or too large, or the seed is no whole number.

    Examples
    --------
    >>> [np.argwhere(image[0])[0].tolist() for image in shifted(np.ones((3, 1, 2, 2)), 4)]
    [[1, 0], [0, 2], [0, 2]]
    """
    rows, cols = _room("shifted", images, size)
    rng = np.random.default_rng(_checks.whole("shifted", "seed", seed, 0, 2**32))
    tops, lefts = (rng.random((2, len(images))) * [[rows + 1], [cols + 1]]).astype(int)
    return _framed(images, size, tops, lefts)


def _room(function: str, images: np.ndarray, size: int) -> tuple[int, int]:
    """Return how many rows and columns a frame leaves free; refuse images or frames that do not fit."""
    _checks.floats(function, images=images)
    _checks.dimensions(function, "images", images, "N C H W", "Gray images (N, H, W): images[:, None].")
    height, width = images.shape[2:]
    _checks.whole(function, "size", size, max(height, width, 1), LARGEST)
    return size - height, size - width


def _framed(images: np.ndarray, size: int, tops: np.ndarray, lefts: np.ndarray) -> np.ndarray:
    """Return each image in an empty frame, at its row and column."""
    frames = np.zeros((*images.shape[:2], size, size), images.dtype)
    height, width = images.shape[2:]
    for frame, image, top, left in zip(frames, images, tops, lefts, strict=True):
        frame[:, top : top + height, left : left + width] = image
    return frames


def _bundled() -> np.ndarray:
    """Read the table of scikit-learn, which to import takes longer than all of cnnlite: 64 pixels and the digit."""
    file = Path(str(distribution("scikit-learn").locate_file("sklearn/datasets/data/digits.csv.gz")))
    if file.exists():
        return np.loadtxt(file, delimiter=",")
    from sklearn.datasets import load_digits  # a later version may keep it elsewhere

    images, labels = load_digits(return_X_y=True)
    return np.column_stack([images, labels])
