"""The drawing: thin dark lines on white."""

import numpy as np
import pytest

from cnnlite.data.drawing import drawing


@pytest.mark.parametrize("size", [32, 96, 320])
def test_thin_dark_lines_on_white(size):
    face = drawing(size)
    assert face.shape == (size, size)
    assert (face.min(), face.max()) == (0, 1)
    assert np.median(face) == 1
    np.testing.assert_allclose(face, face[:, ::-1], atol=1e-9, err_msg="left and right are alike")
    row = face[size // 2] < 0.5  # crosses the outline twice
    assert 2 <= row.sum() <= 6
    assert np.array_equal(drawing(size), face)


@pytest.mark.parametrize(("size", "error"), [(31, ValueError), (321, ValueError), (96.0, TypeError), (True, TypeError)])
def test_errors(size, error):
    with pytest.raises(error, match=r"drawing: size must"):
        drawing(size)
