"""Zeros around images, and away with them again: what the convolutions share."""

import numpy as np

from cnnlite._checks import Padding


def pad(x: np.ndarray, padding: Padding) -> np.ndarray:
    """Return images (N, C, H, W) with zeros around them; np.pad takes ten times as long on small ones."""
    (top, bottom), (left, right) = padding
    if not (top or bottom or left or right):
        return x
    rows, cols = x.shape[2:]
    padded = np.zeros((*x.shape[:2], top + rows + bottom, left + cols + right), x.dtype)
    padded[:, :, top : top + rows, left : left + cols] = x
    return padded


def crop(padded: np.ndarray, padding: Padding) -> np.ndarray:
    """Return the view of images without what `pad` put around them."""
    (top, bottom), (left, right) = padding
    return padded[:, :, top : padded.shape[2] - bottom, left : padded.shape[3] - right]


def fill(pixels: np.ndarray, x: np.ndarray, top: int, left: int) -> None:
    """Copy what ``x`` has from row ``top`` and column ``left`` on; zeros where that is outside of it."""
    r, c = max(0, top), max(0, left)
    part = x[..., r : max(0, top + pixels.shape[-2]), c : max(0, left + pixels.shape[-1])]
    pixels[...] = 0
    pixels[..., r - top : r - top + part.shape[-2], c - left : c - left + part.shape[-1]] = part
