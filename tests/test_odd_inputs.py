"""Whatever a public function is given, it answers with a result or with a sentence of its own."""

import inspect

import numpy as np
import pytest

from cnnlite import functional
from tests.functional.calls import CASES
from tests.functional.test_protocol import named

RIGHT = {  # one legal call of each function
    "conv_output_size": {"size": 7, "kernel": 3},
    "conv_matrix": {"w": np.zeros((4, 3, 3, 2)), "input_shape": (3, 6, 7)},
}
for _name, _calls in CASES.items():
    _forward = getattr(functional, _name)
    _given = dict(zip(inspect.signature(_forward).parameters, named(_forward, *_calls[0]), strict=True))
    _out = _forward(**_given)
    _dout = _out if isinstance(_out, tuple) else np.ones_like(_out) if np.ndim(_out) else 1.0
    RIGHT |= {_name: _given, f"{_name}_backward": {"dout": _dout} | _given}
ODD = [
    None, 0, 1, -1, 1.5, np.nan, np.inf, True, 10**12, "a", "same", b"a", [1], (), (1,), (1, 2, 3), (2, "a"), ((1,), (2,)),
    ((1, 2), 3), {}, set(), object(), len, np.float32(2), np.int64(2), np.array(1.0), np.zeros(3), np.zeros((2, 2)),
    np.array([1, 2]), np.zeros((0, 0, 0, 0)), np.zeros((2, 3, 6, 7), bool), np.zeros((2, 3, 6, 7), complex),
    np.zeros((2, 3, 6, 7), object), np.zeros((2, 3, 6, 7), np.float16), np.zeros((2, 3, 6, 7), ">f8"),
    np.array(["a"]), np.zeros(2, "datetime64[s]"), np.ma.zeros((2, 2)),
]  # fmt: skip


def test_every_function_is_here():
    assert set(RIGHT) == set(functional.__all__)


@pytest.mark.parametrize("name", RIGHT)
def test_odd_arguments(name):
    function = getattr(functional, name)
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
