"""Cross-entropy of scores: softmax and the loss of a classifier in one step."""

import warnings
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.functional.softmax import probabilities, shifted

REDUCTIONS = ("none", "sum", "mean")
NEAR = 2e-5  # to 1, for sums of float32


def cross_entropy(logits: np.ndarray, target: np.ndarray, reduction: str = "mean") -> Any:
    """Return −Σ target·ln softmax(logits): how surprised the prediction is by the truth.

    Parameters
    ----------
    logits : ndarray (N, K)
        Raw scores of the K classes, not probabilities; float32 or float64.
    target : ndarray (N,) of int, or (N, K) of float
        The class of each image, counted from 0, or a probability for each class.
    reduction : {"mean", "sum", "none"}
        Average over the N images, their sum, or one loss for each.

    Returns
    -------
    float or ndarray (N,)
        Natural-log units (nats).

    Raises
    ------
    TypeError
        logits is no float array, or target of a wrong kind.
    ValueError
        Shapes do not match, a class is out of range, target rows are no distributions, the reduction is unknown,
        or the mean of no images is asked for.

    Warns
    -----
    UserWarning
        When every row of logits is already a distribution: softmax was probably applied twice.

    Source
    ------
    A0.15, A0.66. Same as ``torch.nn.functional.cross_entropy``.

    Examples
    --------
    >>> float(cross_entropy(np.array([[2.0, 2.0]]), np.array([0])).round(4))
    0.6931
    """
    _check("cross_entropy", logits, target, reduction)
    if logits.shape[0] and logits.shape[1] > 1 and _is_distribution(logits):
        warnings.warn(
            "cross_entropy: logits look like probabilities (every row sums to 1). "
            "Pass the raw scores; softmax is applied here.",
            stacklevel=2,
        )
    losses = _losses(logits, target)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / len(losses)


def cross_entropy_backward(dout: Any, logits: np.ndarray, target: np.ndarray, reduction: str = "mean") -> np.ndarray:
    """dlogits = dout·(softmax(logits) − target), divided by N for the mean.

    Returns dlogits (N, K); ``dout`` is 1.0 for the loss itself, (N,) with reduction "none". Raises as
    `cross_entropy`. Source: A0.25, A3.21.
    """
    _check("cross_entropy_backward", logits, target, reduction)
    expected = (len(logits),) if reduction == "none" else ()
    scale = _checks.loss_gradient("cross_entropy_backward", dout, logits, expected)
    if reduction == "mean":
        scale = scale / len(logits)
    dlogits = probabilities(logits, 1)
    if target.ndim == 1:
        dlogits[np.arange(len(target)), target] -= 1
    else:
        dlogits *= target.sum(axis=1, keepdims=True)
        dlogits -= target
    dlogits *= scale[..., None]
    return dlogits


def _losses(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the loss of each image."""
    scores = shifted(logits, 1)
    logs = np.log(np.exp(scores).sum(axis=1))
    if target.ndim == 1:
        return logs - scores[np.arange(len(target)), target]
    # A class of weight 0 costs nothing, even where its log-probability is −∞.
    return (target * np.where(target == 0, 0, logs[:, None] - scores)).sum(axis=1)


def _check(function: str, logits: Any, target: Any, reduction: str) -> None:
    """Check the arguments of the cross-entropy."""
    _checks.floats(function, logits=logits)
    _checks.dimensions(function, "logits", logits, "N K", "One row of scores per image: logits[None].")
    _checks.choice(function, "reduction", reduction, REDUCTIONS)
    count, classes = logits.shape
    if classes == 0 or (count == 0 and reduction == "mean"):
        raise ValueError(
            f"{function}: logits must have at least one class, and one image for a mean, "
            f'got logits.shape={logits.shape}. reduction="sum" gives 0 for no image.'
        )
    if not isinstance(target, np.ndarray):
        raise TypeError(
            f"{function}: target must be a NumPy array, got {type(target).__name__}. Convert it: np.array(target)."
        )
    if target.ndim == 2:
        _distributions(function, logits, target)
    else:
        _classes(function, logits, target)


def _classes(function: str, logits: np.ndarray, target: np.ndarray) -> None:
    """Check a target of classes (N,)."""
    count, classes = logits.shape
    if target.dtype.kind not in "iu":
        raise TypeError(
            f"{function}: target must hold whole class numbers, got {target.dtype} "
            f"{_checks.shapes(logits=logits, target=target)}. Convert it: target.astype(int)."
        )
    _checks.same_shape(function, "target", target, (count,), "one class per row of logits")
    if count and not 0 <= target.min() <= target.max() < classes:
        wrong = target[(target < 0) | (target >= classes)]
        raise ValueError(
            f"{function}: target must lie between 0 and {classes - 1}, got {int(wrong[0])} "
            f"{_checks.shapes(logits=logits, target=target)}. Classes are counted from 0."
        )


def _distributions(function: str, logits: np.ndarray, target: np.ndarray) -> None:
    """Check a target of probabilities (N, K)."""
    if target.dtype.kind in "iub":
        raise TypeError(
            f"{function}: target with one value per class must be float, got {target.dtype} "
            f"{_checks.shapes(logits=logits, target=target)}. Convert it: target.astype(float)."
        )
    _checks.floats(function, logits=logits, target=target)
    _checks.same_shape(function, "target", target, logits.shape, "logits")
    if not _is_distribution(target):
        raise ValueError(
            f"{function}: each row of target must be probabilities that sum to 1, got rows summing to "
            f"{float(target.sum(axis=1).min()):.4f} … {float(target.sum(axis=1).max()):.4f} "
            f"{_checks.shapes(logits=logits, target=target)}."
        )


def _is_distribution(rows: np.ndarray) -> bool:
    """Whether every row is non-negative and sums to 1, to the precision of float32."""
    return bool(rows.min(initial=0) >= 0 and (abs(rows.sum(axis=1) - 1) <= NEAR).all())
