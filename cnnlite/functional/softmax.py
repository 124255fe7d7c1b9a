"""Softmax and its logarithm: scores to probabilities along one axis."""

import numpy as np

from cnnlite import _checks


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn raw scores into probabilities: e to the power of each score, divided by their sum.

    Parameters
    ----------
    x : ndarray of any shape
        Scores (logits), float32 or float64; as large as you like, the largest is subtracted first.
    axis : int
        The axis along which the probabilities sum to 1.

    Returns
    -------
    ndarray of the same shape

    Raises
    ------
    TypeError
        x is no float array, or axis no whole number.
    ValueError
        x has no such axis, or the axis is empty.

    Source
    ------
    A0.14, A2.21–A2.29. Same as ``torch.nn.functional.softmax``.

    Examples
    --------
    >>> softmax(np.array([2.5, 1.8, 0.2])).round(4).tolist()
    [0.6262, 0.311, 0.0628]
    """
    _checks.floats("softmax", x=x)
    _checks.axis("softmax", x, axis)
    return probabilities(x, axis)


def softmax_backward(dout: np.ndarray, x: np.ndarray, axis: int = -1, *, y: np.ndarray | None = None) -> np.ndarray:
    """dx = y·(dout − Σ dout·y) along the axis, with y = softmax(x).

    Returns dx; ``y`` is the forward's result, computed again when not given. Raises as `softmax`, and when the
    shape of dout is not that of x.
    """
    _check_back("softmax_backward", dout, x, axis, y)
    y = softmax(x, axis) if y is None else y
    dx = dout - (dout * y).sum(axis=axis, keepdims=True)
    dx *= y
    return dx


def log_softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the logarithm of `softmax`, without ever taking the logarithm of 0.

    Parameters, returns and errors are those of `softmax`.

    Source
    ------
    A0.15. Same as ``torch.nn.functional.log_softmax``.

    Examples
    --------
    >>> log_softmax(np.array([1000.0, 0.0])).tolist()
    [0.0, -1000.0]
    """
    _checks.floats("log_softmax", x=x)
    _checks.axis("log_softmax", x, axis)
    out = shifted(x, axis)
    out -= np.log(np.exp(out).sum(axis=axis, keepdims=True))
    return out


def log_softmax_backward(dout: np.ndarray, x: np.ndarray, axis: int = -1, *, y: np.ndarray | None = None) -> np.ndarray:
    """dx = dout − softmax(x)·Σ dout along the axis.

    Returns dx; ``y`` is the forward's result, computed again when not given. Raises as `log_softmax`, and when the
    shape of dout is not that of x.
    """
    _check_back("log_softmax_backward", dout, x, axis, y)
    y = log_softmax(x, axis) if y is None else y
    dx = np.exp(y)
    dx *= -dout.sum(axis=axis, keepdims=True)
    dx += dout
    return dx


def shifted(x: np.ndarray, axis: int) -> np.ndarray:
    """Return checked scores less their largest: no power of them overflows, and softmax does not notice."""
    return x - x.max(axis=axis, keepdims=True)


def probabilities(x: np.ndarray, axis: int) -> np.ndarray:
    """Return the softmax of checked scores."""
    powers = shifted(x, axis)
    np.exp(powers, out=powers)
    powers /= powers.sum(axis=axis, keepdims=True)
    return powers


def _check_back(function: str, dout: np.ndarray, x: np.ndarray, axis: int, y: np.ndarray | None) -> None:
    """Refuse gradients and results that do not have the shape of x, and axes that x does not have."""
    _checks.floats(function, dout=dout, x=x, y=y)
    _checks.same_shape(function, "dout", dout, x.shape, "x")
    _checks.axis(function, x, axis)
    if y is not None:
        _checks.same_shape(function, "y", y, x.shape, "x")
