"""Pooling: one number for each window, and where its gradient goes."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.functional.taps import Windows, pay_first, reduced, share_out, windows


def max_pool2d(x: np.ndarray, kernel_size: Any, stride: Any = None, padding: Any = 0) -> np.ndarray:
    """Keep the largest value of each window of each channel.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images or feature maps, float32 or float64.
    kernel_size : int or pair of int
        Rows and columns of the window, in pixels.
    stride : int or pair of int, optional
        Step between windows; the kernel size when not given.
    padding : int, pair of int, "valid", "same" or ((top, bottom), (left, right))
        At most half the kernel on each side. Padding never wins: it counts as −∞, not as 0.

    Returns
    -------
    ndarray (N, C, Ho, Wo)
        Ho = ⌊(H + top + bottom − kh)/stride⌋ + 1, and Wo likewise.

    Raises
    ------
    TypeError
        x is no float array, or a number is of a wrong kind.
    ValueError
        x is not (N, C, H, W), the window does not fit, a number is too small, or padding exceeds half the kernel.

    Source
    ------
    A1.13, A2.20, A3.17. Same as ``torch.nn.functional.max_pool2d``.

    Examples
    --------
    >>> x = np.array([[1.0, 0, 2, 3], [4, 6, 6, 8], [3, 1, 1, 0], [1, 2, 2, 4]])
    >>> max_pool2d(x[None, None], 2)[0, 0].tolist()
    [[6.0, 8.0], [3.0, 4.0]]
    """
    return _largest(x, _windows("max_pool2d", x, kernel_size, stride, padding))


def max_pool2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    *,
    y: np.ndarray | None = None,
) -> np.ndarray:
    """Dx gets dout at the first of the window's largest values, 0 elsewhere; windows that overlap add up.

    Returns dx; ``y`` is the forward's result, computed again when not given. Raises as `max_pool2d`, and when the
    shape of dout is not the output's. Source: A3.23.
    """
    name = "max_pool2d_backward"
    where = _windows(name, x, kernel_size, stride, padding)
    _check_back(name, dout, x, y, where)
    return pay_first(dout, x, _largest(x, where) if y is None else y, where)


def min_pool2d(x: np.ndarray, kernel_size: Any, stride: Any = None, padding: Any = 0) -> np.ndarray:
    """Keep the smallest value of each window of each channel.

    Parameters, returns and errors are those of `max_pool2d`; padding counts as +∞ and never wins.

    Source
    ------
    A2.11, A2.20, E33.

    Examples
    --------
    >>> x = np.array([[1.0, 0, 2, 3], [4, 6, 6, 8], [3, 1, 1, 0], [1, 2, 2, 4]])
    >>> min_pool2d(x[None, None], 2)[0, 0].tolist()
    [[0.0, 2.0], [1.0, 0.0]]
    """
    return reduced(np.minimum, x, _windows("min_pool2d", x, kernel_size, stride, padding), np.inf)


def min_pool2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    *,
    y: np.ndarray | None = None,
) -> np.ndarray:
    """dx gets dout at the first of the window's smallest values, 0 elsewhere; windows that overlap add up.

    Returns dx; ``y`` is the forward's result, computed again when not given. Raises as `max_pool2d_backward`.
    """
    name = "min_pool2d_backward"
    where = _windows(name, x, kernel_size, stride, padding)
    _check_back(name, dout, x, y, where)
    return pay_first(dout, x, reduced(np.minimum, x, where, np.inf) if y is None else y, where)


def avg_pool2d(
    x: np.ndarray, kernel_size: Any, stride: Any = None, padding: Any = 0, count_include_pad: bool = True
) -> np.ndarray:
    """Take the mean of each window of each channel.

    Parameters
    ----------
    x, kernel_size, stride, padding
        As in `max_pool2d`; padding counts as 0.
    count_include_pad : bool
        Whether the padding of a window counts in its mean.

    Returns
    -------
    ndarray (N, C, Ho, Wo)
        Sizes as in `max_pool2d`.

    Raises
    ------
    TypeError, ValueError
        As `max_pool2d`.

    Source
    ------
    A2.11, A2.20, A3.5. Same as ``torch.nn.functional.avg_pool2d``.

    Examples
    --------
    >>> x = np.array([[1.0, 0, 2, 3], [4, 6, 6, 8], [3, 1, 1, 0], [1, 2, 2, 4]])
    >>> avg_pool2d(x[None, None], 2)[0, 0].tolist()
    [[2.75, 4.75], [1.75, 1.75]]
    """
    where = _windows("avg_pool2d", x, kernel_size, stride, padding)
    counts = _counts("avg_pool2d", x, where, count_include_pad)
    out = reduced(np.add, x, where, 0)
    out /= counts
    return out


def avg_pool2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    count_include_pad: bool = True,
) -> np.ndarray:
    """dx gets from each window that holds it dout divided by the window's count.

    Returns dx; raises as `avg_pool2d`, and when the shape of dout is not the output's.
    """
    name = "avg_pool2d_backward"
    where = _windows(name, x, kernel_size, stride, padding)
    _check_back(name, dout, x, None, where)
    return share_out(dout / _counts(name, x, where, count_include_pad), x, where)


def lp_pool2d(x: np.ndarray, norm_type: float, kernel_size: Any, stride: Any = None, padding: Any = 0) -> np.ndarray:
    """Take the p-norm (Σ abs(x)^p)^(1/p) of each window of each channel; 2 is the length of the window as a vector.

    Parameters
    ----------
    x, kernel_size, stride, padding
        As in `max_pool2d`; padding counts as 0.
    norm_type : float
        The p, at least 1 and finite.

    Returns
    -------
    ndarray (N, C, Ho, Wo)
        Sizes as in `max_pool2d`.

    Raises
    ------
    TypeError, ValueError
        As `max_pool2d`, and when norm_type is no number or smaller than 1.

    Source
    ------
    A3.5. Same as ``torch.nn.functional.lp_pool2d`` where p is even or x is not negative.

    Examples
    --------
    >>> lp_pool2d(np.array([[[[3.0, -4.0]]]]), 2, (1, 2)).item()
    5.0
    """
    return _norm(x, *_lp("lp_pool2d", x, norm_type, kernel_size, stride, padding))


def lp_pool2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    norm_type: float,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    *,
    y: np.ndarray | None = None,
) -> np.ndarray:
    """dx = Σ dout·sign(x)·(abs(x)/y)^(p − 1) over the windows that hold it; 0 where y is 0.

    Returns dx; ``y`` is the forward's result, computed again when not given. Raises as `lp_pool2d`, and when the
    shape of dout is not the output's.
    """
    name = "lp_pool2d_backward"
    where, p = _lp(name, x, norm_type, kernel_size, stride, padding)
    _check_back(name, dout, x, y, where)
    y = _norm(x, where, p) if y is None else y
    dx, safe = np.zeros(x.shape, x.dtype), np.where(y == 0, x.dtype.type(1), y)
    for outputs, pixels in where.taps:
        with np.errstate(invalid="ignore"):  # ∞/∞ is NaN, and passes through
            ratio = (np.abs(x[pixels]) / safe[outputs]) ** (p - 1)
        dx[pixels] += np.where(y[outputs] == 0, 0, dout[outputs] * np.sign(x[pixels]) * ratio)
    return dx


def _windows(function: str, x: Any, kernel_size: Any, stride: Any, padding: Any) -> Windows:
    """Check the arguments of a pooling and lay its windows."""
    _checks.floats(function, x=x)
    _checks.images(function, x)
    kernel = _checks.pair(function, "kernel_size", kernel_size, 1)
    strides = kernel if stride is None else _checks.pair(function, "stride", stride, 1)
    paddings = _checks.padding_pairs(function, padding, x.shape[2:], kernel, strides)
    if any(max(sides) > k // 2 for sides, k in zip(paddings, kernel, strict=True)):
        raise ValueError(
            f"{function}: padding must be at most half the kernel on each side, got {padding!r} with "
            f"kernel_size={kernel_size!r} (x.shape={x.shape}). Most of a window would lie in the padding."
        )
    out = _checks.output_size(function, x.shape[2:], kernel, strides, paddings, (1, 1))
    return windows(x.shape[2:], kernel, strides, paddings, out)


def _check_back(function: str, dout: Any, x: np.ndarray, y: Any, where: Windows) -> None:
    """Refuse a gradient or a result that does not have the output's shape."""
    expected = (*x.shape[:2], *where.out)
    _checks.floats(function, dout=dout, x=x, y=y)
    _checks.same_shape(function, "dout", dout, expected, "the output")
    if y is not None:
        _checks.same_shape(function, "y", y, expected, "the output")


