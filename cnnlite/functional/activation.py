"""Activations: what a unit does with its weighted sum, and the slope of that."""

import numpy as np

from cnnlite import _checks


def relu(x: np.ndarray) -> np.ndarray:
    """Keep what is positive and replace the rest by 0.

    Parameters
    ----------
    x : ndarray of any shape
        Pre-activations, float32 or float64.

    Returns
    -------
    ndarray of the same shape

    Raises
    ------
    TypeError
        x is no float array.

    Source
    ------
    A0.8, A1.17, A2.15. Same as ``torch.nn.functional.relu``.

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 0.7])).tolist()
    [0.0, 0.0, 0.7]
    """
    _checks.floats("relu", x=x)
    return np.maximum(x, np.zeros((), x.dtype))


def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Dx = 0 where x ≤ 0 (at exactly 0 too, as in PyTorch), else dout.

    Returns dx; raises as `relu`, and when dout's shape is not that of x. Source: A1.17.
    """
    _checks.floats("relu_backward", dout=dout, x=x)
    _checks.same_shape("relu_backward", "dout", dout, x.shape, "x")
    return np.where(x <= 0, np.zeros((), x.dtype), dout)


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
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def softmax_backward(dout: np.ndarray, x: np.ndarray, axis: int = -1, *, y: np.ndarray | None = None) -> np.ndarray:
    """Dx = y·(dout − Σ dout·y) along the axis, with y = softmax(x).

    Returns dx; ``y`` is the forward's result, computed again when not given. Raises as `softmax`, and when the
    shape of dout is not that of x.
    """
    _checks.floats("softmax_backward", dout=dout, x=x, y=y)
    _checks.same_shape("softmax_backward", "dout", dout, x.shape, "x")
    _checks.axis("softmax_backward", x, axis)
    if y is None:
        y = softmax(x, axis)
    _checks.same_shape("softmax_backward", "y", y, x.shape, "x")
    return y * (dout - (dout * y).sum(axis=axis, keepdims=True))
