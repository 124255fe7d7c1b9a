"""A drawing: thin black lines on white paper."""

import numpy as np

from cnnlite import _checks

THICK = 1.2  # pixels of a line


def drawing(size: int = 96) -> np.ndarray:
    """Return a face in thin dark lines on a bright ground.

    Parameters
    ----------
    size : int
        Rows and columns, 32 to 320.

    Returns
    -------
    ndarray (size, size)
        float64 between 0 (black) and 1 (white).

    Raises
    ------
    TypeError, ValueError
        The size is no whole number from 32 to 320.

    Examples
    --------
    >>> face = drawing()
    >>> face.shape, face[0, 0].item(), round(face.mean().item(), 2)
    ((96, 96), 1.0, 0.95)
    """
    size = _checks.whole("drawing", "size", size, 32, 320)
    y, x = (np.mgrid[:size, :size] + 0.5) / size - 0.5
    mouth = np.where(y > 0.08, np.abs(np.hypot(x, y) - 0.24), 1)
    lines = [np.abs(np.hypot(x, y) - 0.42), mouth]
    lines += [np.abs(np.hypot(x - side, y + 0.12) - 0.06) for side in (-0.16, 0.16)]
    return np.clip(size * np.min(lines, axis=0) - THICK / 2 + 0.5, 0, 1)
