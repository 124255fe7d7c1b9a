"""The pipeline picture."""

import numpy as np

from cnnlite.plots import pipeline
from tests.plots.test_number_grids import texts


def test_two_halves_with_every_number():
    stages = {"image": np.eye(3), "map": np.array([[0.7]]), "scores": np.array([0.5, -1.0])}
    picture = pipeline(stages, split=2, classes=("zebra", "cat"))
    first, second = picture.drawing
    assert texts(first.drawing)[0] == "image"
    assert texts(first.drawing)[-2:] == ["0.7", "feature extraction"]
    assert texts(second.drawing) == ["→", "scores", "0.5", "−1", "zebra", "cat", "classification"]
    assert first.drawing.get_figheight() == second.drawing.get_figheight()
    assert picture.text == (
        "feature extraction:\nimage 3×3\n1  0  0\n0  1  0\n0  0  1\nmap 1×1\n0.7\n"
        "classification:\nscores 2×1\nzebra 0.5\ncat −1"
    )
