"""The check of the ring detector looks at every window there is; a network run on whole pictures must agree."""

import numpy as np
import pytest

from cnnlite import conv2d, step
from cnnlite.data.rings import match, rings
from cnnlite.exercises.catalogue import ring
from cnnlite.exercises.checks import judge
from tests.exercises.answers.ring import RIGHT, WRONG


def found(pictures, w1, b1, w2, b2):
    """Run both layers."""
    parts = [np.asarray(part, dtype=float) for part in (w1, b1, w2, b2)]
    return step(conv2d(step(conv2d(pictures[:, None], *parts[:2])), *parts[2:]))[:, 0] > 0


@pytest.mark.parametrize("place", range(len(RIGHT["10.ring"])))
def test_right_answers_find_rings_anywhere(place):
    assert judge(ring.EXERCISE, RIGHT["10.ring"][place]).right
    pictures = rings(3000, seed=place)
    np.testing.assert_array_equal(found(pictures, *RIGHT["10.ring"][place]), match(pictures))


def test_a_second_layer_that_asks_for_less_is_told_so():
    """Where fewer or other finds could add up to enough, were they not ruled out by how the patches overlap."""
    told = ["Yet your w2 does not ask" in judge(ring.EXERCISE, answer).message for answer in RIGHT["10.ring"]]
    for answer, remark in zip(RIGHT["10.ring"], told, strict=True):
        w2, b2 = np.asarray(answer[2], dtype=float).ravel(), answer[3][0]
        finds = (np.arange(2**16)[:, None] >> np.arange(16) & 1).astype(float)  # of four kernels at four places
        needed = finds[:, w2 >= np.sort(w2)[-4]].all(axis=1)  # the four largest weights, or all where they are equal
        assert remark == (finds[~needed] @ w2 + b2 > 0).any()
    assert sum(told) == 2


def test_what_is_counted_is_what_the_network_does():
    pictures = (np.arange(2**16)[:, None] >> np.arange(16)[::-1] & 1).astype(float).reshape(-1, 4, 4)
    wanted = match(pictures)
    assert wanted.sum() == 1
    for answer, diagnosis in WRONG["10.ring"]:
        if diagnosis.startswith("wrong"):
            continue
        got = found(pictures, *answer)
        assert not np.array_equal(got, wanted)
        message = judge(ring.EXERCISE, answer).message
        alone = "the ring is one of them" if got[wanted].all() else "the ring is not among them"
        fires = f"{got.sum()}; {alone}" if got.any() else "none, not even the ring"
        assert message.endswith(f"Of all 65536 pictures of 4×4 pixels it fires on {fires}.")


def test_the_detector_has_57_numbers():
    assert sum(array.size for array in ring.ring_detector()) == 57
