"""Pooling whose regions follow from the output's size: global, adaptive and fractional."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite._checks import Pair
from cnnlite.algorithms.geometry import channels_last, empty_like
from cnnlite.functional.sums import in_rows


def adaptive_max_pool2d(x: np.ndarray, output_size: Any) -> np.ndarray:
    """Keep the largest value of each of ``output_size`` regions that cover the image evenly.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images or feature maps, float32 or float64.
    output_size : int or pair of int
        Rows and columns of the output.

    Returns
    -------
    ndarray (N, C, Ho, Wo)
        Region i of an axis runs from ⌊i·H/Ho⌋ up to, not including, ⌈(i + 1)·H/Ho⌉.

    Raises
    ------
    TypeError, ValueError
        x is no (N, C, H, W) float array, or output_size is no int or pair of at least 1.

    Source
    ------
    A2.11. Same as ``torch.nn.functional.adaptive_max_pool2d``.

    Examples
    --------
    >>> adaptive_max_pool2d(np.arange(25.0).reshape(1, 1, 5, 5), 2)[0, 0].tolist()
    [[12.0, 14.0], [22.0, 24.0]]
    """
    return _max("adaptive_max_pool2d", x, output_size)


def adaptive_max_pool2d_backward(dout: np.ndarray, x: np.ndarray, output_size: Any) -> np.ndarray:
    """dx gets dout at the first of each region's largest values; regions that overlap add up.

    Returns dx; raises as `adaptive_max_pool2d`, and when the shape of dout is not the output's.
    """
    return _max_backward("adaptive_max_pool2d_backward", dout, x, output_size)


def adaptive_avg_pool2d(x: np.ndarray, output_size: Any) -> np.ndarray:
    """Take the mean of each of ``output_size`` regions that cover the image evenly.

    Parameters, returns and errors are those of `adaptive_max_pool2d`.

    Source
    ------
    A2.11. Same as ``torch.nn.functional.adaptive_avg_pool2d``.

    Examples
    --------
    >>> adaptive_avg_pool2d(np.arange(9.0).reshape(1, 1, 3, 3), 2)[0, 0].tolist()
    [[2.0, 3.0], [5.0, 6.0]]
    """
    return _avg("adaptive_avg_pool2d", x, output_size)


def adaptive_avg_pool2d_backward(dout: np.ndarray, x: np.ndarray, output_size: Any) -> np.ndarray:
    """dx gets from each region that holds it dout divided by the region's size.

    Returns dx; raises as `adaptive_avg_pool2d`, and when the shape of dout is not the output's.
    """
    return _avg_backward("adaptive_avg_pool2d_backward", dout, x, output_size)


def global_max_pool2d(x: np.ndarray) -> np.ndarray:
    """Keep the largest value of each channel.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images or feature maps, float32 or float64.

    Returns
    -------
    ndarray (N, C, 1, 1)

    Raises
    ------
    TypeError, ValueError
        x is no (N, C, H, W) float array.

    Source
    ------
    A1.15, A1.18.

    Examples
    --------
    >>> global_max_pool2d(np.array([[[[2.0, 4, 3], [1, 5, 6], [8, 2, 9]]]])).item()
    9.0
    """
    return _max("global_max_pool2d", x, 1)


def global_max_pool2d_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """dx gets dout at the first of each channel's largest values, 0 elsewhere.

    Returns dx; raises as `global_max_pool2d`, and when the shape of dout is not the output's.
    """
    return _max_backward("global_max_pool2d_backward", dout, x, 1)


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Take the mean of each channel.

    Parameters, returns and errors are those of `global_max_pool2d`.

    Source
    ------
    A1.15, A1.19.

    Examples
    --------
    >>> round(global_avg_pool2d(np.array([[[[2.0, 4, 3], [1, 5, 6], [8, 2, 9]]]])).item(), 4)
    4.4444
    """
    _checks.floats("global_avg_pool2d", x=x)
    _checks.images("global_avg_pool2d", x)
    count, channels, pixels = x.shape[0], x.shape[1], x.shape[2] * x.shape[3]
    ones = np.ones(pixels, x.dtype)  # a product with them adds up faster than a sum does
    if channels_last(x):
        sums = ones @ in_rows(x, True).reshape(count, pixels, channels)
    else:
        sums = x.reshape(count * channels, pixels) @ ones
    sums /= x.dtype.type(pixels)
    return sums.reshape(count, channels, 1, 1)


