"""The gradient check says right to right ones, and catches wrong ones."""

import numpy as np
import pytest

from cnnlite import conv2d, conv2d_backward, gradcheck, numeric_gradient


def test_numeric_gradient_of_a_polynomial():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(numeric_gradient(lambda v: (v**3).sum(), x), 3 * x**2, rtol=1e-8)


@pytest.mark.parametrize("every_entry", [False, True])
@pytest.mark.parametrize("wrong", ["turn", "scale", "sign", "shift", "nan"])
def test_catches_wrong_gradients(rng, wrong, every_entry):
    def broken(dout, x, w, b):
        dx, dw, db = conv2d_backward(dout, x, w, b)
        change = {
            "turn": lambda a: np.flip(a, (2, 3)), "scale": lambda a: a * 1.001, "sign": lambda a: -a,
            "shift": lambda a: np.roll(a, 1, 3), "nan": lambda a: np.where(a == a.flat[0], np.nan, a),
        }[wrong]  # fmt: skip
        return change(dx), dw, db

    x, w, b = rng.standard_normal((2, 3, 5, 4)), rng.standard_normal((4, 3, 3, 2)), rng.standard_normal(4)
    verdict = gradcheck(conv2d, broken, x, w, b, rng=rng, every_entry=every_entry)
    assert not verdict.right
    assert verdict.message.startswith("gradient 0 is off by ")
    assert max(verdict.errors[1:]) < 1e-6
    right = gradcheck(conv2d, conv2d_backward, x, w, b, rng=rng, every_entry=every_entry)
    assert right == (True, right.errors, "right")


def test_one_wrong_entry_is_named(rng):
    def broken(dout, x):
        gradient = 2 * x * dout
        gradient[1, 2] += 0.1
        return gradient

    verdict = gradcheck(lambda x: x**2, broken, rng.standard_normal((2, 3)), rng=rng, every_entry=True)
    assert not verdict.right
    assert verdict.message.endswith("at entry (1, 2)")


def test_wrong_shape(rng):
    verdict = gradcheck(lambda x: x, lambda dout, x: dout.T, rng.standard_normal((2, 3)), rng=rng)
    assert verdict == (False, (np.inf,), "gradient 0 has shape (3, 2), wanted (2, 3)")


def test_too_many_gradients(rng):
    verdict = gradcheck(lambda x: x, lambda dout, x: (dout, None), rng.standard_normal(3), rng=rng)
    assert verdict == (False, (np.inf,), "backward gave 2 gradients for 1 arrays")


def test_errors(rng):
    single = np.zeros(3, np.float32)
    with pytest.raises(TypeError, match="gradcheck: arrays must be float64, got float32"):
        gradcheck(lambda x: x, lambda dout, x: dout, single, rng=rng)
    with pytest.raises(TypeError, match="numeric_gradient: arrays must be float64, got float32"):
        numeric_gradient(np.sum, single)
