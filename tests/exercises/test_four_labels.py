"""The stretch exercise of notebook 15: whether a dense layer can tell the pictures apart, by linear programming."""

import numpy as np
import pytest
from scipy.optimize import linprog

from cnnlite.exercises.catalogue import four_labels


def separable(features, labels):
    """Whether some weights and bias give each cat at most −1 and each dog at least 1."""
    signs = np.where(labels == 1, 1, -1)
    rows = -signs[:, None] * np.column_stack([features, np.ones(len(features))])
    found = linprog(np.zeros(rows.shape[1]), A_ub=rows, b_ub=-np.ones(len(rows)), bounds=(None, None))
    assert found.status in (0, 2)
    return found.status == 0


def drawn(rng):
    """Return four pictures, of few bright pixels or of stripes and blanks, so that features often meet."""
    made = (rng.random((4, 4, 4)) < rng.choice([0.1, 0.2, 0.5])).astype(float)
    if rng.random() < 0.4:
        made[3] = np.maximum(made[0], made[1])
        made[2] = 0
    return made, rng.permutation([0, 0, 1, 1]) if rng.random() < 0.7 else rng.permutation([0, 1, 1, 1])


@pytest.mark.parametrize("seed", range(2))
def test_as_linear_programming_says(seed):
    rng = np.random.default_rng(seed)
    seen = []
    for _ in range(150):
        pictures, labels = drawn(rng)
        features = four_labels._features(pictures)
        shares = four_labels._mixture(features, labels)
        seen.append(shares is None)
        assert seen[-1] == separable(features, labels), (pictures, labels)
        if shares is not None:
            mixed = [shares[labels == label] @ features[labels == label] for label in (0, 1)]
            np.testing.assert_allclose(*mixed, atol=1e-9)
    assert 20 < sum(seen) < 140


def test_the_reason_is_told():
    pictures, labels = four_labels.unseen()
    told = four_labels._judge((pictures, labels), None)
    assert told == (
        None,
        "The features of picture 1 and picture 3 are equal, and so are their logits, whatever the weights",
    )
    one = np.zeros((4, 4, 4))
    one[0, 0, 3] = one[1, 3, 0] = one[3, 0, 3] = one[3, 3, 0] = 1
    told = four_labels._judge((one, [0, 0, 1, 1]), None)
    assert told[0] is None
    assert told[1].startswith(
        "Mixed in the right shares, the features of picture 1 and picture 2 equal those of picture 3"
    )
