"""`Training`: one run of a network with one setting, and what there is to see of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import nn
from cnnlite.inspect import feature_maps
from cnnlite.optim import SGD, Adam, Optimizer
from cnnlite.plots.training_curves import Line
from cnnlite.train import evaluate, fit

Images = tuple[np.ndarray, np.ndarray]

OPTIMIZERS: dict[str, Callable[[Any, float], Optimizer]] = {
    "SGD": SGD,
    "momentum": lambda parameters, rate: SGD(parameters, rate, momentum=0.9),
    "Adam": Adam,
}
ACTIVE = ("ReLU", "LeakyReLU", "ELU", "GELU", "Sigmoid", "Tanh")
MOST_POINTS = 150  # of a curve
WATCHED = 64  # held-out images whose activations are shown
BATCHES, HELD_OUT = "training batches", "held-out"


def labelled(name: str, data: Any) -> Images:
    """Return images with their labels; refuse what is no pair of them."""
    if not isinstance(data, (tuple, list)) or len(data) != 2 or not all(isinstance(part, np.ndarray) for part in data):
        raise TypeError(f"LiveTrainer: {name} must be a pair of arrays (images, labels), got {type(data).__name__}.")
    images, labels = data
    if images.ndim != 4 or labels.dtype.kind not in "iu" or labels.ndim != 1 or not labels.size or labels.min() < 0:
        raise ValueError(
            f"LiveTrainer: {name} must be images (N, C, H, W) and their classes (N,), whole numbers from 0 on, "
            f"got {images.shape} and {labels.dtype} {labels.shape}. Gray images (N, H, W): write images[:, None]."
        )
    return images, labels


def small_net(
    images: np.ndarray, classes: int, channels: Sequence[int]
) -> Callable[[np.random.Generator], nn.Sequential]:
    """Return what makes a network for images (N, C, H, W): a convolution, ReLU and pooling for each of channels."""

    def make(rng: np.random.Generator) -> nn.Sequential:
        layers: list[nn.Module] = []
        depth, height, width = images.shape[1:]
        for count in channels:
            layers += [nn.Conv2d(depth, count, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2)]
            depth, height, width = count, height // 2, width // 2
        return nn.Sequential(*layers, nn.Flatten(), nn.Linear(depth * height * width, classes, rng=rng))

    return make


class Training:
    """A fresh network and its run; the same seed gives every setting the same start and the same order of images.

    Parameters
    ----------
    make : callable
        Gets a generator, returns a network.
    train, held_out : pair of ndarray
        Images (N, C, H, W) and labels (N,) of int.
    epochs, seed : int
        How long the run is, and what draws start and order.
    setting : mapping
        optimizer (a name of `OPTIMIZERS`), rate, batch and scale, which all start weights and biases are multiplied by.
    """

    def __init__(
        self,
        make: Callable[[np.random.Generator], nn.Module],
        train: Images,
        held_out: Images,
        epochs: int,
        seed: int,
        setting: Mapping[str, Any],
    ) -> None:
        rng = np.random.default_rng(seed)
        self.model = make(rng)
        for parameter in self.model.parameters():
            parameter.data = parameter.data * setting["scale"]
        optimizer = OPTIMIZERS[setting["optimizer"]](self.model.parameters(), setting["rate"])
        self.run = fit(
            self.model, train, epochs, optimizer=optimizer, rng=rng, batch_size=setting["batch"], held_out=held_out
        )
        self.held_out, self.setting = held_out, dict(setting)
        self.start = evaluate(self.model, *held_out)
        self._weights: dict[str, np.ndarray] = {}  # those before the last step

    @property
    def name(self) -> str:
        """The setting in words."""
        scale = self.setting["scale"]
        scaled = "" if scale == 1 else f", start ×{scale:g}"
        return f"{self.setting['optimizer']}, rate {self.setting['rate']:g}, batches of {self.setting['batch']}{scaled}"

    def step(self) -> bool:
        """Make one step, or none where the run is over; return whether there are further ones."""
        before = {name: parameter.data for name, parameter in self.model.named_parameters()}
        if next(self.run, None) is not None:
            self._weights = before
        return not self.run.done

    def curves(self) -> dict[str, dict[str, Line]]:
        """Return the lines of "loss" and "accuracy", the latter in per cent, over epochs."""
        steps, epochs = self.run.history
        first, per_epoch = self.start, self.run.steps_per_epoch
        places = np.arange(len(epochs) + 1.0)
        found = {
            "loss": ([step.loss for step in steps], [first.loss, *(epoch.held_out_loss for epoch in epochs)]),
            "accuracy": (
                [100 * step.accuracy for step in steps],
                [100 * value for value in (first.accuracy, *(epoch.held_out_accuracy for epoch in epochs))],
            ),
        }
        return {
            name: {BATCHES: _thinned(np.array(batches), per_epoch), HELD_OUT: (places, np.array(held_out))}
            for name, (batches, held_out) in found.items()
        }

    def look(self) -> dict[str, Any]:
        """Return what the network does now: its moves, its activations, its answers to the held-out images."""
        with np.errstate(all="ignore"):  # a network that went astray is looked at, too
            return self._seen()

    def _seen(self) -> dict[str, Any]:
        """Return what `look` does."""
        images, labels = self.held_out
        found = evaluate(self.model, images, labels)
        kinds = {name: type(module).__name__ for name, module in self.model.named_modules()}
        moves = {
            f"{layer} {kinds[layer]}".strip(): _move(self._weights.get(name), parameter.data)
            for name, parameter in self.model.named_parameters()
            for layer, _, last in [name.rpartition(".")]
            if last == "weight"
        }
        maps = feature_maps(self.model, images[:WATCHED])
        active = {name: out for name, out in maps.items() if name.split()[-1] in ACTIVE}
        return {
            "images": images,
            "labels": labels,
            "evaluation": found,
            "moves": moves,
            "active": dict(list(active.items())[:4]),
            "matrix": _counts(labels, found.predictions, found.outputs.shape[1]),
            "worst": np.argsort(-found.losses, kind="stable"),
        }


def _thinned(values: np.ndarray, per_epoch: int) -> Line:
    """Return the means of neighboring values, few enough to draw, over epochs."""
    wide = max(1, -(-len(values) // MOST_POINTS))
    starts = np.arange(0, len(values), wide)
    if not len(starts):
        return np.zeros(0), np.zeros(0)
    counts = np.diff(np.append(starts, len(values)))
    return (starts + counts / 2) / per_epoch, np.add.reduceat(values, starts) / counts


def _move(before: np.ndarray | None, now: np.ndarray) -> float:
    """Return the size of a move over the size of what moved; NaN where nothing has moved yet."""
    size = 0.0 if before is None else float(np.linalg.norm(before))
    return float(np.linalg.norm(now - before)) / size if before is not None and size else np.nan


def _counts(labels: np.ndarray, predictions: np.ndarray, classes: int) -> np.ndarray:
    """Return the confusion matrix, rows true; without scikit-learn, which takes a second to come."""
    return np.bincount(labels * classes + predictions, minlength=classes**2).reshape(classes, classes)
