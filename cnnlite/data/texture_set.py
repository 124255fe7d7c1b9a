"""Generated pictures of two coats, a zebra's stripes and fur: two classes that only the texture tells apart."""

import numpy as np

from cnnlite import _checks
from cnnlite.data.textures import fur

ZEBRA, FUR = 0, 1  # the labels
SHEETS, SHEET = 3, 160  # pieces of fur that the pictures are cut from, and their rows and columns


def zebra_or_fur(count: int, size: int = 32, gray: bool = True, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return pictures of a zebra's coat or of fur, each at its own angle, scale, light, contrast and tint.

    Zebra stripes are wavy, fork where they meet, and are made of hairs themselves. Brightness, contrast, light, noise
    and tint are drawn alike for both kinds, so that neither the mean, the spread nor the color of a picture tells
    which it is. All is generated here, from the seed alone. Pictures of one seed may show the same piece of fur twice:
    take another seed for those that you hold out.

    Parameters
    ----------
    count : int
        How many pictures, 1 to 2,000; half of each kind (one zebra more where the count is odd).
    size : int
        Rows and columns of a picture, 16 to 64.
    gray : bool
        One brightness for each pixel, or red, green and blue: the same pictures, tinted.
    seed : int
        Which pictures; the same seed gives the same ones.

    Returns
    -------
    images : ndarray (count, 1, size, size) or (count, 3, size, size)
        float64 between 0 (black) and 1 (full brightness).
    labels : ndarray (count,)
        0 for a zebra, 1 for fur.

    Raises
    ------
    TypeError, ValueError
        An argument is no number, or out of range.

    Examples
    --------
    >>> images, labels = zebra_or_fur(6)
    >>> images.shape, sorted(labels.tolist()), zebra_or_fur(6, gray=False)[0].shape
    ((6, 1, 32, 32), [0, 0, 0, 1, 1, 1], (6, 3, 32, 32))
    """
    count = _checks.whole("zebra_or_fur", "count", count, 1, 2_000)
    size = _checks.whole("zebra_or_fur", "size", size, 16, 64)
    if not isinstance(gray, (bool, np.bool_)):
        raise TypeError(f"zebra_or_fur: gray must be True or False, got {gray!r}.")
    rng = np.random.default_rng(_checks.whole("zebra_or_fur", "seed", seed, 0, 2**32))
    labels = (np.arange(count) % 2)[np.argsort(rng.random(count))]
    hairs = _standard(_hairs(count, size, rng))
    stripes = _standard(_stripes(count, size, rng) * 5 + hairs)
    coats = np.where(labels[:, None, None] == ZEBRA, stripes, hairs)
    y, x = np.mgrid[:size, :size] / size - 0.5
    down, right, middle, spread = rng.random((4, count, 1, 1))
    light = 0.25 * ((down - 0.5) * y + (right - 0.5) * x)
    coats = (0.35 + 0.25 * middle) + light + (0.14 + 0.08 * spread) * coats
    images = np.clip(coats + 0.04 * rng.standard_normal(coats.shape), 0, 1)[:, None]
    if not gray:
        warm, drift = rng.random((count, 1, 1, 1)), rng.random((count, 3, 1, 1))
        images = images * (1 - 0.12 * drift - warm * [[[0.0]], [[0.25]], [[0.5]]])  # from gray to the brown of hair
    return images, labels


def _standard(coats: np.ndarray) -> np.ndarray:
    """Return each picture with mean 0 and standard deviation 1."""
    mean, spread = (f(coats, axis=(1, 2), keepdims=True) for f in (np.mean, np.std))
    return (coats - mean) / spread


def _turned(count: int, size: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and columns of each picture's pixels, (count, size, size), around its middle and turned."""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    turn = 2 * np.pi * rng.random((count, 1, 1))
    return y * np.cos(turn) + x * np.sin(turn), x * np.cos(turn) - y * np.sin(turn)


def _hairs(count: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Cut pictures out of sheets of fur, turned and scaled, each pixel mixed from its four neighbors."""
    sheets = np.stack([fur(SHEET, int(number)) for number in rng.random(SHEETS) * 2**32])
    y, x = _turned(count, size, rng)
    step, top, left, sheet = rng.random((4, count, 1, 1))
    step = 0.8 + 0.4 * step  # pixels of the sheet for one of the picture
    reach = size * step / np.sqrt(2)  # as far as a corner gets
    y = reach + (SHEET - 2 - 2 * reach) * top + step * y
    x = reach + (SHEET - 2 - 2 * reach) * left + step * x
    row, col, which = y.astype(int), x.astype(int), (sheet * SHEETS).astype(int)
    below, beside = y - row, x - col
    upper = sheets[which, row, col] * (1 - beside) + sheets[which, row, col + 1] * beside
    lower = sheets[which, row + 1, col] * (1 - beside) + sheets[which, row + 1, col + 1] * beside
    return upper * (1 - below) + lower * below


def _stripes(count: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Return stripes from -1 to 1: a wave across each picture that swings, and forks at one point."""
    y, x = _turned(count, size, rng)
    period, swing, slow, start, fork_y, fork_x, share = rng.random((7, count, 1, 1))
    period = 7 + 7 * period
    phase = x * 2 * np.pi / period + 1.5 * swing * np.sin(y * 2 * np.pi / (16 + 24 * slow)) + 2 * np.pi * start
    phase = phase + np.arctan2(y - size * (fork_y - 0.5), x - size * (fork_x - 0.5))  # one stripe more on one side
    return np.tanh(2.5 * (np.sin(phase) + 0.5 * (share - 0.5)))
