"""ShiftTest: an order first, then accuracies counted one by one, and pairs compared one by one."""

import numpy as np
import pytest

from cnnlite import nn
from cnnlite.explorers import ShiftTest
from cnnlite.explorers.shift_test import CHOOSE, WAYS
from tests.explorers.product import walk


class Constant:
    """A classifier that always gives the same class, whatever it was trained on."""

    def __init__(self, answer):
        self.answer, self.fits = answer, 0

    def get_params(self):
        return {"answer": self.answer}

    def fit(self, rows, labels):
        assert rows.shape == (len(labels), 4)
        return self

    def predict(self, rows):
        return np.full(len(rows), self.answer)


class Counting:
    """A model that is a function, and counts its trainings."""

    def __init__(self):
        self.seen = []

    def __call__(self, images, labels):
        self.seen.append(len(labels))
        layer = nn.Linear(4, 3, rng=np.random.default_rng(0))
        layer.load_state_dict({"weight": np.zeros((3, 4)), "bias": np.array([0.0, 1.0, 2.0])})
        return nn.Sequential(nn.Flatten(), layer)


LABELS = np.array([0] * 6 + [1] * 3 + [2])
IMAGES = np.zeros((10, 1, 2, 2))
SETS = {"centered": (IMAGES, LABELS), "shifted": (IMAGES[:5], LABELS[:5])}


def lab():
    models = {"zero": Constant(0), "one": Constant(1), "net": Counting()}
    return ShiftTest(models, SETS, {"centered": (IMAGES, LABELS), "shifted": (IMAGES, LABELS)})


def order(test, *names):
    for place, name in zip(("best", "second", "third"), names, strict=True):
        getattr(test, place).value = name


def test_nothing_is_shown_before_the_whole_order():
    test = lab()
    assert "3 of 3 places" in test.summary()
    order(test, "one", "one", "net")
    test.commit()
    assert not test.trained
    assert not test.committed
    assert "one stands in the order more than once" in test.summary()
    assert test._go.disabled
    order(test, "one", "zero", "net")
    assert not test._go.disabled
    assert test.arrays["accuracies"] is None
    html = test._repr_mimebundle_()["text/html"]
    assert html.count("<img") == 0
    assert "zero, one, net.</p>" in html  # what there is to order, where no menu works


def test_the_button_trains_and_shows():
    test = lab()
    order(test, "one", "zero", "net")
    test._go.click()
    assert test.committed
    assert test.best.disabled
    assert test.models["net"].seen == [10, 5]
    for way in WAYS:
        np.testing.assert_allclose(test.arrays["accuracies"][way], [0.3, 0.6, 0.1])
    assert "one 30 %, zero 60 %, net 10 %" in test.summary()
    assert "Of 3 pairs 2 stand" in test.summary()
    html = test._repr_mimebundle_()["text/html"]
    assert html.count("<img") == 3
    assert "zero: 60 %" in html
    assert "To order" not in html
    test.reset()
    assert not test.committed
    assert test.state == dict.fromkeys(test.controls, CHOOSE)
    order(test, "zero", "one", "net")
    test.commit()
    assert "Of 3 pairs 3 stand" in test.summary()
    assert test.models["net"].seen == [10, 5]  # not trained again


def test_close_ones_count_as_right_either_way():
    models = {"a": Constant(0), "b": Constant(0)}
    sets = {"centered": (IMAGES, LABELS), "shifted": (IMAGES, LABELS)}
    for names in (("a", "b"), ("b", "a")):
        test = ShiftTest(models, sets, sets)
        test.best.value, test.second.value = names
        test.commit()
        assert test.arrays["right"] == test.arrays["pairs"] == 1


def test_run_in_code_shows_nothing_before_the_order():
    test = lab()
    found = test.run()
    assert found["zero"] == dict.fromkeys(WAYS, 0.6)
    assert found["net"][WAYS[0]] == 0.1
    assert test.arrays["accuracies"] is None
    assert test._bar.layout.display == "none"
    assert "5 of 6 trainings done" in test._bar.value


@pytest.mark.parametrize("committed", [False, True])
def test_every_setting(committed):
    test = lab()
    if committed:
        order(test, "one", "zero", "net")
        test.commit()
    for shown in walk(test, 60):
        whole = set(shown.state.values()) == {"zero", "one", "net"}
        assert (shown.arrays["accuracies"] is not None) == (committed and whole)
        if shown.arrays["accuracies"] is not None:
            share = {"zero": 0.6, "one": 0.3, "net": 0.1}
            names = list(shown.state.values())
            right = sum(share[names[i]] > share[names[j]] for i in range(3) for j in range(i + 1, 3))
            assert shown.arrays["right"] == right


def test_errors():
    with pytest.raises(ValueError, match=r"^ShiftTest: models must be two to 6, got 1\.$"):
        ShiftTest({"a": Constant(0)}, SETS, SETS)
    with pytest.raises(ValueError, match=r"^ShiftTest: testing must have centered and shifted images, got centered\.$"):
        ShiftTest({"a": Constant(0), "b": Constant(1)}, SETS, {"centered": SETS["centered"]})
