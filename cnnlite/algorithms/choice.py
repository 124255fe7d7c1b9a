"""Which algorithm computes a convolution: one short table of what wins where, measured by `tests.benchmarks.speed`."""

from types import ModuleType

import numpy as np

from cnnlite.algorithms import (
    fft,
    im2col,
    im2row,
    loops,
    pointwise,
    rowcol,
    shift_and_add,
    toeplitz,
    windows,
    winograd,
)
from cnnlite.algorithms.geometry import Geometry

METHODS: dict[str, ModuleType] = {
    "loops": loops,
    "windows": windows,
    "im2col": im2col,
    "im2row": im2row,
    "pointwise": pointwise,
    "rowcol": rowcol,
    "shift_and_add": shift_and_add,
    "toeplitz": toeplitz,
    "fft": fft,
    "winograd": winograd,
}


def fitting(name: str, w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    """Whether the named algorithm takes such kernels and steps."""
    return getattr(METHODS[name], "fits", _everything)(w_shape, geometry)


def forward(method: str, x: np.ndarray, w: np.ndarray, geometry: Geometry) -> ModuleType:
    """Return the module to convolve x with."""
    return METHODS[method] if method != "auto" else _fastest(x, w.shape, geometry, least=32)


def for_dw(method: str, x: np.ndarray, w: np.ndarray, geometry: Geometry) -> ModuleType:
    """Return the module to compute ∂loss/∂w with."""
    return METHODS[method] if method != "auto" else _fastest(x, w.shape, geometry, least=16)


def for_dx(method: str, x: np.ndarray, w: np.ndarray, geometry: Geometry) -> ModuleType:
    """Return the module to compute ∂loss/∂x with."""
    return METHODS[method] if method != "auto" else _fastest(x, w.shape, geometry, least=16)


def _fastest(x: np.ndarray, w_shape: tuple[int, ...], geometry: Geometry, least: int) -> ModuleType:
    """Return the module for a shape; ``least`` is how many channels and kernels make Winograd's detour worth it.

    Where products are not added up as they are, one infinite number spoils its neighbors, too, and whole numbers do not
    stay whole: not in float64, in which people look closely.
    """
    (outputs, channels, kh, kw), (rows, cols), quick = w_shape, geometry.out, x.itemsize == 4
    if quick and channels == outputs == 1 and rows * cols >= 256 and toeplitz.fits(w_shape, geometry):
        return fft if kh * kw >= 400 and rows * cols >= 10_000 else toeplitz
    if kh == kw == 1 and pointwise.fits(w_shape, geometry):
        return pointwise
    if channels * kh * kw <= 40:
        return im2col
    tiles = -(-rows // 4) * -(-cols // 4)
    worth = min(channels, outputs) >= least and len(x) * tiles >= 32 and 16 * tiles <= 1.8 * rows * cols
    if quick and worth and winograd.fits(w_shape, geometry):
        return winograd
    if geometry.stride != (1, 1) and channels < (8 if rows * cols <= 64 else 32):
        return im2col
    return rowcol if rowcol.fits(w_shape, geometry) else im2row


def _everything(w_shape: tuple[int, ...], geometry: Geometry) -> bool:
    return True
