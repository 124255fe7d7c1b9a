"""Numeric gradients: check a backward function against its own forward by central differences."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from cnnlite import _checks


class Verdict(NamedTuple):
    """What `gradcheck` found: a bool, the largest relative error of each gradient, and a sentence."""

    right: bool
    errors: tuple[float, ...]
    message: str


def numeric_gradient(loss: Callable[[np.ndarray], Any], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Wiggle each entry of ``x`` by ±h and return the slope (loss(x + h) − loss(x − h))/(2h).

    Parameters
    ----------
    loss : callable
        Takes an array like ``x`` and returns one number.
    x : ndarray of any shape
        Where to look; float64, since float32 has too few digits for a difference this small.
    h : float
        The wiggle.

    Returns
    -------
    ndarray of the same shape

    Raises
    ------
    TypeError
        x is not float64.

    Examples
    --------
    >>> numeric_gradient(lambda v: (v**2).sum(), np.array([1.0, -3.0])).round(4).tolist()
    [2.0, -6.0]
    """
    _double("numeric_gradient", x)
    slope = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slope[index] = (loss(up) - loss(down)) / (2 * h)
    return slope


def gradcheck(
    forward: Callable[..., Any],
    backward: Callable[..., Any],
    *arrays: np.ndarray | None,
    rng: np.random.Generator,
    every_entry: bool = False,
    h: float = 1e-5,
    tolerance: float = 1e-6,
    **options: Any,
) -> Verdict:
    """Compare ``backward(dout, *arrays, **options)`` with central differences of ``forward``.

    Parameters
    ----------
    forward, backward : callable
        The pair to check, such as `conv2d` and `conv2d_backward`.
    *arrays : ndarray or None
        The differentiable arguments of forward, float64.
    rng : numpy.random.Generator
        Draws the upstream gradient and the directions.
    every_entry : bool
        Wiggle each entry on its own: slow, and it names the entry. By default each array is wiggled as a whole in
        three random directions, which misses a wrong gradient with probability zero and costs six forwards.
    h, tolerance : float
        The wiggle, and the largest relative error that counts as right.
    **options
        Passed on to both, such as ``stride=2``.

    Returns
    -------
    Verdict
        ``right``, ``errors`` (one per array; 0 for None), ``message``.

    Raises
    ------
    TypeError
        An array is not float64.

    Examples
    --------
    >>> from cnnlite.functional import relu, relu_backward
    >>> gradcheck(relu, relu_backward, np.array([1.0, -2.0]), rng=np.random.default_rng(0)).right
    True
    """
    for array in arrays:
        if array is not None:
            _double("gradcheck", array)
    dout = rng.standard_normal(np.shape(forward(*arrays, **options)))
    result = backward(dout, *arrays, **options)
    gradients = result if isinstance(result, tuple) else (result,)
    if len(gradients) != len(arrays):
        message = f"backward gave {len(gradients)} gradients for {len(arrays)} arrays"
        return Verdict(False, (np.inf,) * len(arrays), message)
    errors, notes = [], []
    for position, (array, gradient) in enumerate(zip(arrays, gradients, strict=True)):
        if array is None:
            errors.append(0.0)
            continue
        if np.shape(gradient) != array.shape:
            errors.append(np.inf)
            notes.append(f"gradient {position} has shape {np.shape(gradient)}, wanted {array.shape}")
            continue

        def loss(moved: np.ndarray, position: int = position) -> float:
            given = [moved if p == position else a for p, a in enumerate(arrays)]
            return float((forward(*given, **options) * dout).sum())

        compare = _entries if every_entry else _projections
        error, note = compare(loss, array, gradient, h, rng)
        errors.append(error)
        if not error <= tolerance:  # NaN is wrong, too
            notes.append(f"gradient {position} is off by {error:.1e}{note}")
    right = not notes
    return Verdict(right, tuple(errors), "right" if right else "; ".join(notes))


def _entries(
    loss: Callable, array: np.ndarray, gradient: np.ndarray, h: float, rng: np.random.Generator
) -> tuple[float, str]:
    """Return the largest error over the entries, relative to the largest slope, and where it is."""
    numeric = numeric_gradient(loss, array, h)
    off = np.abs(numeric - gradient) / max(1e-8, np.abs(numeric).max(initial=0), np.abs(gradient).max(initial=0))
    where = np.unravel_index(np.argmax(off), off.shape)
    return float(off[where]), f" at entry {tuple(map(int, where))}"


def _projections(
    loss: Callable, array: np.ndarray, gradient: np.ndarray, h: float, rng: np.random.Generator
) -> tuple[float, str]:
    """Return the largest relative error over three random directions."""
    worst = 0.0
    for _ in range(3):
        direction = rng.standard_normal(array.shape)
        numeric = (loss(array + h * direction) - loss(array - h * direction)) / (2 * h)
        ours = float((gradient * direction).sum())
        error = abs(numeric - ours) / max(1e-8, abs(numeric), abs(ours))
        worst = error if not error <= worst else worst
    return worst, " along a random direction"


def _double(function: str, array: Any) -> None:
    """Refuse anything but float64."""
    _checks.floats(function, x=array)
    if array.dtype != np.float64:
        raise TypeError(
            f"{function}: arrays must be float64, got {array.dtype} (shape {array.shape}). "
            "Convert it: x.astype(np.float64)."
        )
