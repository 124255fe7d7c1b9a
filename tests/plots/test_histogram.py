"""A histogram: its words and its bars come from one count."""

import re

import numpy as np
import pytest

from cnnlite.plots import histogram


def listed(line):
    """Return the numbers of a line of the text."""
    return [float(part.lstrip("<")) for part in re.split(r", ", line.split(": ")[1].split(";")[0])]


def bars(picture):
    """Return the heights of the bars of each row, the first array first."""
    axes = picture.drawing.axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    heights = [patch.get_data().values - patch.get_data().baseline for patch in axes.patches]
    return dict(zip(names, heights, strict=True))


def test_hand_example():
    picture = histogram(np.array([[0.0, 0.1, 0.25, 0.26], [0.5, 0.75, 0.76, 1.0]]), "eight pixels", bins=4)
    assert picture.text == (
        "histogram of eight pixels: per cent in each of 4 bins from 0 to 1\n2×4: 38, 25, 12, 25"
    )  # an upper end belongs to its bin, 0 to the first
    np.testing.assert_allclose(bars(picture)[""], 0.9 * np.array([3, 2, 1, 2]) / 3)


def test_against_a_count_one_by_one(rng):
    arrays = {name: rng.random((5, 7, 3)) ** power for name, power in (("red", 1), ("green", 2), ("blue", 3))}
    picture = histogram(arrays, bins=8, span=(0.0, 2.0))
    drawn = bars(picture)
    counts = {
        name: np.array([sum(low < v <= low + 0.25 for v in array.ravel()) for low in np.arange(8) / 4])
        for name, array in arrays.items()
    }
    most = max(count.max() for count in counts.values())
    for (name, count), line in zip(counts.items(), picture.text.splitlines()[1:], strict=True):
        np.testing.assert_allclose(drawn[name], 0.9 * count / most)
        np.testing.assert_allclose(listed(line), 100 * count / 105, atol=0.51)
        assert line.startswith(f"{name} 5×7×3: ")


def test_what_lies_beyond_is_said():
    text = histogram(np.array([-1, 0, 0, 1, 2, 2, 3, 5]), bins=2, span=(0, 2)).text
    assert text.endswith("8: 38, 25; 12 % below 0; 25 % above 2")
    assert "beyond" not in text
    assert histogram(np.arange(1000), bins=2, span=(0, 998)).text.endswith("50, 50; 0.1 % above 998")


def test_uint8_does_not_wrap():
    assert histogram(np.array([0, 100, 200, 255], np.uint8), bins=2, span=(0, 255)).text.endswith("4: 50, 50")


def test_an_array_outside_the_span():
    picture = histogram(np.full(3, 7.0))
    assert picture.text.endswith("0; 100 % above 1")
    assert not bars(picture)[""].any()


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"arrays": {}}, ValueError, "histogram: arrays must be 1 to 4 by name, got 0."),
        ({"arrays": {str(n): np.ones(2) for n in range(5)}}, ValueError, "arrays must be 1 to 4 by name, got 5."),
        ({"arrays": [1, 2]}, TypeError, "histogram: arrays must be an array of numbers, got [1, 2]."),
        ({"arrays": np.array(["a"])}, TypeError, "must be an array of numbers"),
        ({"arrays": {"x": np.zeros((0, 3))}}, ValueError, "x must hold finite numbers, at least one, got x.shape=(0, 3)."),
        ({"arrays": np.array([np.nan])}, ValueError, "arrays must hold finite numbers"),
        ({"arrays": np.ones(2), "bins": 1}, ValueError, "histogram: bins must lie between 2 and 64, got 1."),
        ({"arrays": np.ones(2), "bins": 2.5}, TypeError, "histogram: bins must be a whole number, got 2.5."),
        ({"arrays": np.ones(2), "span": (1, 1)}, ValueError, "the end of span must be a finite number above 1, got 1."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        histogram(**arguments)


def test_a_full_share_gives_pictures_one_scale_and_tells_what_lies_outside():
    arrays = {"near": np.array([0.1, 0.1, 0.1, 0.9]), "far": np.array([-3.0, 0.1, 5.0, 5.0])}
    picture = histogram(arrays, bins=2, full=0.5)
    drawn = bars(picture)
    np.testing.assert_allclose(drawn["near"], [0.9, 0.45])  # three quarters fill the row, too
    np.testing.assert_allclose(drawn["far"], [0.45, 0])
    told = {text.get_text(): text.get_position()[1] for text in picture.drawing.axes[0].texts}
    assert list(told) == ["75 % outside"]
    assert 0 < told["75 % outside"] < 1  # the row below
    assert not histogram(arrays).drawing.axes[0].texts
    with pytest.raises(ValueError, match="full must be a finite number above 0"):
        histogram(arrays, full=0.0)
