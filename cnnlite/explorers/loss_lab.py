"""`LossLab`: the same prediction under several losses, and the slope of each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.plots.loss_curves import LossCurves, written

LOSSES: dict[str, Callable[..., Any]] = {
    "cross-entropy": functional.binary_cross_entropy,
    "MSE": functional.mse_loss,
    "half MSE": lambda prediction, target, reduction: functional.mse_loss(prediction, target, reduction) / 2,
    "MAE": functional.l1_loss,
    "MSLE": functional.msle_loss,
    "MAPE": functional.mape_loss,
}
ALL = "all of them"
WIGGLE = 1e-6  # to each side
POINTS = 300  # of a curve
MOST = 100.0  # target
# For each kind of prediction: the slider's name, its ends and step, the losses drawn, and the steepest slope.
KINDS: dict[str, dict[str, Any]] = {
    "probability": {"label": "p", "ends": (0.01, 0.99, 0.01), "loss": (0, 4.7), "slope": 11},
    "logit": {"label": "logit z", "ends": (-5, 5, 0.5), "loss": (0, 5.2), "slope": 1.05},
    "number": {"label": "prediction", "ends": None, "loss": None, "slope": None},
}


class LossLab(Explorer):
    """One prediction for all targets, under several losses: how large each is, and its slope, found by wiggling.

    Parameters
    ----------
    data : mapping of str to sequence of float
        Targets by name, one of which is chosen; the prediction is the same for all targets of one name.
    losses : sequence of str
        One to four of cross-entropy, MSE, half MSE, MAE, MSLE and MAPE.
    kind : {"probability", "logit", "number"}
        What the slider moves: a probability p from 0.01 to 0.99, a logit z whose sigmoid is that probability, or any
        number from 0 to a little more than the largest target.
    prediction : float
        Where the slider begins.
    show : sequence of str, optional
        The controls to show, of data, loss and prediction.

    Raises
    ------
    TypeError, ValueError
        There are no targets, a target or the prediction is out of range, or a loss is none of these or cannot be
        taken of these targets.

    Examples
    --------
    >>> LossLab({"a zebra": [1]}, ("cross-entropy", "MSE"), prediction=0.1).summary()
    'LossLab: a zebra, p 0.1: cross-entropy 2.303, slope −10; MSE 0.81, slope −1.8.'
    """

    def __init__(
        self,
        data: Mapping[str, Sequence[float]],
        losses: Sequence[str] = ("cross-entropy", "MSE", "MAE"),
        kind: str = "probability",
        prediction: float = 0.5,
        show: Sequence[str] | None = None,
    ) -> None:
        _checks.choice("LossLab", "kind", kind, KINDS)
        for name in losses:
            _checks.choice("LossLab", "each loss", name, LOSSES)
        if not data or not 1 <= len(losses) <= 4:
            raise ValueError(f"LossLab: data and losses must hold 1 or more and 1 to 4 names, got {data}, {losses}.")
        self.kind, self.losses = kind, tuple(losses)
        self._wanted: Any = None  # the data and losses whose curves are drawn
        self._curves: dict[str, LossCurves] = {}
        self.targets = {name: _targets(name, row, kind, losses) for name, row in data.items()}
        largest = max(float(row.max()) for row in self.targets.values())
        low, high, step = KINDS[kind]["ends"] or (0, np.ceil(largest) + 1, 0.5)
        style: Any = {"layout": {"width": "240px"}, "style": {"description_width": "50px"}}
        super().__init__(
            controls={
                "data": ipywidgets.Dropdown(options=list(data), description="data", **style),
                "loss": ipywidgets.Dropdown(options=[ALL, *losses], description="loss", **style),
                "prediction": Slider(KINDS[kind]["label"], float(low), float(high), float(prediction), step),
            },
            panels=("loss", "slope"),
            show=show,
        )

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the chosen losses and their slopes, everywhere and at the prediction."""
        chosen = self.losses if state["loss"] == ALL else (state["loss"],)
        target, at = self.targets[state["data"]], float(state["prediction"])
        inputs = np.linspace(self.prediction.min, self.prediction.max, POINTS)
        return {
            "data": state["data"], "target": target, "at": at, "inputs": inputs,
            "losses": {name: self._losses(name, inputs, target) for name in chosen},
            "slopes": {name: self._slopes(name, inputs, target) for name in chosen},
            "loss": {name: float(self._losses(name, np.array([at]), target)[0]) for name in chosen},
            "slope": {name: float(self._slopes(name, np.array([at]), target)[0]) for name in chosen},
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the losses and, beside them, their slopes; the curves again only when they are others."""
        wanted = arrays["data"], tuple(arrays["losses"])
        if wanted != self._wanted:
            self._wanted = wanted
            kind, inputs = KINDS[self.kind], arrays["inputs"]
            scaled = self.kind == "number" and len(arrays["losses"]) > 1  # they have different units
            self._curves = {
                "loss": LossCurves(
                    inputs, arrays["losses"], kind["label"], ends=(0, 1.05) if scaled else kind["loss"], scaled=scaled
                ),
                "slope": LossCurves(
                    inputs, arrays["slopes"], kind["label"], "slope", _slope_ends(arrays["target"], kind["slope"]),
                    scaled,
                ),
            }  # fmt: skip
        at = arrays["at"]
        return {
            "loss": ("", self._curves["loss"].at(at, arrays["loss"], arrays["slope"])),
            "slope": ("", self._curves["slope"].at(at, arrays["slope"])),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the losses and the slopes at the prediction."""
        pairs = [(name, written(value), written(arrays["slope"][name])) for name, value in arrays["loss"].items()]
        said = [f"{name} {loss}, slope {slope}" for name, loss, slope in pairs]
        p = f" (p {written(_sigmoid(arrays['at']))})" if self.kind == "logit" else ""
        return f"{arrays['data']}, {KINDS[self.kind]['label']} {written(arrays['at'])}{p}: {'; '.join(said)}."

    def _losses(self, name: str, inputs: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Return a loss for each of many predictions, each compared with all targets."""
        predictions = _sigmoid(inputs) if self.kind == "logit" else inputs
        pairs = np.broadcast_arrays(predictions[:, None], target)
        return LOSSES[name](*pairs, "none").mean(axis=1)

    def _slopes(self, name: str, inputs: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Return by how much the loss moves when the prediction is wiggled, for each step of the wiggle."""
        up, down = (self._losses(name, inputs + move, target) for move in (WIGGLE, -WIGGLE))
        return (up - down) / (2 * WIGGLE)


def _slope_ends(target: np.ndarray, steepest: float | None) -> tuple[float, float] | None:
    """Return the slopes to draw: mostly falling ones where all targets are 1, rising ones where all are 0."""
    if steepest is None:
        return None
    return -steepest * (1 if target.max() > 0 else 0.1), steepest * (1 if target.min() < 1 else 0.1)


def _sigmoid(z: Any) -> Any:
    """Return the probability that a logit stands for."""
    return functional.sigmoid(np.asarray(z, dtype=float))


def _targets(name: str, row: Sequence[float], kind: str, losses: Sequence[str]) -> np.ndarray:
    """Return the targets of one name as an array; refuse those that a loss cannot be taken of."""
    if isinstance(row, str) or not len(row):
        raise TypeError(f"LossLab: data must hold at least one target for each name, got {row!r} for {name}.")
    most = MOST if kind == "number" else 1.0
    array = np.array([_checks.number("LossLab", f"each target of {name}", value, least=0) for value in row])
    if array.max() > most:
        raise ValueError(f"LossLab: the targets of {name} must lie between 0 and {most:g}, got {array.max():g}.")
    if "cross-entropy" in losses and kind == "number":
        raise ValueError("LossLab: losses must be without cross-entropy for numbers. It needs probabilities.")
    if "MAPE" in losses and not array.all():
        raise ValueError(f"LossLab: the targets of {name} must not be 0 for MAPE, got {array.tolist()}.")
    return array
