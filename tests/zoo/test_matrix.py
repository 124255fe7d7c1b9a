"""What each test sees of each bug: the golden table."""

import numpy as np
import pytest

from cnnlite import zoo

# By case and bug: who catches it (the others let it pass). Five tests see nothing on the lazy case.
CAUGHT = {
    "lazy": {bug: ["hand example"] for bug in zoo.BUGS},
    "typical": {
        "stride ignored": ["hand example"],
        "no 180° turn": ["mean", "one entry", "every entry", "hand example"],
        "channels shuffled": ["every entry", "hand example"],
        "leftover rows first": ["hand example"],
        "half the padding kept": ["shape", "mean", "loss falls", "every entry", "hand example"],
        "padding wins": ["hand example"],
        "winners misplaced": ["hand example"],
        "size without padding": ["hand example"],
        "size rounded up": ["hand example"],
        "overwrites": ["mean", "every entry", "hand example"],
    },
    "careful": {
        "stride ignored": ["mean", "loss falls", "one entry", "every entry", "hand example"],
        "no 180° turn": ["mean", "every entry", "hand example"],
        "channels shuffled": ["every entry", "hand example"],
        "leftover rows first": ["mean", "one entry", "every entry", "hand example"],
        "half the padding kept": ["shape", "mean", "loss falls", "every entry", "hand example"],
        "padding wins": ["hand example"],
        "winners misplaced": ["every entry", "hand example"],
        "size without padding": ["hand example"],
        "size rounded up": ["hand example"],
        "overwrites": ["mean", "every entry", "hand example"],
    },
}
ONLY_BY_HAND = {"padding wins", "size without padding", "size rounded up"}


@pytest.mark.parametrize("case", zoo.CASES)
def test_golden(case):
    seen = zoo.matrix(case)
    assert seen.words.shape == (6, 10)
    assert seen.lights == tuple(zoo.LIGHTS)
    assert seen.bugs == tuple(zoo.BUGS)
    found = {
        bug: [light for light, hit in zip(seen.lights, seen.caught[:, n], strict=True) if hit]
        for n, bug in enumerate(seen.bugs)
    }
    assert found == CAUGHT[case]
    crashed = {(seen.lights[r], seen.bugs[c]) for r, c in zip(*np.nonzero(seen.words == "crashed"), strict=True)}
    assert crashed == (set() if case == "lazy" else {("loss falls", "half the padding kept")})


def test_each_bug_is_missed_and_caught():
    caught = zoo.matrix().caught
    assert caught.any(axis=0).all()
    assert (~caught).any(axis=0).all()
    by_five = caught[:-1].any(axis=0)
    assert {bug for bug, seen in zip(zoo.BUGS, by_five, strict=True) if not seen} == ONLY_BY_HAND
    assert caught[-1].all()


def test_three_bugs_are_consistent():
    """Their backward fits their forward on any case, so no test from within can see them."""
    rng = np.random.default_rng(0)
    for name in ONLY_BY_HAND:
        for size, window, stride, padding in (((6, 5), 3, 2, 1), ((7, 7), 2, 2, 0), ((5, 6), 2, 3, 1)):
            for negative in (False, True):
                case = zoo.pool_case(size, window, stride, padding, 2, negative, seed=int(rng.integers(99)))
                assert zoo.judge("every entry", zoo.BUGS[name], case) == "passes"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_upstream_gradients_say_the_same_of_every_entry(seed):
    for name, bug in zoo.BUGS.items():
        expected = "caught" if "every entry" in CAUGHT["careful"][name] else "passes"
        assert zoo.judge("every entry", bug, zoo.CASES["careful"][bug.kind], seed) == expected


def test_survivors():
    assert zoo.survivors(zoo.CASES["lazy"]["conv"]) + zoo.survivors(zoo.CASES["lazy"]["pool"]) == tuple(zoo.BUGS)
    for kind in ("conv", "pool"):
        assert zoo.survivors(zoo.CASES["careful"][kind]) == ()
        for seed in range(5):
            assert zoo.survivors(zoo.CASES["typical"][kind], seed) == zoo.survivors(zoo.CASES["typical"][kind])


def test_symmetric_kernels_hide_the_turn():
    ramp = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
    settings = {"channels": 2, "filters": 3, "stride": 3, "padding": 1}
    assert zoo.survivors(zoo.conv_case((6, 5), np.ones((3, 3)), **settings)) == ("no 180° turn",)
    assert zoo.survivors(zoo.conv_case((6, 5), ramp, **settings)) == ()


def test_wrong_case():
    with pytest.raises(ValueError, match="matrix: case must be one of 'lazy', 'typical', 'careful', got 'fast'"):
        zoo.matrix("fast")
