"""Classical kernels, as (kh, kw) float64 arrays ready to look at; `PRESETS` names those of the menus."""

import numpy as np

from cnnlite import _checks
from cnnlite.data import articles


def identity(size: int = 3) -> np.ndarray:
    """Return the kernel that changes nothing: 1 in the centre of ``size`` × ``size`` zeros (odd size)."""
    kernel = np.zeros((_odd("identity", size),) * 2)
    kernel[size // 2, size // 2] = 1.0
    return kernel


def box(size: int = 3) -> np.ndarray:
    """Return the plain average over ``size`` × ``size`` pixels."""
    size, _ = _checks.pair("box", "size", size, 1)
    return np.full((size, size), 1 / size**2)


def gaussian(size: int = 3) -> np.ndarray:
    """Return the binomial approximation of a Gaussian blur; its entries sum to 1 (A1.5, odd size).

    Examples
    --------
    >>> (16 * gaussian(3)).tolist()
    [[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]
    """
    row = np.ones(1)
    for _ in range(_odd("gaussian", size) - 1):
        row = np.convolve(row, [0.5, 0.5])
    return np.outer(row, row)


def sobel_x() -> np.ndarray:
    """Return the kernel that answers where brightness grows to the right, at vertical edges (A1.4)."""
    return np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel_y() -> np.ndarray:
    """Return the kernel that answers where brightness grows downwards, at horizontal edges (A1.4)."""
    return sobel_x().T.copy()


def sharpen() -> np.ndarray:
    """Return the kernel that adds to each pixel its difference from its four neighbors (A1.6)."""
    return np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])


def gabor(
    size: int = 9,
    wavelength: float = 4.0,
    angle: float = 0.0,
    sigma: float = 2.0,
    gamma: float = 0.5,
    phase: float = 0.0,
) -> np.ndarray:
    """Return a wave under a Gaussian bell, which answers to stripes of one width and direction (A2.6).

    Parameters
    ----------
    size : int
        Rows and columns, odd.
    wavelength, sigma : float
        Pixels from crest to crest, and the width of the bell; above 0.
    angle, phase : float
        Radians: the direction of the wave from the columns' axis towards the rows' (0 makes upright stripes), and
        where the wave begins (0 puts a crest in the centre).
    gamma : float
        How much narrower the bell is along the wave than along its crests; above 0.

    Returns
    -------
    ndarray (size, size)
        exp(−(x'² + gamma²·y'²)/(2·sigma²))·cos(2π·x'/wavelength + phase), x' along the wave, y' along its crests.

    Examples
    --------
    >>> gabor(3, wavelength=2.0).round(2).tolist()
    [[-0.86, 0.97, -0.86], [-0.88, 1.0, -0.88], [-0.86, 0.97, -0.86]]
    """
    half = _odd("gabor", size) // 2
    for name, value in (("wavelength", wavelength), ("sigma", sigma), ("gamma", gamma)):
        _checks.number("gabor", name, value, above=0)
    turn, start = _checks.number("gabor", "angle", angle), _checks.number("gabor", "phase", phase)
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(float)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    bell = np.exp(-(along**2 + gamma**2 * across**2) / (2 * sigma**2))
    return bell * np.cos(2 * np.pi * along / wavelength + start)


def _odd(function: str, size: int) -> int:
    """Refuse a size without a centre pixel."""
    size, _ = _checks.pair(function, "size", size, 1)
    if size % 2 == 0:
        raise ValueError(f"{function}: size must be odd, so that there is a centre pixel, got {size}.")
    return size


PRESETS = {
    "identity": identity(),
    "Sobel x": sobel_x(),
    "Sobel y": sobel_y(),
    "Gaussian": gaussian(),
    "Gaussian 5×5": gaussian(5),
    "sharpen": sharpen(),
    "box": box(),
    "article: left minus right": articles.ZEBRA_CAT_FILTER,
    "article: A, vertical": articles.FILTER_A,
    "article: B, horizontal": articles.FILTER_B,
}
