"""The exercises of notebook 06."""

import numpy as np


def leaky_where(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x), np.where(x > 0, 1, negative_slope)


def leaky_mask(x, negative_slope):
    value, slope = x.copy(), np.ones(x.shape)
    low = x <= 0
    value[low] *= negative_slope
    slope[low] = negative_slope
    return value, slope


def leaky_arithmetic(x, negative_slope):
    return (x > 0) * x + negative_slope * (x <= 0) * x, (x > 0) + negative_slope * (x <= 0)


def leaky_zero_right(x, negative_slope):
    return np.where(x < 0, x * negative_slope, x), np.where(x < 0, negative_slope, 1.0)


def leaky_zero_flat(x, negative_slope):
    slope = np.ones(x.shape)
    slope[x < 0] = negative_slope
    slope[x == 0] = 0
    return slope * x, slope


def leaky_hundredth(x, negative_slope):
    return np.maximum(x, 0.01 * x), np.where(x > 0, 1, 0.01)


def leaky_plain(x, negative_slope):
    return np.maximum(x, 0), (x > 0) * 1.0


def leaky_half(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x), np.heaviside(x, 0)


def leaky_minus(x, negative_slope):
    return np.where(x > 0, x, -negative_slope * x), np.where(x > 0, 1, -negative_slope)


def leaky_divides(x, negative_slope):
    return np.where(x > 0, x, x / negative_slope), np.where(x > 0, 1, negative_slope)


def leaky_twice(x, negative_slope):
    value = np.where(x > 0, x, negative_slope * x)
    return value, value


def sigmoid_plain(x):
    value = 1 / (1 + np.exp(-x))  # an infinite power of e leaves 1/∞ = 0
    return value, value * (1 - value)


def sigmoid_tanh(x):
    return (1 + np.tanh(x / 2)) / 2, (1 - np.tanh(x / 2) ** 2) / 4


def sigmoid_sides(x):
    value = np.empty(x.shape)
    high = x >= 0
    value[high] = 1 / (1 + np.exp(-x[high]))
    value[~high] = np.exp(x[~high]) / (1 + np.exp(x[~high]))
    return value, value - value**2


def sigmoid_fraction(x):
    value = np.exp(x) / (np.exp(x) + 1)
    return value, value * (1 - value)


def sigmoid_textbook(x):
    return 1 / (1 + np.exp(-x)), np.exp(-x) / (1 + np.exp(-x)) ** 2


def sigmoid_sign(x):
    value = 1 / (1 + np.exp(x))
    return value, value * (1 - value)


def sigmoid_plus(x):
    value = 1 / (1 + np.exp(-x))
    return value, value * (1 + value)


def sigmoid_of_x(x):
    return 1 / (1 + np.exp(-x)), x * (1 - x)


def sigmoid_rest(x):
    value = 1 / (1 + np.exp(-x))
    return value, 1 - value


def sigmoid_squared(x):
    value = 1 / (1 + np.exp(-x))
    return value, 1 - value**2


def sigmoid_negative(x):
    value = 1 / (1 + np.exp(-x))
    return value, value * (value - 1)


def sigmoid_wide(x):
    return np.tanh(x), 1 - np.tanh(x) ** 2


def sigmoid_mixed(x):
    value = 1 / (1 + np.exp(-x))
    return value, value * (1 - x)


def sigmoid_rough(x):
    e = 2.718
    value = 1 / (1 + e ** (-x))
    return value, value * (1 - value)


def elu_where(x, alpha):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1)), np.where(x > 0, 1, alpha * np.exp(x))


def elu_from_value(x, alpha):
    value = np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))
    return value, np.where(x > 0, 1, value + alpha)


def elu_mask(x, alpha):
    value, slope = x.copy(), np.ones_like(x)
    low = x <= 0
    value[low] = alpha * (np.exp(x[low]) - 1)
    slope[low] = alpha * np.exp(x[low])
    return value, slope


def elu_products(x, alpha):
    low = x <= 0
    return x * ~low + low * alpha * (np.exp(x) - 1), ~low + low * alpha * np.exp(x)


