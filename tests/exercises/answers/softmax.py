"""softmax."""

import numpy as np


def moved(x, axis=-1):
    scores = np.moveaxis(x, axis, -1)
    powers = np.exp(scores - np.max(scores, -1)[..., None])
    return np.moveaxis(powers / np.sum(powers, -1)[..., None], -1, axis)


def by_logarithm(x, axis):
    top = np.amax(x, axis=axis, keepdims=True)
    return np.exp(x - top - np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)))


def row_by_row(x, axis):
    def one(scores):
        powers = [np.exp(score - max(scores)) for score in scores]
        return [power / sum(powers) for power in powers]

    return np.apply_along_axis(one, axis, x)


def plain(x, axis):
    powers = np.exp(x)
    return powers / np.sum(powers, axis=axis, keepdims=True)


def rows_always(x, axis):
    return moved(x, x.ndim - 1)


def columns_always(x, axis):
    return by_logarithm(x, 0)


def of_everything(x, axis):
    powers = np.exp(x - np.max(x))
    return powers / np.sum(powers)


def one_maximum(x, axis):
    powers = np.exp(x - np.max(x))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def unnormalized(x, axis):
    return np.exp(x - np.max(x, axis=axis, keepdims=True))


def no_exp(x, axis):
    return x / np.sum(x, axis=axis, keepdims=True)


def log_of_it(x, axis):
    top = np.amax(x, axis=axis, keepdims=True)
    return x - top - np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))


def exp_only(x, axis):
    return np.e**x


def without_sign(x, axis):
    powers = np.exp(x - np.abs(x).max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def minus_the_sum(x, axis):
    powers = np.exp(x - x.sum(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def clipped(x, axis):
    powers = np.exp(np.clip(x, -700, 700))
    return powers / powers.sum(axis, keepdims=True)


def clipped_sooner(x, axis):
    powers = np.exp(np.minimum(np.maximum(x, -500), 500))
    return powers / powers.sum(axis, keepdims=True)


def two_axes(x, axis):
    powers = np.exp(x - x.max(axis, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def short_e(x, axis):
    powers = 2.718**x
    return powers / powers.sum(axis, keepdims=True)


def adds_all(x, axis):
    e = np.exp(x - np.max(x, axis, keepdims=True))
    return e / np.sum(e)


def half_shifted(x, axis):
    e = np.exp(x - np.max(x, axis, keepdims=True))
    return e / np.sum(np.exp(x), axis, keepdims=True)


RIGHT = {"softmax": [moved, by_logarithm, row_by_row]}
WRONG = {
    "softmax": [
        (plain, "not_shifted"),
        (rows_always, "axis_always_last"),
        (columns_always, "axis_always_first"),
        (of_everything, "over_everything"),
        (one_maximum, "largest_of_all"),
        (unnormalized, "not_divided"),
        (no_exp, "no_powers"),
        (exp_only, "powers_alone"),
        (log_of_it, "logarithm"),
        (without_sign, "absolute_subtracted"),
        (minus_the_sum, "sum_subtracted"),
        (clipped, "cut_off"),
        (clipped_sooner, "cut_off"),
        (two_axes, "sum_over_last"),
        (adds_all, "sum_over_all"),
        (half_shifted, "shifted_above_only"),
        (short_e, "rounded_e"),
    ]
}