def _largest(x: np.ndarray, where: Windows) -> np.ndarray:
    """Return the largest value of each window."""
    return reduced(np.maximum, x, where, -np.inf)


def _counts(function: str, x: np.ndarray, where: Windows, include_pad: Any) -> np.ndarray:
    """Return how many values each window's mean is over, as (Ho, Wo), or one number for all."""
    if not isinstance(include_pad, bool):
        raise TypeError(f"{function}: count_include_pad must be True or False, got {include_pad!r}.")
    if include_pad:
        return np.array(len(where.rows.taps) * len(where.cols.taps), x.dtype)
    counts = np.zeros(where.out, x.dtype)
    for outputs, _ in where.taps:
        counts[outputs[1:]] += 1
    return counts


def _lp(function: str, x: Any, norm_type: Any, kernel_size: Any, stride: Any, padding: Any) -> tuple[Windows, float]:
    """Check the arguments of `lp_pool2d`."""
    where = _windows(function, x, kernel_size, stride, padding)
    return where, _checks.number(function, "norm_type", norm_type, least=1)


def _norm(x: np.ndarray, where: Windows, p: float) -> np.ndarray:
    """Return the p-norm of each window; divided by the largest value first, so that no power overflows."""
    largest = _largest(np.abs(x), where)
    safe = np.where((largest == 0) | np.isinf(largest), x.dtype.type(1), largest)
    total = np.zeros(safe.shape, x.dtype)
    for outputs, pixels in where.taps:
        total[outputs] += (np.abs(x[pixels]) / safe[outputs]) ** p
    return largest * total ** (1 / p)
