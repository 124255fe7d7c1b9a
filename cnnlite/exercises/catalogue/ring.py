"""The exercise of notebook 10: a network of two layers, made by hand, that finds a ring anywhere."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from functools import cache
from itertools import permutations

import numpy as np

from cnnlite import functional
from cnnlite.data.rings import RING, match
from cnnlite.exercises.exercise import Design

SHAPES = {"w1": (4, 1, 3, 3), "b1": (4,), "w2": (1, 4, 2, 2), "b2": (1,)}
NAMES = ("top left", "top right", "bottom left", "bottom right")
PLACES = ((0, 0), (0, 1), (1, 0), (1, 1))  # of the corners, each 3×3, in the ring


def _all(side):
    """Return all pictures of 0 and 1 with so many rows and columns, in the order of their pixels as binary numbers."""
    return (np.arange(2**side**2)[:, None] >> np.arange(side**2)[::-1] & 1).astype(float).reshape(-1, side, side)


@cache
def _windows():
    """Return for every picture of 4×4 the numbers of its four patches of 3×3, and whether it is the ring."""
    pictures = _all(4)
    patches = np.stack([pictures[:, r : r + 3, c : c + 3].reshape(-1, 9) for r, c in PLACES], axis=1)
    return (patches @ 2 ** np.arange(9)[::-1]).astype(int), match(pictures)[:, 0, 0]


def _judge(answer, rng):
    """Judge the four arrays on every picture of 4×4 that there is; one output of the network sees no more."""
    found, arrays = _form(answer)
    if found:
        return found
    w1, b1, w2, b2 = arrays
    fired = functional.conv2d(_all(3)[:, None], w1, b1)[:, :, 0, 0] > 0  # which kernels fire on each patch
    patches, ring = _windows()
    corners = fired[patches].transpose(0, 2, 1).reshape(len(patches), -1).astype(float)  # kernels first, as in w2
    got = corners @ w2.ravel() + b2 > 0
    if np.array_equal(got, ring):
        return None, (
            f"It agrees with template matching on all {len(ring)} pictures of 4×4 pixels that there are, and so on "
            f"every larger one{_remark(corners[ring][0] > 0, w2.ravel(), b2[0])}"
        )
    mistake, sentence = _rescued(corners, ring, got, w2) or _first(w1, fired) or _second(w2)
    alone = "the ring is one of them" if got[ring].all() else "the ring is not among them"
    fires = f"{got.sum()}; {alone}" if got.any() else "none, not even the ring"
    return mistake, f"{sentence}. Of all {len(ring)} pictures of 4×4 pixels it fires on {fires}"


def _form(answer):
    """Return what is wrong with the form of an answer, and the four arrays."""
    try:
        arrays = [np.asarray(part, dtype=float) for part in answer]
    except (TypeError, ValueError):
        return ("wrong_kind", "Give four arrays of numbers, in this order: w1, b1, w2, b2"), []
    if len(arrays) != len(SHAPES) or not all(np.isfinite(array).all() for array in arrays):
        return ("wrong_kind", "Give four arrays of finite numbers, in this order: w1, b1, w2, b2"), []
    for (name, shape), array in zip(SHAPES.items(), arrays, strict=True):
        if array.shape != shape:
            return ("wrong_shape", f"The array {name} must have the shape {shape}, yours has {array.shape}"), []
    return None, arrays


def _remark(needed, w2, b2):
    """Say so where the second layer would do with other finds than the ring's, which never come about."""
    most = np.maximum(w2, 0)
    if (most.sum() - most[needed] + b2 <= 0).all():
        return ""
    return (
        ". Yet your w2 does not ask which corner is where: other finds of the kernels could make up for a missing one. "
        "It works because the patches overlap so much that this never happens"
    )


def _rescued(corners, ring, got, w2):
    """Name a mistake of the second layer alone: it is right with another b2, or with its slices in another order."""
    orders = np.stack([w2[0, list(order)].ravel() for order in permutations(range(4))])  # the first is as it is
    totals = corners @ orders.T
    right = totals[ring].min(axis=0) > totals[~ring].max(axis=0)
    if right[0] and got[~ring].any():
        return "too_loose", "The second layer fires although not all four corners are there: look at b2"
    if right[0]:
        return "too_strict", (
            f"The second layer misses the ring: all four corners give it {totals[ring][0, 0]:g}, and b2 leaves nothing "
            "above 0"
        )
    if right.any():
        return "swapped", (
            "All four corners are found, but w2 looks for some of them in each other's places: compare the order of "
            "your kernels with the four slices of w2, and see which way each corner was turned"
        )
    return None


def _first(w1, fired):
    """Name a mistake of the first layer, from what each kernel does on all patches there are."""
    for k, count in enumerate(fired.sum(axis=0)):
        unread = (w1[k] == 0).sum()
        if count == 0:
            return "silent", (
                f"Kernel {k} of w1 never fires: of all {len(fired)} patches of 3×3 none gives more than 0 once b1 is "
                "added"
            )
        if count > 1 and unread:
            return "unread", (
                f"Kernel {k} of w1 fires on {count} patches: it multiplies {unread} of its 9 pixels by 0, and does not "
                "see what is there"
            )
        if count > 1:
            return "loose", (
                f"Kernel {k} of w1 fires on {count} patches, but a corner is only one: look at b1 and at the kernel"
            )
    for name, (r, c) in zip(NAMES, PLACES, strict=True):
        corner = int(RING[r : r + 3, c : c + 3].ravel() @ 2 ** np.arange(9)[::-1])
        if not fired[corner].any():
            return "missing", f"Each kernel of w1 fires on one patch only, but none on the {name} corner"
    return None


def _second(w2):
    """Name a mistake of the second layer, where all four corners are found."""
    for k, part in enumerate(w2[0]):
        if not part.any():
            return "unused", f"All four corners are found, but slice {k} of w2 is all 0: nobody asks for its corner"
    places = w2[0].reshape(4, -1) > 0
    if (places.sum(axis=0) > 1).any():
        return "one_place", (
            "All four corners are found, but several slices of w2 ask at the same place: in a ring the corners are "
            "found at four different ones"
        )
    return "second", "All four corners are found, but w2 does not tell all of them together from fewer of them"


def ring_detector():
    """Find each corner of the ring exactly, then all four of them side by side."""
    ring = np.pad(np.zeros((2, 2)), 1, constant_values=1)
    corners = [ring[:3, :3], ring[:3, 1:], ring[1:, :3], ring[1:, 1:]]
    w1 = np.stack([2 * corner - 1 for corner in corners])[:, None]  # 1 becomes 1, 0 becomes −1
    b1 = np.full(4, -4.5)  # a corner has five pixels of 1
    w2 = np.eye(4).reshape(1, 4, 2, 2)  # each corner in its own cell
    b2 = np.array([-3.5])
    return w1, b1, w2, b2


EXERCISE = Design(
    name="10.ring",
    judge=_judge,
    example=ring_detector,
    hints=(
        "Which three other corners has the ring, and by how much is each of them turned?",
        "The second kernel lies on 2×2 neighboring places of four maps; in a ring each corner is found in one of them.",
        "In slice 0 of the second kernel, for the top left corner, only the top left cell is 1; the four corners "
        "together give 4, three of them 3, and the bias lies between.",
    ),
    diagnoses=(
        "wrong_kind", "wrong_shape", "too_strict", "too_loose", "swapped", "silent", "unread", "loose", "missing",
        "unused", "one_place", "second",
    ),
)  # fmt: skip
