"""Maps as rows, and their sums channel by channel: what the gradients of biases and batch normalization share.

A batch is read as a matrix with one row per image, its numbers as they lie in memory: channel by channel, or, where
channels lie last, pixel by pixel. Sums over the images are then one product of a row of ones with that matrix, which
reads it once at the speed of memory, and what belongs to channels is spread to a row, one number for each place.
"""

import math

import numpy as np

from cnnlite.algorithms.geometry import channels_last


def channel_sums(x: np.ndarray) -> np.ndarray:
    """Return (C,): the sum over images, rows and columns of each channel of maps (N, C, H, W)."""
    last = channels_last(x)
    rows = in_rows(x, last)
    return gathered(np.ones(len(rows), rows.dtype) @ rows, x.shape, last)


def in_rows(x: np.ndarray, last: bool) -> np.ndarray:
    """Return maps as (N, C·H·W), or as (N, H·W·C) when channels are to lie last; a view where memory lies so."""
    return (x.transpose(0, 2, 3, 1) if last else x).reshape(len(x), math.prod(x.shape[1:]))


def gathered(row: np.ndarray, shape: tuple[int, ...], last: bool) -> np.ndarray:
    """Return (C,): the sums over the pixels of each channel in one row of maps of this shape."""
    channels, pixels = shape[1], shape[2] * shape[3]
    by_channel = row.reshape(pixels, channels) if last else row.reshape(channels, pixels)
    # These are few by now: double precision costs little, and keeps the digits of sums that cancel.
    return by_channel.sum(axis=0 if last else 1, dtype=np.float64).astype(row.dtype)


def spread(values: np.ndarray, shape: tuple[int, ...], last: bool) -> np.ndarray:
    """Return one value for each channel, (C,), at each of its places in one row of maps of this shape."""
    pixels = shape[2] * shape[3]
    return np.tile(values, pixels) if last else np.repeat(values, pixels)
