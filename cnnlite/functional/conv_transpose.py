"""The transposed convolution: `conv2d`'s gradient of its input, as an operation of its own."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.algorithms import Geometry, choice
from cnnlite.functional.sums import channel_sums


def conv_transpose2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> np.ndarray:
    """Let every pixel pay a whole kernel's worth of outputs; where they overlap, they add up.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images or feature maps, float32 or float64.
    w : ndarray (C, O/groups, kh, kw)
        Kernels of the same dtype: those of the `conv2d` that goes the other way.
    b : ndarray (O,), optional
        One bias per output channel.
    stride, dilation : int or pair of int
        Those of the `conv2d` that goes the other way, in pixels.
    padding : int, pair of int or ((top, bottom), (left, right))
        Rows and columns cut off the result, in pixels.
    output_padding : int or pair of int
        Rows and columns added at the end; smaller than the stride or the dilation.
    groups : int
        Splits channels and kernels into so many independent convolutions.

    Returns
    -------
    ndarray (N, O, Ho, Wo)
        Ho = (H − 1)·stride + dilation·(kh − 1) + 1 + output_padding − top − bottom, and Wo likewise.

    Raises
    ------
    TypeError
        An array is no float array, dtypes differ, or a number is of a wrong kind.
    ValueError
        Shapes do not match, nothing is left of the result, or a number is out of range.

    Source
    ------
    A1.25, A3.30 (Experiments 1). Same as ``torch.nn.functional.conv_transpose2d``.

    Examples
    --------
    >>> conv_transpose2d(np.array([[[[1.0, 10.0]]]]), np.array([[[[1.0, 2.0, 3.0]]]]), stride=(1, 2))[0, 0].tolist()
    [[1.0, 2.0, 13.0, 20.0, 30.0]]
    """
    name = "conv_transpose2d"
    geometry = _plan(name, x, w, b, stride, padding, output_padding, dilation, groups)
    parts = [
        choice.for_dx("auto", part, kernel, geometry).conv2d_dx(part, kernel, geometry)
        for part, kernel in zip(np.split(x, groups, 1), np.split(w, groups), strict=True)
    ]
    out = np.concatenate(parts, axis=1)
    return out if b is None else out + b[:, None, None]


def conv_transpose2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    *,
    needs_input_grad: tuple[bool, bool, bool] = (True, True, True),
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """dx = conv2d(dout, w), dw = conv2d's dw with x and dout in each other's place, db = Σ dout.

    Returns (dx, dw, db); a False in ``needs_input_grad`` leaves that one None. Raises as `conv_transpose2d`, and when
    dout's shape is not the output's.
    """
    name = "conv_transpose2d_backward"
    geometry = _plan(name, x, w, b, stride, padding, output_padding, dilation, groups)
    _checks.floats(name, dout=dout, x=x)
    _checks.same_shape(name, "dout", dout, (x.shape[0], w.shape[1] * groups, *geometry.size), "the output")
    _checks.wanted(name, needs_input_grad)
    douts, inputs, kernels = np.split(dout, groups, 1), np.split(x, groups, 1), np.split(w, groups)
    dx = dw = db = None
    if needs_input_grad[0]:
        parts = [
            choice.forward("auto", d, k, geometry).conv2d(d, k, None, geometry)
            for d, k in zip(douts, kernels, strict=True)
        ]
        dx = np.concatenate(parts, axis=1)
    if needs_input_grad[1]:
        parts = [
            choice.for_dw("auto", d, k, geometry).conv2d_dw(i, d, geometry)
            for i, d, k in zip(inputs, douts, kernels, strict=True)
        ]
        dw = np.concatenate(parts)
    if needs_input_grad[2] and b is not None:
        db = channel_sums(dout)
    return dx, dw, db


def _plan(
    function: str, x: Any, w: Any, b: Any, stride: Any, padding: Any, output_padding: Any, dilation: Any, groups: Any
) -> Geometry:
    """Check the arguments; return the geometry of the convolution that this one goes back along."""
    _checks.floats(function, x=x, w=w, b=b)
    _checks.images(function, x)
    _checks.dimensions(function, "w", w, "C O/groups kh kw", "Kernels are (C, O/groups, kh, kw).")
    _checks.groups(function, groups, x.shape[1], w.shape[0], x, w)
    if 0 in w.shape or x.shape[1] != w.shape[0]:
        raise ValueError(
            f"{function}: w must have one row of kernels for each of the {x.shape[1]} channels of x, "
            f"got {_checks.shapes(x=x, w=w)[1:-1]}. Kernels are (C, O/groups, kh, kw)."
        )
    if b is not None and b.shape != (w.shape[1] * groups,):
        raise ValueError(
            f"{function}: b must have one value for each of the {w.shape[1] * groups} output channels, "
            f"got b.shape={b.shape} (w.shape={w.shape}, groups={groups})."
        )
    strides, dilations = _checks.pair(function, "stride", stride, 1), _checks.pair(function, "dilation", dilation, 1)
    extra = _checks.pair(function, "output_padding", output_padding, 0)
    if any(e >= max(s, d) for e, s, d in zip(extra, strides, dilations, strict=True)):
        raise ValueError(
            f"{function}: output_padding must be smaller than the stride or the dilation, got {output_padding!r} "
            f"with stride={stride!r} and dilation={dilation!r}."
        )
    if isinstance(padding, str):
        raise TypeError(
            f"{function}: padding must be an int, a pair or ((top, bottom), (left, right)), got {padding!r}."
        )
    span = _checks.kernel_span(w.shape[2:], dilations)
    sides = _checks.padding_pairs(function, padding, x.shape[2:], span, strides)
    rows, cols = ((n - 1) * s + k + e for n, s, k, e in zip(x.shape[2:], strides, span, extra, strict=True))
    if rows <= sum(sides[0]) or cols <= sum(sides[1]) or rows * cols >= _checks.LARGEST:
        raise ValueError(
            f"{function}: padding and stride must leave a result that fits in memory, got {rows}×{cols} before padding "
            f"{sides} is cut off {_checks.shapes(x=x, w=w)}."
        )
    size = rows - sum(sides[0]), cols - sum(sides[1])
    return Geometry(size, w.shape[2:], strides, sides, dilations, x.shape[2:])
