"""PassTrainer: every setting against the loops of test_passes, its words, pictures, button and errors."""

import re

import numpy as np
import pytest

from cnnlite.explorers import PassTrainer
from cnnlite.explorers.pass_trainer import MOST
from cnnlite.explorers.passes import passes
from tests.explorers.product import walk
from tests.explorers.test_passes import by_hand

FILTER = ("bias", "learn", "rate", "number")


def numbers(text):
    """Return the numbers of a line as floats."""
    return [float(found.replace("−", "-")) for found in re.findall(r"−?\d+\.\d+", text)]


def check(trainer):
    """Compare what is drawn and said with a history made by loops."""
    state, arrays = trainer.state, trainer.arrays
    way = state["rate"], state["number"] + 1, state["gradients"] == "assumed", state["bias"], state["learn"]
    *_, before, after = by_hand(*way)
    losses = [-np.log(row[3]) for row in (before, after)]
    said = numbers(trainer.summary().split("Zebra:")[1])
    assert said == pytest.approx([*before[3], *np.transpose(losses).ravel()], abs=5.1e-5)
    views = trainer.views(arrays)
    rows = dict(line.split(": ", 1) for line in views["update"][1].text.replace(": p of", " p of").splitlines()[1:5])
    for place, name in enumerate(("w zebra", "b zebra", "w cat", "b cat")):
        wanted = [before[0][place], before[4][place], after[0][place]]
        assert numbers(rows[name]) == pytest.approx(wanted, abs=5.1e-5), name
    if state["gradients"] == "assumed":
        assert views["filter"] is None
    else:
        first, _, second = views["filter"][1]
        np.testing.assert_allclose([first.array, second.array], before[5], rtol=1e-7, atol=1e-9)


def early(trainer):
    """Keep the passes few, as loops are slow."""
    trainer.number.max = 40
    return trainer


@pytest.mark.parametrize("gradients", ["real", "assumed"])
def test_settings(gradients):
    trainer = PassTrainer(gradients, show=FILTER)
    for number, learn, bias, rate in (
        (1, False, 0.0, 0.1),
        (3, True, 0.4, 0.1),
        (23, True, -0.7, 2.0),
        (40, False, 1.0, 1.3),
    ):
        trainer._set({**trainer.state, "number": number, "learn": learn, "bias": bias, "rate": rate})
        assert trainer.error is None
        check(trainer)


def test_corners_draw():
    trainer = PassTrainer(show=("gradients", *FILTER))
    assert sum(1 for _ in walk(trainer, 4, seed=3)) == 4


@pytest.mark.long
def test_every_setting():
    for trainer in walk(early(PassTrainer(show=("gradients", *FILTER))), 2000):
        check(trainer)


def test_story():
    trainer = PassTrainer("assumed", show=("gradients", "rate", "number"))
    assert trainer.summary() == (
        "PassTrainer: pass 1, assumed gradients, rate 0.1. Zebra: p 0.7465, right. Cat: p 0.4750, wrong. The update "
        "brings the zebra's loss from 0.2924 to 0.2715, the cat's from 0.7444 to 0.7710."
    )
    trainer.number.value = 3
    assert "p 0.7773, right. Cat: p 0.4502, wrong" in trainer.summary()
    trainer.gradients.value = "real"
    trainer.number.value = 5
    assert "Cat: p 0.5008, right" in trainer.summary()
    assert trainer.code() == 'gradients="real" number=5'
    trainer.reset()
    assert trainer.state == {"gradients": "assumed", "rate": 0.1, "number": 1, "bias": 0.0, "learn": False}


def test_corners_of_the_sentence():
    alike = PassTrainer(bias=-0.7, number=MOST)  # both features are 0
    assert "Zebra: p 0.5000, undecided. Cat: p 0.5000, undecided." in alike.summary()
    assert "the zebra's loss from 0.0000 to 0.0000" in PassTrainer("assumed", rate=2.0, number=MOST).summary()
    assert "undecided" not in PassTrainer(number=5).summary()


def test_button():
    trainer = PassTrainer(number=MOST - 1)
    trainer._next.click()
    assert trainer.number.value == trainer.arrays["number"] == MOST
    assert trainer._next.disabled
    trainer._next.click()
    assert trainer.number.value == MOST
    trainer.reset()
    assert not trainer._next.disabled


def test_what_is_shown():
    plain, whole = PassTrainer(show=("rate", "number")), PassTrainer(show=FILTER)
    assert plain.views(plain.arrays)["filter"] is None
    assert "feature" not in plain.views(plain.arrays)["update"][1].text
    assert "zebra image: feature: 0.7000, –, 0.7000" in whole.views(whole.arrays)["update"][1].text
    assert not whole.learn.disabled
    whole.gradients.value = "assumed"
    assert whole.learn.disabled
    whole._set({**whole.state, "gradients": "real", "learn": True, "number": 2})
    kept = round(passes(0.1, 3, learn=True)["feature"][1, 0], 4)
    assert kept > 0.72
    assert f"zebra image: feature: {kept:.4f}" in whole.views(whole.arrays)["update"][1].text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"gradients": "honest"}, "PassTrainer: gradients must be one of 'assumed', 'real', got 'honest'"),
        ({"rate": 0}, "learning rate must be a number from 0.1 to 2.0, got 0"),
        ({"number": 0}, "pass must be a number from 1 to 500, got 0"),
        ({"bias": 1.5}, "filter bias must be a number from -1.0 to 1.0, got 1.5"),
        ({"show": ("speed",)}, "PassTrainer: show must name controls, gradients, rate, number, bias, learn, got speed"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        PassTrainer(**arguments)
