"""LossLab: losses and slopes of every setting, by loops and by the slopes that the package knows."""

import math
import re

import numpy as np
import pytest

from cnnlite import functional
from cnnlite.data import articles
from cnnlite.explorers import LossLab
from cnnlite.explorers.loss_lab import ALL, LOSSES, POINTS
from tests.explorers.product import walk

CHANCES = {"a zebra": [1], "no zebra": [0], "7 of 10": [1] * 7 + [0] * 3}
FIVE = {"five": [1, 2, 3, 4, 20]}
BY_HAND = {
    "cross-entropy": lambda p, y: -(y * math.log(p) + (1 - y) * math.log(1 - p)),
    "MSE": lambda p, y: (y - p) ** 2,
    "half MSE": lambda p, y: (y - p) ** 2 / 2,
    "MAE": lambda p, y: abs(y - p),
    "MSLE": lambda p, y: (math.log(1 + y) - math.log(1 + p)) ** 2,
    "MAPE": lambda p, y: 100 * abs(y - p) / y,
}
SLOPES = {
    "cross-entropy": functional.binary_cross_entropy_backward,
    "MSE": functional.mse_loss_backward,
    "half MSE": lambda dout, p, y: functional.mse_loss_backward(dout, p, y) / 2,
    "MAE": functional.l1_loss_backward,
    "MSLE": functional.msle_loss_backward,
    "MAPE": functional.mape_loss_backward,
}


def labs():
    """Return a lab of each kind."""
    return [
        LossLab(CHANCES),
        LossLab({"a zebra": [1], "none": [0]}, ("cross-entropy", "half MSE"), "logit", -4),
        LossLab(FIVE, ("MSE", "MAE", "MSLE", "MAPE"), "number", 6),
    ]


def read(number):
    """Return what is written with a real minus."""
    return float(number.replace("−", "-"))


def check(lab):
    """Compare a setting with losses by loops, and with slopes from formulas."""
    state = lab.state
    y = np.array(lab.targets[state["data"]])
    shown = lab.losses if state["loss"] == ALL else (state["loss"],)
    assert tuple(lab.arrays["losses"]) == tuple(lab.arrays["slopes"]) == shown
    for name in shown:
        for at, loss, slope in (
            (state["prediction"], lab.arrays["loss"][name], lab.arrays["slope"][name]),
            *((lab.arrays["inputs"][n], lab.arrays["losses"][name][n], lab.arrays["slopes"][name][n])
              for n in (0, 137, POINTS - 1)),
        ):  # fmt: skip
            p, inner = at, 1.0
            if lab.kind == "logit":
                p = 1 / (1 + math.exp(-at))
                inner = p * (1 - p)
            assert loss == pytest.approx(sum(BY_HAND[name](p, t) for t in y) / len(y), rel=1e-9, abs=1e-12)
            wanted = SLOPES[name](1.0, np.full(len(y), float(p)), y).sum() * inner
            assert slope == pytest.approx(wanted, rel=1e-4, abs=1e-6)
    said = re.findall(r"(?:[:;]) ([\w -]+?) (−?[\d.]+), slope (−?[\d.]+)", lab.summary().split(state["data"])[1])
    assert [name for name, *_ in said] == list(shown)
    for name, loss, slope in said:
        assert read(loss) == pytest.approx(lab.arrays["loss"][name], rel=1e-3, abs=1e-6)
        assert read(slope.rstrip(".")) == pytest.approx(lab.arrays["slope"][name], rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.kind)
def test_settings(lab):
    assert sum(1 for explorer in walk(lab, 7, seed=1) if check(explorer) is None) == 7


@pytest.mark.long
@pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.kind)
def test_every_setting(lab):
    assert sum(1 for explorer in walk(lab, 2000) if check(explorer) is None) > 80


