"""Convolution of images with kernels, and its gradient."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from cnnlite import _checks
from cnnlite._checks import Padding, Pair
from cnnlite.algorithms import METHODS, Geometry, choice, fitting
from cnnlite.functional.sums import channel_sums


class _Plan(NamedTuple):
    """The checked arguments of one convolution, all in one form."""

    geometry: Geometry
    groups: int
    method: str


def conv_output_size(size: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Any:
    """Return how many outputs a window of size ``kernel`` makes on an axis, or on both axes of an image.

    Parameters
    ----------
    size, kernel, stride, dilation : int or pair of int
        Pixels; ``stride`` and ``dilation`` at least 1.
    padding : int, pair of int, "valid", "same" or ((top, bottom), (left, right))
        Pixels added on each side.

    Returns
    -------
    int or pair of int
        ⌊(size + 2·padding − dilation·(kernel − 1) − 1)/stride⌋ + 1; an int when no argument is a pair.

    Raises
    ------
    TypeError, ValueError
        An argument is no whole number, too small or of a wrong form, or the kernel does not fit.

    Source
    ------
    A1.9, A1.20, A3.1; the published formula A1.10 counts one too many (E14).

    Examples
    --------
    >>> conv_output_size(7, 3, stride=2, padding=1)
    4
    >>> conv_output_size((240, 320), 5, padding="same")
    (240, 320)
    """
    name = "conv_output_size"
    sizes, kernels = _checks.pair(name, "size", size, 1), _checks.pair(name, "kernel", kernel, 1)
    strides, dilations = _checks.pair(name, "stride", stride, 1), _checks.pair(name, "dilation", dilation, 1)
    paddings = _checks.padding_pairs(name, padding, sizes, _checks.kernel_span(kernels, dilations), strides)
    rows, cols = _checks.output_size(name, sizes, kernels, strides, paddings, dilations)
    one_axis = not any(isinstance(v, (tuple, list)) for v in (size, kernel, stride, padding, dilation))
    return rows if one_axis else (rows, cols)


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    method: str = "auto",
) -> np.ndarray:
    """Slide every kernel over the images; each output is the sum of products of one window, plus a bias.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images, float32 or float64.
    w : ndarray (O, C/groups, kh, kw)
        Kernels, of the same dtype.
    b : ndarray (O,), optional
        One bias per output channel.
    stride, dilation : int or pair of int
        Steps between windows, and between the taps of a kernel, in pixels.
    padding : int, pair of int, "valid", "same" or ((top, bottom), (left, right))
        Zeros added around the image; "same" gives ⌈H/stride⌉ × ⌈W/stride⌉, an odd row or column at the end.
    groups : int
        Splits channels and kernels into so many independent convolutions.
    method : {"auto", "loops", "windows", "shift_and_add", "im2col", "rowcol", "winograd", "fft", …}
        The algorithm, one of `cnnlite.algorithms.METHODS`; all give the same numbers, but for rounding. "auto" takes
        the fastest for the shape, and in float64 only those that add up the products as they are.

    Returns
    -------
    ndarray (N, O, Ho, Wo)
        Ho = ⌊(H + top + bottom − dilation·(kh − 1) − 1)/stride⌋ + 1, and Wo likewise.

    Raises
    ------
    TypeError
        An array is no float array, dtypes differ, or a number is of a wrong kind.
    ValueError
        Shapes do not match, the kernel does not fit in the padded image, or a number is too small.

    Source
    ------
    A1.7, A1.21, A3.14–A3.16, A4.11. Same as ``torch.nn.functional.conv2d``.

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
    >>> conv2d(x, np.ones((1, 1, 2, 2)), stride=2)[0, 0].tolist()
    [[10.0, 18.0], [42.0, 50.0]]
    """
    return _forward(x, w, b, _plan("conv2d", x, w, b, stride, padding, dilation, groups, method))


def conv2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    method: str = "auto",
    *,
    needs_input_grad: tuple[bool, bool, bool] = (True, True, True),
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """dx = Σ dout·w over the windows a pixel is in, dw = Σ dout·x over the positions of a tap, db = Σ dout.

    Returns (dx, dw, db); a False in ``needs_input_grad`` leaves that one None. Raises as `conv2d`, and when dout's
    shape is not the output's. Source: A1.23–A1.25 (tied bias), A3.24.
    """
    plan = _plan("conv2d_backward", x, w, b, stride, padding, dilation, groups, method)
    return _backward("conv2d_backward", dout, x, w, b, plan, needs_input_grad)


def true_conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    method: str = "auto",
) -> np.ndarray:
    """Turn every kernel by 180°, then slide it: convolution as mathematics means it.

    Parameters, returns and errors are those of `conv2d`, which networks use, and which does not turn the kernel.

    Source
    ------
    A0.29, A1.25, E7. Same as ``scipy.signal.convolve2d`` for one image and one kernel.

    Examples
    --------
    >>> x = np.array([[[[0.0, 1, 0, 0]]]])
    >>> true_conv2d(x, np.array([[[[1.0, 2, 3]]]]), padding=((0, 0), (1, 1)))[0, 0].tolist()
    [[1.0, 2.0, 3.0, 0.0]]
    """
    plan = _plan("true_conv2d", x, w, b, stride, padding, dilation, groups, method)
    return _forward(x, np.flip(w, (2, 3)), b, plan)


def true_conv2d_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
    method: str = "auto",
    *,
    needs_input_grad: tuple[bool, bool, bool] = (True, True, True),
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """Return the gradients of `conv2d` with the turned kernel, dw turned back.

    Returns (dx, dw, db); raises as `conv2d_backward`. Source: A1.25.
    """
    name = "true_conv2d_backward"
    plan = _plan(name, x, w, b, stride, padding, dilation, groups, method)
    dx, dw, db = _backward(name, dout, x, np.flip(w, (2, 3)), b, plan, needs_input_grad)
    return dx, None if dw is None else np.flip(dw, (2, 3)), db


def _forward(x: np.ndarray, w: np.ndarray, b: np.ndarray | None, plan: _Plan) -> np.ndarray:
    """Convolve each group of channels on its own."""
    if plan.groups == 1:
        return choice.forward(plan.method, x, w, plan.geometry).conv2d(x, w, b, plan.geometry)
    biases = [None] * plan.groups if b is None else np.split(b, plan.groups)
    inputs, kernels, whole = np.split(x, plan.groups, 1), np.split(w, plan.groups), plan._replace(groups=1)
    return np.concatenate(
        [_forward(part, kernel, bias, whole) for part, kernel, bias in zip(inputs, kernels, biases, strict=True)], 1
    )


def _backward(
    function: str, dout: Any, x: np.ndarray, w: np.ndarray, b: np.ndarray | None, plan: _Plan, wanted: Any
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """Return dx, dw and db; None for those not wanted."""
    _checks.floats(function, dout=dout, x=x)
    _checks.same_shape(function, "dout", dout, (x.shape[0], w.shape[0], *plan.geometry.out), "the output")
    _checks.wanted(function, wanted)
    dx = _dx(dout, x, w, plan) if wanted[0] else None
    dw = _dw(dout, x, w, plan) if wanted[1] else None
    return dx, dw, channel_sums(dout) if wanted[2] and b is not None else None


def _dx(dout: np.ndarray, x: np.ndarray, w: np.ndarray, plan: _Plan) -> np.ndarray:
    """Return ∂loss/∂x, group by group."""
    if plan.groups == 1:
        return choice.for_dx(plan.method, x, w, plan.geometry).conv2d_dx(dout, w, plan.geometry)
    douts, inputs, kernels = np.split(dout, plan.groups, 1), np.split(x, plan.groups, 1), np.split(w, plan.groups)
    whole = plan._replace(groups=1)
    return np.concatenate([_dx(*part, whole) for part in zip(douts, inputs, kernels, strict=True)], 1)


def _dw(dout: np.ndarray, x: np.ndarray, w: np.ndarray, plan: _Plan) -> np.ndarray:
    """Return ∂loss/∂w, group by group."""
    if plan.groups == 1:
        return choice.for_dw(plan.method, x, w, plan.geometry).conv2d_dw(dout, x, plan.geometry)
    douts, inputs, kernels = np.split(dout, plan.groups, 1), np.split(x, plan.groups, 1), np.split(w, plan.groups)
    whole = plan._replace(groups=1)
    return np.concatenate([_dw(*part, whole) for part in zip(douts, inputs, kernels, strict=True)])


def _plan(
    function: str, x: Any, w: Any, b: Any, stride: Any, padding: Any, dilation: Any, groups: Any, method: str
) -> _Plan:
    """Check the arguments of a convolution and bring them into one form."""
    _checks.floats(function, x=x, w=w, b=b)
    _checks.images(function, x)
    if w.ndim != 4:
        _checks.dimensions(function, "w", w, "O C/groups kh kw", "Kernels are (O, C/groups, kh, kw).")
    if 0 in w.shape:
        raise ValueError(f"{function}: w must not be empty, got w.shape={w.shape}.")
    _checks.groups(function, groups, x.shape[1], w.shape[0], x, w)
    channels = w.shape[1] * groups
    if x.shape[1] != channels:
        last = " x looks channels-last: x.transpose(0, 3, 1, 2)." if x.shape[3] == channels else ""
        raise ValueError(
            f"{function}: x must have {channels} channels to match w, got {x.shape[1]} "
            f"{_checks.shapes(x=x, w=w)}.{last or ' Kernels are (O, C/groups, kh, kw).'}"
        )
    _checks.bias(function, w, b, "kernels")
    strides = _checks.pair(function, "stride", stride, 1)
    dilations = _checks.pair(function, "dilation", dilation, 1)
    size, kernel = x.shape[2:], w.shape[2:]
    paddings = _checks.padding_pairs(function, padding, size, _checks.kernel_span(kernel, dilations), strides)
    geometry = _geometry(function, size, kernel, strides, paddings, dilations)
    if not isinstance(method, str) or method != "auto":
        _checks.choice(function, "method", method, ("auto", *METHODS))
        if not fitting(method, w.shape, geometry):
            raise ValueError(
                f'{function}: method must fit the shapes, got "{method}", which takes only {METHODS[method].ONLY} '
                f'{_checks.shapes(x=x, w=w)}. "auto" takes everything.'
            )
    return _Plan(geometry, groups, method)


@lru_cache(maxsize=256)
def _geometry(function: str, size: Pair, kernel: Pair, stride: Pair, padding: Padding, dilation: Pair) -> Geometry:
    """Return the geometry of checked numbers; networks ask for the same few again and again."""
    out = _checks.output_size(function, size, kernel, stride, padding, dilation)
    return Geometry(size, kernel, stride, padding, dilation, out)
