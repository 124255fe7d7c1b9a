"""`passes`: zebra and cat, pass after pass, from the weights of article 0 as they are reconstructed."""

from functools import lru_cache

import numpy as np

from cnnlite import functional
from cnnlite.data import articles

LABELS = np.array([0, 1])  # zebra, cat


@lru_cache(maxsize=16)  # a slider asks for the same history again and again
def passes(
    rate: float, count: int, assumed: bool = False, bias: float = 0.0, learn: bool = False
) -> dict[str, np.ndarray]:
    """Return what the network is before each update, what the update goes by, and what it is after the last.

    Parameters
    ----------
    rate : float
        The learning rate.
    count : int
        How many updates, N.
    assumed : bool
        Whether every update takes the gradients that article 0 assumes, and not those of the mean loss.
    bias : float
        Is added to the filter's sum, before ReLU.
    learn : bool
        Whether the filter is trained, too; with assumed gradients it never is.

    Returns
    -------
    dict of ndarray
        Read-only. Before each update and after the last (N + 1, …): parameters (4,) are w zebra, b zebra, w cat,
        b cat; kernel (3, 3); feature (2,) of zebra and cat, p (2,) of each image's own class, loss (2,). Of each
        update (N, …): gradients (4,), and filter_gradients (2, 3, 3), what each image adds to that of the filter.

    Examples
    --------
    >>> history = passes(0.1, 2, assumed=True)
    >>> history["parameters"].round(2).tolist()
    [[0.8, 0.2, -0.6, 0.1], [0.83, 0.23, -0.62, 0.08], [0.86, 0.26, -0.64, 0.06]]
    >>> history["p"][2].round(2).tolist()
    [0.78, 0.45]
    """
    images = np.array([articles.ZEBRA, articles.CAT]).reshape(2, 9)
    kernel = articles.ZEBRA_CAT_FILTER.reshape(1, 9)
    w, b = articles.ZEBRA_CAT_START_WEIGHTS, articles.ZEBRA_CAT_START_BIASES
    seen: dict[str, list[np.ndarray]] = {}
    for number in range(count + 1):
        # Rounded, as 0.7 − 0.7 must be 0 for ReLU, and not what floats make of it.
        total = np.round(functional.linear(images, kernel, np.array([float(bias)])), 12)
        x = functional.relu(total)
        z = functional.linear(x, w, b)
        dz = functional.cross_entropy_backward(1.0, z, LABELS)
        pieces = functional.relu_backward(dz @ w, total) * images  # the sum of nine products has the pixels as slopes
        dw, db = dz.T @ x, dz.sum(axis=0)
        if assumed:
            dw, db = articles.ZEBRA_CAT_ASSUMED_WEIGHTS, articles.ZEBRA_CAT_ASSUMED_BIASES
        row = {
            "parameters": _in_turn(w, b), "kernel": kernel.reshape(3, 3), "feature": x[:, 0],
            "p": functional.softmax(z)[LABELS, LABELS], "loss": functional.cross_entropy(z, LABELS, "none"),
        }  # fmt: skip
        if number < count:
            row |= {"gradients": _in_turn(dw, db), "filter_gradients": pieces.reshape(2, 3, 3)}
        for name, array in row.items():
            seen.setdefault(name, []).append(array)
        w, b = w - rate * dw, b - rate * db
        if learn and not assumed:
            kernel = kernel - rate * pieces.sum(axis=0)
    history = {name: np.array(rows) for name, rows in seen.items()}
    for array in history.values():
        array.setflags(write=False)
    return history


def _in_turn(w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return weight and bias of the zebra, then of the cat."""
    return np.column_stack([w, b]).ravel()
