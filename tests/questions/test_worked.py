"""WorkedExample: what is blank at which level, in words and in HTML."""

import ipywidgets
import numpy as np
import pytest
import traitlets

from cnnlite.questions import Step, WorkedExample
from tests.questions import FORBIDDEN, outside_details

STEPS = [
    Step("products", ["2·3 =", 6, ", 1·(−4) =", -4.0], "multiply <first>", "Cell by cell.", 2, {4: "A sign is lost."}),
    Step("sum", ["6 − 4 =", 2.0], "then add", "One sum.", 1),
    Step("half of it", [1.0], fade=3),
]


def test_levels():
    example = WorkedExample("Add & halve", STEPS)
    assert example.blanks == []
    example.level = 1
    assert example.blanks == ["1.0"]
    example.level = 2
    assert example.blanks == ["0.0", "0.1", "1.0"]
    example.level = 3
    assert example.blanks == ["0.0", "0.1", "1.0", "2.0"]
    with pytest.raises(traitlets.TraitError):
        example.level = 4
    example.set_state({"given": {"0.0": {"value": 6, "right": True}, "0.1": {"value": 4, "right": False, "wrong": [4]},
                                 "1.0": {"value": 2, "right": False, "shown": True}}})  # fmt: skip
    assert example.right == 1
    example.level = 1
    assert example.right == 0


def test_what_the_page_gets():
    example = WorkedExample("Add", STEPS, arrays={"image": np.array([[1, -0.5]])})
    assert example.principles == ["multiply <first>", "then add"]
    assert example.steps[0] == {
        "label": "products",
        "parts": [{"text": "2·3 ="}, {"number": 6.0, "text": "6"}, {"text": ", 1·(−4) ="}, {"number": -4.0, "text": "−4"}],
        "principle": "multiply <first>", "why": "Cell by cell.", "fade": 2,
        "mistakes": [{"number": 4.0, "text": "A sign is lost."}],
    }  # fmt: skip
    assert example.arrays == [{"label": "image", "rows": [["1", "−0.5"]]}]


@pytest.mark.parametrize(
    ("level", "lines"),
    [
        (0, ["0 of 4", "products: 2·3 = 6, 1·(−4) = −4", "sum: 6 − 4 = 2", "half of it: 1"]),
        (1, ["1 of 4", "products: 2·3 = 6, 1·(−4) = −4", "sum: 6 − 4 = __", "half of it: 1"]),
        (2, ["3 of 4", "products: 2·3 = __, 1·(−4) = __", "sum: 6 − 4 = __", "half of it: 1"]),
        (3, ["4 of 4", "products: 2·3 = __, 1·(−4) = __", "sum: 6 − 4 = __", "half of it: __"]),
    ],
)
def test_words(level, lines):
    example = WorkedExample("Add & halve", STEPS, level, {"image": np.array([[0.25]])})
    bundle, _ = example._repr_mimebundle_()
    count, *steps = lines
    head = f"WorkedExample: Add & halve. Level {level} of 3: {count} numbers to fill in."
    assert bundle["text/plain"] == "\n".join([head, *steps])
    stored = bundle["text/html"]
    assert not FORBIDDEN.search(stored)
    assert "Add &amp; halve" in stored
    assert "<td>0.25</td>" in stored
    assert stored.count("<summary>Which rule?</summary><p>") == 2
    assert stored.count("<summary>The numbers</summary>") == [0, 1, 2, 3][level]
    outside = outside_details(stored)
    for line in steps:
        label, _, words = line.partition(": ")
        assert f"<p><b>{label}</b></p><p>{words}</p>" in outside
    assert "multiply" not in outside
    assert "<p>6 − 4 = 2</p>" in stored


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"label": ""}, ValueError, "label must say something, got ''."),
        ({"parts": "2"}, TypeError, "parts must be a sequence of texts and numbers, got '2'."),
        ({"parts": 2}, TypeError, "parts must be a sequence of texts and numbers, got 2."),
        ({"parts": ["a", None]}, TypeError, "each part must be a number, got None."),
        ({"parts": [True]}, TypeError, "each part must be a number, got True."),
        ({"parts": [float("inf")]}, ValueError, "each part must be a finite number, got inf."),
        ({"parts": ["a"]}, ValueError, "parts must hold at least one number, got ['a']."),
        ({"fade": 0}, ValueError, "fade must be 1, 2 or 3, got 0."),
        ({"fade": 4}, ValueError, "fade must be 1, 2 or 3, got 4."),
        ({"mistakes": {"4": "no"}}, TypeError, "each key of mistakes must be a number, got '4'."),
        ({"mistakes": {4: ""}}, ValueError, "the sentence for 4 must say something, got ''."),
    ],
)
def test_errors_of_a_step(changes, kind, words):
    with pytest.raises(kind) as error:
        Step(**{"label": "a", "parts": [1], **changes})
    assert str(error.value) == f"Step: {words}"


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"title": " "}, ValueError, "title must say something, got ' '."),
        ({"steps": []}, ValueError, "steps must hold at least one Step, got none."),
        ({"steps": ["a"]}, TypeError, "steps must be a sequence of Step, got ['a']."),
        ({"steps": None}, TypeError, "steps must be a sequence of Step, got None."),
        ({"level": 4}, ValueError, "level must be 0 (all shown) to 3 (all yours), got 4."),
        ({"level": True}, ValueError, "level must be 0 (all shown) to 3 (all yours), got True."),
        ({"arrays": {"image": 3}}, TypeError, "image must be an array of numbers, got 3."),
    ],
)
def test_errors(changes, kind, words):
    with pytest.raises(kind) as error:
        WorkedExample(**{"title": "a", "steps": STEPS, **changes})
    assert str(error.value) == f"WorkedExample: {words}"


def test_closing_leaves_nothing():
    before = set(ipywidgets.widgets.widget._instances)
    WorkedExample("a", STEPS).close()
    assert set(ipywidgets.widgets.widget._instances) == before
