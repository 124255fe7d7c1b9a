"""Recall: questions with reasons, whose answers are folded away where no module runs."""

import ipywidgets
import pytest

from cnnlite.exercises import progress
from cnnlite.questions import Question, Recall
from tests.questions import FORBIDDEN, outside_details

ONE = Question("What is 2 < 3?", ["yes", "no"], "yes", "Count & see.", {"no": "Which of them comes first?"})
TWO = Question("Which is odd?", ("2", "4", "<5>"), "<5>", "It leaves 1.")


def test_of_two_choices_the_wrong_one_tells_why():
    assert Question("1?", ("a", "b"), "a", "because").reason("b") == "because"
    assert Question("1?", ("a", "b"), "a", "because").reason("a") == ""
    assert Question("1?", ("a", "b", "c"), "a", "because").reason("b") == ""
    assert Question("1?", ("a", "b"), "a", "because", {"b": "look again"}).reason("b") == "look again"


def test_what_the_page_gets():
    recall = Recall(ONE, TWO)
    assert recall.questions == [
        {"text": "What is 2 < 3?", "choices": ["yes", "no"], "answer": 0, "why": "Count & see.",
         "reasons": ["", "Which of them comes first?"]},
        {"text": "Which is odd?", "choices": ["2", "4", "<5>"], "answer": 2, "why": "It leaves 1.",
         "reasons": ["", "", ""]},
    ]  # fmt: skip
    assert (recall.picked, recall.skipped, recall.right) == ([[], []], False, 0)
    recall.set_state({"picked": [[0], [1]]})
    assert recall.right == 1
    recall.set_state({"picked": [[0], [1, 2]]})
    assert recall.right == 2


def test_words():
    recall = Recall(ONE, TWO)
    bundle, _ = recall._repr_mimebundle_()
    assert bundle["text/plain"] == (
        "Recall: 2 questions.\n1. What is 2 < 3? (yes / no)\n2. Which is odd? (2 / 4 / <5>)"
    )  # fmt: skip
    stored = bundle["text/html"]
    assert not FORBIDDEN.search(stored)
    assert stored.startswith('<div class="cnnlite-live"><ol><li><p>What is 2 &lt; 3?</p><ul><li>yes</li>')
    assert "<b>" not in outside_details(stored)
    assert "Count" not in outside_details(stored)
    assert "<5>" not in stored
    assert stored.count("<details><summary>Answer</summary>") == 2
    assert "<p><b>yes</b>. Count &amp; see.</p>" in stored
    assert "<p><b>&lt;5&gt;</b>. It leaves 1.</p>" in stored


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"text": ""}, ValueError, "text must say something, got ''."),
        ({"why": 3}, TypeError, "why must be text, got 3."),
        ({"choices": ["a"]}, ValueError, "choices must be 2 to 4 different texts, got ['a']."),
        (
            {"choices": list("abcde")},
            ValueError,
            "choices must be 2 to 4 different texts, got ['a', 'b', 'c', 'd', 'e'].",
        ),
        ({"answer": "c"}, ValueError, "answer must be one of 'a', 'b', got 'c'."),
        ({"reasons": {"a": "right"}}, ValueError, "each key of reasons must be one of 'b', got 'a'."),
        ({"reasons": {"b": ""}}, ValueError, "the reason of 'b' must say something, got ''."),
    ],
)
def test_errors_of_a_question(changes, kind, words):
    with pytest.raises(kind) as error:
        Question(**{"text": "?", "choices": ["a", "b"], "answer": "a", "why": "So.", **changes})
    assert str(error.value) == f"Question: {words}"


@pytest.mark.parametrize("count", [0, 6])
def test_how_many(count):
    with pytest.raises(ValueError, match=rf"Recall: there must be 1 to 5 questions, got {count}\."):
        Recall(*[ONE] * count)
    with pytest.raises(TypeError, match=r"Recall: each question must be a Question, got 'why'\."):
        Recall("why")


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLITE_HOME", str(tmp_path))
    return tmp_path


def test_a_score_is_kept_and_told_later(home):
    before = Recall(ONE, TWO, name="test.before")
    assert Recall(TWO, before="test.before").earlier == ""
    assert not (home / "state.json").exists()
    before.set_state({"picked": [[0], []]})
    assert Recall(TWO, before="test.before").earlier == "At the start: 1 of 2 right at the first try, 1 answered."
    before.set_state({"picked": [[0], [1]]})
    before.set_state({"picked": [[0], [1, 2]]})  # the second try does not count
    assert (before.right, before.first) == (2, 1)
    again = Recall(ONE, TWO, name="test.before")
    again.set_state({"picked": [[0], [2]]})  # nor does answering a second time
    assert again.first == 2
    later = Recall(TWO, before="test.before")
    assert later.earlier == "At the start: 1 of 2 right at the first try."
    assert later.summary() == "Recall: 1 question.\n1. Which is odd? (2 / 4 / <5>)"  # the same for every learner
    assert "At the start" not in later.to_html()


def test_progress_lists_scores(home, capsys):
    Recall(ONE, TWO, name="test.before").set_state({"picked": [[0], [1]]})
    progress()
    assert capsys.readouterr().out == "Questions right at the first try\nquestions\ntest.before  1 of 2\n"


def test_without_a_name_nothing_is_kept(home):
    Recall(ONE).set_state({"picked": [[0]]})
    assert not list(home.iterdir())


@pytest.mark.parametrize("option", ["name", "before"])
def test_names_are_words(option):
    with pytest.raises(ValueError, match=rf"^Recall: {option} must say something, got ''\.$"):
        Recall(ONE, **{option: ""})
    with pytest.raises(TypeError, match=rf"^Recall: {option} must be text, got 3\.$"):
        Recall(ONE, **{option: 3})


def test_closing_leaves_nothing():
    before = set(ipywidgets.widgets.widget._instances)
    Recall(ONE).close()
    assert set(ipywidgets.widgets.widget._instances) == before
