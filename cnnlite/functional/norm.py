"""Batch normalization: bring every channel to mean 0 and variance 1, then let it scale and shift."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.algorithms.buffers import scratch
from cnnlite.algorithms.geometry import channels_last, empty_like
from cnnlite.functional.sums import channel_sums, in_rows, spread

BLOCK = 2**17  # numbers at a time: what one pass leaves in the cache, the next one finds there


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
    mean = channel_sums(x) / _count(x)
    return mean, _products(None, x, mean) / _count(x)


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
    count = _count(x)
    slope = 2 * dvar / count
    return _line(x, slope, dmean / count - slope * channel_sums(x) / count)


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
    slope = _inverse(var, eps) if weight is None else _inverse(var, eps) * weight
    return _line(x, slope, -mean * slope if bias is None else bias - mean * slope)


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
    inverse = _inverse(var, eps)
    sums, products = channel_sums(dout), _products(dout, x, mean)  # Σ dout, Σ dout·(x − mean)
    dx = None
    if needs_input_grad[0]:
        scale = inverse if weight is None else inverse * weight
        if training and len(x):  # less what dout has in common with 1 and with x
            along = products * inverse**2 / _count(x)
            dx = _line(x, -along, along * mean - sums / _count(x), dout, scale)
        else:
            dx = dout * scale[:, None, None]
    dweight = products * inverse if needs_input_grad[1] and weight is not None else None
    return dx, dweight, sums if needs_input_grad[2] and bias is not None else None


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


def _count(x: np.ndarray) -> Any:
    """Return how many numbers a channel has."""
    return x.dtype.type(x.size // x.shape[1])


def _inverse(var: np.ndarray, eps: float) -> np.ndarray:
    """Return 1/√(var + eps)."""
    return 1 / np.sqrt(var + var.dtype.type(eps))


def _products(dout: np.ndarray | None, x: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return (C,): the sums of dout·(x − mean); of (x − mean)² when there is no dout."""
    last = channels_last(x)
    channels, pixels = x.shape[1], x.shape[2] * x.shape[3]
    shape, sums = ((-1, pixels, channels), "npc,npc->c") if last else ((-1, channels, pixels), "ncp,ncp->c")
    rows, douts, means = in_rows(x, last), None if dout is None else in_rows(dout, last), spread(mean, x.shape, last)
    total = np.zeros(channels)
    for block in _blocks(rows):
        centered = scratch("norm", rows[block].shape, x.dtype)
        np.subtract(rows[block], means, out=centered)
        other = centered if douts is None else douts[block]
        total += np.einsum(sums, other.reshape(shape), centered.reshape(shape))
    return total.astype(x.dtype)


def _line(
    x: np.ndarray, slope: np.ndarray, level: np.ndarray, dout: np.ndarray | None = None, scale: np.ndarray | None = None
) -> np.ndarray:
    """Return x·slope + level, channel by channel; with dout and a scale, (x·slope + level + dout)·scale."""
    last, out = channels_last(x), empty_like(x, x.shape[1], (x.shape[2], x.shape[3]))
    slopes, levels = spread(slope, x.shape, last), spread(level, x.shape, last)
    rows, outs = in_rows(x, last), in_rows(out, last)
    douts = None if dout is None else in_rows(dout, last)
    scales = None if scale is None else spread(scale, x.shape, last)
    for block in _blocks(rows):
        part = np.multiply(rows[block], slopes, out=outs[block])
        part += levels
        if douts is not None:
            part += douts[block]
        if scales is not None:
            part *= scales
    return out


def _blocks(rows: np.ndarray) -> list[slice]:
    """Cut a batch into slices that stay in the cache."""
    step = max(1, BLOCK // rows.shape[1])
    return [slice(start, start + step) for start in range(0, len(rows), step)]
