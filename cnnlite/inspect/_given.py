"""What the ways of looking inside share: the checks of what is given, and the slope of a loss."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.nn import BCELoss, CrossEntropyLoss, Module
from cnnlite.nn.watch import undisturbed

AT_ONCE = 256  # images that run together, so that large ones fit in memory

IMAGE_HINT = {2: "Add the channel axis: image[None].", 4: "Take one image of the batch: images[0]."}


def check_model(function: str, model: Any) -> None:
    """Refuse what is no Module."""
    if not isinstance(model, Module):
        raise TypeError(f"{function}: model must be a Module, got {type(model).__name__}.")


def check_image(function: str, model: Any, image: Any) -> None:
    """Refuse a model that is none, and what is no image (C, H, W) with at least one value."""
    check_model(function, model)
    _checks.floats(function, image=image)
    _checks.dimensions(function, "image", image, "C H W", IMAGE_HINT.get(image.ndim, ""))
    if image.size == 0:
        raise ValueError(
            f"{function}: image must have at least one channel, row and column, got image.shape={image.shape}."
        )


def check_images(function: str, model: Any, images: Any) -> None:
    """Refuse a model that is none, and what is no batch (N, C, H, W) with at least one image."""
    check_model(function, model)
    _checks.floats(function, images=images)
    _checks.dimensions(function, "images", images, "N C H W", _checks.IMAGE_HINT.get(images.ndim, ""))
    if images.size == 0:
        raise ValueError(f"{function}: images must hold at least one image, got images.shape={images.shape}.")


def check_unit(function: str, out: np.ndarray, unit: Any) -> int:
    """Return the number of a unit of the model's output; refuse an output other than (N, K)."""
    if out.ndim != 2:
        raise ValueError(
            f"{function}: model must put out one score per class, (N, K), got an output of shape {out.shape}. "
            "End it with Flatten and Linear."
        )
    return _checks.whole(function, "unit", unit, 0, out.shape[1] - 1)


def loss_slope(function: str, out: np.ndarray, labels: np.ndarray, criterion: Any) -> np.ndarray:
    """Return ∂loss/∂out, the loss by default cross-entropy, and the binary one for a single output (N, 1)."""
    if criterion is None and out.shape[1:] == (1,):
        criterion, labels = BCELoss(), labels.reshape(-1, 1).astype(out.dtype)
    criterion = CrossEntropyLoss() if criterion is None else criterion
    if not isinstance(criterion, Module):
        raise TypeError(f"{function}: criterion must be a loss such as CrossEntropyLoss(), got {criterion!r}.")
    with undisturbed(criterion):
        loss = criterion(out, labels)
        return criterion.backward(np.ones(np.shape(loss), out.dtype))
