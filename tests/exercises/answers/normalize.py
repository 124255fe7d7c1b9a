"""Exercise 01.normalize."""

import numpy as np


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


def no_bracket(images, mean, std):
    m, s = mean.reshape(-1, 1, 1), std.reshape(-1, 1, 1)
    return images / 255 - m / s


def channel_0(images, mean, std):
    return (images / 255 - mean[0]) * (1 / std[0])


def mean_of_channel_0(images, mean, std):
    return shaped(images, np.full_like(mean, mean[0]), std)


def mean_of_means(images, mean, std):
    return shaped(images, np.full_like(mean, mean.mean()), std)


def one_of_all_pixels(images, mean, std):
    return (images - images.mean()) / images.std()


def mean_of_all_pixels(images, mean, std):
    return shaped(images, np.full_like(mean, images.mean() / 255), std)


def standardized(images, mean, std):
    x = images / 255
    mean, std = x.mean(axis=(0, 2, 3)), x.std(axis=(0, 2, 3))
    return (x - mean[:, None, None]) / std[:, None, None]


RIGHT = {
    "01.normalize": [shaped, by_channel, channels_to_the_back],
}
WRONG = {
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
        (no_bracket, "bracket_missing"),
        (channel_0, "first_for_all"),
        (mean_of_channel_0, "first_mean_for_all"),
        (mean_of_means, "mean_for_all"),
        (one_of_all_pixels, "overall_statistics"),
        (mean_of_all_pixels, "overall_mean"),
        (standardized, "own_statistics"),
    ],
}
