"""The exercises of notebook 01."""

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


def shaped(images, mean, std):
    return (images.astype(float) / 255.0 - mean[None, :, None, None]) / std[None, :, None, None]


def by_channel(images, mean, std):
    out = np.zeros(images.shape)
    for c in range(images.shape[1]):
        out[:, c] = (images[:, c] / 255 - mean[c]) / std[c]
    return out


def channels_to_the_back(images, mean, std):
    last = np.moveaxis(images, 1, -1) / 255
    return np.moveaxis((last - mean) / std, -1, 1)


def columns(images, mean, std):
    return (np.true_divide(images, 255) - mean) / std


def floored(images, mean, std):
    return (images // 255 - mean[:, np.newaxis, np.newaxis]) / std[:, np.newaxis, np.newaxis]


def by_256(images, mean, std):
    return shaped(images * (255.0 / 256), mean, std)


def unscaled(images, mean, std):
    return shaped(images * 255.0, mean, std)


def scaled_again(images, mean, std):
    return shaped(images / 255, mean, std)


def scaled_late(images, mean, std):
    return ((images - mean.reshape(1, -1, 1, 1)) / std.reshape(1, -1, 1, 1)) / 255


def in_bytes(images, mean, std):
    return (images - (mean * 255).round().astype("uint8").reshape(-1, 1, 1)) / (255 * std.reshape(-1, 1, 1))


def zero_to_one(images, mean, std):
    return images * (1 / 255)


def centered(images, mean, std):
    return shaped(images, mean, np.ones_like(std))


def stretched(images, mean, std):
    return shaped(images, 0 * mean, std)


def variance(images, mean, std):
    return shaped(images, mean, std * std)


def times(images, mean, std):
    return (images / 255 - mean[:, None, None]) * std[:, None, None]


def plus(images, mean, std):
    return (images / 255 + mean[:, None, None]) / std[:, None, None]


def first_std(images, mean, std):
    return by_channel(images, 0 * mean, std) - mean[:, None, None]


def other_way_round(images, mean, std):
    return by_channel(images, std, mean)


def one_mean(images, mean, std):
    return (images / 255 - np.mean(mean)) / np.mean(std)


def standardized(images, mean, std):
    x = images / 255
    mean, std = x.mean(axis=(0, 2, 3)), x.std(axis=(0, 2, 3))
    return (x - mean[:, None, None]) / std[:, None, None]


RIGHT = {
    "01.to_nchw": [permuted, moved, stacked, one_by_one, two_swaps],
    "01.normalize": [shaped, by_channel, channels_to_the_back],
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
        (one_picture, "first_image"),
        (upside_down, "rows_reversed"),
    ],
    "01.normalize": [
        (columns, "along_columns"),
        (floored, "whole_division"),
        (by_256, "by_256"),
        (unscaled, "not_scaled"),
        (scaled_again, "scaled_twice"),
        (scaled_late, "scaled_last"),
        (in_bytes, "wrapped"),
        (zero_to_one, "only_scaled"),
        (centered, "std_forgotten"),
        (stretched, "mean_forgotten"),
        (variance, "std_squared"),
        (times, "std_multiplied"),
        (plus, "mean_added"),
        (first_std, "divided_first"),
        (other_way_round, "swapped"),
        (one_mean, "one_for_all"),
        (standardized, "own_statistics"),
    ],
}
