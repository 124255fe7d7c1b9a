"""What `LiveTrainer` draws: two curves that grow, and what the network does at the moment."""

from collections.abc import Callable, Container, Mapping
from typing import Any

import numpy as np

from cnnlite.explorers.panel import View
from cnnlite.plots import TrainingCurves, confusion, histogram, ratios
from cnnlite.plots.confusion import MOST
from cnnlite.plots.tiles import tiles

PANELS = ("loss", "accuracy", "confusion", "moves", "activations", "worst")
LARGEST = 1e4  # activation that is drawn
SHORTEST = 5  # epochs of the axis; doubled whenever they are over
WORST = 8  # images


def curve_drawers(classes: int) -> dict[str, TrainingCurves]:
    """Return what draws loss and accuracy; guessing marks what a network of so many classes begins with."""
    guessing = float(np.log(classes))
    return {
        "loss": TrainingCurves("loss", 1.25 * guessing, guessing),
        "accuracy": TrainingCurves("accuracy", 100.0, 100 / classes, " %"),
    }


def views_of(
    arrays: Mapping[str, Any], drawers: Mapping[str, TrainingCurves], shown: Container[str]
) -> dict[str, View]:
    """Return the pictures that are shown: curves always, the others where the arrays hold what they need."""
    past: Mapping[str, Any] = arrays["past"] or {}
    reached = max(
        float(x[-1]) for curves in (arrays["curves"], past) if curves for x, _ in curves["loss"].values() if len(x)
    )
    room = SHORTEST
    while room < reached:
        room *= 2
    room = min(room, arrays["epochs"])
    views: dict[str, View] = {
        name: ("", drawer.at(arrays["curves"][name], past.get(name), room))
        for name, drawer in drawers.items()
        if name in shown
    }
    if "evaluation" in arrays:
        views |= {name: draw(arrays) for name, draw in LATER.items() if name in shown}
    return views


def _confusion(arrays: Mapping[str, Any]) -> View:
    """Draw which class is taken for which, if there are not too many."""
    matrix = arrays["matrix"]
    return ("held-out images", confusion(matrix)) if len(matrix) <= MOST else None


def _moves(arrays: Mapping[str, Any]) -> View:
    """Draw the size of the last step, layer by layer."""
    return ("update-to-weight ratio of the last step", ratios(arrays["moves"])) if arrays["moves"] else None


def _activations(arrays: Mapping[str, Any]) -> View:
    """Draw the values of each layer that are not 0; say the share of those that are."""
    layers: Mapping[str, np.ndarray] = arrays["active"]
    if not layers:
        return None
    zeros = ", ".join(f"{100 * (out == 0).mean():.0f} %" for out in layers.values())
    others = {name: out[np.isfinite(out) & (out != 0)][None] for name, out in layers.items()}
    shown = {name: values if values.size else np.zeros((1, 1)) for name, values in others.items()}
    low, high = (
        float(end(values.min() if end is min else values.max() for values in shown.values())) for end in (min, max)
    )
    span = max(min(low, 0.0), -LARGEST), min(high, LARGEST) if high > 0 else 1.0
    return f"activations; zeros left out: {zeros}", histogram(
        shown, "activations that are not 0", span=span, screen=False
    )


def _worst(arrays: Mapping[str, Any]) -> View:
    """Draw the images with the largest loss, each under its class, the answer and the answer's probability."""
    found, worst = arrays["evaluation"], arrays["worst"][:WORST]
    scores = found.outputs[worst]
    with np.errstate(all="ignore"):  # of a network gone astray
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        sure = (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)
    names = [
        f"{true} → {answer}, {100 * p:.0f} %"
        for true, answer, p in zip(arrays["labels"][worst], found.predictions[worst], sure, strict=True)
    ]
    seen = [_seen(image) for image in arrays["images"][worst]]
    drawn = tiles(seen, names, "true → answer and its probability", columns=4, side=56)
    return "held-out images with the largest loss", drawn


def _seen(image: np.ndarray) -> np.ndarray:
    """Return an image (C, H, W) as it is drawn: three channels in color, else the first."""
    return np.moveaxis(image, 0, -1) if len(image) == 3 else image[0]


LATER: dict[str, Callable[[Mapping[str, Any]], View]] = {
    "confusion": _confusion, "moves": _moves, "activations": _activations, "worst": _worst,
}  # fmt: skip
