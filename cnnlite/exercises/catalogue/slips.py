"""Slips that several exercises share: a right answer that is given the wrong arguments, or returned the wrong way."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cnnlite.exercises.exercise import Mistake


def changed(right: Callable[..., Any], change: Callable[..., Sequence[Any]]) -> Callable[..., Any]:
    """Return ``right`` as it is when ``change`` turns its arguments, stride and padding last, into others."""
    return lambda *args, stride, padding: right(*change(*args, stride, padding))


def transposed(right: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``right`` with the rows and columns of its result swapped."""
    return lambda *args, **kwargs: np.swapaxes(right(*args, **kwargs), -1, -2)


def cut(full: Callable[..., Any], size: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``full`` with only those rows and columns of its result that the result of ``size`` has room for."""

    def mistake(*args: Any, **kwargs: Any) -> Any:
        rows, cols = size(*args, **kwargs).shape[2:]
        return full(*args, **kwargs)[:, :, :rows, :cols]

    return mistake


def swapped(value: Any) -> Any:
    """Return a pair the other way round; an int counts for both."""
    return np.broadcast_to(value, 2)[::-1]


def hanging(size: Sequence[int], kernel: Any, stride: Any, padding: Any) -> list[tuple[int, int]]:
    """Return the padding that lets a last window hang over the edge: ((top, bottom), (left, right))."""
    axes = zip(size, *(np.broadcast_to(value, 2).tolist() for value in (kernel, stride, padding)), strict=True)
    return [(p, p + -(n + 2 * p - k) % s) for n, k, s, p in axes]


def of_pooling(right: Callable[..., Any]) -> tuple[Mistake, ...]:
    """Return what can go wrong in every pooling, whatever it makes of a window."""
    by_one = changed(right, lambda x, k, s, p: (x, k, 1, p))
    return (
        Mistake("stride_ignored", "the stride is ignored", by_one),
        Mistake(
            "stride_in_size_only",
            "the stride counts for the size of the output only: the windows move on by 1",
            cut(by_one, right),
        ),
        Mistake(
            "stride_is_kernel",
            "the window always moves on by its own size, whatever the stride",
            changed(right, lambda x, k, s, p: (x, k, k, p)),
        ),
        Mistake("padding_ignored", "the padding is ignored", changed(right, lambda x, k, s, p: (x, k, s, 0))),
        Mistake(
            "kernel_swapped",
            "the rows and columns of the window are swapped",
            changed(right, lambda x, k, s, p: (x, swapped(k), s, p)),
        ),
        Mistake(
            "stride_swapped",
            "the strides for rows and columns are swapped",
            changed(right, lambda x, k, s, p: (x, k, swapped(s), p)),
        ),
        Mistake("output_transposed", "the rows and columns of the output are swapped", transposed(right)),
    )
