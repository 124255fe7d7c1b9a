"""BugZoo: what it shows of each bug on each case, computed another way."""

import html

import numpy as np
import pytest

from cnnlite import zoo
from cnnlite.explorers import BugZoo
from cnnlite.functional import conv2d_backward
from tests.explorers.product import walk


@pytest.fixture(scope="module")
def explorer():
    made = BugZoo()
    yield made
    made.close()


def test_begins_with_the_trap(explorer):
    explorer.reset()
    assert explorer.summary() == (
        "BugZoo: no 180° turn on the lazy case: caught by hand example; "
        "passes shape, mean, loss falls, one entry, every entry."
    )
    assert "5×5 image with 1 channel, 3×3 Gaussian kernel, stride 1, padding 0." in explorer.note.value
    assert "the hand example is the bug's own, whatever the case" in explorer.panels["lights"]._view[0]


def test_controls_by_hand(explorer):
    explorer.reset()
    explorer.case.value = "careful"
    assert "caught by mean, every entry, hand example" in explorer.summary()
    assert "6×5 image with 2 channels, 3×3 random kernel, stride 3, padding 1." in explorer.note.value
    case = zoo.CASES["careful"]["conv"]
    dout = np.random.default_rng(0).standard_normal((1, 3, 2, 2))
    x, w, b = case.arrays
    right = conv2d_backward(dout, x, w, b, **case.options)[0]
    wrong = conv2d_backward(dout, x, w[:, :, ::-1, ::-1], b, **case.options)[0]  # turned once more is not turned
    np.testing.assert_allclose(explorer.arrays["gradients"]["right"]["dx"], right)
    np.testing.assert_allclose(explorer.arrays["gradients"]["wrong"]["dx"], wrong)
    plane = np.unravel_index(np.abs(right - wrong).argmax(), right.shape)[:2]
    shown = {name: explorer.panels[name]._view for name in ("right", "wrong", "difference")}
    assert shown["right"][0] == f"dx[{plane[0]}, {plane[1]}], as it ought to be"
    np.testing.assert_allclose(shown["difference"][1][0].array, (wrong - right)[plane], atol=1e-12)
    explorer.bug.value = "channels shuffled"
    assert explorer.panels["right"]._view[0].startswith("dw[")
    explorer.case.value = "typical"
    assert "5×5 image with 2 channels, 3×3 random kernel, stride 1, padding 1." in explorer.note.value
    explorer.bug.value = "overwrites"
    assert "5×5 image with 1 channel, 3×3 window, stride 2, padding 0." in explorer.note.value
    explorer.case.value = "careful"
    explorer.bug.value = "half the padding kept"
    assert explorer.panels["difference"].layout.display == "none"
    assert explorer.panels["wrong"]._view[0] == "dx[0, 0], as this code has it: 7×6, another shape"
    assert explorer.panels["loss"]._view[0] == "20 steps against the gradients: this code crashes"
    explorer.bug.value = "size rounded up"
    assert explorer.panels["output"]._view[0] == "output, first channel: wrong"
    explorer.bug.value = "no bug"
    assert explorer.panels["wrong"]._view[0] == "dx[0, 0], as this code has it: the same"
    assert explorer.summary().endswith(
        "no bug on the careful case: passes shape, mean, loss falls, one entry, every entry, hand example."
    )


@pytest.mark.parametrize("most", [12, pytest.param(33, marks=pytest.mark.long)])
def test_states(explorer, most):
    tables = {case: zoo.matrix(case) for case in zoo.CASES}
    states = 0
    for shown in walk(explorer, most):
        arrays, state = shown.arrays, shown.state
        bug, table = arrays["bug"], tables[state["case"]]
        assert bug.name == state["bug"]
        words = ["passes"] * 6 if bug.name == "no bug" else table.words[:, table.bugs.index(bug.name)].tolist()
        assert arrays["words"].tolist() == words
        for light, word in zip(table.lights, words, strict=True):
            said = {"passes": "passes", "caught": "caught by", "crashed": "crashes in"}[word]
            part = next(part for part in shown.summary().rstrip(".").split(": ")[-1].split("; ") if light in part)
            assert part.startswith(said)
        case = zoo.CASES[state["case"]][bug.kind]
        survives = bug.name == "no bug" or bug.name in zoo.survivors(case)
        assert shown.panels["wrong"]._view[0].endswith(": the same") or not survives
        assert (shown.panels["output"]._view[0] == "output, first channel: right") == np.array_equal(
            bug.forward(*case.arrays, **case.options), bug.right[0](*case.arrays, **case.options)
        )
        losses = arrays["losses"]
        np.testing.assert_array_equal(losses["right"], zoo.descend(*bug.right, case, np.random.default_rng(0)))
        assert html.escape(bug.story) in shown.note.value
        states += 1
    assert states == most


def test_no_twin_of_the_lights_lies(explorer):
    explorer._set({"bug": "overwrites", "case": "typical"})
    page = explorer._repr_mimebundle_()["text/html"]
    assert "caught by mean, every entry, hand example; passes shape, loss falls, one entry" in page


def test_code_and_load(explorer):
    explorer._set({"bug": "padding wins", "case": "typical"})
    code, summary = explorer.code(), explorer.summary()
    explorer.reset()
    explorer.load(code)
    assert explorer.summary() == summary


@pytest.mark.parametrize(("given", "words"), [({"bug": "moth"}, "bug must be"), ({"case": "hard"}, "case must be")])
def test_what_is_refused(given, words):
    with pytest.raises(ValueError, match=f"BugZoo: {words}"):
        BugZoo(**given)
