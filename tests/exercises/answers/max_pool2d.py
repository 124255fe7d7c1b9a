"""max_pool2d."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.exercises.answers.conv2d import pair


def real_pixels_only(x, kernel_size, stride=None, padding=0):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    height, width = x.shape[2:]
    out = np.empty((*x.shape[:2], (height + 2 * pr - kh) // sr + 1, (width + 2 * pc - kw) // sc + 1))
    for n, ch, r, c in np.ndindex(out.shape):
        top, left = r * sr - pr, c * sc - pc
        out[n, ch, r, c] = x[n, ch, max(top, 0) : max(top + kh, 0), max(left, 0) : max(left + kw, 0)].max()
    return out


def views(x, kernel_size, stride, padding):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=-1e300)
    return sliding_window_view(x, pair(kernel_size), (2, 3))[:, :, ::sr, ::sc].max((-2, -1))


def tap_by_tap(x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=x.min())
    rows, cols = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    taps = [x[:, :, i : i + rows : sr, j : j + cols : sc] for i in range(kh) for j in range(kw)]
    return np.maximum.reduce(taps)


def pooled(x, kernel_size, stride, padding, pick=np.max, fill=-np.inf):
    """The four loops of a learner."""
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=fill)
    out = np.zeros((*x.shape[:2], (x.shape[2] - kh) // sr + 1, (x.shape[3] - kw) // sc + 1))
    for n in range(len(x)):
        for ch in range(x.shape[1]):
            for r in range(out.shape[2]):
                for c in range(out.shape[3]):
                    out[n, ch, r, c] = pick(x[n, ch, r * sr : r * sr + kh, c * sc : c * sc + kw])
    return out


def pads_zero(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, fill=0)


def means(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.mean, fill=0)


def minimum(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=np.min, fill=np.inf)


def all_steps(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, 1, padding)


def side_by_side(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, kernel_size, padding)


def no_padding(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, 0)


def turned_window(x, kernel_size, stride, padding):
    return pooled(x, pair(kernel_size)[::-1], stride, padding)


def ceil_mode(x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=-np.inf)
    rows = int(np.ceil((x.shape[2] - kh) / sr)) + 1
    cols = int(np.ceil((x.shape[3] - kw) / sc)) + 1
    out = np.zeros((*x.shape[:2], rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[:, :, r, c] = x[:, :, r * sr : r * sr + kh, c * sc : c * sc + kw].max((2, 3))
    return out


def begins_with_zero(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, pick=lambda window: max(0.0, *window.flat))


def slides_by_one(x, kernel_size, stride, padding):
    rows, cols = views(x, kernel_size, stride, padding).shape[2:]
    return pooled(x, kernel_size, 1, padding)[:, :, :rows, :cols]


def ring_of_minus_one(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, fill=-1)


def ring_of_minus_999(x, kernel_size, stride, padding):
    return pooled(x, kernel_size, stride, padding, fill=-999)


def without_axes(x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    out = views(x, kernel_size, stride, padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=-np.inf)
    for r, c in np.ndindex(out.shape[2:]):
        out[:, :, r, c] = x[:, :, r * sr : r * sr + kh, c * sc : c * sc + kw].max()
    return out


def by_the_model(x, kernel_size, stride, padding):
    """The loop of the notebook, which has one image of one channel."""
    out = np.zeros(views(x, kernel_size, stride, padding).shape)
    out[0, 0] = views(x[:1, :1], kernel_size, stride, padding)[0, 0]
    return out


def the_first_everywhere(x, kernel_size, stride, padding):
    out = views(x, kernel_size, stride, padding)
    out[:] = out[0, 0]
    return out


def rows_twice(x, kernel_size, stride, padding):
    (kh, _), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    out = views(x, kernel_size, stride, padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=-np.inf)
    for r, c in np.ndindex(out.shape[2:]):
        out[:, :, r, c] = x[:, :, r * sr : r * sr + kh, c * sc : c * sc + kh].max(axis=(2, 3))
    return out


RIGHT = {"max_pool2d": [real_pixels_only, views, tap_by_tap]}
WRONG = {
    "max_pool2d": [
        (pads_zero, "padded_with_zero"),
        (means, "average"),
        (minimum, "smallest"),
        (all_steps, "stride_ignored"),
        (side_by_side, "stride_is_kernel"),
        (no_padding, "padding_ignored"),
        (begins_with_zero, "started_at_zero"),
        (slides_by_one, "stride_in_size_only"),
        (turned_window, "kernel_swapped"),
        (ceil_mode, "rounded_up"),
        (ring_of_minus_one, "padded_with_minus_1"),
        (ring_of_minus_999, "padded_with_minus_999"),
        (without_axes, "all_joined"),
        (by_the_model, "only_first"),
        (the_first_everywhere, "first_for_all"),
        (rows_twice, "rows_for_columns"),
    ]
}
