"""Article 1: every fact computed with cnnlite, and what the sheet says the article states."""

import numpy as np

from cnnlite import (
    conv2d,
    conv2d_backward,
    conv_output_size,
    elu,
    flatten,
    global_avg_pool2d,
    global_max_pool2d,
    leaky_relu,
    relu,
    sigmoid,
    tanh,
)
from cnnlite import filters as kernels
from cnnlite.data import articles as a

X, K = a.NINE[None, None], a.BACKPROP_KERNEL[None, None]
G, B = a.BACKPROP_GRADIENT[None, None], a.BACKPROP_BIASES
ONE = np.ones(1)  # the tied form of B, whose entries are all 1


def backward():
    return conv2d_backward(G, X, K, ONE)


def unturned():
    """What comes out when the padded gradient meets the kernel as it is."""
    return conv2d(G, K, padding=1)[0, 0]


def counts():
    weights = np.zeros((2, 3, 2, 2)).size
    untied, tied = conv2d(np.zeros((1, 3, 3, 3)), np.zeros((2, 3, 2, 2))).size, np.zeros(2).size
    return [weights, untied, tied, weights + untied, weights + tied]


COMPUTED = {
    "A1.3": lambda: flatten(np.zeros((1, 3, 32, 32))).size,
    "A1.4": lambda: [kernels.sobel_x(), kernels.sobel_y()],
    "A1.5": kernels.gaussian,
    "A1.6": kernels.sharpen,
    "A1.9": lambda: [conv_output_size(n, f) for n, f in ((4, 3), (32, 3))],
    "A1.17": lambda: [f(a.ACTIVATION_INPUTS) for f in (relu, sigmoid, tanh, leaky_relu, elu)],
    "A1.18": lambda: global_max_pool2d(X).item(),
    "A1.19": lambda: global_avg_pool2d(X).item(),
    "A1.20": lambda: [conv_output_size(n, f, s, p) for n, f, p, s in a.SIZES],
    "A1.21": counts,
    "A1.27.y": lambda: conv2d(X, K)[0, 0] + B,
    "A1.27.dk": lambda: backward()[1][0, 0],
    "A1.27.db": lambda: a.BACKPROP_GRADIENT,  # each bias is in one sum only, so its gradient is G there
    "A1.27.tied": lambda: backward()[2].item(),
    "A1.27.dx": lambda: backward()[0][0, 0],
    "A1.27.unturned": unturned,
    "A1.27.step": lambda: [K[0, 0] - a.BACKPROP_RATE * backward()[1][0, 0], B - a.BACKPROP_RATE * G[0, 0]],
}
STATED = {
    "A1.3": 3072,
    "A1.9": [4 - 3 + 1, 32 - 3 + 1],
    "A1.18": 9,
    "A1.19": 4.44,
    "A1.20": [(n + 2 * p - f + 1) / s + 1 for n, f, p, s in (
        (5, 3, 1, 1), (4, 3, 0, 1), (32, 3, 0, 1), (28, 5, 2, 1), (30, 2, 0, 2), (7, 3, 1, 2))],
}  # fmt: skip
VERDICTS = {"A1.19": "agree to 2 decimals", "A1.20": "differs"}
