"""The view of all windows."""

import numpy as np

from cnnlite.algorithms import windows


def test_the_windows_are_a_view():
    x = np.arange(24.0).reshape(1, 1, 4, 6)
    seen = windows.sliding_windows(x, (2, 2), (2, 3), (1, 2))
    assert seen.shape == (1, 1, 2, 2, 2, 2)
    assert np.shares_memory(seen, x)
    assert not seen.flags.writeable
    assert seen[0, 0, 1, 1].tolist() == [[15, 17], [21, 23]]
