"""What goes on and what ends, also where the gradient is no finite number."""

import numpy as np
import pytest

from cnnlite.functional.masked import masked

MASK = np.array([True, False, True, False])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("values", [[1, 2, -3, 4], [np.inf, np.inf, -1, np.nan], [np.nan, -np.inf, 0, 1]])
def test_keeps_what_the_mask_says(values, dtype):
    dout = np.array(values, dtype)
    kept = masked(dout, MASK)
    assert kept.dtype == dtype
    np.testing.assert_array_equal(kept, [values[0], 0, values[2], 0])


def test_what_ends_is_a_plain_zero():
    assert not np.signbit(masked(np.array([-1.0, -np.inf]), np.array([False, False]))).any()
