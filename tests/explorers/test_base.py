"""The shell of the explorers, on a small one made here."""

import ipywidgets
import numpy as np
import pytest

from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.plots import Grid


class Doubler(Explorer):
    """Two numbers, doubled and squared, each in its panel."""

    def __init__(self, show=None):
        self.computed = 0
        controls = {"a": Slider("a", min=0, max=5, value=1), "b": Slider("b", min=0, max=5, value=2),
                    "word": ipywidgets.Dropdown(options=["x", "two words"], description="word")}  # fmt: skip
        super().__init__(controls, ("double", "square"), show=show)

    def compute(self, state):
        self.computed += 1
        if state["a"] == 5:
            raise ValueError("five is <not> allowed")
        return {"double": np.array([[2.0 * state["a"]]]), "square": np.array([[float(state["b"] ** 2)]])}

    def views(self, arrays):
        return {name: (name, [Grid("", array)]) for name, array in arrays.items()}

    def sentence(self, arrays):
        return f"{arrays['double'].item():.0f} & {arrays['square'].item():.0f}"


def test_one_move_is_one_computation_and_one_new_picture():
    e = Doubler()
    before = {name: panel.picture.value for name, panel in e.panels.items()}
    done = e.computed
    e.a.value = 3
    assert e.computed == done + 1
    assert e.panels["double"].picture.value != before["double"]
    assert e.panels["square"].picture.value == before["square"]
    assert e.status.text == "6 & 4"
    assert e.summary() == "Doubler: 6 & 4"


def test_an_error_is_a_sentence():
    e = Doubler()
    e.a.value = 5
    assert isinstance(e.error, ValueError)
    assert e.status.text == "No picture for this setting. five is <not> allowed"
    assert e.panels["double"].layout.visibility == "hidden"
    assert "five is &lt;not&gt; allowed" in e._repr_mimebundle_()["text/html"]
    e.a.value = 4
    assert e.error is None
    assert e.panels["double"].layout.visibility == "visible"


def test_code_and_load():
    e, other = Doubler(), Doubler()
    assert e.code() == ""
    e.a.value, e.word.value = 3, "two words"
    assert e.code() == 'a=3 word="two words"'
    other.b.value = 5
    other.load(e.code())
    assert other.state == e.state == {"a": 3, "b": 2, "word": "two words"}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("c=1", "code must name controls, a, b, word, got 'c'"),
        ("a=9", "code must give a a possible value, got 'a=9'"),
        ('word="z"', "code must give word a possible value"),
        ("a=x", "code must give a a number or a word, got 'x'"),
        ("nonsense", "code must be words such as stride=2, got 'nonsense'"),
        ("a=1 nonsense", "code must be words such as stride=2"),
        ('b=3 word="z"', "code must give word a possible value"),
    ],
)
def test_a_bad_code_changes_nothing(code, message):
    e = Doubler()
    e.a.value = 2
    with pytest.raises(ValueError, match=f"^Doubler.load: {message}"):
        e.load(code)
    assert e.state == {"a": 2, "b": 2, "word": "x"}
    assert e.status.text == "4 & 4"


def test_reset():
    e = Doubler()
    e.a.value, e.b.value = 4, 0
    reset = next(w for w in e.children[0].children if getattr(w, "description", "") == "Reset")
    reset.click()
    assert e.state == {"a": 1, "b": 2, "word": "x"}


def test_show_limits_the_controls():
    e = Doubler(show=("b",))
    assert [w for w in e.children[0].children if w in e.controls.values()] == [e.b]
    with pytest.raises(ValueError, match="Doubler: show must name controls, a, b, word, got c"):
        Doubler(show=("a", "c"))


def test_the_bundle_holds_widget_pictures_and_words():
    e = Doubler()
    bundle = e._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert bundle["text/plain"] == "Doubler: 2 & 4"
    assert bundle["text/html"].count("<img alt=") == 2
    assert "2 &amp; 4" in bundle["text/html"]


def test_trouble_leaves_everything_but_the_sentence():
    e = Doubler()
    pictures = {name: panel.picture.value for name, panel in e.panels.items()}
    done = e.computed
    e.trouble("No <file>.")
    assert e.status.text == "No <file>."
    assert (e.error, e.computed) == (None, done)
    assert {name: panel.picture.value for name, panel in e.panels.items()} == pictures
    e.a.value = 2
    assert e.status.text == "4 & 4"


@pytest.mark.parametrize("show", [None, ("b",)])
def test_close_leaves_nothing_behind(show):
    Doubler(show).close()
    known = len(ipywidgets.widgets.widget._instances)
    for _ in range(20):
        Doubler(show).close()
    assert len(ipywidgets.widgets.widget._instances) == known


def test_explorers_are_independent():
    first, second = Doubler(), Doubler()
    first.a.value = 4
    assert second.state["a"] == 1
    assert second.status.text == "2 & 4"
