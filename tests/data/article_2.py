"""Article 2: every fact computed with cnnlite, and what the sheet says the article states."""

import numpy as np

from cnnlite import (
    avg_pool2d,
    conv2d,
    conv_output_size,
    linear,
    lp_pool2d,
    max_pool2d,
    min_pool2d,
    relu,
    sigmoid,
    softmax,
)
from cnnlite import filters as kernels
from cnnlite.data import articles as a

GRID = a.POOLING_GRID[None, None]
IMAGE, FILTER = np.zeros((1, 1, 32, 32)), np.zeros((1, 1, 3, 3))
SOBEL = np.array([kernels.sobel_x(), kernels.sobel_y()])[:, None]


def nodes():
    return linear(a.NEURON_INPUTS[None], a.NEURON_WEIGHTS)[0]


def windows():
    """The first window is the orange one, the second the green one."""
    largest, mean = max_pool2d(GRID, 2)[0, 0], avg_pool2d(GRID, 2)[0, 0]
    return [largest[0, 0], 4 * mean[0, 0], mean[0, 0], largest[0, 1]]


def powers():
    found = np.exp(a.SCORES)
    return [*found, found.sum()]


def typed():
    """The formula read as typed: the division comes first."""
    cat, dog, elephant = np.exp(a.SCORES)
    return cat / cat + dog + elephant


def cat_against_dog():
    cat, dog = a.SCORES[:2]
    return [*sigmoid(np.array([cat - dog])), softmax(a.SCORES[:2])[0], *sigmoid(a.SCORES[:2])]


COMPUTED = {
    "A2.3": lambda: conv2d(a.STEP_EDGE[None, None], SOBEL)[0],
    "A2.7": lambda: conv_output_size(4, 3),
    "A2.8": lambda: conv_output_size(4, 3, padding=1),
    "A2.9": lambda: [conv_output_size(4, 3, stride=2), conv_output_size(4, 3, stride=2, padding=1)],
    "A2.12": lambda: conv2d(IMAGE, FILTER, padding="same").size,
    "A2.12.valid": lambda: conv2d(IMAGE, FILTER).size,
    "A2.18": lambda: nodes()[0],
    "A2.18.added": lambda: (a.NEURON_INPUTS + a.NEURON_WEIGHTS[0]).sum(),
    "A2.19": lambda: [nodes()[1], relu(nodes())[1]],
    "A2.20": windows,
    "A2.20.maps": lambda: [
        pooled[0, 0]
        for pooled in (max_pool2d(GRID, 2), avg_pool2d(GRID, 2), min_pool2d(GRID, 2), lp_pool2d(GRID, 2, 2))
    ],
    "A2.21": powers,
    "A2.22": lambda: softmax(a.SCORES)[0],
    "A2.23": lambda: softmax(a.SCORES)[1],
    "A2.24": lambda: softmax(a.SCORES)[2],
    "A2.25": lambda: softmax(a.SCORES).sum(),
    "A2.26": lambda: softmax(a.SCORES[:2])[0],
    "A2.27": typed,
    "A2.28": cat_against_dog,
    "A2.28.sum": lambda: sigmoid(a.SCORES[:2]).sum(),
}
STATED = {
    "A2.7": 2,
    "A2.8": 4,
    "A2.12": 1024,
    "A2.12.valid": 1024,
    "A2.18": 53.85,
    "A2.19": [-39.5, 0],
    "A2.20": [6, 11, 2.75, 8],
    "A2.22": 0.62,
    "A2.23": 0.31,
    "A2.24": 0.06,
    "A2.25": 0.99,
    "A2.26": 0.62,
    "A2.27": 0.62,
}
VERDICTS = {
    "A2.12.valid": "differs",
    "A2.22": "truncated",
    "A2.23": "agree to 2 decimals",
    "A2.24": "agree to 2 decimals",
    "A2.25": "it adds its printed numbers",
    "A2.26": "differs",
    "A2.27": "differs",
}
