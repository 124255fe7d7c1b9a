"""Two generated textures, to see which kernels answer to them: stripes and fur."""

import numpy as np

from cnnlite import _checks

SMALLEST, LARGEST = 8, 320  # rows and columns of a texture


def stripes(size: int = 96, period: float = 8.0, angle: float = 0.0) -> np.ndarray:
    """Return bright and dark stripes of equal width, with edges one pixel wide.

    Parameters
    ----------
    size : int
        Rows and columns, 8 to 320.
    period : float
        Pixels from one bright stripe to the next, at least 2.
    angle : float
        Radians, as in `cnnlite.filters.gabor`: the direction across the stripes, from the columns' axis towards the
        rows' (0 makes upright stripes).

    Returns
    -------
    ndarray (size, size)
        float64 between 0 (dark) and 1 (bright).

    Raises
    ------
    TypeError, ValueError
        An argument is no number, or out of range.

    Examples
    --------
    >>> stripes(8, period=4)[0].tolist()
    [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0]
    """
    size = _checks.whole("stripes", "size", size, SMALLEST, LARGEST)
    period = _checks.number("stripes", "period", period, least=2)
    turn = _checks.number("stripes", "angle", angle)
    y, x = np.mgrid[:size, :size] + 0.5
    along = x * np.cos(turn) + y * np.sin(turn)
    off = np.abs((along + period / 4) % period - period / 2)  # how far from the middle of the nearest bright stripe
    return np.clip(0.5 + period / 4 - off, 0, 1)


def fur(size: int = 160, seed: int = 0, angle: float = 0.5) -> np.ndarray:
    """Return fur: thousands of short bent hairs, one over the other, that lie in nearly one direction.

    Parameters
    ----------
    size : int
        Rows and columns, 8 to 320.
    seed : int
        Which fur; the same seed gives the same pixels.
    angle : float
        Radians, as in `stripes`: 0 makes upright hairs.

    Returns
    -------
    ndarray (size, size)
        float64 between 0 (dark) and 1 (bright).

    Raises
    ------
    TypeError, ValueError
        An argument is no number, or out of range.

    Examples
    --------
    >>> fur(64).shape, bool(np.array_equal(fur(64), fur(64)))
    ((64, 64), True)
    """
    size = _checks.whole("fur", "size", size, SMALLEST, LARGEST)
    seed = _checks.whole("fur", "seed", seed, 0, 2**32)
    turn = _checks.number("fur", "angle", angle)
    fine = 3 * size  # drawn three times as large, then averaged: no stairs along the hairs
    hairs, length = size * size // 4, 66
    # Only `random` is asked for: of all that a generator offers, what is least likely to change with NumPy.
    place_x, place_y, lean, bend, shade = np.random.default_rng(seed).random((5, hairs, 1))
    step = np.linspace(0, 1, 2 * length)
    x0, y0 = (place_x * 1.3 - 0.15) * fine, (place_y * 1.3 - 0.15) * fine
    # Neighbors lie alike: the direction swings slowly over the picture, and a little from hair to hair.
    swing = 0.45 * np.sin(x0 / fine * 5 + 1) * np.cos(y0 / fine * 4) + 0.5 * (lean - 0.5)
    direction = turn + swing + 0.9 * (bend - 0.5) * step
    x = x0 - np.cumsum(np.sin(direction), axis=1) / 2
    y = y0 + np.cumsum(np.cos(direction), axis=1) / 2
    light = (0.25 + 0.55 * shade) * (0.35 + 0.65 * np.sin(np.pi * (0.15 + 0.75 * step)))
    canvas = np.full((fine, fine), 0.15)
    for thick in (0, 1):
        rows, cols = np.rint(y).astype(int), np.rint(x).astype(int) + thick
        seen = (rows >= 0) & (rows < fine) & (cols >= 0) & (cols < fine)
        canvas[rows[seen], cols[seen]] = light[seen]  # of hairs on one pixel, the last stays
    return np.clip(canvas.reshape(size, 3, size, 3).mean(axis=(1, 3)) * 1.2, 0, 1)
