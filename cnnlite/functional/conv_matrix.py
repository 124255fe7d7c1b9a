"""Convolution seen as matrices: the columns of all windows, and one sparse matrix for the whole operation."""

from typing import Any

import numpy as np
from scipy import sparse

from cnnlite import _checks
from cnnlite._checks import Padding, Pair
from cnnlite.algorithms import windows
from cnnlite.algorithms.padding import crop, pad


def im2col(x: np.ndarray, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> np.ndarray:
    """Write each window as a column, so that a convolution becomes one matrix product.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images, float32 or float64.
    kernel_size, stride, dilation, padding
        As in `conv2d`.

    Returns
    -------
    ndarray (N, C·kh·kw, Ho·Wo)
        Ho and Wo as in `conv2d`; ``w.reshape(O, -1) @ im2col(x, …)`` is the convolution.

    Raises
    ------
    TypeError, ValueError
        As `conv2d`.

    Source
    ------
    Same as ``torch.nn.functional.unfold``.

    Examples
    --------
    >>> im2col(np.arange(9.0).reshape(1, 1, 3, 3), 2)[0].tolist()[0]
    [0.0, 1.0, 3.0, 4.0]
    """
    _check_images("im2col", x)
    kernel, steps, sides, _ = _plan("im2col", x.shape[2:], kernel_size, stride, padding, dilation)
    seen = windows.sliding_windows(pad(x, sides), kernel, *steps)  # N C Ho Wo kh kw
    n, c, rows, cols = seen.shape[:4]
    columns = seen.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kernel[0] * kernel[1], rows * cols)
    return columns if columns.flags.writeable else columns.copy()  # one window or one tap needs no copy, so far


