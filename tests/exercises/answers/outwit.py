"""The exercises of notebook 17."""

import numpy as np

from cnnlite import nn, optim, train
from cnnlite.data import digits

PARTS = digits.split()


def network(head):
    """Return a quickly trained network with one of two heads."""
    rng = np.random.default_rng(1)
    pooled = [nn.GlobalMaxPool2d()] if head == "global" else []
    model = nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 24, 3, padding=1, rng=rng), nn.ReLU(),
        *pooled, nn.Flatten(), nn.Linear(24 if pooled else 864, 10, rng=rng),
    )  # fmt: skip
    data = digits.centered(PARTS.train_images), PARTS.train_labels
    train.fit(model, data, 6, optimizer=optim.Adam(model.parameters(), 0.01), rng=rng).run()
    return model


FLAT, GLOBAL = network("flatten"), network("global")


def with_loops(images):
    """Move each image by two rows and columns, pixel by pixel."""
    out = np.zeros(images.shape)
    for r in range(2, 12):
        for c in range(2, 12):
            out[:, :, r, c] = images[:, :, r - 2, c - 2]
    return out


def written_into(images):
    """Change the copy that came in."""
    images *= -0.7
    images += 1
    return images


RIGHT = {
    "17.design": [
        (FLAT, lambda images: np.roll(images, (-2, -2), axis=(2, 3))),
        (FLAT, with_loops),
        [GLOBAL, lambda images: 1 - images],
        (GLOBAL, written_into),
        (GLOBAL, lambda images: (0.5 + images * 0.4).tolist()),
    ],
    "17.leak": [{"A", "C"}, ["c", "a"], "AC", "A, C", ("A", " C")],
}
WRONG = {
    "17.design": [
        ((GLOBAL, lambda images: np.roll(images, 1, axis=2)), "still_right"),
        ((GLOBAL, lambda images: np.clip(images + 0.01, 0, 1)), "still_right"),
        ((FLAT, lambda images: images), "unchanged"),
        ((GLOBAL, lambda images: images[::-1]), "wrong_axis"),
        ((FLAT, lambda images: np.roll(images, (2, 2), axis=(0, 1))), "wrong_axis"),
        ((GLOBAL, lambda images: np.repeat(images[:50], 2, axis=0)), "too_much"),
        ((GLOBAL, lambda images: np.random.default_rng(0).random(images.shape)), "too_much"),
        ((FLAT, lambda images: np.roll(images, (4, 4), axis=(2, 3))), "too_far"),
        ((GLOBAL, lambda images: 1 - np.roll(images, -3, axis=3)), "too_far"),
        ((GLOBAL, lambda images: 255 * images), "out_of_range"),
        ((GLOBAL, lambda images: images * 0.1), "too_pale"),
        ((GLOBAL, np.zeros_like), "too_pale"),
        ((GLOBAL, lambda images: -images), "out_of_range"),
        ((GLOBAL, lambda images: images / 0), "out_of_range"),
        ((GLOBAL, lambda images: images[:, 0]), "wrong_shape"),
        ((GLOBAL, lambda images: "dark"), "wrong_shape"),
        ((nn.Sequential(nn.Flatten(), nn.Linear(144, 10, rng=np.random.default_rng(0))), np.flip), "untrained"),
        ((GLOBAL, np.zeros((100, 1, 12, 12))), "wrong_kind"),
        ((np.flip, GLOBAL), "wrong_kind"),
        (np.flip, "wrong_kind"),
    ],
    "17.leak": [
        ({"A"}, "missed"),
        ("C", "missed"),
        ({"A", "B", "C"}, "harmless"),
        ({"D"}, "harmless"),
        ({"A", "E"}, "wrong_kind"),
        ({1, 3}, "wrong_kind"),
        (3, "wrong_kind"),
    ],
}
