"""The values parameters start with."""

import math
from typing import Any

import numpy as np

from cnnlite import _checks


def uniform(shape: tuple[int, ...], fan_in: int, *, rng: np.random.Generator) -> np.ndarray:
    """Draw from U(−1/√fan_in, 1/√fan_in): PyTorch's default for the weights and biases of Conv2d and Linear.

    It is He's uniform initialization with a slope of √5: the gain √(2/(1 + 5)) times √3 is 1.

    Parameters
    ----------
    shape : tuple of int
        Of the parameter.
    fan_in : int
        How many inputs each output sums: C/groups·kh·kw of a convolution, the inputs of a dense layer.
    rng : numpy.random.Generator
        Draws the values, so that a seed gives the same network again.

    Returns
    -------
    ndarray of the shape, float64

    Raises
    ------
    TypeError
        rng is no Generator, or fan_in no whole number.
    ValueError
        fan_in is less than 1.

    Source
    ------
    He et al. 2015, section 2.2. Same as ``torch.nn.init.kaiming_uniform_`` with ``a=math.sqrt(5)``.

    Examples
    --------
    >>> values = uniform((2, 100), 100, rng=np.random.default_rng(0))
    >>> values.shape, bool(np.abs(values).max() < 0.1)
    ((2, 100), True)
    """
    generator("uniform", rng)
    bound = 1 / math.sqrt(count("uniform", "fan_in", fan_in))
    return rng.uniform(-bound, bound, shape)


def generator(function: str, rng: Any) -> np.random.Generator:
    """Return ``rng``; refuse what is no NumPy generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"{function}: rng must be a NumPy generator, got {rng!r}. Write for example rng=np.random.default_rng(0)."
        )
    return rng


def count(function: str, name: str, value: Any, least: int = 1) -> int:
    """Return ``value``; refuse what is no whole number of at least ``least``."""
    if not _checks.is_int(value):
        raise TypeError(f"{function}: {name} must be a whole number, got {value!r}.")
    if value < least:
        raise ValueError(f"{function}: {name} must be at least {least}, got {value!r}.")
    return int(value)
