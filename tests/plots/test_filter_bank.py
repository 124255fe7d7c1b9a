"""Kernels and their answers."""

import numpy as np
import pytest

from cnnlite.plots import color, filter_bank


def named(count, rng, shape):
    return {f"kernel {n}": (n + 1) * rng.standard_normal(shape) for n in range(count)}


def test_answers_share_their_colors(rng):
    kernels, answers = named(5, rng, (3, 3)), named(5, rng, (6, 8))
    picture = filter_bank(kernels, answers, columns=2)
    axes = picture.drawing.axes
    assert [a.get_title() for a in axes[::2]] == list(kernels)
    end = max(abs(answer).max() for answer in answers.values())
    for n, name in enumerate(kernels):
        upper, lower = (axes[2 * n + k].images[0].get_array() for k in (0, 1))
        np.testing.assert_array_equal(upper, color.rgb(kernels[name], True))
        np.testing.assert_array_equal(lower, color.shade(answers[name], (True, end)))
        answer = answers[name]
        assert picture.text.splitlines()[n] == (
            f"{name}: 3×3 kernel, sum {color.number(kernels[name].sum())}; "
            f"answer 6×8, values {color.number(answer.min())} to {color.number(answer.max())}"
        )


def test_places_do_not_overlap(rng):
    picture = filter_bank(named(7, rng, (3, 3)), named(7, rng, (4, 4)), columns=3)
    boxes = [a.get_position() for a in picture.drawing.axes]
    assert len(boxes) == 14
    for n, one in enumerate(boxes):
        assert min(one.x0, one.y0) >= 0
        assert max(one.x1, one.y1) <= 1
        assert not any(one.overlaps(other) for other in boxes[:n])
    assert filter_bank({"a": np.ones((2, 2))}, {"a": np.zeros((2, 2))}).drawing.get_figwidth() < 1.5


def test_errors():
    one = {"a": np.ones((2, 2))}
    with pytest.raises(ValueError, match=r"filter_bank: kernels and answers must have the same names, got \[\] and"):
        filter_bank({}, {})
    with pytest.raises(ValueError, match=r"got \['a'\] and \['b'\]"):
        filter_bank(one, {"b": one["a"]})
