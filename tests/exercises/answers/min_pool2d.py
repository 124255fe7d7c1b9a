"""07.min_pool2d."""

import numpy as np

from cnnlite import functional
from tests.exercises.answers.conv2d import pair
from tests.exercises.answers.max_pool2d import pooled


def both_signs(x, kernel_size, stride=None, padding=0):
    return -functional.max_pool2d(-x, kernel_size, stride, padding)


def times_minus_one(x, kernel_size, stride, padding):
    turned = np.multiply(x, -1)
    return np.negative(functional.max_pool2d(turned, kernel_size, stride=stride, padding=padding))


def from_above(x, kernel_size, stride, padding):
    top = x.max()
    return top - functional.max_pool2d(top - x, kernel_size, stride, padding)


def loops(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.min, fill=np.inf)


def no_minus(x, kernel_size, stride, padding):
    return functional.max_pool2d(x, kernel_size, stride, padding)


def minus_inside(x, kernel_size, stride, padding):
    return functional.max_pool2d(-x, kernel_size, stride, padding)


def minus_outside(x, kernel_size, stride, padding):
    return -functional.max_pool2d(x, kernel_size, stride, padding)


def zeros_around(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.min, fill=0)


def begins_with_zero(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=lambda window: min(0.0, *window.flat), fill=np.inf)


def means(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.mean, fill=0)


def stride_left_out(x, kernel_size, stride, padding):
    return -functional.max_pool2d(-x, kernel_size, padding=padding)


def padding_left_out(x, kernel_size, stride, padding):
    return -functional.max_pool2d(-x, kernel_size, stride)


def without_signs(x, kernel_size, stride, padding):
    return functional.max_pool2d(abs(x), kernel_size, stride, padding)


def minus_of_absolute(x, kernel_size, stride, padding):
    return -functional.max_pool2d(abs(x), kernel_size, stride, padding)


def other_way_round(x, kernel_size, stride, padding):
    return -functional.max_pool2d(-x, pair(kernel_size)[::-1], stride, padding)


def one_step(x, kernel_size, stride, padding):
    return -functional.max_pool2d(-x, kernel_size, 1, padding)


def turned_over(x, kernel_size, stride, padding):
    return functional.max_pool2d(x**-1, kernel_size, stride, padding) ** -1


RIGHT = {"07.min_pool2d": [both_signs, times_minus_one, from_above, loops]}
WRONG = {
    "07.min_pool2d": [
        (no_minus, "largest"),
        (minus_inside, "not_turned_back"),
        (minus_outside, "not_turned_before"),
        (zeros_around, "padded_with_zero"),
        (begins_with_zero, "ended_at_zero"),
        (means, "average"),
        (stride_left_out, "stride_is_kernel"),
        (padding_left_out, "padding_ignored"),
        (without_signs, "absolute"),
        (minus_of_absolute, "absolute_turned"),
        (other_way_round, "kernel_swapped"),
        (one_step, "stride_ignored"),
        (turned_over, "reciprocal"),
    ]
}
