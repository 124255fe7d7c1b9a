"""weight_path: the lines, the dot and the words."""

import re

import numpy as np
import pytest

from cnnlite.plots import weight_path

PATHS = np.array([[0.5, -1.0, 0.0], [0.25, 1.0, 0.125], [0.75, 2.0, -3.0], [1.0, 0.0, 0.0]])


def test_lines():
    picture = weight_path(PATHS, ["start", "a", "b", "c"], 1, 2, "tap (0, 1)")
    axes = picture.drawing.axes[0]
    _, *others, own, dot = axes.lines
    assert [line.get_ydata().tolist() for line in others] == [PATHS[:, 0].tolist(), PATHS[:, 2].tolist()]
    assert own.get_ydata().tolist() == PATHS[:, 1].tolist()
    assert (dot.get_xdata().tolist(), dot.get_ydata().tolist()) == ([2], [2.0])
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["start", "a", "b", "c"]
    assert picture.text == "tap (0, 1) over 1×4 moments: −1 at start, 0 at c; now 2, at b; thin lines: the other 2"


def test_one_weight_and_many_moments():
    picture = weight_path(np.arange(30.0)[:, None], [str(n) for n in range(30)], 0, 29)
    assert picture.text == "weight over 1×30 moments: 0 at 0, 29 at 29; now 29, at 29"
    assert [tick.get_text() for tick in picture.drawing.axes[0].get_xticklabels()] == ["0", "10", "19", "29"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (PATHS[:1], ["a"], 0, 0),
            "paths must be (T, K) of at least 2 moments, with a name for each, got (1, 3) and 1",
        ),
        ((PATHS, ["a"], 0, 0), "got (4, 3) and 1 names"),
        ((PATHS, list("abcd"), 3, 0), "weight_path: chosen must lie between 0 and 2, got 3"),
        ((PATHS, list("abcd"), 0, 4), "weight_path: at must lie between 0 and 3, got 4"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        weight_path(*arguments)
