"""Cases: what they hold, and what is refused."""

import numpy as np
import pytest

from cnnlite import zoo
from cnnlite.zoo import cases


def test_shapes_and_settings():
    case = zoo.conv_case((7, 5), (3, 2), channels=2, filters=4, stride=2, padding=1)
    assert [a.shape for a in case.arrays] == [(1, 2, 7, 5), (4, 2, 3, 2), (4,)]
    assert case.options == {"stride": 2, "padding": 1}
    assert case.kind == "conv"
    case = zoo.pool_case((7, 5), 3, 2, 1, channels=2)
    assert [a.shape for a in case.arrays] == [(1, 2, 7, 5)]
    assert case.options == {"kernel_size": 3, "stride": 2, "padding": 1}
    assert case.kind == "pool"


def test_a_kernel_is_kept_but_for_its_size():
    kernel = np.array([[1, 2], [3, -4]])
    w = zoo.conv_case(kernel=kernel, channels=2, filters=3, seed=5).arrays[1]
    shares = w / kernel
    assert w.shape == (3, 2, 2, 2)
    assert np.ptp(shares, axis=(2, 3)).max() < 1e-12
    assert np.unique(shares[..., 0, 0].round(6)).size == 6


def test_the_seed_decides():
    one, same, other = (zoo.conv_case(seed=seed).arrays for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("negative", [False, True])
def test_pixels_of_a_pooling(negative):
    for seed in range(20):
        x = zoo.pool_case((6, 5), 3, 2, 1, 2, negative, seed).arrays[0]
        assert (x < 0).all() if negative else (x > 0).all()
        assert [np.unravel_index(plane.argmax(), plane.shape) for plane in x[0]] == [(1, 1)] * 2


def test_the_named_cases():
    assert list(zoo.CASES) == ["lazy", "typical", "careful"]
    for pair in zoo.CASES.values():
        assert [case.kind for case in pair.values()] == list(pair) == ["conv", "pool"]
    _, w, _ = zoo.CASES["lazy"]["conv"].arrays
    np.testing.assert_allclose(w, w[:, :, ::-1, ::-1])


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: zoo.conv_case((0, 5)), ValueError, "conv_case: size"),
        (lambda: zoo.conv_case((33, 5)), ValueError, "conv_case: rows must lie between 1 and 32, got 33"),
        (lambda: zoo.conv_case("5×5"), TypeError, "conv_case: size"),
        (lambda: zoo.conv_case(channels=0), ValueError, "conv_case: channels"),
        (lambda: zoo.conv_case(filters=1.5), TypeError, "conv_case: filters"),
        (lambda: zoo.conv_case(stride=0), ValueError, "conv_case: stride"),
        (lambda: zoo.conv_case(padding=-1), ValueError, "conv_case: padding"),
        (lambda: zoo.conv_case(kernel=np.ones(3)), ValueError, "conv_case: kernel must have 2 dimensions"),
        (lambda: zoo.conv_case(kernel=np.array([[np.nan]])), ValueError, "conv_case: kernel must hold finite numbers"),
        (lambda: zoo.conv_case(kernel=np.array([["a"]])), ValueError, "conv_case: kernel must hold finite numbers"),
        (lambda: zoo.conv_case((2, 2), 3), ValueError, "the kernel must fit"),
        (lambda: zoo.pool_case((5, 40)), ValueError, "pool_case: columns"),
        (lambda: zoo.pool_case(channels=0), ValueError, "pool_case: channels"),
        (lambda: zoo.pool_case(window=5), ValueError, "the kernel must fit"),
        (lambda: zoo.pool_case(padding=2), ValueError, "padding must be at most half"),
        (lambda: zoo.pool_case(stride=0), ValueError, "stride"),
    ],
)
def test_what_is_refused(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_the_largest_case_is_quick_to_judge():
    """A learner's own case is judged within the time of a check."""
    big = zoo.conv_case((32, 32), 7, 16, 16, stride=1, padding=3)
    assert zoo.survivors(big) == ("stride ignored", "leftover rows first")
    assert cases.LARGEST == 32
