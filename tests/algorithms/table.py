"""Geometries that every algorithm is compared with the loops on; all sizes of a row differ, so that swapped axes show."""

import numpy as np

from cnnlite import _checks
from cnnlite.algorithms import Geometry

ROWS = [  # N C H W, O, kernel, stride, padding, dilation
    ((2, 3, 9, 10), 4, (3, 2), (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ((2, 3, 9, 10), 4, (3, 2), (2, 3), ((1, 1), (2, 2)), (1, 1)),
    ((3, 2, 9, 8), 5, (2, 3), (1, 2), ((0, 1), (2, 0)), (2, 1)),
    ((2, 3, 9, 10), 4, (3, 2), (3, 2), ((0, 0), (1, 1)), (2, 3)),
    ((2, 3, 7, 11), 5, (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1)),
    ((3, 5, 6, 9), 4, (3, 3), (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ((2, 5, 13, 6), 3, (3, 3), (1, 1), ((2, 0), (1, 2)), (1, 1)),
    ((3, 4, 5, 7), 6, (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ((3, 4, 5, 7), 6, (1, 1), (2, 3), ((0, 0), (0, 0)), (1, 1)),
    ((2, 4, 5, 6), 3, (1, 1), (1, 1), ((1, 2), (2, 1)), (1, 1)),
    ((1, 1, 12, 23), 1, (3, 4), (1, 1), ((1, 1), (1, 2)), (1, 1)),
    ((2, 1, 14, 19), 1, (7, 5), (1, 1), ((3, 3), (2, 2)), (1, 1)),
    ((1, 1, 19, 22), 1, (18, 21), (1, 1), ((3, 3), (0, 1)), (1, 1)),
    ((2, 3, 6, 7), 5, (6, 7), (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ((2, 3, 4, 5), 5, (2, 3), (1, 1), ((3, 4), (4, 3)), (1, 1)),
    ((7, 2, 4, 5), 3, (3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1)),
    ((2, 2, 8, 9), 3, (3, 3), (1, 1), ((2, 2), (2, 2)), (2, 2)),
    ((1, 1, 1, 1), 1, (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ((0, 3, 6, 7), 5, (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1)),
]


def draw(rng, row, dtype=float):
    """Return x, w, b, dout and the geometry of a row."""
    shape, outputs, kernel, stride, padding, dilation = row
    out = _checks.output_size("table", shape[2:], kernel, stride, padding, dilation)
    shapes = shape, (outputs, shape[1], *kernel), (outputs,), (shape[0], outputs, *out)
    arrays = [rng.standard_normal(one).astype(dtype) for one in shapes]
    return *arrays, Geometry(shape[2:], kernel, stride, padding, dilation, out)


def last(x):
    """Return maps with the same numbers in channels-last memory."""
    return np.ascontiguousarray(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
