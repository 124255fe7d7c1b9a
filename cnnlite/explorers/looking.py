"""What the explorers that look into a network share: their checks, and how they write numbers."""

from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.nn import Module
from cnnlite.nn.watch import undisturbed
from cnnlite.plots.wiggle import significant


def given(
    function: str, model: Any, images: Any, labels: Any = None, kinds: str = "iu"
) -> tuple[np.ndarray, np.ndarray | None]:
    """Return images (N, C, H, W) and labels (N,) or None; refuse a model, images or labels that are none."""
    if not isinstance(model, Module):
        raise TypeError(f"{function}: model must be a Module, got {type(model).__name__}.")
    _checks.floats(function, images=images)
    _checks.dimensions(function, "images", images, "N C H W", _checks.IMAGE_HINT.get(images.ndim, ""))
    if images.size == 0 or not np.isfinite(images).all():
        raise ValueError(f"{function}: images must hold finite numbers, at least one image, got {images.shape}.")
    if labels is None:
        return images, None
    numbers = np.asarray(labels)
    wanted = "whole numbers or names" if "U" in kinds else "whole numbers"
    if numbers.dtype.kind not in kinds or numbers.shape != (len(images),):
        raise ValueError(
            f"{function}: labels must be {len(images)} {wanted}, one for each image, got {numbers.dtype} "
            f"{_checks.shapes(images=images, labels=numbers)}."
        )
    return images, numbers


def labelled(function: str, model: Any, images: Any, labels: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return images (N, C, H, W) and labels (N,); refuse as `given`, and labels that are missing."""
    images, numbers = given(function, model, images, labels)
    if numbers is None:
        raise TypeError(f"{function}: labels must be whole numbers, one for each image, got None.")
    return images, numbers


def answer(model: Module, x: np.ndarray) -> np.ndarray:
    """Return what a network puts out in use for a batch, and leave it as it was."""
    with undisturbed(model):
        return model(x)


def scored(function: str, model: Module, x: np.ndarray) -> int:
    """Return how many classes a network has; refuse one that does not put out a logit for each of two or more."""
    out = answer(model, x)
    if out.ndim != 2 or out.shape[1] < 2:
        raise ValueError(
            f"{function}: model must put out one logit for each of 2 or more classes, (N, K), got {out.shape}. "
            "End it with Flatten and Linear."
        )
    return out.shape[1]


def called(label: int | str) -> str:
    """Return a class with its article; a name as it is.

    Examples
    --------
    >>> called(7), called(8), called("11"), called("flat")
    ('a 7', 'an 8', 'an 11', 'flat')
    """
    text = str(label)
    if not text.isdigit():
        return text
    return f"a{'n' if text.startswith('8') or text in ('11', '18') else ''} {text}"


def colors_of(image: np.ndarray) -> np.ndarray:
    """Return an image (C, H, W) as it is drawn: three channels as red, green and blue, else the mean of all (H, W)."""
    return np.moveaxis(image, 0, -1) if len(image) == 3 else image.mean(axis=0)


def part(window: Any) -> str:
    """Return a window (top, left, height, width) in words.

    Examples
    --------
    >>> part((2, 0, 3, 1)), part((0, 0, 0, 0))
    ('rows 2–4, column 0', 'nothing')
    """
    if not min(window[2:]):
        return "nothing"
    spans = zip(("row", "column"), window[:2], window[2:], strict=True)
    return ", ".join(f"{n} {at}" if size == 1 else f"{n}s {at}–{at + size - 1}" for n, at, size in spans)


def shown(value: float) -> str:
    """Return a number with three digits, and 0 for what rounding may have left.

    Examples
    --------
    >>> shown(-0.012345), shown(123.4), shown(1e-17)
    ('−0.0123', '123', '0')
    """
    return significant(float(f"{value:.3g}")) if abs(value) >= 1e-9 else "0"


def percent(share: float) -> str:
    """Return a probability in whole per cent, one near an end as "> 99 %" or "< 1 %".

    Examples
    --------
    >>> percent(0.934), percent(0.9999), percent(0.002), percent(1.0)
    ('93 %', '> 99 %', '< 1 %', '> 99 %')
    """
    return "> 99 %" if share > 0.995 else "< 1 %" if share < 0.005 else f"{100 * share:.0f} %"
