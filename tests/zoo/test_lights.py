"""Each test of a gradient passes what is right and catches what it is there for."""

from dataclasses import replace

import numpy as np
import pytest

from cnnlite import zoo
from cnnlite.functional import conv2d_backward

CAREFUL = zoo.CASES["careful"]["conv"]


def wrong(change):
    """Return a convolution whose gradients are changed."""
    return replace(zoo.NO_BUG, backward=lambda *arrays, **options: change(*conv2d_backward(*arrays, **options)))


def entry(array, index, by):
    changed = array.copy()
    changed.flat[index] += by
    return changed


# For each light a change of the gradients that it catches, and one that it lets through.
SEEN = {
    "shape": (lambda dx, dw, db: (dx, dw[:, :, 1:], db), lambda dx, dw, db: (-dx, dw, db)),
    "mean": (lambda dx, dw, db: (dx, dw + 1e-3, db), lambda dx, dw, db: (dx[..., ::-1], dw, db)),
    "loss falls": (lambda dx, dw, db: (-dx, -dw, -db), lambda dx, dw, db: (dx / 2, dw, db * 0)),
    "one entry": (lambda dx, dw, db: (dx, entry(dw, 0, 1e-3), db), lambda dx, dw, db: (dx, entry(dw, 1, 9), db)),
    "every entry": (lambda dx, dw, db: (dx, entry(dw, 1, 1e-3), db), lambda dx, dw, db: (dx, entry(dw, 1, 1e-9), db)),
    "hand example": (lambda dx, dw, db: (dx, entry(dw, 1, 1e-3), db), lambda dx, dw, db: (dx, dw, db + 1e-12)),
}


@pytest.mark.parametrize("light", zoo.LIGHTS)
def test_catches_and_misses(light):
    caught, missed = (wrong(change) for change in SEEN[light])
    assert zoo.judge(light, caught, CAREFUL) == "caught"
    assert zoo.judge(light, missed, CAREFUL) == "passes"


@pytest.mark.parametrize("light", zoo.LIGHTS)
@pytest.mark.parametrize("case", zoo.CASES)
def test_no_false_alarm(light, case):
    """The right functions pass, of convolutions and of poolings, the last test with each bug's own example."""
    bugs = list(zoo.BUGS.values())
    for bug in bugs if light == "hand example" else (bugs[0], bugs[-1]):
        forward, backward = bug.right
        mended = replace(bug, forward=forward, backward=backward)
        for seed in (0, 1):
            assert zoo.judge(light, mended, zoo.CASES[case][bug.kind], seed) == "passes", bug.name
    assert zoo.judge(light, zoo.NO_BUG, zoo.CASES[case]["conv"]) == "passes"


def test_nan_is_caught():
    nan = wrong(lambda dx, dw, db: (dx * np.nan, dw * np.nan, db * np.nan))
    assert {light: zoo.judge(light, nan, CAREFUL) for light in zoo.LIGHTS} == {
        "shape": "passes", "mean": "caught", "loss falls": "caught", "one entry": "caught", "every entry": "caught",
        "hand example": "caught",
    }  # fmt: skip


def test_a_crash_is_said():
    broken = wrong(lambda dx, dw, db: dx[9, 9, 9, 9])
    assert zoo.judge("shape", broken, CAREFUL) == "crashed"


def test_a_window_beyond_the_image_crashes():
    case = zoo.pool_case((4, 4), 2, 2, 1)
    assert zoo.judge("shape", zoo.BUGS["winners misplaced"], case) == "crashed"


def test_wrong_name():
    with pytest.raises(ValueError, match="judge: light must be one of 'shape'"):
        zoo.judge("gut feeling", zoo.NO_BUG, CAREFUL)


def test_descend_by_hand():
    """One step by hand: a 1×1 kernel on one pixel is a product and a sum."""
    x, w, b = np.array([[[[2.0]]]]), np.array([[[[3.0]]]]), np.array([1.0])
    case = zoo.Case((x, w, b), {"stride": 1, "padding": 0})
    target = np.random.default_rng(7).standard_normal()
    losses = zoo.descend(*zoo.NO_BUG.right, case, np.random.default_rng(7), steps=1)
    off = 2 * 3 + 1 - target
    after = (2 - 0.1 * off * 3) * (3 - 0.1 * off * 2) + 1 - 0.1 * off - target
    np.testing.assert_allclose(losses, [off**2 / 2, after**2 / 2])
    assert case.arrays[0] is x
    assert x.item() == 2
