"""Which classes are taken for which."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnlite import _checks

MOST = 1000  # classes of a table


def confusion_matrix(labels: np.ndarray, predictions: np.ndarray, classes: int | None = None) -> np.ndarray:
    """Count for each true class (row) how often each class (column) was predicted.

    Parameters
    ----------
    labels, predictions : ndarray (N,) of int
        True and predicted classes, counted from 0.
    classes : int, optional
        K, at most 1,000; one more than the highest class that occurs, if not given.

    Returns
    -------
    ndarray (K, K) of int
        The right answers stand on the diagonal.

    Raises
    ------
    TypeError, ValueError
        The classes are no whole numbers from 0 to K − 1, or labels and predictions not equally many, at least one.

    Source
    ------
    Same as ``sklearn.metrics.confusion_matrix``.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 1, 2]), np.array([0, 2, 1, 2])).tolist()
    [[1, 0, 1], [0, 1, 0], [0, 0, 1]]
    """
    from sklearn.metrics import confusion_matrix as count  # takes a second to import

    kinds = _classes("confusion_matrix", labels, predictions, classes)
    return count(labels, predictions, labels=np.arange(kinds))


def classification_report(labels: np.ndarray, predictions: np.ndarray, names: Sequence[str] | None = None) -> str:
    """Return a table with the precision, recall and F1 score of each class.

    Precision: of the images that were called so, how many are. Recall: of those that are, how many were called so.

    Parameters
    ----------
    labels, predictions : ndarray (N,) of int
        True and predicted classes, counted from 0.
    names : sequence of str, optional
        One for each class from 0; the numbers, if not given.

    Returns
    -------
    str
        A class that was never predicted, or does not occur, has 0 where something would be divided by 0.

    Raises
    ------
    TypeError, ValueError
        As `confusion_matrix`; or names is no list of different words, as many as there are classes.

    Source
    ------
    Same as ``sklearn.metrics.classification_report``.

    Examples
    --------
    >>> text = classification_report(np.array([0, 0, 1]), np.array([0, 1, 1]), ["cat", "dog"])
    >>> text.split()[:9]
    ['precision', 'recall', 'f1-score', 'support', 'cat', '1.00', '0.50', '0.67', '2']
    """
    from sklearn.metrics import classification_report as table

    if names is not None:
        several = isinstance(names, Sequence) and not isinstance(names, str)
        if not several or not all(isinstance(name, str) for name in names):
            raise TypeError(f'classification_report: names must be a list of words, got {names!r}. Write ["a", "b"].')
        if len(set(names)) < len(names):
            raise ValueError(f"classification_report: names must be different words, got {names!r}.")
    kinds = _classes("classification_report", labels, predictions, None if names is None else len(names))
    shown = list(map(str, range(kinds))) if names is None else list(names)
    return table(labels, predictions, labels=np.arange(kinds), target_names=shown, zero_division=0)


def _classes(function: str, labels: Any, predictions: Any, classes: int | None) -> int:
    """Check true and predicted classes, and return how many classes there are."""
    for name, array in (("labels", labels), ("predictions", predictions)):
        if not isinstance(array, np.ndarray) or array.dtype.kind not in "iu":
            got = array.dtype if isinstance(array, np.ndarray) else type(array).__name__
            raise TypeError(
                f"{function}: {name} must be an array of whole class numbers, got {got}. "
                "Take the highest score of each row: outputs.argmax(axis=1)."
            )
    if labels.ndim != 1 or labels.shape != predictions.shape or not len(labels):
        raise ValueError(
            f"{function}: labels and predictions must be (N,), equally many and at least one, "
            f"got {labels.shape} and {predictions.shape}."
        )
    lowest = int(min(labels.min(), predictions.min()))
    highest = int(max(labels.max(), predictions.max()))
    kinds = highest + 1 if classes is None else _checks.whole(function, "classes", classes, 1, MOST)
    if lowest < 0 or highest >= min(kinds, MOST):
        raise ValueError(
            f"{function}: classes must lie between 0 and {min(kinds, MOST) - 1}, counted from 0, "
            f"got {lowest if lowest < 0 else highest}."
        )
    return kinds
