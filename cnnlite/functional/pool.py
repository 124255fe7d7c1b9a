"""Pooling: one number for each window, and where its gradient goes."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from cnnlite import _checks
from cnnlite._checks import Padding, Pair


class _Plan(NamedTuple):
    """The checked arguments of one pooling, all in one form."""

    kernel: Pair
    stride: Pair
    padding: Padding
    out_size: Pair


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
    plan = _plan("max_pool2d", x, kernel_size, stride, padding)
    out = np.full((*x.shape[:2], *plan.out_size), -np.inf, x.dtype)
    for outputs, pixels in _taps(x.shape[2:], plan):
        np.maximum(out[outputs], x[pixels], out=out[outputs])
    return out


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
    plan = _plan("max_pool2d_backward", x, kernel_size, stride, padding)
    _checks.floats("max_pool2d_backward", dout=dout, x=x, y=y)
    expected = (*x.shape[:2], *plan.out_size)
    _checks.same_shape("max_pool2d_backward", "dout", dout, expected, "the output")
    if y is None:
        y = max_pool2d(x, kernel_size, stride, padding)
    _checks.same_shape("max_pool2d_backward", "y", y, expected, "the output")
    dx = np.zeros(x.shape, x.dtype)
    unpaid = np.ones(y.shape, bool)
    for outputs, pixels in _taps(x.shape[2:], plan):
        wins = unpaid[outputs] & (x[pixels] == y[outputs])
        dx[pixels] += np.where(wins, dout[outputs], 0)
        unpaid[outputs] &= ~wins
    return dx


def _plan(function: str, x: Any, kernel_size: Any, stride: Any, padding: Any) -> _Plan:
    """Check the arguments of a pooling and bring them into one form."""
    _checks.floats(function, x=x)
    _checks.images(function, x)
    kernel = _checks.pair(function, "kernel_size", kernel_size, 1)
    strides = kernel if stride is None else _checks.pair(function, "stride", stride, 1)
    paddings = _checks.padding_pairs(function, padding, x.shape[2:], kernel, strides)
    if any(max(sides) > k // 2 for sides, k in zip(paddings, kernel, strict=True)):
        raise ValueError(
            f"{function}: padding must be at most half the kernel on each side, got {padding!r} with "
            f"kernel_size={kernel_size!r} (x.shape={x.shape}). A window would lie wholly in the padding."
        )
    out_size = _checks.output_size(function, x.shape[2:], kernel, strides, paddings, (1, 1))
    return _Plan(kernel, strides, paddings, out_size)


def _taps(size: Pair, plan: _Plan) -> Iterator[tuple[Any, Any]]:
    """Yield, for each place in the window, the outputs that have a real pixel there, and those pixels.

    Windows reach into the padding, but no padded image is ever built: what lies outside is left out.
    """
    rows, cols = (
        [_axis_tap(offset - before, s, n, outputs) for offset in range(k)]
        for k, (before, _), s, n, outputs in zip(
            plan.kernel, plan.padding, plan.stride, size, plan.out_size, strict=True
        )
    )
    for row_outputs, row_pixels in rows:
        for col_outputs, col_pixels in cols:
            yield (..., row_outputs, col_outputs), (..., row_pixels, col_pixels)


def _axis_tap(start: int, stride: int, size: int, outputs: int) -> tuple[slice, slice]:
    """Return along one axis the outputs r with 0 ≤ start + r·stride < size, and these pixels."""
    first = max(0, -(start // stride))
    stop = max(first, min(outputs, (size - 1 - start) // stride + 1))
    pixels = start + first * stride
    return slice(first, stop), slice(pixels, pixels + (stop - first) * stride, stride)