def im2col_backward(
    dout: np.ndarray, x: np.ndarray, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> np.ndarray:
    """dx = col2im(dout): a pixel gets the sum of what its copies got.

    Returns dx; raises as `im2col`, and when the shape of dout is not the output's.
    """
    name = "im2col_backward"
    _check_images(name, x)
    _checks.floats(name, dout=dout, x=x)
    kernel, steps, sides, out = _plan(name, x.shape[2:], kernel_size, stride, padding, dilation)
    expected = (x.shape[0], x.shape[1] * kernel[0] * kernel[1], out[0] * out[1])
    _checks.same_shape(name, "dout", dout, expected, "the output")
    return _fold(dout, x.shape[2:], kernel, steps, sides, out)


def col2im(
    columns: np.ndarray, output_size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> np.ndarray:
    """Put columns of windows back into an image; where windows overlap, they add up.

    Parameters
    ----------
    columns : ndarray (N, C·kh·kw, Ho·Wo)
        As `im2col` makes them.
    output_size : int or pair of int
        Rows and columns of the image.
    kernel_size, stride, dilation, padding
        As in `conv2d`.

    Returns
    -------
    ndarray (N, C, H, W)

    Raises
    ------
    TypeError, ValueError
        As `conv2d`, and when the shape of columns does not fit.

    Source
    ------
    Same as ``torch.nn.functional.fold``. Not the inverse of `im2col`, its transpose.

    Examples
    --------
    >>> col2im(np.ones((1, 4, 4)), 3, 2)[0, 0].tolist()
    [[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]
    """
    size, kernel, steps, sides, out = _fold_plan("col2im", columns, output_size, kernel_size, stride, padding, dilation)
    return _fold(columns, size, kernel, steps, sides, out)


def col2im_backward(
    dout: np.ndarray,
    columns: np.ndarray,
    output_size: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
) -> np.ndarray:
    """dcolumns = im2col(dout): each copy gets what its pixel got.

    Returns dcolumns; raises as `col2im`, and when the shape of dout is not the output's.
    """
    name = "col2im_backward"
    size, kernel, _, _, _ = _fold_plan(name, columns, output_size, kernel_size, stride, padding, dilation)
    _checks.floats(name, dout=dout, columns=columns)
    channels = columns.shape[1] // (kernel[0] * kernel[1])
    _checks.same_shape(name, "dout", dout, (columns.shape[0], channels, *size), "the output")
    return im2col(dout, kernel_size, stride, padding, dilation)


def conv_matrix(
    w: np.ndarray, input_shape: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> sparse.csr_array:
    """Return the one sparse matrix M with ``M @ x.ravel() == conv2d(x[None], w, …).ravel()``.

    Its zeros are locality, its repeated numbers are shared weights, and its transpose is the gradient of the input:
    ``dx.ravel() == M.T @ dout.ravel()``. It is for looking at; it has no ``_backward`` of its own.

    Parameters
    ----------
    w : ndarray (O, C, kh, kw)
        Kernels, float32 or float64.
    input_shape : (C, H, W)
        The shape of one image.
    stride, dilation, padding
        As in `conv2d`.

    Returns
    -------
    scipy.sparse.csr_array (O·Ho·Wo, C·H·W)
        Weights that are 0 are stored, too: every stored entry is one multiplication.

    Raises
    ------
    TypeError, ValueError
        As `conv2d`, and when ``input_shape`` is not three whole numbers that fit w.

    Source
    ------
    A3.30, Experiments 1.

    Examples
    --------
    >>> conv_matrix(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), (1, 3, 3)).toarray()[0].tolist()
    [1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]
    """
    name = "conv_matrix"
    _checks.floats(name, w=w)
    _checks.dimensions(name, "w", w, "O C kh kw", "Kernels are (O, C, kh, kw).")
    if not isinstance(input_shape, (tuple, list)) or len(input_shape) != 3 or not all(map(_checks.is_int, input_shape)):
        raise TypeError(f"{name}: input_shape must be three whole numbers (C, H, W), got {input_shape!r}.")
    channels, *size = input_shape
    if 0 in w.shape or channels != w.shape[1] or min(size) < 1:
        raise ValueError(f"{name}: input_shape must have the {w.shape[1]} channels of w, got {input_shape!r}.")
    kernel, steps, sides, out = _plan(name, (size[0], size[1]), w.shape[2:], stride, padding, dilation)
    # Which pixel, counted from 1, each window meets at each tap; 0 is padding.
    number = np.arange(1, channels * size[0] * size[1] + 1).reshape(1, channels, *size)
    met = windows.sliding_windows(pad(number, sides), kernel, *steps)[0]  # C Ho Wo kh kw
    met = np.broadcast_to(met, (w.shape[0], *met.shape))  # O C Ho Wo kh kw
    row = np.arange(w.shape[0] * out[0] * out[1]).reshape(w.shape[0], 1, *out, 1, 1)
    weight = np.broadcast_to(w[:, :, None, None], met.shape)
    inside = met > 0
    place = np.broadcast_to(row, met.shape)[inside], met[inside] - 1
    return sparse.csr_array((weight[inside], place), shape=(row.size, number.size))


def _check_images(function: str, x: Any) -> None:
    """Refuse what is no batch of float images."""
    _checks.floats(function, x=x)
    _checks.images(function, x)


def _plan(
    function: str, size: Pair, kernel_size: Any, stride: Any, padding: Any, dilation: Any
) -> tuple[Pair, tuple[Pair, Pair], Padding, Pair]:
    """Check the numbers; return the kernel, (stride, dilation), the padding and the output size."""
    kernel = _checks.pair(function, "kernel_size", kernel_size, 1)
    steps = _checks.pair(function, "stride", stride, 1), _checks.pair(function, "dilation", dilation, 1)
    sides = _checks.padding_pairs(function, padding, size, _checks.kernel_span(kernel, steps[1]), steps[0])
    return kernel, steps, sides, _checks.output_size(function, size, kernel, steps[0], sides, steps[1])


def _fold_plan(
    function: str, columns: Any, output_size: Any, kernel_size: Any, stride: Any, padding: Any, dilation: Any
) -> tuple[Pair, Pair, tuple[Pair, Pair], Padding, Pair]:
    """Check the arguments of `col2im`; return the image's size and what `_plan` returns."""
    _checks.floats(function, columns=columns)
    _checks.dimensions(function, "columns", columns, "N C·kh·kw Ho·Wo", "Columns are as im2col makes them.")
    size = _checks.pair(function, "output_size", output_size, 1)
    kernel, steps, sides, out = _plan(function, size, kernel_size, stride, padding, dilation)
    taps = kernel[0] * kernel[1]
    if columns.shape[1] == 0 or columns.shape[1] % taps or columns.shape[2] != out[0] * out[1]:
        raise ValueError(
            f"{function}: columns must be (N, C·{taps}, {out[0] * out[1]}) for {out[0]}×{out[1]} windows of "
            f"{kernel[0]}×{kernel[1]}, got columns.shape={columns.shape}."
        )
    return size, kernel, steps, sides, out


def _fold(
    columns: np.ndarray, size: Pair, kernel: Pair, steps: tuple[Pair, Pair], sides: Padding, out: Pair
) -> np.ndarray:
    """Add every window's column to the pixels it came from."""
    (top, bottom), (left, right) = sides
    stride, dilation = steps
    channels = columns.shape[1] // (kernel[0] * kernel[1])
    taps = columns.reshape(len(columns), channels, *kernel, *out)  # N C kh kw Ho Wo
    padded = np.zeros((*taps.shape[:2], top + size[0] + bottom, left + size[1] + right), columns.dtype)
    for i, j in np.ndindex(kernel):
        r, c = i * dilation[0], j * dilation[1]
        padded[:, :, r : r + out[0] * stride[0] : stride[0], c : c + out[1] * stride[1] : stride[1]] += taps[:, :, i, j]
    return crop(padded, sides)
