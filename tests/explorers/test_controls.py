"""Slider, matrix and status: legal values only, and a front end that names its controls."""

import re

import pytest
import traitlets

from cnnlite.explorers.controls import MatrixInput, Slider, Status


def test_slider_keeps_values_legal():
    slider = Slider("stride", min=1, max=4, value=2)
    slider.value = 9
    assert slider.value == 4
    slider.value = -3
    assert slider.value == 1
    slider.value = 2.4
    assert slider.value == 2
    slider.max, slider.value = 3, 3
    slider.max = 2
    assert slider.value == 2
    fine = Slider("rate", min=0.0, max=1.0, value=0.3, step=0.1)
    fine.value = 0.48
    assert fine.value == 0.5
    wide = Slider("score", min=-3, max=3, value=0, step=0.1)
    wide.value = 1.8
    assert str(wide.value) == "1.8"  # its box and its setting code show no digits that steps of 0.1 add up to


@pytest.mark.parametrize("value", [float("nan"), "abc", None, [1]])
def test_slider_refuses_what_is_no_number(value):
    slider = Slider("stride", min=1, max=4, value=2)
    with pytest.raises(traitlets.TraitError):
        slider.value = value
    assert slider.value == 2


@pytest.mark.parametrize("value", [0, 5, True, "2", None])
def test_slider_starts_inside(value):
    with pytest.raises(ValueError, match="Slider: stride must be a number from 1 to 4, got"):
        Slider("stride", min=1, max=4, value=value)


def test_matrix():
    matrix = MatrixInput(label="kernel", value=[[1.0, 2.0]])
    for wrong in ([], [[]], [[1.0], [1.0, 2.0]], [[float("inf")]], [[0.0] * 8], [[0.0]] * 8, [["a"]]):
        with pytest.raises(traitlets.TraitError):
            matrix.value = wrong
    assert matrix.value == [[1.0, 2.0]]


@pytest.mark.parametrize("kind", [Slider, MatrixInput, Status])
def test_front_end_modules(kind):
    script = kind._esm if isinstance(kind._esm, str) else str(kind._esm)
    assert "export default { render }" in script
    assert not re.search(r"innerHTML|https?:|eval\(|import ", script)  # text stays text, nothing is fetched
