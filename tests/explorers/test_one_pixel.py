"""OnePixel: every place of every image, moved with loops, and what the network says of it."""

from itertools import product

import numpy as np
import pytest

from cnnlite import nn
from cnnlite.explorers import OnePixel
from cnnlite.explorers.one_pixel import moved

IMAGES = np.random.default_rng(1).random((2, 5, 4))


def net(seed, size):
    return nn.Sequential(nn.Flatten(), nn.Linear(size, 3, rng=np.random.default_rng(seed)))


def by_loops(image, right, down):
    rows, cols = image.shape
    out = np.zeros((rows + 4, cols + 4))
    for r, c in np.ndindex(image.shape):
        out[2 + r + down, 2 + c + right] = image[r, c]
    return out


def test_hand():
    assert moved(np.array([[1.0, 2.0]]), 1, -1, room=1).tolist() == [[0, 0, 1, 2], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_every_setting():
    models = {"a": net(0, 72), "b": net(1, 72)}
    lab = OnePixel(models, IMAGES, [2, 0])
    for n, right, down in product(range(2), range(-2, 3), range(-2, 3)):
        lab._set({"position": 0, "image": f"{n}: a {[2, 0][n]}", "right": str(right), "down": str(down)})
        [frame] = lab.scene.frames
        grids = frame.items[::2]
        want = by_loops(IMAGES[n], right, down)
        np.testing.assert_array_equal(grids[0].array, want)
        for (name, model), grid in zip(models.items(), grids[1:], strict=True):
            z = np.asarray(model(want[None, None]))[0]
            p = np.exp(z) / np.exp(z).sum()
            np.testing.assert_allclose(grid.array[:, 0], p, atol=0.0051)
            best = int(p.argmax())
            assert list(grid.marked) == [(best, 0)]
            verdict = "right" if best == [2, 0][n] else "wrong"
            assert f"{name}: {best} with p = {p[best]:.2f}, {verdict}" in lab.summary()
        assert f"moved by {right} to the right and {down} down".replace("-", "−") in lab.summary()


def test_start():
    assert "moved by −1 to the right and 2 down" in OnePixel({"a": net(0, 72)}, IMAGES, [2, 0], -1, 2).summary()


def test_errors():
    model = {"a": net(0, 72)}
    with pytest.raises(ValueError, match=r"images must be \(N, H, W\), one to four of at most 8×8, got \(5, 4\)"):
        OnePixel(model, IMAGES[0], [2])
    with pytest.raises(ValueError, match="labels must be 2, one for each image, got 1"):
        OnePixel(model, IMAGES, [2])
    with pytest.raises(ValueError, match="right must lie between -2 and 2, got 3"):
        OnePixel(model, IMAGES, [2, 0], right=3)
    with pytest.raises(TypeError, match="down must be"):
        OnePixel(model, IMAGES, [2, 0], down=0.5)
