"""The stretch exercise of notebook 15: pictures and classes that no dense layer above filters A and B gets right."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from itertools import combinations

import numpy as np

from cnnlite import functional
from cnnlite.data import articles
from cnnlite.exercises.exercise import Design

COUNT, SIDE = 4, 4


def _judge(answer, rng):
    """Judge pictures and labels by whether some dense layer could get all of them right."""
    try:
        pictures, labels = (np.asarray(part, dtype=float) for part in answer)
    except (TypeError, ValueError):
        return "wrong_kind", (
            "Give a pair, (pictures, labels): an array of numbers, and a list of four classes, 0 or 1, not their names"
        )
    if pictures.shape != (COUNT, SIDE, SIDE):
        return "wrong_shape", f"The pictures must have the shape {(COUNT, SIDE, SIDE)}, yours have {pictures.shape}"
    if not np.isin(pictures, (0, 1)).all():
        return "not_binary", "Every pixel must be 0 or 1"
    if labels.shape != (COUNT,) or not np.isin(labels, (0, 1)).all():
        return "bad_labels", "The labels must be four in a row, each 0 for cat or 1 for dog"
    if len(np.unique(labels)) == 1:
        return "one_class", "All four have the same class: two biases get that right, without a look at the features"
    for n, m in combinations(range(COUNT), 2):
        if np.array_equal(pictures[n], pictures[m]):
            return "same_picture", f"Pictures {n + 1} and {m + 1} are the same; make four different ones"
    features = _features(pictures)
    mixed = _mixture(features, labels)
    if mixed is None:
        return "separable", _why_not(features)
    return None, _told(mixed, labels)


def _features(pictures):
    """Return what the dense layer sees of each picture."""
    kernels = np.stack([articles.FILTER_A, articles.FILTER_B])[:, None]
    return functional.flatten(functional.relu(functional.conv2d(pictures[:, None], kernels)))


def _mixture(features, labels):
    """Return shares (4,) with which a mixture of the cats' features equals one of the dogs'; None if there are none.

    No dense layer separates the classes just when there is one (Gordan's theorem). If so, there is one whose pictures
    leave no choice of the shares: it is enough to look at each group of pictures for a single solution.
    """
    signed = np.where(labels == 1, 1, -1)[:, None] * np.column_stack([features, np.ones(COUNT)])
    for size in range(2, COUNT + 1):
        for group in map(list, combinations(range(COUNT), size)):
            _, sizes, directions = np.linalg.svd(signed[group].T)
            shares = directions[-1]
            if (
                (sizes > 1e-9).sum() == size - 1
                and (np.abs(shares) > 1e-9).all()
                and abs(np.sign(shares).sum()) == size
            ):
                found = np.zeros(COUNT)
                found[group] = np.abs(shares) / np.abs(shares).sum()
                return found
    return None


def _why_not(features):
    """Say that weights can be found, and what the features of blind pictures are."""
    blind = [str(n + 1) for n in np.flatnonzero(~features.any(axis=1))]
    seen = f"; only picture {blind[0]} has features that are all 0" if len(blind) == 1 else ""
    return (
        "There are weights and biases that get all four right: with these features a dense layer can keep the cats "
        f"apart from the dogs{seen}"
    )


def _told(shares, labels):
    """Say which pictures' features stand in the way."""
    cats, dogs = (
        " and ".join(f"picture {n + 1}" for n in np.flatnonzero((shares > 0) & (labels == label))) for label in (0, 1)
    )
    if (shares > 0).sum() == 2:
        return f"The features of {cats} and {dogs} are equal, and so are their logits, whatever the weights"
    return (
        f"Mixed in the right shares, the features of {cats} equal those of {dogs}: what pulls the logits of the one "
        "side up pulls up the other's"
    )


def unseen():
    """Two checkerboards, one the other's negative: the filters see neither, and they have different classes."""
    board = np.indices((4, 4)).sum(axis=0) % 2.0
    upright = np.array([[0.0, 1, 0, 1]] * 4)
    return np.stack([board, upright, 1 - board, upright.T]), [0, 0, 1, 1]


EXERCISE = Design(
    name="15.labels",
    judge=_judge,
    example=unseen,
    hints=(
        "What does the dense layer know of a picture?",
        "Two different pictures whose features are equal get equal logits, whatever the weights are.",
        "The checkerboard's features are all 0. For which other pictures does that hold?",
    ),
    diagnoses=(
        "wrong_kind", "wrong_shape", "not_binary", "bad_labels", "one_class", "same_picture", "separable",
    ),
)  # fmt: skip