def elu_alone(x, alpha):
    return np.where(x > 0, x, np.exp(x) - 1), np.where(x > 0, 1, np.exp(x))


def elu_slope_alone(x, alpha):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1)), np.where(x > 0, 1, np.exp(x))


def elu_zero_right(x, alpha):
    return np.where(x >= 0, x, alpha * (np.exp(x) - 1)), np.where(x >= 0, 1, alpha * np.exp(x))


def elu_value_again(x, alpha):
    value = np.where(x > 0, x, alpha * (np.exp(x) - 1))
    return value, np.where(x > 0, 1, value)


def elu_value_plus_one(x, alpha):
    value = np.where(x > 0, x, alpha * (np.exp(x) - 1))
    return value, np.where(x > 0, 1, value + 1)


def elu_no_one(x, alpha):
    return np.where(x > 0, x, alpha * np.exp(x)), np.where(x > 0, 1, alpha * np.exp(x))


def elu_minus(x, alpha):
    return np.where(x > 0, x, alpha * (np.exp(-x) - 1)), np.where(x > 0, 1, alpha * np.exp(-x))


def elu_turned(x, alpha):
    return np.where(x > 0, x, alpha * (1 - np.exp(x))), np.where(x > 0, 1, alpha * np.exp(x))


def elu_line(x, alpha):
    return np.where(x > 0, x, alpha * x), np.where(x > 0, 1, alpha)


def leaky_constant(x, negative_slope):
    return np.where(x > 0, x, negative_slope), np.where(x > 0, 1, negative_slope)


def leaky_steep(x, negative_slope):
    return np.where(x > 0, x, x * negative_slope), np.where(x > 0, x, negative_slope)


def sigmoid_precedence(x):
    value = 1 / 1 + np.exp(-x)
    return value, value * (1 - value)


def elu_precedence(x, alpha):
    return np.where(x > 0, x, alpha * np.exp(x) - 1), np.where(x > 0, 1, alpha * np.exp(x))


def elu_straight_slope(x, alpha):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1)), np.where(x > 0, 1, alpha)


RIGHT = {
    "06.leaky_relu": [leaky_where, leaky_mask, leaky_arithmetic],
    "06.sigmoid": [sigmoid_plain, sigmoid_tanh, sigmoid_sides],
    "06.elu": [elu_where, elu_from_value, elu_mask],
}
WRONG = {
    "06.leaky_relu": [
        (leaky_zero_right, "right_side_at_zero"),
        (leaky_zero_flat, "zero_at_zero"),
        (leaky_hundredth, "fixed_slope"),
        (leaky_plain, "plain_relu"),
        (leaky_half, "slope_of_relu"),
        (leaky_minus, "sign_turned"),
        (leaky_divides, "divided"),
        (leaky_twice, "slope_is_value"),
        (leaky_constant, "x_forgotten"),
        (leaky_steep, "slope_of_x"),
    ],
    "06.sigmoid": [
        (sigmoid_fraction, "both_infinite"),
        (sigmoid_textbook, "slope_infinite"),
        (sigmoid_sign, "sign_of_x"),
        (sigmoid_plus, "slope_plus"),
        (sigmoid_of_x, "slope_of_x"),
        (sigmoid_rest, "slope_rest"),
        (sigmoid_mixed, "slope_mixed"),
        (sigmoid_rough, "rough_e"),
        (sigmoid_squared, "slope_of_tanh"),
        (sigmoid_negative, "slope_sign"),
        (sigmoid_wide, "tanh"),
        (sigmoid_precedence, "brackets_missing"),
    ],
    "06.elu": [
        (elu_products, "zero_times_infinite"),
        (elu_alone, "alpha_ignored"),
        (elu_slope_alone, "slope_without_alpha"),
        (elu_zero_right, "right_side_at_zero"),
        (elu_value_again, "slope_below_is_value"),
        (elu_value_plus_one, "slope_plus_one"),
        (elu_no_one, "one_forgotten"),
        (elu_minus, "power_turned"),
        (elu_turned, "sign_below"),
        (elu_line, "leaky"),
        (elu_precedence, "brackets_missing"),
        (elu_straight_slope, "slope_is_alpha"),
    ],
}
