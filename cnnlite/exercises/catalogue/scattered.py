"""dx in scatter view, with the slips that only this view has: the wrong window, the wrong numbers."""

import numpy as np


def at_top_left(dout: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Pay the window of the first output over and over.

    Examples
    --------
    >>> at_top_left(np.array([[[[1.0, 10]]]]), np.zeros((1, 1, 1, 3)), np.array([[[[2.0, 3]]]]), 1, 0).tolist()
    [[[[22.0, 33.0, 0.0]]]]
    """
    dpadded = np.zeros((*x.shape[:2], *(n + 2 * padding for n in x.shape[2:])))
    dpadded[:, :, : w.shape[2], : w.shape[3]] = np.einsum("nors,ocij->ncij", dout, w)
    return dpadded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def pixels_instead(dout: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Pay gradient times pixel, as dw is paid.

    Examples
    --------
    >>> x = np.array([[[[5.0, 6, 7]]]])
    >>> pixels_instead(np.array([[[[1.0, 10]]]]), x, np.array([[[[2.0, 3]]]]), 1, 0).tolist()
    [[[[5.0, 66.0, 70.0]]]]
    """
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpadded = np.zeros(padded.shape)
    for n, o, r, c in np.ndindex(dout.shape):
        window = np.s_[n, :, r * stride : r * stride + w.shape[2], c * stride : c * stride + w.shape[3]]
        dpadded[window] += dout[n, o, r, c] * padded[window]
    return dpadded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
