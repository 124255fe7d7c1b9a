"""What comes out of every layer."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.inspect._given import check_model
from cnnlite.nn import Module, watch


def feature_maps(model: Module, x: np.ndarray) -> dict[str, np.ndarray]:
    """Run a network once and return the output of every layer.

    Parameters
    ----------
    model : Module
        Any network, of any depth. It runs as in use (`Module.eval`), and stays as it was: parameters, gradients,
        mode and remembered inputs.
    x : ndarray (N, …)
        A batch that the network accepts.

    Returns
    -------
    dict from str to ndarray (N, …)
        One entry for each layer that ran, in that order: its place and its class, such as "0 Conv2d" or
        "layer1.0.conv1 Conv2d".

    Raises
    ------
    TypeError
        model is no Module, x no array of floats.
    ValueError
        The network refuses x.

    Examples
    --------
    >>> from cnnlite.nn import Conv2d, ReLU, Sequential
    >>> model = Sequential(Conv2d(1, 8, 3, rng=np.random.default_rng(0)), ReLU())
    >>> {name: out.shape for name, out in feature_maps(model, np.zeros((2, 1, 12, 12))).items()}
    {'0 Conv2d': (2, 8, 10, 10), '1 ReLU': (2, 8, 10, 10)}
    """
    check_model("feature_maps", model)
    _checks.floats("feature_maps", x=x)
    modules = dict(model.named_modules())
    # A module without modules inside is a layer; the others hold layers.
    return {
        f"{name} {type(modules[name]).__name__}".strip(): out
        for name, out in watch.outputs(model, x).items()
        if not any(modules[name].children())
    }


def layer_name(function: str, maps: dict[str, np.ndarray], layer: Any) -> str:
    """Return the name of a layer given by name or by its place among the ``maps``; refuse one that is not there."""
    names = list(maps)
    if _checks.is_int(layer):
        return names[_checks.whole(function, "layer", layer, 0, len(names) - 1)]
    _checks.choice(function, "layer", layer, names)
    return layer
