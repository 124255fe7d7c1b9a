"""The slash images: one straight stroke each, in the direction of its label, anywhere."""

import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from cnnlite import conv2d
from cnnlite.data.slash import BACKSLASH, SLASH, slashes


@pytest.mark.parametrize("size", [8, 12, 21])
def test_without_noise_every_stroke_is_straight_and_of_its_direction(size):
    images, labels = slashes(500, size, noise=0)
    assert images.shape == (500, size, size)
    assert images.dtype == float
    for image, label in zip(images, labels, strict=True):
        rows, cols = np.nonzero(image)
        assert set(image[rows, cols]) == {1.0}
        assert 4 <= len(rows) <= size // 2
        np.testing.assert_array_equal(np.diff(rows), 1)
        np.testing.assert_array_equal(np.diff(cols), 1 if label == BACKSLASH else -1)  # "/" goes left on the way down
    ends = {tuple(np.argwhere(image)[0]) for image in images}
    assert len(ends) > 20
    assert images.any(axis=0).mean() > 0.9  # they come everywhere


@pytest.mark.parametrize("count", [1, 2, 7, 100])
def test_half_of_each_in_shuffled_order(count):
    _, labels = slashes(count)
    assert (labels == SLASH).sum() == -(-count // 2)
    assert (labels == BACKSLASH).sum() == count // 2
    assert count < 10 or len(np.unique(np.diff(labels))) == 3


def test_noise_stays_in_the_range():
    images, _ = slashes(50, noise=0.5)
    assert images.min() == 0
    assert images.max() == 1
    clean, _ = slashes(50, noise=0)
    assert 0.15 < (images - clean)[clean == 0].std() < 0.35  # half of the noise is cut at 0


def test_the_seed_decides():
    images, labels = slashes(20, seed=3)
    again, the_same = slashes(20, seed=3)
    np.testing.assert_array_equal(images, again)
    np.testing.assert_array_equal(labels, the_same)
    assert not np.array_equal(images, slashes(20, seed=4)[0])
    assert slashes(12)[1].tolist() == PINNED


PINNED = [1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1]


def test_a_small_kernel_tells_them_apart_and_single_pixels_do_not():
    x, y = slashes(500)
    hidden, truth = slashes(1000, seed=1)
    flat = LogisticRegression(max_iter=2000).fit(x.reshape(500, -1), y)
    assert flat.score(hidden.reshape(1000, -1), truth) < 0.75
    kernel = np.array([[-1.0, -1, 2], [-1, 2, -1], [2, -1, -1]])
    answers = conv2d(hidden[:, None], np.stack([kernel, kernel[:, ::-1]])[:, None]).max(axis=(2, 3))
    assert (answers.argmax(axis=1) == truth).mean() > 0.99


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"count": 0}, ValueError, "slashes: count must lie between 1 and 10000, got 0."),
        ({"count": True}, TypeError, "slashes: count must be a whole number, got True."),
        ({"size": 7}, ValueError, "slashes: size must lie between 8 and 64, got 7."),
        ({"noise": -0.1}, ValueError, "slashes: noise must be a finite number of at least 0, got -0.1."),
        ({"noise": "much"}, TypeError, "slashes: noise must be a number, got 'much'."),
        ({"seed": 0.5}, TypeError, "slashes: seed must be a whole number, got 0.5."),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        slashes(**({"count": 4} | arguments))
