"""The digits: those of scikit-learn, divided fairly, and put where they are asked to be."""

import re
import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_digits

from cnnlite.data import digits as module
from cnnlite.data.digits import centered, digits, shifted, split
from tests.pure import assert_dtype_kept, assert_pure


def test_they_are_those_of_scikit_learn():
    images, labels = digits()
    known = load_digits()
    np.testing.assert_array_equal(images * 16, known.images)
    np.testing.assert_array_equal(labels, known.target)
    assert images.dtype == float
    assert labels.dtype == int
    assert images.min() == 0
    assert images.max() == 1


def test_a_scikit_learn_that_keeps_them_elsewhere(monkeypatch, tmp_path):
    found = digits()
    monkeypatch.setattr(module, "Path", lambda _: tmp_path / "none.csv.gz")
    for one, other in zip(digits(), found, strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype


def test_digits_do_not_wait_for_scikit_learn():
    code = "import sys; from cnnlite.data import digits; digits.split(); assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def numbers(images):
    """Return the place of each image in the file; no two of the digits are equal."""
    known = {image.tobytes(): number for number, image in enumerate(digits()[0])}
    return [known[np.ascontiguousarray(image[0]).tobytes()] for image in images]


@pytest.mark.parametrize("held_out", [0.01, 0.2, 1 / 3, 0.5, 0.99])
@pytest.mark.parametrize("seed", [0, 7])
def test_a_split_loses_nothing_and_is_fair_to_each_digit(held_out, seed):
    parts = split(held_out, seed)
    _, labels = digits()
    train, test = numbers(parts.train_images), numbers(parts.test_images)
    assert sorted(train + test) == list(range(1797))
    assert len(test) == -(-1797 * held_out // 1)
    np.testing.assert_array_equal(parts.train_labels, labels[train])
    np.testing.assert_array_equal(parts.test_labels, labels[test])
    off = np.bincount(labels[test], minlength=10) - held_out * np.bincount(labels)
    assert np.abs(off).max() < 1
    longer = max(train, test, key=len)
    assert abs(np.corrcoef(np.arange(len(longer)), longer)[0, 1]) < 0.1  # shuffled: a beginning is a random sample


def test_the_split_of_the_notebooks():
    parts = split()
    assert [part.shape for part in parts] == [(1437, 1, 8, 8), (1437,), (360, 1, 8, 8), (360,)]
    assert parts.train_labels[:12].tolist() == PINNED
    assert numbers(parts.test_images[:4]) == PINNED_TEST
    assert set(parts.train_labels[:100].tolist()) == set(range(10))


def test_the_seed_decides():
    first, again, other = split(), split(seed=0), split(seed=1)
    np.testing.assert_array_equal(first.test_images, again.test_images)
    both = set(numbers(first.test_images)) & set(numbers(other.test_images))
    assert 40 < len(both) < 110  # 72 by chance
    images = first.test_images
    np.testing.assert_array_equal(shifted(images, seed=5), shifted(images, seed=5))
    assert not np.array_equal(shifted(images, seed=5), shifted(images, seed=6))


PINNED = [5, 4, 2, 1, 9, 8, 0, 4, 1, 6, 3, 5]
PINNED_TEST = [855, 921, 269, 1185]


@pytest.mark.parametrize(("shape", "size", "top", "left"), [((8, 8), 12, 2, 2), ((8, 8), 13, 2, 2), ((2, 5), 6, 2, 0)])
def test_centered(shape, size, top, left, rng):
    images = rng.random((3, 2, *shape))
    frames = centered(images, size)
    assert frames.shape == (3, 2, size, size)
    np.testing.assert_array_equal(frames[:, :, top : top + shape[0], left : left + shape[1]], images)
    assert frames.sum() == pytest.approx(images.sum())


@pytest.mark.parametrize("function", [centered, shifted])
def test_a_frame_without_room_changes_nothing(function, rng):
    images = rng.random((3, 1, 8, 8))
    frames = function(images, 8)
    np.testing.assert_array_equal(frames, images)
    assert not np.shares_memory(frames, images)
    assert function(images[:0], 9).shape == (0, 1, 9, 9)


def test_shifted_images_are_whole_and_stand_everywhere_equally_often():
    images = np.ones((6000, 1, 2, 3)) * np.arange(1, 7).reshape(2, 3)
    frames = shifted(images, 5, seed=2)
    count = np.zeros((4, 3), dtype=int)
    for frame in frames[:, 0]:
        top, left = (int(where.min()) for where in np.nonzero(frame))
        np.testing.assert_array_equal(frame[top : top + 2, left : left + 3], images[0, 0])
        assert np.count_nonzero(frame) == 6
        count[top, left] += 1
    assert ((count - 500) ** 2 / 500).sum() < 31.3  # chi-squared, 11 degrees of freedom: once in a thousand
    tops = [np.nonzero(frame)[0].min() for frame in shifted(images[:500, :, :, :1], 5)[:, 0]]
    assert set(tops) == {0, 1, 2, 3}


def test_purity(rng):
    images = rng.random((4, 1, 8, 8))
    for function in (centered, shifted):
        assert_pure(function, images, size=11)
        assert_dtype_kept(function, images, size=11)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: split(0), ValueError, "split: held_out must lie between 0.01 and 0.99, got 0. Write 0.2 for a fifth."),
        (lambda: split(20), ValueError, "split: held_out must lie between 0.01 and 0.99, got 20. Write 0.2 for a fifth."),
        (lambda: split("0.2"), TypeError, "split: held_out must be a number, got '0.2'."),
        (lambda: split(np.nan), ValueError, "split: held_out must be a finite number, got nan."),
        (lambda: split(seed=-1), ValueError, "split: seed must lie between 0 and 4294967296, got -1."),
        (lambda: split(seed=None), TypeError, "split: seed must be a whole number, got None."),
        (lambda: shifted(np.ones((2, 1, 8, 8)), 7), ValueError, "shifted: size must lie between 8 and 64, got 7."),
        (lambda: centered(np.ones((2, 1, 8, 8)), 65), ValueError, "centered: size must lie between 8 and 64, got 65."),
        (lambda: centered(np.ones((2, 1, 8, 8)), 9.0), TypeError, "centered: size must be a whole number, got 9.0."),
        (lambda: shifted(np.ones((2, 1, 8, 8)), seed=1.5), TypeError, "shifted: seed must be a whole number, got 1.5."),
        (
            lambda: shifted(np.ones((2, 8, 8))), ValueError,
            "shifted: images must have 4 dimensions (N, C, H, W), got 3 (images.shape=(2, 8, 8)). "
            "Gray images (N, H, W): images[:, None].",
        ),
        (
            lambda: centered([[1.0]]), TypeError,
            "centered: images must be a NumPy array, got list. Convert it: np.asarray(images, dtype=float).",
        ),
    ],
)  # fmt: skip
def test_errors(call, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        call()


def test_the_first_images_are_a_random_sample():
    """Those of a digit that was full early must not come first."""
    for seed in range(5):
        counts = np.bincount(split(seed=seed).train_labels[:100], minlength=10)
        assert counts.max() <= 20, counts
