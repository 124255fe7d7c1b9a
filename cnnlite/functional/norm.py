"""Batch normalization: bring every channel to mean 0 and variance 1, then let it scale and shift."""

from typing import Any

import numpy as np

from cnnlite import _checks

AXES = (0, 2, 3)  # all but the channels


def batch_stats(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance of every channel over images, rows and columns.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Feature maps, float32 or float64; N at least 1.

    Returns
    -------
    mean, var : ndarray (C,)
        The variance is biased: divided by N·H·W.

    Raises
    ------
    TypeError, ValueError
        x is no (N, C, H, W) float array, or holds no image.

    Source
    ------
    A4.12. Same as ``torch.var_mean(x, (0, 2, 3), correction=0)``.

    Examples
    --------
    >>> [float(v) for v in np.concatenate(batch_stats(np.array([[[[1.0, 3.0]]]])))]
    [2.0, 1.0]
    """
    _images("batch_stats", x)
    mean = x.mean(axis=AXES)
    return mean, ((x - _wide(mean)) ** 2).mean(axis=AXES)


def batch_stats_backward(dout: tuple[np.ndarray, np.ndarray], x: np.ndarray) -> np.ndarray:
    """dx = (dmean + 2·dvar·(x − mean))/(N·H·W), with dout = (dmean, dvar).

    Returns dx; raises as `batch_stats`, and when dout is no pair of (C,) arrays.
    """
    name = "batch_stats_backward"
    _images(name, x)
    if not isinstance(dout, (tuple, list)) or len(dout) != 2:
        raise TypeError(f"{name}: dout must be the pair (dmean, dvar), got {dout!r}.")
    dmean, dvar = dout
    _checks.floats(name, dmean=dmean, dvar=dvar, x=x)
    _checks.same_shape(name, "dmean", dmean, x.shape[1:2], "one value for each channel")
    _checks.same_shape(name, "dvar", dvar, x.shape[1:2], "one value for each channel")
    count = x.dtype.type(x.size // x.shape[1])
    return (_wide(dmean) + 2 * _wide(dvar) * (x - _wide(x.mean(axis=AXES)))) / count


def batch_norm(
    x: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    weight: np.ndarray | None = None,
    bias: np.ndarray | None = None,
    eps: float = 1e-5,
) -> np.ndarray:
    """Return (x − mean)/√(var + eps)·weight + bias, channel by channel.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Feature maps, float32 or float64.
    mean, var : ndarray (C,)
        Those of the batch (`batch_stats`) in training, running ones afterwards; var not negative.
    weight, bias : ndarray (C,), optional
        Scale and shift, learned.
    eps : float
        Keeps the divisor from 0; above 0.

    Returns
    -------
    ndarray (N, C, H, W)

    Raises
    ------
    TypeError, ValueError
        An array is of a wrong kind or shape, a variance is negative, or eps is not above 0.

    Source
    ------
    A4.12. Same as ``torch.nn.functional.batch_norm``.

    Examples
    --------
    >>> x = np.array([[[[1.0, 3.0]]]])
    >>> batch_norm(x, *batch_stats(x)).round(4).ravel().tolist()
    [-1.0, 1.0]
    """
    _check("batch_norm", x, mean, var, weight, bias, eps)
    out = (x - _wide(mean)) * _wide(_inverse(var, eps))
    out = out if weight is None else out * _wide(weight)
    return out if bias is None else out + _wide(bias)


def batch_norm_backward(
    dout: np.ndarray,
    x: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    weight: np.ndarray | None = None,
    bias: np.ndarray | None = None,
    eps: float = 1e-5,
    *,
    training: bool = True,
    needs_input_grad: tuple[bool, bool, bool] = (True, True, True),
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """dbias = Σ dout, dweight = Σ dout·normalized x, dx = dout·weight/√(var + eps), plus that through mean and var.

    Returns (dx, dweight, dbias); a False in ``needs_input_grad`` leaves that one None. With ``training`` mean and var
    are those of x and the gradient flows through them; else they are constants. Raises as `batch_norm`.
    """
    name = "batch_norm_backward"
    _check(name, x, mean, var, weight, bias, eps)
    _checks.floats(name, dout=dout, x=x)
    _checks.same_shape(name, "dout", dout, x.shape, "x")
    _checks.wanted(name, needs_input_grad)
    if not isinstance(training, bool):
        raise TypeError(f"{name}: training must be True or False, got {training!r}.")
    inverse, centered = _inverse(var, eps), x - _wide(mean)
    dx = dweight = dbias = None
    if needs_input_grad[0]:
        scaled = dout if weight is None else dout * _wide(weight)
        dx = scaled * _wide(inverse)
        if training and x.size:
            dmean = -dx.sum(axis=AXES)
            dvar = -(scaled * centered).sum(axis=AXES) * inverse**3 / 2
            dx = dx + batch_stats_backward((dmean, dvar), x)
    if needs_input_grad[1] and weight is not None:
        dweight = (dout * centered).sum(axis=AXES) * inverse
    if needs_input_grad[2] and bias is not None:
        dbias = dout.sum(axis=AXES)
    return dx, dweight, dbias


def _images(function: str, x: Any) -> None:
    """Refuse what is no batch of at least one float image."""
    _checks.floats(function, x=x)
    _checks.images(function, x)
    if len(x) == 0:
        raise ValueError(f"{function}: x must hold at least one image, got x.shape={x.shape}.")


def _check(function: str, x: Any, mean: Any, var: Any, weight: Any, bias: Any, eps: Any) -> None:
    """Check the arguments of a batch normalization."""
    _checks.floats(function, x=x, mean=mean, var=var, weight=weight, bias=bias)
    _checks.images(function, x)
    for name, array in (("mean", mean), ("var", var), ("weight", weight), ("bias", bias)):
        if array is not None:
            _checks.same_shape(function, name, array, x.shape[1:2], "one value for each channel of x")
    if (var < 0).any():
        raise ValueError(f"{function}: var must not be negative, got {var.min()} (var.shape={var.shape}).")
    _checks.number(function, "eps", eps, above=0)


def _inverse(var: np.ndarray, eps: float) -> np.ndarray:
    """Return 1/√(var + eps)."""
    return 1 / np.sqrt(var + var.dtype.type(eps))


def _wide(values: np.ndarray) -> np.ndarray:
    """Return one value for each channel, (C,), in a form that fits (N, C, H, W)."""
    return values[:, None, None]
