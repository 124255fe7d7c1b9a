"""Rivals: exactly one loss prefers the worse prediction."""

import math

import pytest

from cnnlite.data.rivals import RIVALS

BY_HAND = {
    "MSE": lambda y, p: (y - p) ** 2,
    "MAE": lambda y, p: abs(y - p),
    "MSLE": lambda y, p: math.log((1 + y) / (1 + p)) ** 2,
    "MAPE": lambda y, p: abs(y - p) / y,
    "cross-entropy": lambda y, p: -math.log(p if y else 1 - p),
}


def total(loss, target, row):
    return sum(BY_HAND[loss](y, p) for y, p in zip(target.tolist(), row.tolist(), strict=True))


@pytest.mark.parametrize(("name", "fails"), [("prices", "MSE"), ("rain", "MAPE"), ("zebras", "cross-entropy")])
def test_one_loss_prefers_b_and_all_others_a(name, fails):
    rivals = RIVALS[name]
    assert len(rivals.losses) == 4
    for loss in rivals.losses:
        a, b = (total(loss, rivals.target, row) for row in (rivals.a, rivals.b))
        assert abs(a - b) > 0.02 * max(a, b), "not by a hair"
        assert (b < a) == (loss == fails)


def test_tables():
    assert list(RIVALS) == ["prices", "rain", "zebras"]
    for rivals in RIVALS.values():
        assert rivals.table.shape == (3, len(rivals.target))
        assert (rivals.table[1] == rivals.a).all()
        with pytest.raises(ValueError, match="read-only"):
            rivals.a[0] = 1
