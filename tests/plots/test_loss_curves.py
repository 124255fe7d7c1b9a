"""Losses as curves."""

import numpy as np
import pytest

from cnnlite.plots import LossCurves
from cnnlite.plots.loss_curves import STYLES, written

P = np.array([0.1, 0.4, 0.7])
CURVES = {"MSE": (1 - P) ** 2, "MAE": 1 - P}
POINTS = {"MSE": 0.36, "MAE": 0.6}


def test_curves_points_and_slopes():
    picture = LossCurves(P, CURVES, label="p").at(0.4, POINTS, {"MSE": -1.2, "MAE": -1.0})
    assert picture.text.splitlines() == [
        "loss over p, from 0.1 to 0.7; the dots stand at 0.4",
        "MSE 1×3: 0.81 to 0.09, lowest 0.09 at 0.7; now 0.36, slope −1.2",
        "MAE 1×3: 0.9 to 0.3, lowest 0.3 at 0.7; now 0.6, slope −1",
    ]
    [axes] = picture.drawing.axes
    for place, (name, curve) in enumerate(CURVES.items()):
        line, tangent, dot = axes.lines[1 + 3 * place : 4 + 3 * place]
        np.testing.assert_allclose(line.get_ydata(), curve)
        (x0, x1), (y0, y1) = tangent.get_xdata(), tangent.get_ydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx({"MSE": -1.2, "MAE": -1}[name])
        assert (y0 + y1) / 2 == pytest.approx(POINTS[name])
        assert dot.get_xydata().tolist() == [[0.4, POINTS[name]]]
    [legend] = picture.drawing.legends
    assert [text.get_text() for text in legend.get_texts()] == ["MSE  0.36", "MAE  0.6"]


def test_a_point_beyond_stands_hollow_at_the_edge():
    for ends, height, fill in (((0, 0.5), 0.5, "white"), ((0.7, 1), 0.7, "white"), ((0, 1), 0.6, "#0072b2")):
        dot = LossCurves(P, CURVES, ends=ends).at(0.4, POINTS).drawing.axes[0].lines[6]
        assert dot.get_ydata()[0] == height
        assert dot.get_markerfacecolor() == fill


def test_shares():
    picture = LossCurves(P, CURVES, scaled=True).at(0.4, POINTS)
    lines = picture.drawing.axes[0].lines
    np.testing.assert_allclose(lines[1].get_ydata(), CURVES["MSE"] / 0.81)
    assert lines[6].get_ydata()[0] == pytest.approx(0.6 / 0.9)
    assert picture.drawing.texts[0].get_text() == "loss, each as a share of its largest"
    assert "now 0.36" in picture.text


def test_the_dots_move_on_curves_that_stay():
    drawn = LossCurves(P, CURVES)
    first = drawn.at(0.4, POINTS, {"MSE": -1.2, "MAE": -1.0})
    lines = [line.get_ydata() for line in first.drawing.axes[0].lines[1::3]]
    second = drawn.at(0.7, {"MSE": 0.09, "MAE": 0.3}, {"MSE": -0.6, "MAE": -1.0})
    assert second.drawing is first.drawing
    assert second.text.endswith("now 0.3, slope −1")
    axes = second.drawing.axes[0]
    assert [line.get_xydata().tolist() for line in axes.lines[3::3]] == [[[0.7, 0.09]], [[0.7, 0.3]]]
    assert all(a is b for a, b in zip(lines, [line.get_ydata() for line in axes.lines[1::3]], strict=True))
    assert drawn.legend.get_texts()[1].get_text() == "MAE  0.3"


def test_told_apart_without_color():
    seen = {}
    for names in (list(STYLES)[:4], list(STYLES)[2:]):
        drawn = LossCurves(P, dict.fromkeys(names, P))
        drawn.at(0.4, dict.fromkeys(names, 1.0))
        lines = drawn.figure.axes[0].lines
        for name, curve, dot in zip(names, lines[1::3], lines[3::3], strict=True):
            look = str(curve._dash_pattern), dot.get_marker(), curve.get_color()
            assert seen.setdefault(name, look) == look, "the same in every picture"
    assert len({dashes for dashes, *_ in seen.values()}) == len({mark for _, mark, _ in seen.values()}) == 6


def test_written():
    assert [written(v) for v in (2.30258, -0.0173412, 1e-7, -50, 265.33)] == ["2.303", "−0.01734", "0", "−50", "265.3"]


@pytest.mark.parametrize("curves", [{}, {"MSE": P[:2]}, dict.fromkeys(list(STYLES)[:5], P)])
def test_errors(curves):
    with pytest.raises(ValueError, match="LossCurves: curves must be 1 to 4 of the length of inputs, \\(3,\\)"):
        LossCurves(P, curves)


def test_a_name_without_a_style():
    with pytest.raises(ValueError, match="LossCurves: each name of curves must be one of 'cross-entropy', 'MSE'"):
        LossCurves(P, {"L2": P})
