"""Activations: what a unit does with its weighted sum, and the slope of that.

All take float32 or float64 arrays of any shape, return one of the same shape (`glu` halves an axis), and raise
TypeError for anything else; the backward functions also raise ValueError when dout does not have the output's shape.
"""

from typing import Any

import numpy as np
from scipy.special import erf

from cnnlite import _checks
from cnnlite.functional.masked import masked

SQRT_2 = 2**0.5
SQRT_2_BY_PI = (2 / np.pi) ** 0.5
CUBIC = 0.044715  # of the tanh form of GELU


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
    """dx = 0 where x ≤ 0 (at exactly 0 too, as in PyTorch), else dout.

    Returns dx; raises as `relu`, and when dout's shape is not that of x. Source: A1.17.
    """
    _check_back("relu_backward", dout, x)
    return masked(dout, ~(x <= 0))  # not x > 0: where x is NaN, dout goes on


def leaky_relu(x: np.ndarray, negative_slope: float = 0.01) -> np.ndarray:
    """Keep what is positive and shrink the rest to ``negative_slope`` times itself.

    Source
    ------
    A1.17. Same as ``torch.nn.functional.leaky_relu``.

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 0.5])).tolist()
    [-0.02, 0.5]
    """
    _checks.floats("leaky_relu", x=x)
    slope = _checks.number("leaky_relu", "negative_slope", negative_slope)
    return np.where(x > 0, x, slope * x)


def leaky_relu_backward(dout: np.ndarray, x: np.ndarray, negative_slope: float = 0.01) -> np.ndarray:
    """dx = dout where x > 0, else negative_slope·dout. Returns dx. Source: A1.17."""
    _check_back("leaky_relu_backward", dout, x)
    slope = _checks.number("leaky_relu_backward", "negative_slope", negative_slope)
    return np.where(x > 0, dout, slope * dout)


def elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Keep what is positive and bend the rest towards −alpha: alpha·(e^x − 1).

    Source
    ------
    A1.17. Same as ``torch.nn.functional.elu``.

    Examples
    --------
    >>> elu(np.array([-1000.0, 0.0, 2.0])).tolist()
    [-1.0, 0.0, 2.0]
    """
    _checks.floats("elu", x=x)
    return np.where(x > 0, x, _checks.number("elu", "alpha", alpha) * np.expm1(np.minimum(x, 0)))


def elu_backward(dout: np.ndarray, x: np.ndarray, alpha: float = 1.0, *, y: np.ndarray | None = None) -> np.ndarray:
    """dx = dout where x > 0, else dout·alpha·e^x = dout·(y + alpha). Returns dx. Source: A1.17."""
    _check_back("elu_backward", dout, x, y)
    alpha = _checks.number("elu_backward", "alpha", alpha)
    y = elu(x, alpha) if y is None else y
    return np.where(x > 0, dout, dout * (y + alpha))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Squash every number into 0…1: 1/(1 + e^−x).

    Source
    ------
    A1.17, A2.17, A2.28, A3.20. Same as ``torch.sigmoid``.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 0.7, 1000.0])).round(4).tolist()
    [0.0, 0.5, 0.6682, 1.0]
    """
    _checks.floats("sigmoid", x=x)
    power = np.exp(-np.abs(x))  # never above 1
    return np.where(x >= 0, x.dtype.type(1), power) / (1 + power)


def sigmoid_backward(dout: np.ndarray, x: np.ndarray, *, y: np.ndarray | None = None) -> np.ndarray:
    """dx = dout·y·(1 − y) with y = sigmoid(x). Returns dx. Source: A1.17."""
    _check_back("sigmoid_backward", dout, x, y)
    y = sigmoid(x) if y is None else y
    return dout * y * (1 - y)


def tanh(x: np.ndarray) -> np.ndarray:
    """Squash every number into −1…1: (e^x − e^−x)/(e^x + e^−x).

    Source
    ------
    A1.17. Same as ``torch.tanh``.

    Examples
    --------
    >>> tanh(np.array([0.0, 0.5, 1000.0])).round(4).tolist()
    [0.0, 0.4621, 1.0]
    """
    _checks.floats("tanh", x=x)
    return np.tanh(x)


def tanh_backward(dout: np.ndarray, x: np.ndarray, *, y: np.ndarray | None = None) -> np.ndarray:
    """dx = dout·(1 − y²) with y = tanh(x). Returns dx. Source: A1.17."""
    _check_back("tanh_backward", dout, x, y)
    y = tanh(x) if y is None else y
    return dout * (1 - y**2)


