"""13.dx: the gradient of the pixels, rung by rung."""

import numpy as np
from scipy.signal import convolve2d


def windows_pay(dout, x, w, stride=1, padding=0):
    """Scatter, all kernels at once."""
    (_, _, h, wd), (kh, kw) = x.shape, w.shape[2:]
    wide = np.zeros((x.shape[0], x.shape[1], h + 2 * padding, wd + 2 * padding))
    for r in range(dout.shape[2]):
        for c in range(dout.shape[3]):
            share = np.tensordot(dout[:, :, r, c], w, 1)
            wide[:, :, r * stride : r * stride + kh, c * stride : c * stride + kw] += share
    return wide[:, :, padding : padding + h, padding : padding + wd]


def full_convolution(dout, x, w, stride=1, padding=0):
    """Gather: SciPy's true convolution turns the kernel itself."""
    out = np.zeros(x.shape)
    for n, d in np.ndindex(*x.shape[:2]):
        wide = np.zeros((x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
        for o in range(len(w)):
            spread = np.zeros((wide.shape[0] - w.shape[2] + 1, wide.shape[1] - w.shape[3] + 1))
            spread[::stride, ::stride] = dout[n, o]
            wide += convolve2d(spread, w[o, d], "full")
        out[n, d] = wide[padding : wide.shape[0] - padding, padding : wide.shape[1] - padding]
    return out


def number_by_number(dout, x, w, stride=1, padding=0):
    """No padded array at all: payments to the rim are left out."""
    dx = np.zeros_like(x)
    for (n, o, r, c), g in np.ndenumerate(dout):
        for (d, i, j), weight in np.ndenumerate(w[o]):
            row, col = r * stride + i - padding, c * stride + j - padding
            if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                dx[n, d, row, col] += g * weight
    return dx


def in_the_stub(pay, crop=True):
    """The stub of the notebook with the learner's line; ``pay(dpadded, dout, w, place, window)``."""

    def answer(dout, x, w, stride=1, padding=0):
        images, channels, rows, cols = x.shape
        dpadded = np.zeros((images, channels, rows + 2 * padding, cols + 2 * padding))
        for n, o, r, c in np.ndindex(dout.shape):
            pay(dpadded, dout, w, (n, o, r, c), stride)
        return dpadded[:, :, padding : padding + rows, padding : padding + cols] if crop else dpadded

    return answer


def window(w, n, r, c):
    return np.s_[n, :, r : r + w.shape[2], c : c + w.shape[3]]


def keeps_the_last(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] = dout[n, o, r, c] * w[o]


def steps_by_one(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[n, :, r : r + w.shape[2], c : c + w.shape[3]] += dout[place] * w[o]


def pays_right(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[o]


def turns_needlessly(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[o, :, ::-1, ::-1]


def pays_kernel_0(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[0]


def takes_dout_of_0(dpadded, dout, w, place, stride):
    n, o, r, c = place
    if o == 0:
        dpadded[window(w, n, r * stride, c * stride)] += dout[n, 0, r, c] * w[0]


def pays_slice_0(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[o, 0]


def pays_all_slices(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[o].sum(axis=0)


def pays_one_slice(dpadded, dout, w, place, stride):
    n, _, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[place] * w[0, 0]


def pays_channel_0(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[:, :1][window(w, n, r * stride, c * stride)] += dout[place] * w[o, 0]


def forgets_dout(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += w[o]


def forgets_the_weights(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c]


def pays_pixels(dout, x, w, stride=1, padding=0):
    """As dw is paid; x is not padded, so that with padding NumPy says that the shapes do not fit."""
    dpadded = np.zeros((*x.shape[:2], *(n + 2 * padding for n in x.shape[2:])))
    for n, o, r, c in np.ndindex(dout.shape):
        at = window(w, n, r * stride, c * stride)
        dpadded[at] += dout[n, o, r, c] * x[at]
    return dpadded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def pays_padded_pixels(dout, x, w, stride=1, padding=0):
    """The same, with the padded pictures."""
    wide = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    return pays_pixels(dout, wide, w, stride)[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def pays_channel_o(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[:, o : o + 1][window(w, n, r * stride, c * stride)] += dout[place] * w[o, 0]


def needs_channel_o(dpadded, dout, w, place, stride):
    """The same, where a kernel without a channel of its number is an IndexError."""
    n, o, r, c = place
    dpadded[n, o][window(w, n, r * stride, c * stride)[2:]] += dout[place] * w[o, 0]


def stays_at_the_top_left(dpadded, dout, w, place, stride):
    dpadded[window(w, place[0], 0, 0)] += dout[place] * w[place[1]]


def takes_the_kernel_of_the_image(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[n]


def takes_w_the_other_way(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[:, o]


def mirrors(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * w[o, ..., ::-1]


def stands_on_its_head(dpadded, dout, w, place, stride):
    n, o, r, c = place
    dpadded[window(w, n, r * stride, c * stride)] += dout[n, o, r, c] * np.flip(w[o], 1)


def pays_image_0(dpadded, dout, w, place, stride):
    if place[0] == 0:
        pays_right(dpadded, dout, w, place, stride)


def negative_slice(dout, x, w, stride=1, padding=0):
    dpadded = in_the_stub(pays_right, crop=False)(dout, x, w, stride, padding)
    return dpadded[:, :, padding:-padding, padding:-padding]


def first_rows(dout, x, w, stride=1, padding=0):
    return in_the_stub(pays_right, crop=False)(dout, x, w, stride, padding)[:, :, : x.shape[2], : x.shape[3]]


def overwritten_together(dout, x, w, stride=1, padding=0):
    """As windows_pay, without the +."""
    (_, _, h, wd), (kh, kw) = x.shape, w.shape[2:]
    wide = np.zeros((x.shape[0], x.shape[1], h + 2 * padding, wd + 2 * padding))
    for r in range(dout.shape[2]):
        for c in range(dout.shape[3]):
            share = sum(dout[:, o, r, c][:, None, None, None] * w[o] for o in range(len(w)))
            wide[:, :, r * stride : r * stride + kh, c * stride : c * stride + kw] = share
    return wide[:, :, padding : padding + h, padding : padding + wd]


def sliding(dout, x, w, stride=1, padding=0, zeros=-1, rim=-1, turn=True):
    """Gather by hand; the defaults are right where no row is left over."""
    gap = stride + 1 + zeros
    kh, kw = w.shape[2:]
    high, wide = (dout.shape[2] - 1) * gap + 1, (dout.shape[3] - 1) * gap + 1
    big = np.zeros((*dout.shape[:2], high + 2 * (kh + rim), wide + 2 * (kw + rim)))
    big[:, :, kh + rim : kh + rim + high : gap, kw + rim : kw + rim + wide : gap] = dout
    kernel = w[:, :, ::-1, ::-1] if turn else w
    dx = np.zeros((len(dout), w.shape[1], big.shape[2] - kh + 1, big.shape[3] - kw + 1))
    for r, c in np.ndindex(*dx.shape[2:]):
        dx[:, :, r, c] = np.einsum("noij,ocij->nc", big[:, :, r : r + kh, c : c + kw], kernel)
    return dx[:, :, padding : dx.shape[2] - padding, padding : dx.shape[3] - padding]


def placed(dout, x, w, stride=1, padding=0, **slip):
    """Slide, and lay the result into the shape of x, so that rows left over are 0."""
    dx, found = np.zeros_like(x), sliding(dout, x, w, stride, padding, **slip)
    dx[:, :, : found.shape[2], : found.shape[3]] = found
    return dx


def one_zero_more(dout, x, w, stride=1, padding=0):
    return sliding(dout, x, w, stride, padding, zeros=0)


def a_wider_rim(dout, x, w, stride=1, padding=0):
    return sliding(dout, x, w, stride, padding, rim=0)


def unturned(dout, x, w, stride=1, padding=0):
    return placed(dout, x, w, stride, padding, turn=False)


def reversed_order(dout, x, w, stride=1, padding=0):
    return number_by_number(dout, x, w[::-1, ::-1], stride, padding)


def valid(dout, x, w, stride=1, padding=0):
    """No rim at all; where the kernel is larger than dout there is no window, and an error."""
    kh, kw = w.shape[2:]
    rows, cols = (dout.shape[2] - 1) * stride + 1, (dout.shape[3] - 1) * stride + 1
    big = np.zeros((*dout.shape[:2], rows, cols))
    big[:, :, ::stride, ::stride] = dout
    views = np.lib.stride_tricks.sliding_window_view(big, (kh, kw), (2, 3))
    dx = np.einsum("nohwij,ocij->nchw", views, w[:, :, ::-1, ::-1])
    return dx[:, :, padding : dx.shape[2] - padding, padding : dx.shape[3] - padding]


RIGHT = {"13.dx": [windows_pay, full_convolution, number_by_number, in_the_stub(pays_right)]}
WRONG = {
    "13.dx": [
        (in_the_stub(keeps_the_last), "dx_last_kernel"),
        (overwritten_together, "dx_overwritten"),
        (in_the_stub(steps_by_one), "stride_not_undone"),
        (in_the_stub(pays_right, crop=False), "padding_left_on"),
        (first_rows, "cropped_below"),
        (negative_slice, "cropped_to_nothing"),
        (in_the_stub(turns_needlessly), "turn_forgotten"),
        (unturned, "turn_forgotten"),
        (valid, "no_rim"),
        (a_wider_rim, "rim_of_kernel"),
        (one_zero_more, "stride_zeros"),
        (sliding, "leftover_dropped"),
        (in_the_stub(takes_w_the_other_way), "kernels_and_channels_swapped"),
        (in_the_stub(pays_all_slices), "channels_mixed"),
        (in_the_stub(pays_slice_0), "first_slice"),
        (in_the_stub(takes_dout_of_0), "first_kernel"),
        (in_the_stub(pays_one_slice), "one_slice_for_all"),
        (in_the_stub(pays_channel_0), "first_channel"),
        (in_the_stub(pays_kernel_0), "kernel_0_for_all"),
        (reversed_order, "kernels_reversed"),
        (in_the_stub(mirrors), "columns_flipped"),
        (in_the_stub(stands_on_its_head), "rows_flipped"),
        (in_the_stub(forgets_dout), "dout_left_out"),
        (in_the_stub(forgets_the_weights), "weight_left_out"),
        (in_the_stub(forgets_the_weights, crop=False), "weight_left_out"),
        (pays_pixels, "pixels_instead"),
        (pays_padded_pixels, "pixels_instead"),
        (in_the_stub(pays_channel_o), "channel_of_the_kernel"),
        (in_the_stub(needs_channel_o), "channel_of_the_kernel"),
        (in_the_stub(stays_at_the_top_left), "one_window"),
        (in_the_stub(takes_the_kernel_of_the_image), "kernel_by_image"),
        (in_the_stub(pays_image_0), "first_image"),
    ]
}
