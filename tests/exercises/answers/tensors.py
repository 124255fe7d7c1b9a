"""Exercise 01.to_nchw."""

import numpy as np


def moved(images):
    return np.moveaxis(images, -1, 1)


def permuted(images):
    return images.transpose(0, 3, 1, 2).copy()


def stacked(images):
    return np.stack([images[..., c] for c in range(images.shape[-1])], axis=1)


def one_by_one(images):
    n, h, w, c = images.shape
    out = np.empty((n, c, h, w))
    for i in range(n):
        for k in range(c):
            out[i, k] = images[i, :, :, k]
    return out


def two_swaps(images):
    return images.swapaxes(1, 3).swapaxes(2, 3)


def reshapes(images):
    n, h, w, c = images.shape
    return np.reshape(images, (n, c, h, w))


def does_nothing(images):
    return images + 0


def one_swap(images):
    return np.swapaxes(images, 1, 3)


def capital_t(images):
    return images.T


def inverse(images):
    return images.transpose([0, 2, 3, 1])


def rolled(images):
    return np.rollaxis(images, 3)


def last_two(images):
    return np.swapaxes(images, -1, -2)


def ends_swapped(images):
    return np.swapaxes(images, 0, 3)


def blue_first(images):
    return np.flip(images, axis=3).transpose(0, 3, 1, 2)


def one_picture(images):
    return images[0].transpose(2, 0, 1)


def upside_down(images):
    return np.moveaxis(images[:, ::-1], 3, 1)


def order_and_scale(images):
    return np.moveaxis(images, -1, 1) / 255.0


RIGHT = {
    "01.to_nchw": [permuted, moved, stacked, one_by_one, two_swaps],
}
WRONG = {
    "01.to_nchw": [
        (reshapes, "reshaped"),
        (does_nothing, "channels_last"),
        (one_swap, "rows_columns_swapped"),
        (capital_t, "axes_reversed"),
        (inverse, "way_back"),
        (rolled, "images_channels_swapped"),
        (last_two, "columns_channels_swapped"),
        (ends_swapped, "images_last"),
        (blue_first, "channels_reversed"),
        (order_and_scale, "scaled"),
        (one_picture, "first_image"),
        (upside_down, "rows_reversed"),
    ],
}
