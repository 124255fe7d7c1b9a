"""What one fact of an article is made of."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Fact:
    """One step of an article: what it states, and what the step gives when computed."""

    id: str
    what: str
    stated: Any  # the article's value; None where it gives none or it is lost
    recorded: Any  # the recomputed value, exact or to `places` decimals: to compare with, never to compute with
    status: str
    source: str
    digits: int | None = None  # decimals of `stated`; None: exact
    places: int | None = None  # decimals of `recorded`; None: exact
    verdict: str = ""  # only where the two numbers alone do not tell it


def array(*rows: Any) -> np.ndarray:
    """Return a read-only float64 array, so that no learner changes an article by accident."""
    made = np.array(rows, dtype=float)
    made.flags.writeable = False
    return made
