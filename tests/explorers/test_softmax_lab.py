"""SoftmaxLab: every setting's powers and shares, in the pictures, the formula and the sentence."""

import math
import re

import pytest

from cnnlite.explorers import SoftmaxLab
from cnnlite.explorers.softmax_lab import SUPERSCRIPT
from tests.explorers.product import walk

BACK = {shown: plain for plain, shown in SUPERSCRIPT.items()}


def read(text):
    """Return the number that a text such as 5.18·10²¹ or −2.5 says."""
    digits, _, power = text.replace("−", "-").partition("·10")
    return float(digits) * 10.0 ** int(power.translate(BACK) or 0) if power else float(digits)


def check(lab):
    """Compare a setting with the same computed number by number."""
    state = lab.state
    scores = [state[name] + state["add"] for name in lab.controls if name.startswith("score")]
    powers = [math.exp(score / state["temperature"]) for score in scores]
    shares = [power / math.fsum(powers) for power in powers]
    assert lab.arrays["powers"] == pytest.approx(powers, rel=1e-9)
    assert lab.arrays["shares"] == pytest.approx(shares, rel=1e-9)
    for panel, wanted in (("scores", scores), ("powers", powers), ("shares", shares)):
        _, *lines = lab.panels[panel]._view[1].text.splitlines()
        assert [line.split(": ")[0] for line in lines] == lab.classes
        assert [read(line.split(": ")[1]) for line in lines] == pytest.approx(wanted, rel=6e-3, abs=6e-5)
    told, best = lab.summary().removeprefix("SoftmaxLab: ").removesuffix(".").split("; the largest ")
    assert [read(part.split()[-1]) for part in told.split(", ")] == pytest.approx(shares, rel=6e-3, abs=6e-5)
    largest = [name for name, score in zip(lab.classes, scores, strict=True) if max(scores) - score < 1e-6]
    assert best.split(maxsplit=1)[1].split(" and ") == largest
    name, formula = lab.note.value.split(": ")
    assert name == lab.classes[0]
    literal, fraction, share = formula.split(" = ")
    literal = re.sub(r"e\^", "math.e**", literal.replace("−", "-"))
    assert eval(literal, {"math": math}) == pytest.approx(shares[0], rel=1e-6)
    above, below = map(read, fraction.split(" / "))
    assert above / below == pytest.approx(shares[0], rel=1.2e-2, abs=1e-4)
    assert read(share) == pytest.approx(shares[0], rel=6e-3, abs=6e-5)


def test_the_article_s_scores():
    lab = SoftmaxLab()
    check(lab)
    assert lab.note.value == "cat: e^2.5 / (e^2.5 + e^1.8 + e^0.2) = 12.1825 / 19.4535 = 0.6262"
    lab.temperature.value = 2
    assert lab.note.value == (
        "cat: e^(2.5/2) / (e^(2.5/2) + e^(1.8/2) + e^(0.2/2)) = 3.4903 / 7.0551 = 0.4947"
    )  # fmt: skip
    lab.reset()
    assert lab.summary() == "SoftmaxLab: cat 0.6262, dog 0.3110, elephant 0.0628; the largest is cat."


def test_adding_changes_no_share_and_doubling_does():
    lab = SoftmaxLab()
    before = lab.arrays["shares"]
    lab.add.value = 2
    assert lab.arrays["shares"] == pytest.approx(before, rel=1e-12)
    assert lab.arrays["powers"][0] == pytest.approx(math.exp(4.5))
    lab.temperature.value = 0.5
    assert lab.arrays["shares"][0] > before[0] + 0.1


def test_the_questions_of_the_notebook():
    lab = SoftmaxLab()
    for temperature, above in ((1.9, True), (2.0, False), (5.0, False)):
        lab.temperature.value = temperature
        assert (lab.arrays["shares"][0] > 0.5) == above
        assert lab.arrays["shares"].argmax() == 0
    assert lab.arrays["shares"] == pytest.approx([0.40, 0.35, 0.25], abs=0.005)
    lab.temperature.value = 0.2
    assert lab.arrays["shares"][0] == pytest.approx(0.97, abs=0.005)


def test_no_picture_moves_under_the_hand():
    lab = SoftmaxLab()
    wide = set()
    for add, temperature in ((0, 1), (5, 0.2), (-5, 0.2), (5, 1), (-3, 1.7)):
        lab.add.value, lab.temperature.value = add, temperature
        wide.add(tuple(lab.panels[name]._view[1].drawing.get_figwidth() for name in lab.panels))
    assert len(wide) == 1


def test_a_tie_has_two_winners():
    lab = SoftmaxLab((1, -2, 1))
    assert lab.summary().endswith("the largest are cat and elephant.")
    check(lab)


def test_states_over_the_product():
    for lab in walk(SoftmaxLab(), 20):
        check(lab)


def test_other_numbers_of_classes():
    check(SoftmaxLab((2.5, 1.8), ("cat", "dog")))
    check(SoftmaxLab((0, -1, 5, 3.3), ("a", "b", "c", "d"), add=-2, temperature=0.3))


@pytest.mark.long
def test_many_states():
    for lab in walk(SoftmaxLab(), 2000):
        check(lab)


def test_code():
    lab = SoftmaxLab()
    lab.add.value, lab.temperature.value = 1.5, 5
    assert lab.code() == "add=1.5 temperature=5.0"
    other = SoftmaxLab()
    other.load(lab.code())
    assert other.summary() == lab.summary()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((1,), ("a",)), "SoftmaxLab: scores must be 2 to 4, with a class of its own for each, got 1 scores and"),
        (((1,) * 5, tuple("abcde")), "SoftmaxLab: scores must be 2 to 4"),
        (((1, 2), ("a", "a")), "with a class of its own for each, got 2 scores and the classes a, a."),
        (((1, 5.5), ("a", "b")), "b must be a number from -5 to 5, got 5.5"),
        (((1, 2), ("a", "b"), 6), "add to all must be a number from -5 to 5, got 6"),
        (((1, 2), ("a", "b"), 0, 0), "temperature must be a number from 0.2 to 5.0, got 0.0"),
        (((1, 2), ("a", "b"), 0, 1, ("cat",)), "SoftmaxLab: show must name controls"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        SoftmaxLab(*arguments)
