"""dx in gather view, with the slips that only this view has: the turned kernel slides over dout in its zeros."""

from collections.abc import Sequence

import numpy as np


def gathered(dout: np.ndarray, w: np.ndarray, padding: int, apart: int, rim: Sequence[int] | None = None) -> np.ndarray:
    """Slide the turned kernels over dout, its numbers ``apart``, and cut the padding off what comes out.

    The rim of zeros around dout has so many rows and columns, those of the kernel less 1 by default.

    Examples
    --------
    >>> gathered(np.array([[[[1.0, 10]]]]), np.array([[[[2.0, 3]]]]), 0, 1).tolist()
    [[[[2.0, 23.0, 30.0]]]]
    """
    rows, cols = (apart * (n - 1) + 1 for n in dout.shape[2:])
    spread = np.zeros((*dout.shape[:2], rows, cols))
    spread[:, :, ::apart, ::apart] = dout
    sides = [k - 1 for k in w.shape[2:]] if rim is None else rim
    spread = np.pad(spread, ((0, 0), (0, 0), *((n, n) for n in sides)))
    room = [max(0, k - n) for k, n in zip(w.shape[2:], spread.shape[2:], strict=True)]  # or there is no window
    spread = np.pad(spread, ((0, 0), (0, 0), *((0, n) for n in room)))
    windows = np.lib.stride_tricks.sliding_window_view(spread, w.shape[2:], axis=(2, 3))
    dx = np.einsum("nohwij,ocij->nchw", windows, w[:, :, ::-1, ::-1])
    return dx[:, :, padding : dx.shape[2] - padding, padding : dx.shape[3] - padding]
