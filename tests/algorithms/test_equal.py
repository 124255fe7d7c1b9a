"""Every algorithm against the loops, on padded inputs."""

import numpy as np
import pytest

from cnnlite.algorithms import METHODS, loops


@pytest.mark.parametrize("name", [name for name in METHODS if name != "loops"])
@pytest.mark.parametrize(
    ("stride", "dilation"), [((1, 1), (1, 1)), ((2, 3), (1, 1)), ((1, 2), (2, 1)), ((3, 2), (2, 3))]
)
def test_equals_loops(rng, name, stride, dilation):
    x, w = rng.standard_normal((2, 3, 9, 10)), rng.standard_normal((4, 3, 3, 2))
    method = METHODS[name]
    out = loops.conv2d(x, w, stride, dilation)
    np.testing.assert_allclose(method.conv2d(x, w, stride, dilation), out, atol=1e-12)
    dout = rng.standard_normal(out.shape)
    np.testing.assert_allclose(
        method.conv2d_dw(dout, x, (3, 2), stride, dilation),
        loops.conv2d_dw(dout, x, (3, 2), stride, dilation),
        atol=1e-12,
    )
    np.testing.assert_allclose(
        method.conv2d_dx(dout, w, (9, 10), stride, dilation),
        loops.conv2d_dx(dout, w, (9, 10), stride, dilation),
        atol=1e-12,
    )
