"""`to_nchw`: pictures as files hold them, in the order of axes that convolution works on."""

from collections.abc import Sequence
from typing import Any

import numpy as np

FUNCTION = "to_nchw"


def to_nchw(images: np.ndarray | Sequence[np.ndarray]) -> np.ndarray:
    """Return one image, or several of one size, as a batch (N, C, H, W).

    Parameters
    ----------
    images : ndarray (H, W) or (H, W, C), or list or tuple of them
        C is 1 (gray) or 3 (red, green, blue).

    Returns
    -------
    ndarray (N, C, H, W)
        A new float array, float32 where all images are, else float64; the numbers are the same, only their order is
        another: ``images[n][row, col, c]`` stands at ``[n, c, row, col]``.

    Raises
    ------
    TypeError, ValueError
        There is no image, one holds no numbers or has other axes, or their sizes differ.

    Examples
    --------
    >>> to_nchw(np.zeros((213, 320, 3))).shape
    (1, 3, 213, 320)
    >>> to_nchw([np.zeros((4, 5)), np.ones((4, 5))]).shape
    (2, 1, 4, 5)
    """
    if isinstance(images, (list, tuple)):
        listed = [_hwc(f"images[{n}]", image) for n, image in enumerate(images)]
    else:
        listed = [_hwc("images", images)]
    if not listed:
        raise ValueError(f"{FUNCTION}: images must hold at least one image, got an empty {type(images).__name__}.")
    for n, image in enumerate(listed):
        if image.shape != listed[0].shape:
            raise ValueError(
                f"{FUNCTION}: all images of a batch must have one size and number of channels, got (H, W, C) = "
                f"{listed[0].shape} for images[0] and {image.shape} for images[{n}]. Cut or resize them first."
            )
    batch = np.stack(listed).transpose(0, 3, 1, 2)
    return batch.astype(np.float32 if batch.dtype == np.float32 else np.float64, order="C")


def _hwc(name: str, image: Any) -> np.ndarray:
    """Return an image as (H, W, C); refuse what is none."""
    if not isinstance(image, np.ndarray) or image.dtype.kind not in "biuf":
        kind = f"an array of {image.dtype}" if isinstance(image, np.ndarray) else type(image).__name__
        raise TypeError(f"{FUNCTION}: {name} must be an array of numbers, got {kind}.")
    if image.ndim not in (2, 3) or 0 in image.shape:
        hint = "Four axes are a batch already." if image.ndim == 4 else "A list of images makes a batch."
        raise ValueError(
            f"{FUNCTION}: {name} must have 2 dimensions (H, W) or 3 (H, W, C), none of them empty, "
            f"got {name}.shape={image.shape}. {hint}"
        )
    planes = image[..., None] if image.ndim == 2 else image
    if planes.shape[2] not in (1, 3):
        raise ValueError(
            f"{FUNCTION}: {name} must have 1 or 3 channels on its last axis, got {name}.shape={image.shape}. "
            + _other_order(image)
        )
    return planes


def _other_order(image: np.ndarray) -> str:
    """Return what to do about a last axis that is none of channels."""
    if image.shape[0] in (1, 3):
        return "Channels first? x[None] makes a batch of one."
    return "Drop a fourth channel, transparency, with x[..., :3]; make a list of a stack of gray images with list(x)."
