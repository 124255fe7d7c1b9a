"""Zebra or fur: fair pictures that only their texture tells apart."""

import re

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from cnnlite import nn, optim
from cnnlite.data.photos import LUMA
from cnnlite.data.texture_set import FUR, ZEBRA, zebra_or_fur


@pytest.fixture(scope="module")
def gray():
    """400 pictures to train with and 400 of another seed."""
    return zebra_or_fur(400), zebra_or_fur(400, seed=1)


@pytest.mark.parametrize("size", [16, 32, 64])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_sizes_and_counts(size, count):
    for channels in (1, 3):
        images, labels = zebra_or_fur(count, size, gray=channels == 1)
        assert images.shape == (count, channels, size, size)
        assert images.dtype == float
        assert 0 <= images.min() < images.max() <= 1
        assert (labels == ZEBRA).sum() == -(-count // 2)
        assert (labels == FUR).sum() == count // 2


def test_the_seed_decides():
    images, labels = zebra_or_fur(12, seed=3)
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    again, same = zebra_or_fur(12, seed=3)
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002
    np.testing.assert_array_equal(images, again)
    np.testing.assert_array_equal(labels, same)
    other, _ = zebra_or_fur(12, seed=4)
    assert np.abs(images - other).mean() > 0.1
    assert len({image.tobytes() for image in (*images, *other)}) == 24
    assert labels.tolist() == LABELS
    np.testing.assert_allclose(images[[0, 5, 11], 0, [0, 16, 31], [0, 8, 31]], PINNED, atol=1e-9)


LABELS = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0]
PINNED = [0.14544455944393814, 0.1156102286627357, 0.3940347869747949]


def test_color_is_the_gray_picture_under_a_tint():
    gray, labels = zebra_or_fur(30)
    color, same = zebra_or_fur(30, gray=False)
    np.testing.assert_array_equal(labels, same)
    tint = color.sum(axis=(2, 3), keepdims=True) / gray.sum(axis=(2, 3), keepdims=True)
    np.testing.assert_allclose(color, gray * tint, atol=1e-12)
    assert 0.35 < tint.min() < tint.max() <= 1
    assert (tint[:, 0] >= tint[:, 2] - 0.12).all()  # gray or brown, never blue
    assert tint.std(axis=0).max() > 0.1
    assert np.corrcoef(gray.mean(axis=(1, 2, 3)), np.einsum("nchw,c->n", color, LUMA))[0, 1] > 0.5


def trivial(images):
    """Return what tells nothing of a texture: the mean and the spread of each channel."""
    return np.concatenate([images.mean(axis=(2, 3)), images.std(axis=(2, 3))], axis=1)


@pytest.mark.parametrize("is_gray", [True, False])
def test_brightness_contrast_and_color_tell_nothing(is_gray):
    (images, labels), (hidden, truth) = (zebra_or_fur(600, gray=is_gray, seed=seed) for seed in (0, 1))
    scale = trivial(images).std(axis=0)
    for model in (LogisticRegression(), RandomForestClassifier(50, random_state=0)):
        model.fit(trivial(images) / scale, labels)
        assert model.score(trivial(hidden) / scale, truth) < 0.6
    for values in trivial(images).T:
        for edge in np.quantile(values, np.linspace(0.05, 0.95, 19)):
            assert 0.35 < ((values > edge) == labels).mean() < 0.65


def test_no_weighing_of_single_pixels_tells_them_apart(gray):
    (images, labels), (hidden, truth) = gray
    flat = LogisticRegression(max_iter=2000).fit(images.reshape(400, -1), labels)
    assert flat.score(hidden.reshape(400, -1), truth) < 0.65


def test_a_texture_is_what_differs(gray):
    (images, labels), _ = gray
    across = np.abs(np.diff(images, axis=3)).mean(axis=(1, 2, 3)) + np.abs(np.diff(images, axis=2)).mean(axis=(1, 2, 3))
    rough = across / images.std(axis=(1, 2, 3))
    assert ((rough > np.median(rough)) == labels).mean() > 0.95


def test_angles_go_all_around(gray):
    (images, labels), _ = gray
    for kind in (ZEBRA, FUR):
        down, right = np.gradient(images[labels == kind, 0], axis=(1, 2))
        angle = np.arctan2(2 * (down * right).mean(axis=(1, 2)), (right**2 - down**2).mean(axis=(1, 2)))
        assert np.histogram(angle, 8, (-np.pi, np.pi))[0].min() > 8  # 25 by chance


def test_article_3_s_network_learns_them(gray):
    (images, labels), (hidden, truth) = (((x - 0.5) / 0.2, y) for x, y in gray)
    rng, criterion = np.random.default_rng(0), nn.BCELoss()
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(),
        nn.Linear(512, 32, rng=rng), nn.ReLU(), nn.Linear(32, 16, rng=rng), nn.ReLU(),
        nn.Linear(16, 1, rng=rng), nn.Sigmoid(),
    )  # fmt: skip
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    for _ in range(12):
        for batch in rng.permutation(400).reshape(-1, 20):
            optimizer.zero_grad()
            criterion(model(images[batch]), labels[batch, None].astype(float))
            model.backward(criterion.backward(), input_grad=False)
            optimizer.step()
    assert ((model(hidden)[:, 0] > 0.5) == truth).mean() > 0.95


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"count": 0}, ValueError, "zebra_or_fur: count must lie between 1 and 2000, got 0."),
        ({"count": 2.0}, TypeError, "zebra_or_fur: count must be a whole number, got 2.0."),
        ({"size": 15}, ValueError, "zebra_or_fur: size must lie between 16 and 64, got 15."),
        ({"size": 65}, ValueError, "zebra_or_fur: size must lie between 16 and 64, got 65."),
        ({"gray": 1}, TypeError, "zebra_or_fur: gray must be True or False, got 1."),
        ({"seed": -1}, ValueError, "zebra_or_fur: seed must lie between 0 and 4294967296, got -1."),
    ],
)
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        zebra_or_fur(**({"count": 4} | arguments))
