"""The slash images: one straight stroke each, in the direction of its label, anywhere."""

import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from cnnlite import conv2d, nn, optim
from cnnlite.data.slash import BACKSLASH, SLASH, slashes, slashes_at


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


@pytest.mark.parametrize(("size", "length"), [(8, 3), (8, 7), (16, 5), (15, 4), (9, 5)])
@pytest.mark.parametrize("places", ["all", "train", "test"])
def test_each_stroke_lies_where_it_is_said_to_lie(size, length, places):
    images, labels, corners = slashes_at(400, size, length, noise=0, places=places)
    for image, label, (top, left) in zip(images, labels, corners, strict=True):
        wanted = np.zeros((size, size))
        wanted[top : top + length, left : left + length] = np.eye(length) if label else np.eye(length)[:, ::-1]
        np.testing.assert_array_equal(image, wanted)
    assert (labels == SLASH).sum() == (labels == BACKSLASH).sum() == 200
    room = size - length + 1
    columns = {"all": range(room), "train": range(room // 2), "test": range(room // 2, room)}[places]
    possible = {(top, left) for top in range(room) for left in columns}
    seen = set(map(tuple, corners.tolist()))
    assert seen <= possible
    assert len(possible) > 40 or seen == possible


def test_places_of_training_and_testing_are_disjoint_and_equally_likely():
    count = np.zeros((2, 12, 12))
    for half, name in enumerate(("train", "test")):
        _, labels, places = slashes_at(7200, places=name, seed=4)
        np.add.at(count[half], tuple(places.T), 1)
        assert abs(np.corrcoef(labels, places[:, 1])[0, 1]) < 0.04
    assert not (count[0] * count[1]).any()
    for half in count:
        assert half[half > 0].size == 72
        assert ((half[half > 0] - 100) ** 2 / 100).sum() < 112.3  # chi-squared, 71 degrees of freedom: 1 in 1000


def test_noise_on_placed_strokes():
    clean, labels, places = slashes_at(300, noise=0, seed=2)
    noisy, again, there = slashes_at(300, seed=2)
    np.testing.assert_array_equal(labels, again)
    np.testing.assert_array_equal(places, there)
    assert noisy.min() == 0
    assert noisy.max() == 1
    # Of a normal number cut at 0, the mean is σ/√(2π).
    assert noisy[clean == 0].mean() == pytest.approx(0.2 / np.sqrt(2 * np.pi), rel=0.02)
    assert noisy[clean == 1].mean() == pytest.approx(1 - 0.2 / np.sqrt(2 * np.pi), rel=0.02)
    assert not np.array_equal(noisy, slashes_at(300, seed=3)[0])
    np.testing.assert_array_equal(noisy, slashes_at(300, seed=2)[0])
    assert slashes_at(6)[1].tolist() == LABELS
    assert slashes_at(6)[2].tolist() == PLACES


LABELS = [1, 0, 1, 0, 0, 1]
PLACES = [[7, 10], [8, 0], [6, 8], [11, 2], [9, 10], [0, 6]]


def share_right(model, images, labels, hidden, truth, rate, epochs):
    """Train with Adam and batches of 20; return the share of hidden images that the model gets right."""
    rng, criterion = np.random.default_rng(0), nn.CrossEntropyLoss()
    optimizer = optim.Adam(model.parameters(), lr=rate)
    for _ in range(epochs):
        for batch in rng.permutation(len(images)).reshape(-1, 20):
            optimizer.zero_grad()
            criterion(model(images[batch, None]), labels[batch])
            model.backward(criterion.backward(), input_grad=False)
            optimizer.step()
    return (model(hidden[:, None]).argmax(axis=1) == truth).mean()


def test_a_dense_net_knows_no_new_places_and_a_convolution_does(rng):
    x, y, _ = slashes_at(500, places="train")
    hidden, truth, _ = slashes_at(500, places="test", seed=1)
    dense = nn.Sequential(nn.Flatten(), nn.Linear(256, 64, rng=rng), nn.ReLU(), nn.Linear(64, 2, rng=rng))
    assert share_right(dense, x, y, hidden, truth, 0.001, 12) <= 0.6
    assert (dense(x[:, None]).argmax(axis=1) == y).mean() > 0.99
    small = nn.Sequential(
        nn.Conv2d(1, 4, 4, rng=rng), nn.ReLU(), nn.GlobalMaxPool2d(), nn.Flatten(), nn.Linear(4, 2, rng=rng)
    )
    assert sum(parameter.data.size for parameter in small.parameters()) == 78
    assert share_right(small, x, y, hidden, truth, 0.02, 20) >= 0.99


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"count": 0}, ValueError, "slashes_at: count must lie between 1 and 10000, got 0."),
        ({"size": 65}, ValueError, "slashes_at: size must lie between 8 and 64, got 65."),
        ({"length": 16}, ValueError, "slashes_at: length must lie between 3 and 15, got 16."),
        ({"length": 2}, ValueError, "slashes_at: length must lie between 3 and 15, got 2."),
        ({"noise": -0.1}, ValueError, "slashes_at: noise must be a finite number of at least 0, got -0.1."),
        ({"seed": "1"}, TypeError, "slashes_at: seed must be a whole number, got '1'."),
        ({"places": "left"}, ValueError, "slashes_at: places must be one of 'all', 'train', 'test', got 'left'."),
    ],
)
def test_errors_of_placed_strokes(arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        slashes_at(**({"count": 4} | arguments))
