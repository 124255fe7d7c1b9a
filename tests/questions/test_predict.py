"""Predict: judged, covered, kept, and never told before its time."""

import html
import re

import ipywidgets
import numpy as np
import pytest
import traitlets

from cnnlite.exercises import store
from cnnlite.explorers import ConvStepper
from cnnlite.plots import number_grid
from cnnlite.questions import Predict
from tests.questions import FORBIDDEN, outside_details

PICTURE = number_grid(np.array([[1.0, 2.0]]), "the secret")


def asked(**changes):
    return Predict(**{"question": "How many?", "answer": 41.5, "why": "Count <them>.", "then": PICTURE, **changes})


def commit(predict, given, confidence=None):
    """Do what the page does."""
    predict.asked.set_state({"given": given, "confidence": confidence, "committed": True})


def test_nothing_before_then_everything():
    predict = asked()
    assert (predict.given, predict.confidence, predict.committed, predict.right) == (None, None, False, None)
    assert {"cnnlite-predict", "asking"} <= set(predict._dom_classes)
    assert predict.children[1]._dom_classes == ("cnnlite-covered",)
    assert "the secret" in predict.children[1].children[0].value
    predict.asked.given = 7
    assert predict.right is None
    commit(predict, 41.5, 3)
    assert (predict.given, predict.confidence, predict.committed, predict.right) == (41.5, 3, True, True)
    assert "asking" not in predict._dom_classes
    predict.asked.set_state({"given": None, "confidence": None, "committed": False})
    assert (predict.given, predict.right) == (None, None)
    assert "asking" in predict._dom_classes


@pytest.mark.parametrize(
    ("answer", "within", "given", "right"),
    [
        (9, 0.005, 9, True), (9, 0.005, 9.004, True), (9, 0.005, 9.02, False), (9, 0.005, -9, False),
        (0.125, 0.005, 0.13, True), (0.125, 0.005, 0.12, True), (0.125, 0.005, 0.1, False),
        (11_173_962, 0.005, 11_173_963, True), (11_173_962, 0.005, 11_174_000, False),
        (0.0, 0.0, 0.0, True), (0.0, 0.0, 1e-6, False), (2.0, 0.5, 2.5, True), (2.0, 0.5, 2.6, False),
    ],
)  # fmt: skip
def test_numbers_are_judged_with_tolerance(answer, within, given, right):
    predict = asked(answer=answer, within=within)
    commit(predict, given)
    assert predict.right is right


def test_choices():
    predict = asked(choices=("3", "41.5"), answer="41.5")
    commit(predict, "3")
    assert predict.right is False
    assert predict.given == "3"
    commit(predict, "41.5")
    assert predict.right is True
    assert predict.summary() == "Predict: How many? (3 / 41.5)"


@pytest.mark.parametrize("value", [0, 5])
def test_confidence_has_four_steps(value):
    with pytest.raises(traitlets.TraitError):
        asked().asked.confidence = value


def test_the_stored_output_gives_nothing_away():
    predict = asked(unit="sq <px>", answer=41.5)
    bundle = predict._repr_mimebundle_()
    assert bundle["text/plain"] == "Predict: How many? (a number, in sq <px>)"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    stored = bundle["text/html"]
    assert not FORBIDDEN.search(stored)
    assert stored.startswith(
        '<div class="cnnlite-predict asking"><div class="cnnlite-live"><p><b>How many?</b></p></div>'
    )
    assert not re.search("41|secret|Count|img", outside_details(stored))
    folded = stored[stored.index("<details") :]
    for part in ("41.5 sq &lt;px&gt;", "Count &lt;them&gt;.", "<img", "the secret"):
        assert part in folded
    commit(predict, 41.5)
    assert predict._repr_mimebundle_()["text/html"] == stored  # a notebook is stored as it is built


def test_what_can_be_covered():
    stepper = ConvStepper(np.eye(3), np.eye(2))
    inner = asked(question="And then?", then=None)
    box = ipywidgets.IntText()
    shown = {"1 &lt; 2": "1 < 2", "output (0, 0)": stepper, "And then?": inner, "<img": PICTURE}
    for words, thing in shown.items():
        predict = asked(then=thing)
        folded = predict.to_html().partition("<details")[2]
        assert words in folded
        cover = predict.children[1].children[0]
        assert cover is thing if isinstance(thing, ipywidgets.Widget) else words in cover.value
    assert "<pre>array([1, 2])</pre>" in asked(then=np.array([1, 2])).to_html()
    assert "IntText" not in asked(then=box).to_html()
    assert asked(then=None).children[1].children == ()


