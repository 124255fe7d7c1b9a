"""`EpochScrubber`: the kernels of a layer over the time of a training, and which images push one of their taps."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import inspect
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.looking import called, colors_of, labelled, shown
from cnnlite.explorers.panel import View
from cnnlite.explorers.wall_pictures import columns_of
from cnnlite.nn import Module
from cnnlite.plots import Picture, weight_path
from cnnlite.plots.tiles import colors, tiles

MOST_IMAGES, MOST_PUSHING = 100, 4  # images to ask, and how many of them to show for each direction
MOST_KERNELS, MOST_NUMBERS = 32, 7  # kernels beside each other; rows or columns of one shown with its numbers
SMALL, SIDE = 56, 72  # pixels of the page of a kernel and of an image


class EpochScrubber(Explorer):
    """All kernels of a convolution at one moment of its training; one tap of one of them, and who pushes it.

    An image pushes a tap by minus the gradient of its own loss: up, where a larger tap would make its loss smaller.

    Parameters
    ----------
    model : Module
        The network that was trained, with one logit for each class; stays as it was.
    snapshots : sequence of mappings
        Its state dicts at two or more moments: at the start, after the first epoch, and so on.
    images : ndarray (N, C, H, W)
        The first 100 of them are asked how they push.
    labels : ndarray (N,) of int
        Their classes.
    name : str
        The parameter: the weight (O, C, kh, kw) of a convolution, as ``named_parameters`` calls it.
    labels_of : sequence of str, optional
        A name for each snapshot; "start", "epoch 1", "epoch 2", … by default.
    time, kernel, channel, row, column : int
        Which snapshot, and which tap of which kernel, to begin with.
    show : sequence of str, optional
        The controls to show, of time, kernel, channel (if there is more than one), row and column.

    Raises
    ------
    TypeError, ValueError
        The model is no network, there are fewer than two snapshots, one does not fit the model, the images or labels
        are none, the parameter is no weight of a convolution, there is not a name for each snapshot, or a number is
        out of range.

    Examples
    --------
    >>> from cnnlite.nn import Conv2d, Flatten, Sequential
    >>> model = Sequential(Conv2d(1, 2, 2, rng=np.random.default_rng(0)), Flatten())
    >>> states = [model.state_dict() for _ in range(2)]
    >>> for n, state in enumerate(states):
    ...     state["0.weight"], state["0.bias"] = np.full((2, 1, 2, 2), float(n)), np.zeros(2)
    >>> images = np.array([0.25, 1.0]).reshape(2, 1, 1, 1) * np.ones((1, 1, 2, 2))
    >>> EpochScrubber(model, states, images, np.array([0, 1])).summary()
    'EpochScrubber: start: kernel 0, tap (0, 0) is 0. Of 2 images, 1 pushes it up, picture 0, a 0, most (0.125); 1 pushes it down, picture 1, a 1, most (−0.5). Together −0.188 per image at this moment; all steps to epoch 1 move it by 1.'
    """  # noqa: E501

    def __init__(
        self,
        model: Module,
        snapshots: Sequence[Mapping[str, np.ndarray]],
        images: np.ndarray,
        labels: np.ndarray,
        name: str = "0.weight",
        labels_of: Sequence[str] | None = None,
        time: int = 0,
        kernel: int = 0,
        channel: int = 0,
        row: int = 0,
        column: int = 0,
        show: Sequence[str] | None = None,
    ) -> None:
        images, labels = labelled("EpochScrubber", model, images, labels)
        self.images, self.labels = images[:MOST_IMAGES], labels[:MOST_IMAGES]
        self.name, self.snapshots = name, list(snapshots)
        self.times = ["start", *(f"epoch {n}" for n in range(1, len(self.snapshots)))]
        self.times = self.times if labels_of is None else [str(one) for one in labels_of]
        self._own = copy.deepcopy(model)  # to load the snapshots into; the model given stays as it is
        self._check()
        self.weights = np.stack([state[name] for state in self.snapshots])
        self._pushes: dict[tuple[int, ...], np.ndarray] = {}
        begin = {"kernel": kernel, "channel": channel, "row": row, "column": column}
        sizes = dict(zip(begin, self.weights.shape[1:], strict=True))
        if sizes["channel"] == 1 and channel == 0:
            del sizes["channel"]
        super().__init__(
            controls={
                "time": Slider("time", 0, len(self.snapshots) - 1, time),
                **{name: Slider(name, 0, size - 1, begin[name]) for name, size in sizes.items()},
            },
            panels=("kernels", "kernel", "path", "up", "down"),
            show=show,
        )

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the kernels at this time, the path of the tap, and the push of every image."""
        time, index = state["time"], tuple(state.get(name, 0) for name in ("kernel", "channel", "row", "column"))
        key = time, *index
        if key not in self._pushes:
            self._own.load_state_dict(self.snapshots[time])
            self._pushes[key] = -inspect.pushes(self._own, self.images, self.labels, self.name, index)
        pushes = self._pushes[key]
        order = np.argsort(-pushes, kind="stable")
        up, down = order[pushes[order] > 0], order[::-1][pushes[order[::-1]] < 0]
        return {
            "time": time, "index": index, "kernels": self.weights[time, :, index[1]], "pushes": pushes,
            "path": self.weights[:, index[0], index[1]], "tap": self.weights[(time, *index)], "up": up, "down": down,
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw all kernels on one scale for all times, the tap over time, and the images that push it most."""
        kernel, channel, row, column = arrays["index"]
        by, moment = (True, float(np.abs(self.weights).max()) or 1.0), self.times[arrays["time"]]
        first = kernel // MOST_KERNELS * MOST_KERNELS
        some, plane = arrays["kernels"][first : first + MOST_KERNELS], arrays["kernels"][kernel]
        names = [str(first + n) for n in range(len(some))]
        of = f", channel {channel}" if self.weights.shape[2] > 1 else ""
        which = "all" if len(some) == len(self.weights[0]) else f"{names[0]}–{names[-1]} of"
        numbers = max(plane.shape) <= MOST_NUMBERS
        path = arrays["path"].reshape(len(self.weights), -1)
        return {
            "kernels": (
                f"{moment}: {which} {self.weights.shape[1]} kernels{of}; one scale for all times: {colors(by)}",
                tiles(some, names, f"kernels at {moment}", columns_of(some), SMALL, scale=by, chosen=kernel - first),
            ),
            "kernel": (
                f"kernel {kernel}{of}; red: the tap",
                tiles([plane], [""], f"kernel {kernel}", scale=by, windows=[(row, column, 1, 1)], numbers=numbers),
            ),
            "path": (
                f"tap ({row}, {column}) over time; gray: the other taps",
                weight_path(path, self.times, row * plane.shape[1] + column, arrays["time"], f"tap ({row}, {column})"),
            ),
            "up": self._pushing("push it up most", arrays["up"], arrays["pushes"]),
            "down": self._pushing("push it down most", arrays["down"], arrays["pushes"]),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say who pushes the tap which way, how far all together, and where it went."""
        time, pushes = arrays["time"], arrays["pushes"]
        kernel, channel, row, column = arrays["index"]
        of = f", channel {channel}" if self.weights.shape[2] > 1 else ""
        told = [
            f"{len(found)} push{'es' * (len(found) == 1)} it {way}, {self._name(found[0])}, most "
            f"({shown(pushes[found[0]])})"
            for way, found in (("up", arrays["up"]), ("down", arrays["down"])) if len(found)
        ] or ["none pushes it"]  # fmt: skip
        tap, text = arrays["tap"], ""
        if time + 1 < len(self.times):
            moved = self.weights[(time + 1, *arrays["index"])] - tap
            text = f"; all steps to {self.times[time + 1]} move it by {shown(moved)}"
        return (
            f"{self.times[time]}: kernel {kernel}{of}, tap ({row}, {column}) is {shown(tap)}. Of {len(pushes)} images, "
            f"{'; '.join(told)}. Together {shown(pushes.mean())} per image at this moment{text}."
        )

    def _pushing(self, what: str, found: np.ndarray, pushes: np.ndarray) -> View:
        """Return the images that push most one way, each with its push."""
        if not len(found):
            return f"no image {what.replace('push', 'pushes').removesuffix(' most')}", Picture([], "none")
        best = found[:MOST_PUSHING]
        names = [f"{shown(pushes[n])}: {called(self.labels[n])}" for n in best]
        drawn = tiles([colors_of(self.images[n]) for n in best], names, what, columns=4, side=SIDE)
        return f"the images that {what}: −gradient, class", drawn

    def _name(self, number: int) -> str:
        """Return "picture 3, a 7"."""
        return f"picture {number}, {called(self.labels[number])}"

    def _check(self) -> None:
        """Refuse snapshots and names that do not fit."""
        if len(self.snapshots) < 2 or len(self.times) != len(self.snapshots):
            raise ValueError(
                f"EpochScrubber: snapshots must be 2 or more, with a name for each, got {len(self.snapshots)} and "
                f"{len(self.times)} names."
            )
        weight = dict(self._own.named_parameters()).get(self.name)
        if weight is None or weight.data.ndim != 4:
            kernels = [name for name, one in self._own.named_parameters() if one.data.ndim == 4]
            raise ValueError(
                f"EpochScrubber: name must be the weight of a convolution, one of {', '.join(kernels) or 'none here'}, "
                f"got {self.name!r}."
            )
        for state in self.snapshots:
            self._own.load_state_dict(state)
