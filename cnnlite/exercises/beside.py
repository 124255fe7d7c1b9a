"""`beside`: the gradients of notebook 11's network, each beside what wiggling gives."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import functional
from cnnlite.exercises import say
from cnnlite.gradcheck import numeric_gradient

STEPS = "z2", "w2", "b2", "h", "z1", "w1", "b1"  # of the walk back
SMALLEST = 1e-6  # a difference below it is rounding


def beside(
    found: Callable[..., Any] | Sequence[Any],
    x: np.ndarray,
    y: np.ndarray,
    w1: np.ndarray,
    b1: np.ndarray,
    w2: np.ndarray,
    b2: np.ndarray,
) -> None:
    """Show for each gradient its shape and its largest difference from wiggling.

    The network is dense, ReLU, dense, softmax with cross-entropy (the mean over the images). Nothing is shown where
    ``found`` raises, or where none of its numbers is there yet: that is for `check` to say.

    Parameters
    ----------
    found : callable or sequence
        The seven gradients dz2, dw2, db2, dh, dz1, dw1, db1 (None where one is still to do), or the function that
        returns them for the other arguments.
    x : ndarray (N, D)
        The images.
    y : ndarray (N,) of int
        Their classes.
    w1, b1, w2, b2 : ndarray (H, D), (H,), (K, H), (K,)
        The parameters.

    Examples
    --------
    >>> x, y, w1, b1 = np.array([[2.0]]), np.array([0]), np.array([[3.0]]), np.zeros(1)
    >>> beside((np.array([[-0.5, 0.4]]), None, np.zeros((2, 1))), x, y, w1, b1, np.zeros((2, 1)), np.zeros(2))
    Beside wiggling (to 0.000001)
    gradient  shape
    dz2       (1, 2)  differs by up to 0.1000
    dw2               still to do
    db2       (2, 1)  wanted the shape (2,)
    """
    given = {"x": x, "w1": w1, "b1": b1, "w2": w2, "b2": b2}
    try:
        results = found(*(array.copy() for array in (x, y, w1, b1, w2, b2))) if callable(found) else found
        gradients = [None if each is None else np.asarray(each, dtype=float) for each in results]
    except Exception:  # of a learner's function that is not ready
        return
    if any(each is not None for each in gradients):
        rows = [_row(name, got, given, y) for name, got in zip(STEPS, gradients, strict=False)]
        say.table(f"Beside wiggling (to {SMALLEST:f})", ["gradient", "shape", ""], rows)


def _row(name: str, got: np.ndarray | None, given: Mapping[str, np.ndarray], y: np.ndarray) -> list[str]:
    """Return one gradient's line of the table."""
    if got is None:
        return [f"d{name}", "", "still to do"]
    wiggled = numeric_gradient(lambda v: _forward(given, y, {name: v})["loss"], _forward(given, y, {})[name])
    if got.shape != wiggled.shape:
        return [f"d{name}", str(got.shape), f"wanted the shape {wiggled.shape}"]
    off = float(np.abs(got - wiggled).max(initial=0))
    return [f"d{name}", str(got.shape), "agrees" if off < SMALLEST else f"differs by up to {off:.4f}"]


def _forward(given: Mapping[str, np.ndarray], y: np.ndarray, new: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Return all tensors of the network and its loss, some replaced by new ones."""
    v: dict[str, Any] = {**given, **new}
    v.setdefault("z1", functional.linear(v["x"], v["w1"], v["b1"]))
    v.setdefault("h", functional.relu(v["z1"]))
    v.setdefault("z2", functional.linear(v["h"], v["w2"], v["b2"]))
    return {**v, "loss": functional.cross_entropy(v["z2"], y)}