def test_article_3():
    lab = LossLab({"a zebra": [1]}, ("cross-entropy", "half MSE"), "logit")
    for z, wanted in zip(articles.SLOW_INPUTS, articles.FACTS["A3.26"].recorded, strict=True):
        lab.prediction.value = float(z)
        slopes = lab.arrays["slope"]
        p = float(functional.sigmoid(np.array(z)))
        np.testing.assert_allclose([p, slopes["half MSE"], slopes["cross-entropy"]], wanted, atol=6e-5)


def test_where_each_loss_is_smallest():
    lab = LossLab(FIVE, ("MSE", "MAE", "MSLE", "MAPE"), "number")
    lowest = {name: lab.arrays["inputs"][curve.argmin()] for name, curve in lab.arrays["losses"].items()}
    geometric = np.exp(np.log1p(FIVE["five"]).mean()) - 1
    assert lowest == pytest.approx({"MSE": 6, "MAE": 3, "MSLE": geometric, "MAPE": 2}, abs=0.05)
    assert lab.prediction.max == 21
    chances = LossLab(CHANCES)
    chances.data.value = "7 of 10"
    lowest = {name: chances.arrays["inputs"][curve.argmin()] for name, curve in chances.arrays["losses"].items()}
    assert lowest == pytest.approx({"cross-entropy": 0.7, "MSE": 0.7, "MAE": 0.99}, abs=0.01)


def test_pictures():
    lab = LossLab(CHANCES, prediction=0.02)
    for data, (least, most) in {"a zebra": (-11, 1.1), "no zebra": (-1.1, 11), "7 of 10": (-11, 11)}.items():
        lab.data.value = data
        views = lab.views(lab.arrays)
        losses, slopes = views["loss"][1], views["slope"][1]
        assert slopes.drawing.axes[0].get_ylim() == pytest.approx((least, most))
        assert losses.text.startswith("loss over p, from 0.01 to 0.99; the dots stand at 0.02\ncross-entropy 1×300")
    lab.loss.value = "MSE"
    assert len(lab.views(lab.arrays)["loss"][1].text.splitlines()) == 2
    numbers = LossLab(FIVE, ("MSE", "MAE"), "number", 6)
    assert numbers.views(numbers.arrays)["loss"][1].drawing.texts[0].get_text().endswith("share of its largest")
    numbers.loss.value = "MAE"
    assert numbers.views(numbers.arrays)["loss"][1].drawing.texts[0].get_text() == "loss"
    numbers.reset()
    assert numbers.state == {"data": "five", "loss": ALL, "prediction": 6}


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (({},), ValueError, "LossLab: data and losses must hold 1 or more and 1 to 4 names"),
        ((CHANCES, ()), ValueError, "1 to 4 names"),
        ((CHANCES, ("L2",)), ValueError, "LossLab: each loss must be one of 'cross-entropy', 'MSE'"),
        ((CHANCES, ("MSE",), "score"), ValueError, "LossLab: kind must be one of 'probability', 'logit', 'number'"),
        (({"a": []},), TypeError, "at least one target for each name, got [] for a"),
        (({"a": [2]},), ValueError, "LossLab: the targets of a must lie between 0 and 1, got 2"),
        (({"a": [101]}, ("MSE",), "number"), ValueError, "between 0 and 100, got 101"),
        (({"a": [-1]},), ValueError, "each target of a must be a finite number of at least 0"),
        (({"a": ["x"]},), TypeError, "each target of a must be a number"),
        ((FIVE, ("cross-entropy",), "number"), ValueError, "must be without cross-entropy for numbers"),
        (({"a": [0, 1]}, ("MAPE",)), ValueError, "the targets of a must not be 0 for MAPE"),
        ((CHANCES, ("MSE",), "probability", 0), ValueError, "p must be a number from 0.01 to 0.99, got 0"),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        LossLab(*arguments)


def test_every_loss_is_known():
    assert set(LOSSES) == set(BY_HAND) == set(SLOPES)
