"""conv2d."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def seven_loops(x, w, b, stride=1, padding=0):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    images, channels, height, width = x.shape
    filters, _, kh, kw = w.shape
    out = np.zeros((images, filters, (height + 2 * pr - kh) // sr + 1, (width + 2 * pc - kw) // sc + 1))
    for n in range(images):
        for o in range(filters):
            for r in range(out.shape[2]):
                for c in range(out.shape[3]):
                    total = 0.0 if b is None else b[o]
                    for ch in range(channels):
                        for i in range(kh):
                            for j in range(kw):
                                row, col = r * sr + i - pr, c * sc + j - pc
                                if 0 <= row < height and 0 <= col < width:
                                    total += x[n, ch, row, col] * w[o, ch, i, j]
                    out[n, o, r, c] = total
    return out


def einsum(x, w, b=None, stride=1, padding=0):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    seen = sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::sr, ::sc]
    out = np.einsum("nchwij,ocij->nohw", seen, w)
    return out + (0 if b is None else b.reshape(1, -1, 1, 1))


def im2col(x, w, b, stride, padding):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    padded = np.zeros((*x.shape[:2], x.shape[2] + 2 * pr, x.shape[3] + 2 * pc))
    padded[:, :, pr : pr + x.shape[2], pc : pc + x.shape[3]] = x
    kh, kw = w.shape[2], w.shape[3]
    rows = range(0, padded.shape[2] - kh + 1, sr)
    cols = range(0, padded.shape[3] - kw + 1, sc)
    columns = np.array([padded[:, :, r : r + kh, c : c + kw].reshape(len(x), -1) for r in rows for c in cols])
    out = columns @ w.reshape(len(w), -1).T  # places, images, filters
    if b is not None:
        out = out + b
    return out.transpose(1, 2, 0).reshape(len(x), len(w), len(rows), len(cols))


def shift_and_add(x, w, b, stride, padding):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    kh, kw = w.shape[2:]
    total = 0
    for i in range(kh):
        for j in range(kw):
            part = x[:, :, i : x.shape[2] - kh + i + 1 : sr, j : x.shape[3] - kw + j + 1 : sc]
            total = total + np.tensordot(w[:, :, i, j], part, axes=(1, 1)).swapaxes(0, 1)
    return total if b is None else total + b[None, :, None, None]


def looped(x, w, b, stride, padding, *, window_sum=None, pad=None, flip=False, start=None):
    """The four loops of a learner; each wrong answer below has its own slip in it."""
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), *(pad(pr, pc) if pad else [(pr, pr), (pc, pc)])])
    k = w[..., ::-1, ::-1] if flip else w
    out = np.zeros((len(x), len(w), (x.shape[2] - w.shape[2]) // sr + 1, (x.shape[3] - w.shape[3]) // sc + 1))
    for n in range(len(x)):
        for o in range(len(w)):
            for r in range(out.shape[2]):
                for c in range(out.shape[3]):
                    window = x[n, :, r * sr : r * sr + w.shape[2], c * sc : c * sc + w.shape[3]]
                    bias = 0 if b is None else b[o]
                    out[n, o, r, c] = (window_sum or (lambda p, bias: p.sum() + bias))(window * k[o], bias)
    return out


def forgets_stride(x, w, b, stride, padding):
    pr, pc = pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    return np.einsum("nchwij,ocij->nohw", sliding_window_view(x, w.shape[2:], axis=(2, 3)), w) + (
        0 if b is None else b[:, None, None]
    )


def truly_convolves(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, flip=True)


def mean_of_channels(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: p.sum(axis=(1, 2)).mean() + bias)


def overwrites_channels(x, w, b, stride, padding):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    out = None
    for channel in range(x.shape[1]):
        seen = sliding_window_view(x[:, channel], w.shape[2:], axis=(1, 2))[:, ::sr, ::sc]
        out = np.einsum("nhwij,oij->nohw", seen, w[:, channel])
    return out if b is None else out + b[:, None, None]


def gray_only(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: p[0].sum() + bias)


def no_bias(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: p.sum())


def bias_in_the_channel_loop(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: sum(channel.sum() + bias for channel in p))


def bias_in_the_innermost_loop(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: (p + bias).sum())


def mean_of_window(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: p.mean() + bias)


def never_pads(x, w, b, stride, padding):
    return looped(x, w, b, stride, 0)


def pads_top_left(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, pad=lambda pr, pc: [(pr, 0), (pc, 0)])


def pads_bottom_right(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, pad=lambda pr, pc: [(0, pr), (0, pc)])


def swaps_strides(x, w, b, stride, padding):
    sc, sr = pair(stride)
    return looped(x, w, b, (sr, sc), padding)


def swaps_paddings(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, pad=lambda pr, pc: [(pc, pc), (pr, pr)])


def article_sized(x, w, b, stride, padding):
    good = seven_loops(x, w, b, stride, padding)
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    height = int((x.shape[2] + 2 * pr - w.shape[2] + 1) / sr) + 1
    width = int((x.shape[3] + 2 * pc - w.shape[3] + 1) / sc) + 1
    out = np.zeros((len(x), len(w), height, width))
    for r in range(good.shape[2]):
        for c in range(good.shape[3]):
            out[:, :, r, c] = good[:, :, r, c]
    return out


def width_before_height(x, w, b, stride, padding):
    return np.moveaxis(seven_loops(x, w, b, stride, padding), 3, 2)


def subtracts_bias(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: p.sum() - bias)


def mean_per_channel(x, w, b, stride, padding):
    return looped(x, w, b, stride, padding, window_sum=lambda p, bias: sum(np.mean(channel) for channel in p) + bias)


def fills_from_the_corner(x, w, b, stride, padding):
    pr, pc = pair(padding)
    padded = np.zeros((*x.shape[:2], x.shape[2] + 2 * pr, x.shape[3] + 2 * pc))
    padded[:, :, : x.shape[2], : x.shape[3]] = x
    return seven_loops(padded, w, b, stride, 0)


def measured(x, w, b, stride, padding, rows, cols, step):
    """Fill an output of rows×cols, whatever that is, from windows ``step`` apart."""
    pr, pc = pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    out = np.zeros((len(x), len(w), rows, cols))
    for r in range(rows):
        for c in range(cols):
            window = x[:, :, r * step[0] : r * step[0] + w.shape[2], c * step[1] : c * step[1] + w.shape[3]]
            out[:, :, r, c] = np.einsum("ncij,ocij->no", window, w)
    return out if b is None else out + b.reshape(1, -1, 1, 1)


def size_without_padding(x, w, b, stride, padding):
    step = pair(stride)
    rows, cols = ((n - k) // s + 1 for n, k, s in zip(x.shape[2:], w.shape[2:], step, strict=True))
    return measured(x, w, b, stride, padding, rows, cols, step)


def size_without_one(x, w, b, stride, padding):
    step = pair(stride)
    sizes = zip(x.shape[2:], w.shape[2:], step, pair(padding), strict=True)
    return measured(x, w, b, stride, padding, *((n + 2 * p - k) // s for n, k, s, p in sizes), step)


def slides_by_one(x, w, b, stride, padding):
    sizes = zip(x.shape[2:], w.shape[2:], pair(stride), pair(padding), strict=True)
    return measured(x, w, b, stride, padding, *((n + 2 * p - k) // s + 1 for n, k, s, p in sizes), (1, 1))


RIGHT = {"conv2d": [seven_loops, einsum, im2col, shift_and_add]}
WRONG = {
    "conv2d": [
        (forgets_stride, "stride_ignored"),
        (truly_convolves, "kernel_flipped"),
        (mean_of_channels, "channels_averaged"),
        (overwrites_channels, "last_channel"),
        (gray_only, "first_channel"),
        (no_bias, "bias_forgotten"),
        (bias_in_the_channel_loop, "bias_per_channel"),
        (bias_in_the_innermost_loop, "bias_per_product"),
        (mean_of_window, "products_averaged"),
        (never_pads, "padding_ignored"),
        (pads_top_left, "padding_before"),
        (pads_bottom_right, "padding_after"),
        (swaps_strides, "stride_swapped"),
        (swaps_paddings, "padding_swapped"),
        (article_sized, "article_size"),
        (width_before_height, "output_transposed"),
        (subtracts_bias, "bias_subtracted"),
        (mean_per_channel, "window_averaged"),
        (fills_from_the_corner, "padding_uncentered"),
        (size_without_padding, "padding_not_counted"),
        (size_without_one, "one_forgotten"),
        (slides_by_one, "stride_in_size_only"),
    ]
}