def global_avg_pool2d_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """dx = dout divided by the channel's number of pixels, everywhere.

    Returns dx; raises as `global_avg_pool2d`, and when the shape of dout is not the output's.
    """
    name = "global_avg_pool2d_backward"
    _checks.floats(name, x=x)
    _checks.images(name, x)
    _check_back(name, dout, x, (1, 1))
    dx = empty_like(x, x.shape[1], (x.shape[2], x.shape[3]))
    dx[...] = dout / x.dtype.type(x.shape[2] * x.shape[3])
    return dx


def fractional_max_pool2d(x: np.ndarray, kernel_size: Any, output_size: Any, samples: np.ndarray) -> np.ndarray:
    """Keep the largest value of windows whose steps vary by chance, so that the size shrinks by a fraction.

    Parameters
    ----------
    x : ndarray (N, C, H, W)
        Images or feature maps, float32 or float64.
    kernel_size, output_size : int or pair of int
        Rows and columns of the window and of the output; output + kernel − 1 must fit in the image.
    samples : ndarray (N, C, 2)
        Random numbers in [0, 1) of x's dtype that place the windows of each channel: first along the columns, then
        along the rows.

    Returns
    -------
    ndarray (N, C, Ho, Wo)
        Window i of an axis begins at ⌊(i + s)·a⌋ − ⌊s·a⌋ with a = (H − kh)/(Ho − 1), the last one at H − kh.

    Raises
    ------
    TypeError, ValueError
        An array is of a wrong kind, shape or range, or the windows do not fit.

    Source
    ------
    A2.11. Same as ``torch.nn.functional.fractional_max_pool2d`` with ``_random_samples``.

    Examples
    --------
    >>> x = np.arange(25.0).reshape(1, 1, 5, 5)
    >>> fractional_max_pool2d(x, 2, 3, np.array([[[0.5, 0.5]]]))[0, 0].tolist()
    [[6.0, 8.0, 9.0], [16.0, 18.0, 19.0], [21.0, 23.0, 24.0]]
    """
    taps = _fractional_taps("fractional_max_pool2d", x, kernel_size, output_size, samples)
    return np.max(np.stack([x[tap] for tap in taps]), axis=0)


def fractional_max_pool2d_backward(
    dout: np.ndarray, x: np.ndarray, kernel_size: Any, output_size: Any, samples: np.ndarray
) -> np.ndarray:
    """dx gets dout at the first of each window's largest values; windows that overlap add up.

    Returns dx; raises as `fractional_max_pool2d`, and when the shape of dout is not the output's.
    """
    name = "fractional_max_pool2d_backward"
    taps = _fractional_taps(name, x, kernel_size, output_size, samples)
    _checks.floats(name, dout=dout, x=x)
    seen = np.stack([x[tap] for tap in taps])
    _checks.same_shape(name, "dout", dout, seen.shape[1:], "the output")
    dx, best = np.zeros(x.shape, x.dtype), seen.argmax(axis=0)
    for place, tap in enumerate(taps):  # within one tap no pixel occurs twice
        dx[tap] += np.where(best == place, dout, 0)
    return dx


