"""avg_pool2d."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.exercises.answers.conv2d import pair
from tests.exercises.answers.max_pool2d import pooled


def views(x, kernel_size, stride, padding=0):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    return sliding_window_view(x, pair(kernel_size), (2, 3))[:, :, ::sr, ::sc].mean((-2, -1))


def tap_by_tap(x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    rows, cols = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    return sum(x[:, :, i : i + rows : sr, j : j + cols : sc] / (kh * kw) for i in range(kh) for j in range(kw))


def real_pixels_only(x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    height, width = x.shape[2:]
    out = np.empty((*x.shape[:2], (height + 2 * pr - kh) // sr + 1, (width + 2 * pc - kw) // sc + 1))
    for r in range(out.shape[2]):
        for c in range(out.shape[3]):
            top, left = r * sr - pr, c * sc - pc
            seen = x[:, :, max(top, 0) : max(top + kh, 0), max(left, 0) : max(left + kw, 0)]
            out[:, :, r, c] = seen.sum((2, 3)) / (kh * kw)
    return out


def takes_max(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding)


def takes_sum(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.sum, fill=0)


def leaves_padding_out(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.nanmean, fill=np.nan)


def over_rows(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=lambda window: window.sum() / len(window), fill=0)


def all_steps(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, 1, padding, pick=np.mean, fill=0)


def side_by_side(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, kernel_size, padding, pick=np.mean, fill=0)


def no_padding(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, 0, pick=np.mean)


def slides_by_one(x, kernel_size, stride, padding):
    rows, cols = views(x, kernel_size, stride, padding).shape[2:]
    return pooled(x, kernel_size, 1, padding, pick=np.mean, fill=0)[:, :, :rows, :cols]


RIGHT = {"avg_pool2d": [views, tap_by_tap, real_pixels_only]}
WRONG = {
    "avg_pool2d": [
        (takes_max, "largest"),
        (takes_sum, "sum"),
        (leaves_padding_out, "valid_count"),
        (over_rows, "divided_by_rows"),
        (all_steps, "stride_ignored"),
        (side_by_side, "stride_is_kernel"),
        (no_padding, "padding_ignored"),
        (slides_by_one, "stride_in_size_only"),
    ]
}
