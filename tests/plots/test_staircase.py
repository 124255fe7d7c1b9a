"""The staircase of output sizes."""

import numpy as np
import pytest

from cnnlite import conv_output_size
from cnnlite.plots import staircase


def lines(picture):
    """Return the drawn lines by their marker or style: x and y of each."""
    return [(line.get_marker(), line.get_linestyle(), line.get_xydata()) for line in picture.drawing.axes[0].lines]


@pytest.mark.parametrize(("kernel", "padding", "largest"), [(3, 0, 14), (2, 1, 9), (5, 2, 20), (1, 0, 1)])
def test_dots_and_words_are_the_true_sizes(kernel, padding, largest):
    picture = staircase(kernel, (1, 2, 3), padding, largest)
    dots = [points for marker, _, points in lines(picture) if marker != "None"]
    assert picture.drawing.axes[0].get_title() == f"{kernel}×{kernel} kernel, " + (
        f"with {padding} of padding at each side" if padding else "without padding"
    )
    marks = [line for line in picture.drawing.axes[0].lines if line.get_marker() != "None"]
    assert all(line.get_markerfacecolor() == "none" for line in marks)
    assert np.all(np.diff([line.get_markersize() for line in marks]) < 0), "where sizes agree, all marks are seen"
    assert len(dots) == 3
    for stride, points, said in zip((1, 2, 3), dots, picture.text.splitlines()[1:], strict=True):
        sizes = [conv_output_size(int(n), kernel, stride, padding) for n in points[:, 0]]
        assert points[:, 1].tolist() == sizes
        assert points[-1, 0] == largest
        assert said == f"stride {stride}: {' '.join(map(str, sizes))}"
    assert f"{kernel}×{kernel} kernel" in picture.text


def test_the_article_s_formula():
    picture = staircase(2, (2,), largest=30, article=True)
    dashed = next(points for _, style, points in lines(picture) if style == "--")
    np.testing.assert_allclose(dashed[-1], [30, 15.5])  # A1.20
    assert picture.text.splitlines()[-1].startswith("article's formula, stride 2: 1.5 2 2.5")
    assert len(lines(staircase(2, (2,)))) == 2


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"strides": ()}, ValueError, "strides must be one to 4"),
        ({"largest": 2}, ValueError, r"hold the kernel and be at most 64, got \[1, 2, 3\] and 2"),
        ({"largest": 70}, ValueError, "at most 64"),
        ({"strides": (0,)}, ValueError, "each stride must be at least 1"),
        ({"kernel": 0}, ValueError, "kernel must be at least 1"),
        ({"padding": 0.5}, TypeError, "padding must be an int"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=message):
        staircase(**arguments)
