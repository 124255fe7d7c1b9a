"""The stretch exercise of notebook 05."""

import numpy as np


def squares(in_channels, out_channels, kernel_size, groups=1, bias=True):
    return np.prod([out_channels, in_channels // groups, kernel_size, kernel_size]) + out_channels * bool(bias)


def one_kernel(in_channels, out_channels, kernel_size, groups, bias):
    each = kernel_size**2 * in_channels / groups
    if bias:
        each += 1
    return int(each * out_channels)


def no_bias(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels * out_channels * kernel_size**2 // groups


def ever_biased(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels * out_channels * kernel_size**2 // groups + out_channels


def input_biased(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels * out_channels * kernel_size**2 // groups + (in_channels if bias else 0)


def one_bias(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels * out_channels * kernel_size**2 // groups + bias


def group_biased(in_channels, out_channels, kernel_size, groups, bias):
    return (in_channels * out_channels * kernel_size**2 // groups) + (out_channels * groups if bias else 0)


def ungrouped(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels * out_channels * kernel_size**2 + out_channels * bias


def both_grouped(in_channels, out_channels, kernel_size, groups, bias):
    return (in_channels // groups) * (out_channels // groups) * kernel_size**2 + out_channels * bias


def flat(in_channels, out_channels, kernel_size, groups, bias):
    return out_channels * kernel_size**2 + out_channels * bias


def lonely(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels // groups * kernel_size**2 + bias


def line(in_channels, out_channels, kernel_size, groups, bias):
    return in_channels // groups * kernel_size * out_channels + out_channels * bias


RIGHT = {"05.parameters": [squares, one_kernel]}
WRONG = {
    "05.parameters": [
        (no_bias, "bias_forgotten"),
        (ever_biased, "bias_always"),
        (input_biased, "bias_for_channels"),
        (one_bias, "bias_once"),
        (group_biased, "bias_for_groups"),
        (ungrouped, "groups_ignored"),
        (both_grouped, "groups_twice"),
        (flat, "channels_forgotten"),
        (lonely, "kernels_forgotten"),
        (line, "one_side"),
    ],
}
