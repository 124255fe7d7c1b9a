"""What the five articles of the series state, with a fact id for each value, and `compare` to hold ours against it.

Status codes: S stands in the article's text, F in a public copy that keeps the formulas, D follows from those
alone, C is the usual form, **R is our reconstruction and never the article's**, L is lost.
The ids run through the tests and the notebooks' sources; one with a suffix, such as A1.27.dx, is a part of its fact.
Recorded values are there to compare with: nothing is ever computed from them.
"""

from typing import Any

import numpy as np

from cnnlite.data.articles import article_0, article_0_four, article_1, article_2, article_3, article_4
from cnnlite.data.articles.article_0 import (
    CAT,
    ZEBRA,
    ZEBRA_CAT_ASSUMED_BIASES,
    ZEBRA_CAT_ASSUMED_WEIGHTS,
    ZEBRA_CAT_BIASES,
    ZEBRA_CAT_FILTER,
    ZEBRA_CAT_RATE,
    ZEBRA_CAT_START_BIASES,
    ZEBRA_CAT_START_WEIGHTS,
    ZEBRA_CAT_TARGETS,
    ZEBRA_CAT_WEIGHTS,
)
from cnnlite.data.articles.article_0_four import (
    FILTER_A,
    FILTER_B,
    FOUR_BIASES,
    FOUR_IMAGES,
    FOUR_LABELS,
    FOUR_RATE,
    FOUR_WEIGHTS,
)
from cnnlite.data.articles.article_1 import (
    ACTIVATION_INPUTS,
    BACKPROP_BIASES,
    BACKPROP_GRADIENT,
    BACKPROP_KERNEL,
    BACKPROP_RATE,
    NINE,
    SIZES,
)
from cnnlite.data.articles.article_2 import (
    NEURON_INPUTS,
    NEURON_WEIGHTS,
    POOLING_GRID,
    SCORE_CLASSES,
    SCORES,
    STEP_EDGE,
)
from cnnlite.data.articles.article_3 import (
    LOSS_PREDICTION,
    LOSS_TARGET,
    MAPE_PREDICTION,
    MAPE_TARGET,
    PAPER_HIDDEN_BIASES,
    PAPER_HIDDEN_WEIGHTS,
    PAPER_IMAGE,
    PAPER_KERNEL_BIASES,
    PAPER_KERNELS,
    PAPER_OUTPUT_BIASES,
    PAPER_OUTPUT_WEIGHTS,
    SLOW_INPUTS,
)
from cnnlite.data.articles.article_4 import INPUT_SHAPE, RESNET_BLOCKS, RESNET_CHANNELS, RESNET_CLASSES, RESNET_STRIDES
from cnnlite.data.articles.fact import Fact

__all__ = [
    "ACTIVATION_INPUTS",
    "BACKPROP_BIASES",
    "BACKPROP_GRADIENT",
    "BACKPROP_KERNEL",
    "BACKPROP_RATE",
    "CAT",
    "FACTS",
    "FILTER_A",
    "FILTER_B",
    "FOUR_BIASES",
    "FOUR_IMAGES",
    "FOUR_LABELS",
    "FOUR_RATE",
    "FOUR_WEIGHTS",
    "INPUT_SHAPE",
    "LOSS_PREDICTION",
    "LOSS_TARGET",
    "MAPE_PREDICTION",
    "MAPE_TARGET",
    "NEURON_INPUTS",
    "NEURON_WEIGHTS",
    "NINE",
    "PAPER_HIDDEN_BIASES",
    "PAPER_HIDDEN_WEIGHTS",
    "PAPER_IMAGE",
    "PAPER_KERNELS",
    "PAPER_KERNEL_BIASES",
    "PAPER_OUTPUT_BIASES",
    "PAPER_OUTPUT_WEIGHTS",
    "POOLING_GRID",
    "RESNET_BLOCKS",
    "RESNET_CHANNELS",
    "RESNET_CLASSES",
    "RESNET_STRIDES",
    "SCORES",
    "SCORE_CLASSES",
    "SIZES",
    "SLOW_INPUTS",
    "STEP_EDGE",
    "ZEBRA",
    "ZEBRA_CAT_ASSUMED_BIASES",
    "ZEBRA_CAT_ASSUMED_WEIGHTS",
    "ZEBRA_CAT_BIASES",
    "ZEBRA_CAT_FILTER",
    "ZEBRA_CAT_RATE",
    "ZEBRA_CAT_START_BIASES",
    "ZEBRA_CAT_START_WEIGHTS",
    "ZEBRA_CAT_TARGETS",
    "ZEBRA_CAT_WEIGHTS",
    "Fact",
    "compare",
]

LONG = 150  # letters; the rows of a longer array stand below each other

FACTS: dict[str, Fact] = {
    fact.id: fact
    for article in (article_0, article_0_four, article_1, article_2, article_3, article_4)
    for fact in article.FACTS
}


def compare(fact_id: str, value: Any, brief: bool = False) -> None:
    """Print the article's value beside ours, and whether they agree.

    Parameters
    ----------
    fact_id : str
        Such as ``"A0.5"``.
    value : float or array_like
        What this code computed.
    brief : bool
        Leave ours out where the article gives no value, as numbers that are shown already.

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
    >>> compare("A1.27.tied", 1 - 1 + 2 + 3)
    A1.27.tied dE/db of our numbers, one bias for all positions: ours 5 (the article gives no value)
    >>> compare("A1.27.tied", 5, brief=True)
    A1.27.tied dE/db of our numbers, one bias for all positions: as recorded (the article gives no value)
    """
    if fact_id not in FACTS:
        article = str(fact_id).split(".")[0]  # ids of the article meant, if there is one
        ids = [known for known in FACTS if known.startswith(f"{article}.")] or FACTS
        raise KeyError(f"compare: fact_id must be one of {', '.join(ids)}, got {fact_id!r}.")
    fact = FACTS[fact_id]
    ours = np.asarray(value, dtype=float)
    recorded = np.asarray(fact.recorded, dtype=float)
    off = 1e-9 if fact.places is None else 0.51 * 10.0**-fact.places
    if ours.shape != recorded.shape or not np.allclose(ours, recorded, rtol=0, atol=off):
        raise ValueError(
            f"compare: value must be what {fact_id} ({fact.what}) gives, {_text(recorded)}, got {_text(ours)}."
        )
    if brief and fact.stated is None:
        print(f"{fact_id} {fact.what}: as recorded (the article gives no value)")
        return
    # Arrays stand below each other, so that eyes can compare them.
    first, second = ("\n  article ", "\n  ours    ") if ours.ndim else (" article ", ", ours ")
    listed = _text(ours)
    if len(listed) > LONG:
        listed = listed.replace("], [", "],\n           [")
    if fact.stated is None:
        print(f"{fact_id} {fact.what}:{second.removeprefix(',')}{listed} (the article gives no value)")
    else:
        print(f"{fact_id} {fact.what}:{first}{_text(fact.stated)}{second}{listed} → {_agreement(fact, ours)}")


def _agreement(fact: Fact, ours: np.ndarray) -> str:
    """Say whether the stated value is ours, ours cut off, or another one."""
    if fact.verdict:
        return fact.verdict
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
