"""Losses that compare numbers one by one: how far a prediction is from its target, and the slope of that.

All take a prediction and a target of one shape and one float dtype. With reduction "mean" they average over *all*
numbers, with "sum" they add, with "none" they return one loss for each. They raise TypeError for other kinds, and
ValueError for other shapes (nothing is broadcast), reductions, ranges, and for the mean of no number.
"""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.functional.cross_entropy import REDUCTIONS


def mse_loss(prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> Any:
    """Return the squared differences (prediction − target)²; with "sum" the L2 loss of the articles.

    Source
    ------
    A3.7, A3.9, A3.27. Same as ``torch.nn.functional.mse_loss``.

    Examples
    --------
    >>> round(float(mse_loss(np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 1.0]))), 4)
    0.07
    """
    _check("mse_loss", prediction, target, reduction)
    return _reduce((prediction - target) ** 2, reduction)


def mse_loss_backward(dout: Any, prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> np.ndarray:
    """dprediction = dout·2·(prediction − target), divided by their number for the mean. Returns dprediction."""
    _check("mse_loss_backward", prediction, target, reduction)
    return _scale("mse_loss_backward", dout, prediction, reduction) * 2 * (prediction - target)


def l1_loss(prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> Any:
    """Return the differences without their sign; "mean" is the MAE of the articles, "sum" their L1 loss.

    Source
    ------
    A3.10, A3.27. Same as ``torch.nn.functional.l1_loss``.

    Examples
    --------
    >>> round(float(l1_loss(np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 1.0]), "sum")), 4)
    0.7
    """
    _check("l1_loss", prediction, target, reduction)
    return _reduce(np.abs(prediction - target), reduction)


def l1_loss_backward(dout: Any, prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> np.ndarray:
    """dprediction = dout·sign(prediction − target), 0 where they are equal. Returns dprediction."""
    _check("l1_loss_backward", prediction, target, reduction)
    return _scale("l1_loss_backward", dout, prediction, reduction) * np.sign(prediction - target)


def msle_loss(prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> Any:
    """Return the squared differences of ln(1 + prediction) and ln(1 + target), all above −1.

    Source
    ------
    A3.8, A3.27.

    Examples
    --------
    >>> round(float(msle_loss(np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 1.0]))), 4)
    0.0286
    """
    _check_msle("msle_loss", prediction, target, reduction)
    return _reduce((np.log1p(prediction) - np.log1p(target)) ** 2, reduction)


def msle_loss_backward(dout: Any, prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> np.ndarray:
    """dprediction = dout·2·(ln(1 + prediction) − ln(1 + target))/(1 + prediction). Returns dprediction."""
    _check_msle("msle_loss_backward", prediction, target, reduction)
    scale = _scale("msle_loss_backward", dout, prediction, reduction)
    return scale * 2 * (np.log1p(prediction) - np.log1p(target)) / (1 + prediction)


def mape_loss(prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> Any:
    """Return the differences as a percentage of the target, which must not be 0.

    Source
    ------
    A3.11, A3.27.

    Examples
    --------
    >>> round(float(mape_loss(np.array([0.9, 2.2, 3.0]), np.array([1.0, 2.0, 4.0]))), 4)
    15.0
    """
    _check_mape("mape_loss", prediction, target, reduction)
    return _reduce(100 * np.abs((target - prediction) / target), reduction)


def mape_loss_backward(dout: Any, prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> np.ndarray:
    """dprediction = dout·100·sign(prediction − target)/abs(target). Returns dprediction."""
    _check_mape("mape_loss_backward", prediction, target, reduction)
    scale = _scale("mape_loss_backward", dout, prediction, reduction)
    return scale * 100 * np.sign(prediction - target) / np.abs(target)


def binary_cross_entropy(prediction: np.ndarray, target: np.ndarray, reduction: str = "mean") -> Any:
    """Return −[y·ln p + (1 − y)·ln(1 − p)] for probabilities p and targets y, both in 0…1.

    Logarithms are cut off at −100, so that a certain and wrong prediction costs 100 and not infinity.

    Source
    ------
    A3.12, A3.13, A3.27. Same as ``torch.nn.functional.binary_cross_entropy``.

    Examples
    --------
    >>> round(float(binary_cross_entropy(np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 1.0]))), 4)
    0.2798
    """
    _check_bce("binary_cross_entropy", prediction, target, reduction)
    with np.errstate(divide="ignore"):  # ln 0 = −∞ is cut off below
        yes, no = np.log(prediction), np.log1p(-prediction)
    return _reduce(-(target * np.maximum(yes, -100) + (1 - target) * np.maximum(no, -100)), reduction)


def binary_cross_entropy_backward(
    dout: Any, prediction: np.ndarray, target: np.ndarray, reduction: str = "mean"
) -> np.ndarray:
    """dprediction = dout·(p − y)/(p·(1 − p)), the divisor at least 1e-12 as in PyTorch. Returns dprediction."""
    _check_bce("binary_cross_entropy_backward", prediction, target, reduction)
    scale = _scale("binary_cross_entropy_backward", dout, prediction, reduction)
    return scale * (prediction - target) / np.maximum(prediction * (1 - prediction), prediction.dtype.type(1e-12))


def _check(function: str, prediction: Any, target: Any, reduction: str) -> None:
    """Refuse what is no pair of float arrays of one shape."""
    _checks.floats(function, prediction=prediction, target=target)
    _checks.same_shape(function, "target", target, prediction.shape, "prediction")
    _checks.choice(function, "reduction", reduction, REDUCTIONS)
    if prediction.size == 0 and reduction == "mean":
        raise ValueError(
            f"{function}: prediction must not be empty for a mean, got prediction.shape={prediction.shape}. "
            'reduction="sum" gives 0 for no number.'
        )


def _check_msle(function: str, prediction: Any, target: Any, reduction: str) -> None:
    """Refuse numbers whose ln(1 + number) does not exist."""
    _check(function, prediction, target, reduction)
    _refuse(function, "prediction", "be above −1", prediction, prediction <= -1)
    _refuse(function, "target", "be above −1", target, target <= -1)


def _check_mape(function: str, prediction: Any, target: Any, reduction: str) -> None:
    """Refuse targets that nothing can be a percentage of."""
    _check(function, prediction, target, reduction)
    _refuse(function, "target", "not be 0", target, target == 0)


def _check_bce(function: str, prediction: Any, target: Any, reduction: str) -> None:
    """Refuse what is no probability."""
    _check(function, prediction, target, reduction)
    _refuse(function, "prediction", "lie between 0 and 1", prediction, (prediction < 0) | (prediction > 1))
    _refuse(function, "target", "lie between 0 and 1", target, (target < 0) | (target > 1))


def _refuse(function: str, name: str, rule: str, array: np.ndarray, wrong: np.ndarray) -> None:
    """Raise ValueError with the first wrong number."""
    if wrong.any():
        raise ValueError(f"{function}: {name} must {rule}, got {array[wrong].flat[0]} ({name}.shape={array.shape}).")


def _reduce(losses: np.ndarray, reduction: str) -> Any:
    """Return each loss, their sum or their mean."""
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.mean()


def _scale(function: str, dout: Any, prediction: np.ndarray, reduction: str) -> np.ndarray:
    """Return what each loss's slope is multiplied by."""
    expected = prediction.shape if reduction == "none" else ()
    scale = _checks.loss_gradient(function, dout, prediction, expected)
    return scale / prediction.dtype.type(prediction.size) if reduction == "mean" else scale
