"""The same starting weights for every engine, from the names and shapes of a state dict."""

from collections.abc import Mapping

import numpy as np


def draw_state(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return float32 weights as He et al. draw them; biases and means 0, scales and variances 1, counts 0.

    Those of dense layers are a tenth as large: first guesses are then far from the 0 that some add 1e-7 to.
    """
    rng = np.random.default_rng(1)
    state = {}
    for name, shape in shapes.items():
        if len(shape) > 1:
            spread = (2 / np.prod(shape[1:])) ** 0.5 * (1 if len(shape) == 4 else 0.1)
            state[name] = np.float32(spread) * rng.standard_normal(shape, dtype=np.float32)
        elif name.endswith("num_batches_tracked"):
            state[name] = np.zeros(shape, np.int64)
        else:
            ones = name.endswith("running_var") or ("weight" in name)
            state[name] = np.full(shape, ones, np.float32)
    return state


def draw_batch(n: int, channels: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return images and their classes, of ten."""
    rng = np.random.default_rng(2)
    return rng.standard_normal((n, channels, size, size), dtype=np.float32), rng.integers(0, 10, n)