def gelu(x: np.ndarray, approximate: str = "none") -> np.ndarray:
    """Weight every number by the share Φ(x) of a normal distribution below it: x·Φ(x).

    ``approximate="tanh"`` takes the form of the original paper, without the error function.

    Source
    ------
    A2.17. Same as ``torch.nn.functional.gelu``.

    Examples
    --------
    >>> gelu(np.array([-1.0, 0.0, 1.0])).round(4).tolist()
    [-0.1587, 0.0, 0.8413]
    """
    _checks.floats("gelu", x=x)
    _checks.choice("gelu", "approximate", approximate, ("none", "tanh"))
    return x * _share(x, approximate)


def gelu_backward(dout: np.ndarray, x: np.ndarray, approximate: str = "none") -> np.ndarray:
    """dx = dout·(Φ(x) + x·Φ'(x)). Returns dx. Source: A2.17."""
    _check_back("gelu_backward", dout, x)
    _checks.choice("gelu_backward", "approximate", approximate, ("none", "tanh"))
    share = _share(x, approximate)
    if approximate == "none":
        density = np.exp(-(x**2) / 2) / (SQRT_2 * np.pi**0.5)
    else:  # Φ = (1 + tanh u)/2, so Φ' = (1 − tanh² u)/2·u' = 2·Φ·(1 − Φ)·u'
        density = 2 * share * (1 - share) * SQRT_2_BY_PI * (1 + 3 * CUBIC * x**2)
    return dout * (share + x * density)


def glu(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Split an axis into halves a and b, and let b be the gate of a: a·sigmoid(b).

    Raises ValueError when the axis does not exist or has an odd length.

    Source
    ------
    A2.17. Same as ``torch.nn.functional.glu``.

    Examples
    --------
    >>> glu(np.array([3.0, 5.0, 0.0, 1000.0])).tolist()
    [1.5, 5.0]
    """
    a, b = _halves("glu", x, axis)
    return a * sigmoid(b)


def glu_backward(dout: np.ndarray, x: np.ndarray, axis: int = -1) -> np.ndarray:
    """da = dout·sigmoid(b), db = dout·a·sigmoid'(b). Returns dx, both halves joined. Source: A2.17."""
    a, b = _halves("glu_backward", x, axis)
    _checks.floats("glu_backward", dout=dout, x=x)
    _checks.same_shape("glu_backward", "dout", dout, a.shape, "the output")
    gate = sigmoid(b)
    return np.concatenate([dout * gate, dout * a * gate * (1 - gate)], axis=axis)


def step(x: np.ndarray) -> np.ndarray:
    """Fire 1 above 0, else 0: the threshold of the first artificial neurons.

    Source
    ------
    A3.3, E35. Same as ``torch.heaviside`` with 0 at 0.

    Examples
    --------
    >>> step(np.array([-0.1, 0.0, 0.1])).tolist()
    [0.0, 0.0, 1.0]
    """
    _checks.floats("step", x=x)
    return np.heaviside(x, x.dtype.type(0))


def step_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """dx = 0: the slope of a step is 0 wherever there is one, so nothing can be learned through it. Source: E35."""
    _check_back("step_backward", dout, x)
    return np.zeros_like(x)


def identity(x: np.ndarray) -> np.ndarray:
    """Return a copy of x: the activation of an output that may be any number.

    Source
    ------
    A2.17. Same as ``torch.nn.Identity``.

    Examples
    --------
    >>> identity(np.array([-2.0, 3.0])).tolist()
    [-2.0, 3.0]
    """
    _checks.floats("identity", x=x)
    return x.copy()


def identity_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """dx = dout. Returns a copy. Source: A2.17."""
    _check_back("identity_backward", dout, x)
    return dout.copy()


def _check_back(function: str, dout: Any, x: Any, y: Any = None) -> None:
    """Refuse gradients and results that do not have the shape of x."""
    _checks.floats(function, dout=dout, x=x, y=y)
    _checks.same_shape(function, "dout", dout, x.shape, "x")
    if y is not None:
        _checks.same_shape(function, "y", y, x.shape, "x")


def _share(x: np.ndarray, approximate: str) -> np.ndarray:
    """Return Φ(x), the share of a normal distribution below x, exactly or by tanh."""
    inner = erf(x / SQRT_2) if approximate == "none" else np.tanh(SQRT_2_BY_PI * (x + CUBIC * x**3))
    return (1 + inner) / 2


def _halves(function: str, x: Any, axis: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the two halves of an axis."""
    _checks.floats(function, x=x)
    _checks.axis(function, x, axis)
    if x.shape[axis] % 2:
        raise ValueError(f"{function}: x must have an even length along axis {axis}, got x.shape={x.shape}.")
    a, b = np.split(x, 2, axis=axis)
    return a, b