def test_kept_under_its_name(monkeypatch):
    kept = []
    monkeypatch.setattr(store, "record", lambda *entry: kept.append(entry))
    commit(asked(), 41.5)
    assert kept == []
    predict = asked(name="03.places")
    predict.asked.given = 9
    assert kept == []
    commit(predict, 9, 2)
    assert kept == [("predictions", "03.places", {"given": 9.0, "answer": 41.5, "confidence": 2, "right": False})]
    predict.asked.committed = False
    assert len(kept) == 1


def test_what_is_told():
    assert asked(answer=-2).asked.told == "−2"
    assert asked(answer=np.float64(1 / 3)).asked.told == "0.33"
    assert asked(answer=1 / 3, within=1e-6).asked.told == "0.333333"
    assert isinstance(asked(answer=np.int64(3)).asked.answer, float)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"question": " "}, ValueError, "question must say something, got ' '."),
        ({"question": None}, TypeError, "question must be text, got None."),
        ({"why": 3}, TypeError, "why must be text, got 3."),
        ({"name": 3}, TypeError, "name must be text, got 3."),
        ({"unit": None}, TypeError, "unit must be text, got None."),
        ({"answer": "9"}, TypeError, "answer must be a number, got '9'."),
        ({"answer": float("nan")}, ValueError, "answer must be a finite number, got nan."),
        ({"within": -1}, ValueError, "within must be a finite number of at least 0, got -1."),
        ({"choices": "ab"}, TypeError, "choices must be a sequence of texts, got 'ab'."),
        ({"choices": [1, 2]}, TypeError, "choices must be a sequence of texts, got [1, 2]."),
        ({"choices": []}, ValueError, "choices must be 2 to 6 different texts, got []."),
        ({"choices": ["a"]}, ValueError, "choices must be 2 to 6 different texts, got ['a']."),
        ({"choices": ["a", "a"]}, ValueError, "choices must be 2 to 6 different texts, got ['a', 'a']."),
        ({"choices": ["a", ""]}, ValueError, "choices must be 2 to 6 different texts, got ['a', '']."),
        ({"choices": ["a", "b"]}, ValueError, "answer must be one of 'a', 'b', got 41.5."),
        ({"choices": ["a", "b"], "answer": "c"}, ValueError, "answer must be one of 'a', 'b', got 'c'."),
        ({"reasons": {"up": "no"}}, TypeError, "each key of reasons must be a number, got 'up'."),
        ({"reasons": {3: ""}}, ValueError, "the reason of 3 must say something, got ''."),
        (
            {"choices": ["a", "b"], "answer": "a", "reasons": {"a": "right"}},
            ValueError,
            "each key of reasons must be one of 'b', got 'a'.",
        ),
    ],
)
def test_errors(changes, kind, words):
    with pytest.raises(kind) as error:
        asked(**changes)
    assert str(error.value) == f"Predict: {words}"


@pytest.mark.parametrize("then", [PICTURE, None, "explorer", "predict"])
def test_closing_leaves_nothing(then):
    before = set(ipywidgets.widgets.widget._instances)
    inside = {"explorer": lambda: ConvStepper(np.eye(3), np.eye(2)), "predict": asked}.get(then, lambda: then)()
    predict = asked(then=inside)
    assert len(ipywidgets.widgets.widget._instances) > len(before) + 4
    predict.close()
    assert set(ipywidgets.widgets.widget._instances) == before


def test_closing_asks_what_is_covered(monkeypatch):
    """An explorer may have more to close than its children."""
    stepper, asked_to = ConvStepper(np.eye(3), np.eye(2)), []
    monkeypatch.setattr(stepper, "close", lambda: asked_to.append("close"))
    asked(then=stepper).close()
    assert asked_to == ["close"]


def test_text_is_escaped():
    stored = asked(question="<b>?</b>", choices=["<i>", "x"], answer="<i>").to_html()
    assert html.escape("<b>?</b>") in stored
    assert "<i>" not in stored
