"""Which part of the image a unit sees."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.inspect._given import check_model
from cnnlite.inspect.maps import feature_maps, layer_name
from cnnlite.nn import Module, watch


def windows(model: Module, shape: tuple[int, int, int], layer: str | int, unit: int = 0) -> np.ndarray:
    """Return the receptive field of one unit at every place of its map, in pixels of the image.

    Nothing about the layers is assumed: each row of an empty image, and then each column, is replaced by NaN ("not a
    number"), and whatever it reaches is no number either. So this holds for every network, at the price of one run on
    H + W images. A layer of your own that swallows NaN hides what came before it: then the window is the whole image.

    Parameters
    ----------
    model : Module
        Any network. It runs as in use and stays as it was.
    shape : tuple of three int
        C, H and W of an image.
    layer : str or int
        A name of `feature_maps`, or its place among them, from 0.
    unit : int
        A channel of the layer, from 0.

    Returns
    -------
    ndarray (Ho, Wo, 4) of int
        top, left, height and width for each place; (1, 1, 4) for a layer without a map. Cut at the border of the
        image: height and width are 0 where a unit sees nothing but padding.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind or shape, the network refuses the shape, or there is no such layer or unit.

    Examples
    --------
    >>> from cnnlite.nn import Conv2d, MaxPool2d, Sequential
    >>> model = Sequential(Conv2d(1, 4, 3, rng=np.random.default_rng(0)), MaxPool2d(2))
    >>> windows(model, (1, 8, 8), "1 MaxPool2d")[1, 2].tolist()
    [2, 4, 4, 4]
    """
    check_model("windows", model)
    if not isinstance(shape, (tuple, list)) or len(shape) != 3:
        raise ValueError(f"windows: shape must be (C, H, W) of an image, got {shape!r}.")
    channels, rows, cols = (_checks.whole("windows", "shape", size, 1, 2**16) for size in shape)
    x = np.zeros((rows + cols, channels, rows, cols), watch.dtype(model))
    x[np.arange(rows), :, np.arange(rows)] = np.nan
    x[rows + np.arange(cols), :, :, np.arange(cols)] = np.nan
    with np.errstate(all="ignore"):
        maps = feature_maps(model, x)
    out = unit_maps("windows", maps[layer_name("windows", maps, layer)], unit)
    reached = np.isnan(out)
    if not reached.any():  # some layer swallowed it: the unit may have seen everything
        reached[:] = True
    (top, height), (left, width) = _span(reached[:rows]), _span(reached[rows:])
    return np.stack([top, left, height, width], axis=-1)


def unit_maps(function: str, out: np.ndarray, unit: Any) -> np.ndarray:
    """Return one channel of a layer's output as maps (N, Ho, Wo); an output (N, D) makes maps of one place."""
    if out.ndim not in (2, 4):
        raise ValueError(f"{function}: layer must put out (N, C, H, W) or (N, D), got {out.shape}. Choose another one.")
    unit = _checks.whole(function, "unit", unit, 0, out.shape[1] - 1)
    return out[:, unit].reshape(len(out), *(out.shape[2:] or (1, 1)))


def _span(reached: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each place's True values begin along axis 0, and how far they stretch."""
    first = reached.argmax(0)
    end = len(reached) - reached[::-1].argmax(0)
    return first, np.where(reached.any(0), end - first, 0)
