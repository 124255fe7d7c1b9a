"""Whatever a public function is given, it answers with a result or with a sentence of its own."""

import inspect

import numpy as np
import pytest

import cnnlite

X, W, B = np.zeros((2, 3, 6, 7)), np.zeros((4, 3, 3, 2)), np.zeros(4)
ROWS, DENSE = np.zeros((2, 3)), np.zeros((4, 3))
RIGHT = {  # one legal call of each function
    "conv2d": {"x": X, "w": W, "b": B},
    "conv2d_backward": {"dout": np.zeros((2, 4, 4, 6)), "x": X, "w": W, "b": B},
    "conv_output_size": {"size": 7, "kernel": 3},
    "cross_entropy": {"logits": ROWS, "target": np.array([0, 1])},
    "cross_entropy_backward": {"dout": 1.0, "logits": ROWS, "target": np.array([0, 1])},
    "linear": {"x": ROWS, "w": DENSE, "b": B},
    "linear_backward": {"dout": np.zeros((2, 4)), "x": ROWS, "w": DENSE, "b": B},
    "max_pool2d": {"x": X, "kernel_size": 2},
    "max_pool2d_backward": {"dout": np.zeros((2, 3, 3, 3)), "x": X, "kernel_size": 2},
    "relu": {"x": X},
    "relu_backward": {"dout": X, "x": X},
    "softmax": {"x": X},
    "softmax_backward": {"dout": X, "x": X},
}
ODD = [
    None, 0, 1, -1, 1.5, np.nan, np.inf, True, 10**12, "a", "same", b"a", [1], (), (1,), (1, 2, 3), (2, "a"), ((1,), (2,)),
    ((1, 2), 3), {}, set(), object(), len, np.float32(2), np.int64(2), np.array(1.0), np.zeros(3), np.zeros((2, 2)),
    np.array([1, 2]), np.zeros((0, 0, 0, 0)), np.zeros((2, 3, 6, 7), bool), np.zeros((2, 3, 6, 7), complex),
    np.zeros((2, 3, 6, 7), object), np.zeros((2, 3, 6, 7), np.float16), np.zeros((2, 3, 6, 7), ">f8"),
    np.array(["a"]), np.zeros(2, "datetime64[s]"), np.ma.zeros((2, 2)),
]  # fmt: skip


def test_every_function_is_here():
    assert set(RIGHT) == set(cnnlite.functional.__all__)


@pytest.mark.parametrize("name", RIGHT)
def test_odd_arguments(name):
    function = getattr(cnnlite, name)
    function(**RIGHT[name])
    wrong = []
    for argument in inspect.signature(function).parameters:
        for odd in ODD:
            try:
                function(**RIGHT[name] | {argument: odd})
            except (TypeError, ValueError) as error:
                if not str(error).startswith(f"{name}: "):
                    wrong.append((argument, odd, repr(error)))
            except Exception as error:
                wrong.append((argument, odd, repr(error)))
    assert not wrong