def _regions(function: str, x: Any, output_size: Any) -> tuple[Pair, Iterator[tuple[Pair, Any]]]:
    """Check the arguments; return the output's size, and each output's place with the pixels it is made of."""
    _checks.floats(function, x=x)
    _checks.images(function, x)
    size = _checks.pair(function, "output_size", output_size, 1)
    if size[0] * size[1] >= _checks.LARGEST:
        raise ValueError(f"{function}: output_size must fit in memory, got {output_size!r}.")

    def region(axis: int, place: int) -> slice:
        n, outputs = x.shape[2 + axis], size[axis]
        return slice(place * n // outputs, -(-(place + 1) * n // outputs))

    return size, (((r, c), (..., region(0, r), region(1, c))) for r, c in np.ndindex(size))


def _max(function: str, x: Any, output_size: Any) -> np.ndarray:
    """Return the largest value of each region."""
    size, regions = _regions(function, x, output_size)
    out = np.empty((*x.shape[:2], *size), x.dtype)
    for (r, c), pixels in regions:
        out[:, :, r, c] = x[pixels].max(axis=(2, 3))
    return out


def _max_backward(function: str, dout: Any, x: Any, output_size: Any) -> np.ndarray:
    """Give dout to the first of each region's largest values."""
    size, regions = _regions(function, x, output_size)
    _check_back(function, dout, x, size)
    dx = np.zeros(x.shape, x.dtype)
    for (r, c), pixels in regions:
        part = x[pixels]
        flat = part.reshape(*part.shape[:2], part.shape[2] * part.shape[3])
        first = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[pixels] += np.where(first, dout[:, :, r, c][..., None], 0).reshape(part.shape)
    return dx


def _avg(function: str, x: Any, output_size: Any) -> np.ndarray:
    """Return the mean of each region."""
    size, regions = _regions(function, x, output_size)
    out = np.empty((*x.shape[:2], *size), x.dtype)
    for (r, c), pixels in regions:
        out[:, :, r, c] = x[pixels].mean(axis=(2, 3))
    return out


def _avg_backward(function: str, dout: Any, x: Any, output_size: Any) -> np.ndarray:
    """Spread dout evenly over each region."""
    size, regions = _regions(function, x, output_size)
    _check_back(function, dout, x, size)
    dx = np.zeros(x.shape, x.dtype)
    for (r, c), pixels in regions:
        part = dx[pixels]
        part += dout[:, :, r, c][:, :, None, None] / (part.shape[2] * part.shape[3])
    return dx


def _check_back(function: str, dout: Any, x: np.ndarray, size: Pair) -> None:
    """Refuse a gradient that does not have the output's shape."""
    _checks.floats(function, dout=dout, x=x)
    _checks.same_shape(function, "dout", dout, (*x.shape[:2], *size), "the output")


def _fractional_taps(function: str, x: Any, kernel_size: Any, output_size: Any, samples: Any) -> list[Any]:
    """Check the arguments; return for each place in the window the index of the pixels there, (N, C, Ho, Wo)."""
    _checks.floats(function, x=x, samples=samples)
    _checks.images(function, x)
    kernel = _checks.pair(function, "kernel_size", kernel_size, 1)
    size = _checks.pair(function, "output_size", output_size, 1)
    _checks.same_shape(function, "samples", samples, (*x.shape[:2], 2), "two numbers for each channel of x")
    if not ((samples >= 0) & (samples < 1)).all():
        raise ValueError(f"{function}: samples must lie in [0, 1), got values outside (samples.shape={samples.shape}).")
    if any(o + k - 1 > n for o, k, n in zip(size, kernel, x.shape[2:], strict=True)):
        raise ValueError(
            f"{function}: output_size must leave room for the windows, at most input − kernel + 1, got {output_size!r} "
            f"with kernel_size={kernel_size!r} (x.shape={x.shape})."
        )
    rows = _starts(samples[..., 1], x.shape[2], kernel[0], size[0])
    cols = _starts(samples[..., 0], x.shape[3], kernel[1], size[1])
    image = np.arange(x.shape[0]).reshape(-1, 1, 1, 1)
    channel = np.arange(x.shape[1]).reshape(1, -1, 1, 1)
    return [(image, channel, rows[..., None] + i, cols[..., None, :] + j) for i, j in np.ndindex(kernel)]


def _starts(sample: np.ndarray, size: int, kernel: int, outputs: int) -> np.ndarray:
    """Return where the windows of an axis begin, (N, C, outputs)."""
    if outputs == 1:
        return np.full((*sample.shape, 1), size - kernel)
    step = sample.dtype.type(size - kernel) / sample.dtype.type(outputs - 1)
    place = np.arange(outputs, dtype=sample.dtype)
    starts = ((place + sample[..., None]) * step).astype(int) - (sample[..., None] * step).astype(int)
    starts[..., -1] = size - kernel
    return starts
