"""ratios: dots on their places, and words."""

import numpy as np
import pytest

from cnnlite.plots import ratios


def test_dots_and_words():
    picture = ratios({"0 Conv2d": 0.00123, "3 Conv2d": np.nan, "7 Linear": 25.0, "9 Linear": 0.0})
    assert picture.text.splitlines()[1:] == [
        "0 Conv2d: 0.0012", "3 Conv2d: no move yet", "7 Linear: 25", "9 Linear: 0",
    ]  # fmt: skip
    (axes,) = picture.drawing.axes
    dots = [line.get_xydata()[0].tolist() for line in axes.lines if line.get_marker() == "o"]
    assert dots == [[0.00123, 0], [1.0, 2], [1e-6, 3]]  # beyond the axis they stand at its ends


def test_nothing():
    with pytest.raises(ValueError, match="ratios: values must hold at least one layer, got none"):
        ratios({})
