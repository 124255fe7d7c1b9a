"""Where a gradient goes on and where it ends: what ReLU and the poolings share."""

import numpy as np


def masked(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return dout where the mask is true, else 0.

    A product takes a fifth of the time of np.where; only where it would make NaN of 0·∞ must np.where do.
    """
    return dout * mask if np.isfinite(dout).all() else np.where(mask, dout, np.zeros((), dout.dtype))
