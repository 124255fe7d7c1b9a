"""What a unit responds to most."""

from typing import NamedTuple

import numpy as np

from cnnlite.inspect._given import AT_ONCE, check_images
from cnnlite.inspect.maps import feature_maps, layer_name
from cnnlite.inspect.windows import unit_maps, windows
from cnnlite.nn import Module, init


class Excited(NamedTuple):
    """The images that excite a unit most, the strongest first.

    Attributes
    ----------
    indices : ndarray (count,) of int
        Which images.
    values : ndarray (count,)
        The largest value of the unit's map in each.
    places : ndarray (count, 2) of int
        Row and column of that value in the map.
    patches : ndarray (count, 4) of int
        The part of the image that the unit saw there: top, left, height, width.
    """

    indices: np.ndarray
    values: np.ndarray
    places: np.ndarray
    patches: np.ndarray


def most_exciting(model: Module, images: np.ndarray, layer: str | int, unit: int, count: int = 9) -> Excited:
    """Return the images in which a unit is largest anywhere, and what it saw there.

    Parameters
    ----------
    model : Module
        Any network. It runs as in use and stays as it was.
    images : ndarray (N, C, H, W)
        At least one.
    layer : str or int
        A name of `feature_maps`, or its place among them, from 0.
    unit : int
        A channel of the layer, or an output of a dense one, from 0.
    count : int
        How many images at most, at least 1.

    Returns
    -------
    Excited
        Of equal images the first comes first, of equal places the first in reading order.

    Raises
    ------
    TypeError, ValueError
        An argument is of a wrong kind or shape, the network refuses the images, or there is no such layer or unit.

    Examples
    --------
    >>> from cnnlite.nn import Conv2d, Sequential
    >>> model = Sequential(Conv2d(1, 1, 2, bias=False, rng=np.random.default_rng(0)))
    >>> model[0].weight.data = np.ones((1, 1, 2, 2))
    >>> images = np.zeros((3, 1, 4, 4))
    >>> images[1, 0, 2, 3] = 5.0
    >>> [part.tolist() for part in most_exciting(model, images, "0 Conv2d", 0, count=1)]
    [[1], [5.0], [[1, 2]], [[1, 2, 2, 2]]]
    """
    check_images("most_exciting", model, images)
    init.count("most_exciting", "count", count)
    values, flat = [], []
    for start in range(0, len(images), AT_ONCE):
        maps = feature_maps(model, images[start : start + AT_ONCE])
        layer = layer_name("most_exciting", maps, layer)
        seen = unit_maps("most_exciting", maps[layer], unit)
        values.append(seen.reshape(len(seen), -1).max(1))
        flat.append(seen.reshape(len(seen), -1).argmax(1))
    value, place = np.concatenate(values), np.concatenate(flat)
    best = np.argsort(-value, kind="stable")[:count]
    rows, cols = np.unravel_index(place[best], seen.shape[1:])
    patches = windows(model, images.shape[1:], layer, unit)[rows, cols]
    return Excited(best, value[best], np.stack([rows, cols], axis=-1), patches)
