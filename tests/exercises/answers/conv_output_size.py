"""conv_output_size."""

import math


def textbook(input_size, kernel_size, stride=1, padding=0):
    return math.floor((input_size + 2 * padding - kernel_size) / stride) + 1


def counted(input_size, kernel_size, stride, padding):
    return len(range(0, input_size + 2 * padding - kernel_size + 1, stride))


def walked(input_size, kernel_size, stride, padding):
    places, left = 0, -padding
    while left + kernel_size <= input_size + padding:
        places += 1
        left += stride
    return places


def as_published(n, f, stride, padding):
    return int((n + 2 * padding - f + 1) / stride) + 1


def slashed(n, f, stride, padding):
    return (n + 2 * padding - f) / stride + 1


def as_printed(n, f, stride, padding):
    return (n + 2 * padding - f + 1) / stride + 1


def unbracketed(n, f, stride, padding):
    return n + 2 * padding - f // stride + 1


def ceiled(n, f, stride, padding):
    return math.ceil((n + 2 * padding - f) / stride) + 1


def every_place(n, f, stride, padding):
    return n + 2 * padding - f + 1


def one_pad(n, f, stride, padding):
    return (n + padding - f) // stride + 1


def no_pad(n, f, stride, padding):
    return (n - f) // stride + 1


def fence_posts(n, f, stride, padding):
    return (n - f + 2 * padding) // stride


def nearest(n, f, stride, padding):
    return round((n - f + 2 * padding) / stride + 1e-9) + 1


RIGHT = {"conv_output_size": [textbook, counted, walked]}
WRONG = {
    "conv_output_size": [
        (as_published, "article_size"),
        (as_printed, "article_unrounded"),
        (unbracketed, "parentheses"),
        (slashed, "not_rounded"),
        (ceiled, "rounded_up"),
        (every_place, "stride_ignored"),
        (one_pad, "padding_once"),
        (no_pad, "padding_ignored"),
        (fence_posts, "one_forgotten"),
    ]
}
