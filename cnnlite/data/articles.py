"""What the five articles of the series state, with a fact id for each value, and `compare` to hold ours against it.

Status codes: S stands in the article's text, F in a public copy that keeps the formulas, D follows from those
alone, C is the usual form, **R is our reconstruction and never the article's**, L is lost.
Article 0: *Mathematics Behind CNN*, INGOAMPT, day 54. The ids run through the tests and the notebooks' sources.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Fact:
    """One step of an article: what it states, and what the step gives when computed."""

    id: str
    what: str
    stated: Any  # the article's value; None where it gives none or it is lost
    recorded: Any  # the recomputed value, exact or to `digits` decimals; None where there is nothing to compute
    status: str
    source: str
    digits: int | None = None  # decimals of `stated`; None: exact


def _array(*rows: Any) -> np.ndarray:
    """Return a read-only float64 array, so that no learner changes an article by accident."""
    array = np.array(rows, dtype=float)
    array.flags.writeable = False
    return array


ZEBRA = _array([0.9, 0.1, 0.2], [0.8, 0.7, 0.3], [0.1, 0.4, 0.6])  # A0.1
CAT = _array([0.3, 0.4, 0.2], [0.5, 0.6, 0.7], [0.1, 0.2, 0.3])  # A0.2
ZEBRA_CAT_FILTER = _array([1, 0, -1], [1, 0, -1], [1, 0, -1])  # A0.3
# A0.24, status R: the article's weights are lost; these round ones give its percentages at the third pass.
ZEBRA_CAT_WEIGHTS = _array([0.86], [-0.64])  # rows: zebra, cat; one column, the single feature
ZEBRA_CAT_BIASES = _array(0.26, 0.06)

FOUR_IMAGES = _array(  # A0.40: cat, cat, dog, dog
    [[0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1]],
    [[1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]],
    [[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]],
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
)
FOUR_LABELS = ("cat", "cat", "dog", "dog")  # A0.40
FILTER_A = _array([1, -1], [1, -1])  # A0.41
FILTER_B = _array([1, 1], [-1, -1])  # A0.42

_ZEBRA_PRODUCT = _array([0.9, 0, -0.2], [0.8, 0, -0.3], [0.1, 0, -0.6])
_CAT_PRODUCT = _array([0.3, 0, -0.2], [0.5, 0, -0.7], [0.1, 0, -0.3])
_MAP_A = _array([-2, 2, -2], [-2, 2, -2], [-2, 2, -2])
_RELU_A = _array([0, 2, 0], [0, 2, 0], [0, 2, 0])
_FEATURES = _array(*([0, 2, 0] * 3 + [0] * 9))

FACTS: dict[str, Fact] = {
    fact.id: fact
    for fact in (
        Fact("A0.1", "zebra image", ZEBRA, ZEBRA, "F", "article 0"),
        Fact("A0.2", "cat image", CAT, CAT, "F", "article 0"),
        Fact("A0.3", "filter", ZEBRA_CAT_FILTER, ZEBRA_CAT_FILTER, "F", "article 0"),
        Fact("A0.4", "zebra, products", _ZEBRA_PRODUCT, _ZEBRA_PRODUCT, "F", "article 0"),
        Fact("A0.5", "zebra, feature map", 0.7, 0.7, "S,F", "article 0"),
        Fact("A0.6", "cat, products", None, _CAT_PRODUCT, "D", "article 0"),
        Fact("A0.7", "cat, feature map", -0.3, -0.3, "S", "article 0"),
        Fact("A0.8", "ReLU, zebra and cat", _array(0.7, 0), _array(0.7, 0), "S", "article 0"),
        Fact("A0.9", "max pooling, zebra and cat", None, _array(0.7, 0), "D", "article 0"),
        Fact("A0.10", "features, one row for each image", _array([0.7], [0]), _array([0.7], [0]), "S", "article 0"),
        Fact("A0.20", "softmax after two updates; rows zebra image, cat image",
             _array([0.78, 0.22], [0.55, 0.45]), _array([0.7773, 0.2227], [0.5498, 0.4502]), "S", "article 0", 2),
        Fact("A0.29", "feature maps with the filter turned, zebra and cat", None, _array(-0.7, 0.3), "D", "article 0"),
        Fact("A0.40", "four images", FOUR_IMAGES, FOUR_IMAGES, "S", "article 0"),
        Fact("A0.41", "filter A", FILTER_A, FILTER_A, "S", "article 0"),
        Fact("A0.42", "filter B", FILTER_B, FILTER_B, "S", "article 0"),
        Fact("A0.43", "output size", 3, 3, "S", "article 0"),
        Fact("A0.44", "image 1, filter A", _MAP_A, _MAP_A, "S", "article 0"),
        Fact("A0.45", "image 1, filter A, ReLU", _RELU_A, _RELU_A, "S", "article 0"),
        Fact("A0.46", "image 1, filter B, ReLU", _array(*[[0] * 3] * 3), _array(*[[0] * 3] * 3), "S", "article 0"),
        Fact("A0.47", "image 1, feature vector", _FEATURES, _FEATURES, "S", "article 0"),
    )
}  # fmt: skip


def compare(fact_id: str, value: Any) -> None:
    """Print the article's value beside ours, and whether they agree.

    Parameters
    ----------
    fact_id : str
        Such as ``"A0.5"``.
    value : float or array_like
        What this code computed.

    Raises
    ------
    KeyError
        There is no such fact.
    ValueError
        ``value`` is not what the step gives: the code that computed it is wrong.

    Examples
    --------
    >>> compare("A0.5", 0.9 + 0.8 + 0.1 - 0.2 - 0.3 - 0.6)
    A0.5 zebra, feature map: article 0.7, ours 0.7 → agree
    """
    if fact_id not in FACTS:
        raise KeyError(f"compare: fact_id must be one of {', '.join(FACTS)}, got {fact_id!r}.")
    fact = FACTS[fact_id]
    ours = np.asarray(value, dtype=float)
    recorded = np.asarray(fact.recorded, dtype=float)
    off = 1e-9 if fact.digits is None else 5.1e-5  # values that are not exact are recorded to 4 decimals
    if ours.shape != recorded.shape or not np.allclose(ours, recorded, rtol=0, atol=off):
        raise ValueError(
            f"compare: value must be what {fact_id} ({fact.what}) gives, {_text(recorded)}, got {_text(ours)}."
        )
    stated = "gives no value" if fact.stated is None else _text(fact.stated)
    # Arrays stand below each other, so that eyes can compare them.
    first, second = ("\n  article ", "\n  ours    ") if ours.ndim else (" article ", ", ours ")
    print(f"{fact_id} {fact.what}:{first}{stated}{second}{_text(ours)} → {_agreement(fact, ours)}")


def _agreement(fact: Fact, ours: np.ndarray) -> str:
    """Say whether the stated value is ours, ours cut off, or another one."""
    if fact.stated is None:
        return "nothing to compare"
    stated, digits = np.asarray(fact.stated, dtype=float), 9 if fact.digits is None else fact.digits
    if np.allclose(np.round(ours, digits), stated, rtol=0, atol=1e-9):
        return "agree" if fact.digits is None else f"agree to {digits} decimals"
    cut = np.trunc(ours * 10**digits) / 10**digits
    return "truncated" if np.allclose(cut, stated, rtol=0, atol=1e-9) else "differs"


def _text(value: Any) -> str:
    """Return numbers to at most four decimals, brackets as in Python, −0 as 0."""
    array = np.asarray(value, dtype=float)
    if array.ndim:
        return f"[{', '.join(_text(v) for v in array)}]"
    return f"{np.round(array, 4) + 0.0:.4f}".rstrip("0").rstrip(".")
