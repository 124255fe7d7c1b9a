"""The stretch exercise of notebook 21."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def windows(x, w, stride):
    """Return the windows (N, C, Ho, Wo, kh, kw), by hand."""
    (n, c, h, v), (kh, kw) = x.shape, w.shape[2:]
    a, b, s, t = x.strides
    shape = n, c, (h - kh) // stride + 1, (v - kw) // stride + 1, kh, kw
    return as_strided(x, shape, (a, b, s * stride, t * stride, s, t), writeable=False)


def tensordot(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
    return np.moveaxis(np.tensordot(seen, w, axes=((1, 4, 5), (1, 2, 3))), -1, 1)


def product(x, w, stride=1):
    seen = windows(np.ascontiguousarray(x), w, stride)
    n, _, rows, cols = seen.shape[:4]
    columns = seen.transpose(0, 1, 4, 5, 2, 3).reshape(n, -1, rows * cols)
    return (w.reshape(len(w), -1) @ columns).reshape(n, len(w), rows, cols)


def broadcast(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, None, :, ::stride, ::stride]
    return (seen * w[:, :, None, None]).sum(axis=(2, 5, 6))


def no_stride(x, w, stride=1):
    return np.einsum("abcdef,gbef->agcd", sliding_window_view(x, w.shape[2:], (2, 3)), w)


def stride_once(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, :, ::stride]
    return np.einsum("abcdef,gbef->agcd", seen, w)


def stride_last_axis(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, :, :, ::stride]
    return np.einsum("abcdef,gbef->agcd", seen, w)


def truly(x, w, stride=1):
    return tensordot(x, np.flip(w, (2, 3)), stride)


def two_letters_for_channels(x, w, stride=1):
    seen = windows(np.ascontiguousarray(x), w, stride)
    return np.einsum("nzrsij,ocij->nors", seen, w)


def one_channel(x, w, stride=1):
    return np.einsum("nrsij,oij->nors", windows(np.ascontiguousarray(x), w, stride)[:, 0], w[:, 0])


def kernels_first(x, w, stride=1):
    return np.einsum("ncrsij,ocij->onrs", windows(np.ascontiguousarray(x), w, stride), w)


def columns_first(x, w, stride=1):
    return np.einsum("ncrsij,ocij->nosr", windows(np.ascontiguousarray(x), w, stride), w)


def averages(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, None, :, ::stride, ::stride]
    return (seen * w[:, :, None, None]).mean(axis=(2, 5, 6))


def averages_channels(x, w, stride=1):
    seen = sliding_window_view(x, w.shape[2:], (2, 3))[:, None, :, ::stride, ::stride]
    return (seen * w[:, :, None, None]).sum(axis=(5, 6)).mean(axis=2)


RIGHT = {"21.vectorise": [tensordot, product, broadcast]}
WRONG = {
    "21.vectorise": [
        (no_stride, "stride_ignored"),
        (stride_once, "stride_of_rows_only"),
        (stride_last_axis, "stride_of_columns_only"),
        (truly, "kernel_flipped"),
        (two_letters_for_channels, "channels_mixed"),
        (one_channel, "first_channel"),
        (kernels_first, "kernels_and_images_swapped"),
        (columns_first, "output_transposed"),
        (averages, "products_averaged"),
        (averages_channels, "channels_averaged"),
    ]
}
