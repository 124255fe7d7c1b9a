"""`check`, `hint`, `solution` and `progress`, as a learner calls them."""

import re
import subprocess
import sys

import numpy as np
import pytest

from cnnlite import exercises
from cnnlite.exercises import checks, say, store, verdict
from tests.exercises.conftest import scale


def test_the_sentence_is_shown_and_the_verdict_returned(capsys):
    found = exercises.check("fake.scale", scale)
    assert isinstance(found, exercises.Verdict)
    assert found.right
    assert capsys.readouterr().out == f"{found.message}\n"
    assert repr(found) == found.message


@pytest.mark.parametrize("last", ["check('relu', None)", "verdict = check('relu', None)"])
def test_the_verdict_shows_itself_once(last):
    code = f"""
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance().run_cell('from cnnlite.exercises import check')
InteractiveShell.instance().run_cell({last!r}, store_history=True)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.count("Not tried yet") == 1


def test_a_verdict_that_was_not_shown_shows_itself(capsys):
    found = verdict.wrong("differs", "So.")
    found._ipython_display_()
    found._ipython_display_()
    assert capsys.readouterr().out == "Not yet. So.\n"


def test_the_box_escapes_and_sets_the_head_in_bold(monkeypatch):
    shown = []
    monkeypatch.setattr(say, "display", shown.append)
    verdict.wrong("differs", "1 < 2 & <script>.").show()
    bundle = shown[0]._repr_mimebundle_()
    assert bundle["text/plain"] == "Not yet. 1 < 2 & <script>."
    assert "<strong>Not yet.</strong> 1 &lt; 2 &amp; &lt;script&gt;.</div>" in bundle["text/html"]
    assert say.AMBER in bundle["text/html"]
    verdict.right("So.").show()
    assert say.GREEN in shown[1]._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("function", [exercises.check, exercises.hint, exercises.solution])
def test_an_unknown_name_lists_the_near_ones(function):
    rest = [None] if function is exercises.check else []
    with pytest.raises(
        ValueError, match=rf"^{function.__name__}: name must be an exercise, 'conv2d', .*, got 'conv2'\.$"
    ):
        function("conv2", *rest)
    with pytest.raises(ValueError, match=r"'fake\.scale'.*'fake\.six'|'fake\.six'.*'fake\.scale'"):
        function("fake.", *rest)
    with pytest.raises(TypeError, match=f"^{function.__name__}: name must be the name of an exercise in quotes"):
        function(scale, *rest)


def test_tries_are_counted_and_a_stub_is_none(entry):
    exercises.check("fake.scale", None)
    assert entry("fake.scale") == {}
    exercises.check("fake.scale", lambda x, factor: x)
    assert entry("fake.scale") == {"tries": 1, "right": False, "diagnosis": "ignored"}
    exercises.check("fake.scale", scale)
    exercises.check("fake.scale", lambda x, factor: x)
    assert entry("fake.scale") == {"tries": 3, "right": True, "diagnosis": "ignored"}


def test_a_check_leaves_no_library_flag_behind(monkeypatch):
    monkeypatch.setattr(checks.functions, "judge", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exercises.check("fake.scale", scale)
    assert checks.active is False


def test_hints_come_one_by_one(capsys, entry):
    for start in ("Hint 1 of 3, a nudge: Look", "Hint 2 of 3, the principle: It", "Hint 3 of 3, the first step: Write"):
        exercises.hint("fake.scale")
        assert capsys.readouterr().out.startswith(start)
    exercises.hint("fake.scale")
    assert capsys.readouterr().out == "Hint 3 of 3, the first step: Write x *. This is the last hint.\n"
    assert entry("fake.scale") == {"hints": 3}
    exercises.hint("fake.scale", level=2)
    assert capsys.readouterr().out.startswith("Hint 2 of 3")
    assert entry("fake.scale") == {"hints": 3}


@pytest.mark.parametrize("level", [0, 4, "2", True])
def test_a_level_that_does_not_exist_is_refused(level):
    with pytest.raises(ValueError, match=rf"hint: level must be 1 to 3, got {level!r}\."):
        exercises.hint("fake.scale", level=level)


def test_the_solution_comes_after_a_try(capsys, entry):
    exercises.solution("fake.scale")
    exercises.check("fake.scale", None)
    exercises.solution("fake.scale")
    assert "x * factor" not in capsys.readouterr().out
    exercises.check("fake.scale", lambda x, factor: x)
    capsys.readouterr()
    exercises.solution("fake.scale")
    assert capsys.readouterr().out == (
        'def scale(x, factor=2.0):\n    """Return x times the factor."""\n    return x * factor\n'
    )
    assert entry("fake.scale")["solution"] is True


@pytest.mark.parametrize(("name", "answer"), [("fake.six", np.zeros((2, 3))), ("fake.design", np.zeros(3))])
def test_values_and_designs_show_code(name, answer, capsys):
    exercises.check(name, answer)
    capsys.readouterr()
    exercises.solution(name)
    assert re.search("np.arange|np.full", capsys.readouterr().out)


def test_progress(capsys, monkeypatch):
    exercises.progress()
    assert capsys.readouterr().out == "Nothing tried yet: your first check or prediction will stand here.\n"
    exercises.check("fake.scale", scale)
    exercises.check("fake.six", np.zeros((2, 3)))
    exercises.hint("fake.six")
    exercises.solution("fake.six")
    store.record("predictions", "03.size", {"given": 9.0, "confidence": 4, "right": True, "answer": 9.0})
    store.record("predictions", "03.<b>", {"given": "less", "confidence": None, "right": False, "answer": "more"})
    capsys.readouterr()
    exercises.progress()
    assert capsys.readouterr().out.splitlines() == [
        "Exercises: 1 of 2 right",
        "exercise    tries           hints",
        "fake.scale  1      right    0",
        "fake.six    1      not yet  1, solution seen",
        "Predictions: 1 of 2 right",
        "prediction  yours           how sure (1–4)",
        "03.<b>      less   not yet",
        "03.size     9.0    right    4",
    ]
    shown = []
    monkeypatch.setattr(say, "display", shown.append)
    exercises.progress()
    markup = shown[1]._repr_mimebundle_()["text/html"]
    assert "<caption>Predictions: 1 of 2 right</caption>" in markup
    assert "03.&lt;b&gt;" in markup
    assert markup.count('<th scope="col"') == 4
