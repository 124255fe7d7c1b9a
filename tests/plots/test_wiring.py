"""Wiring: the lines are those that a convolution with groups has, in the picture and in words."""

import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cnnlite import functional
from cnnlite.plots import wiring
from cnnlite.plots.wiring import read_by

SHAPES = [(1, 1, 1), (4, 4, 1), (4, 4, 2), (4, 4, 4), (6, 3, 3), (3, 12, 3), (12, 12, 4), (2, 5, 1)]


@pytest.mark.parametrize(("channels", "maps", "groups"), SHAPES)
def test_lines_are_those_of_conv2d(channels, maps, groups):
    kernels = np.ones((maps, channels // groups, 1, 1))
    alone = np.eye(channels)[:, :, None, None]  # one image for each channel, which is 1 there only
    answers = functional.conv2d(alone, kernels, groups=groups)[:, :, 0, 0]
    assert read_by(channels, maps, groups) == [np.flatnonzero(column).tolist() for column in answers.T]
    [part] = wiring(channels, maps, [groups]).drawing
    assert len(part.drawing.axes[0].lines) == answers.sum()
    assert f"groups={groups}: {int(answers.sum())} of {channels}×{maps} lines" in part.text
    rows = re.findall(r"map (\d+) reads channels? ([\d, ]+)", part.text)
    assert [(int(m), [int(n) for n in found.split(", ")]) for m, found in rows] == list(
        enumerate(read_by(channels, maps, groups))
    )


def test_lines_end_in_the_circles_they_join():
    [part] = wiring(4, 2, [2]).drawing
    axes = part.drawing.axes[0]
    above, below = (circles.get_offsets().data.tolist() for circles in axes.collections)
    ends = {(above.index([x[0], y[0]]), below.index([x[1], y[1]])) for x, y in (line.get_data() for line in axes.lines)}
    assert ends == {(0, 0), (1, 0), (2, 1), (3, 1)}


def test_everything_stands_inside_the_picture():
    for part in wiring(12, 12, (1, 12)).drawing + wiring(1, 1).drawing:
        figure = part.drawing
        FigureCanvasAgg(figure).draw()
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
        for box in boxes:
            assert min(box.x0, box.y0) >= 0
            assert box.x1 <= figure.bbox.width
            assert box.y1 <= figure.bbox.height
        assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((0, 4), ValueError, "wiring: channels must lie between 1 and 12, got 0."),
        ((4, 13), ValueError, "wiring: maps must lie between 1 and 12, got 13."),
        ((4.0, 4), (TypeError, ValueError), "wiring: channels must "),
        ((4, 4, ()), ValueError, "wiring: groups must hold at least one number, got none."),
        ((4, 4, (0,)), ValueError, "wiring: groups must lie between 1 and 12, got 0."),
        ((4, 4, (3,)), ValueError, "wiring: groups must divide 4 channels and 4 maps, got 3."),
        ((4, 6, (4,)), ValueError, "wiring: groups must divide 4 channels and 6 maps, got 4."),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        wiring(*arguments)
