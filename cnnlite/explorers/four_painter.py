"""`FourPainter`: paint four tiny pictures and train a whole network on them, every number of it in sight."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, functional
from cnnlite.data import articles
from cnnlite.explorers import four_scene
from cnnlite.explorers.base import ROW, Explorer
from cnnlite.explorers.controls import Slider, toggle_buttons
from cnnlite.explorers.four_net import FourNet, start
from cnnlite.explorers.paint import COUNT, SIDE, FourPictures, arrays
from cnnlite.explorers.panel import View
from cnnlite.plots import profile

CLASSES = ("cat", "dog")
ONE, ALL = "one picture", "all four"
MOST_STEPS, MOST_RATE = 400, 1.0


class FourPainter(Explorer):
    """Article 0's network of four pictures: paint them, choose their classes, and go down step by step.

    Every setting begins with the article's filters and the dense layer that we reconstructed.

    Parameters
    ----------
    pictures : ndarray (4, 4, 4), optional
        Of 0 and 1; the article's by default.
    labels : sequence of str, optional
        "cat" or "dog" for each; the article's by default.
    steps : int
        How many to make, 0 to 400.
    rate : float
        The learning rate, 0.05 to 1 in steps of 0.05.
    each : {"one picture", "all four"}
        What a step looks at: the next picture in turn, or all four, with the mean of their gradients.
    filters : bool
        Whether steps change the filters as well as the dense layer.
    show : sequence of str, optional
        The controls to show, of pictures, rate, each, filters and steps.

    Raises
    ------
    ValueError
        The pictures are not four of 4×4 zeros and ones, a label is no class, or a number is out of range.

    Examples
    --------
    >>> print(FourPainter(steps=1).summary())  # doctest: +NORMALIZE_WHITESPACE
    FourPainter: After 1 step on picture 1: right: 1, 2; wrong: 3, 4. Losses before and after it: picture 1
    0.2410 → 0.1451, 2 0.0789 → 0.0757, 3 0.7444 → 0.7671, 4 1.2412 → 1.3342; mean 0.5764 → 0.5805. All features are
    0 for: 3.
    """

    def __init__(
        self,
        pictures: np.ndarray = articles.FOUR_IMAGES,
        labels: Sequence[str] = articles.FOUR_LABELS,
        steps: int = 0,
        rate: float = articles.FOUR_RATE,
        each: str = ONE,
        filters: bool = False,
        show: Sequence[str] | None = None,
    ) -> None:
        if np.shape(pictures) != (COUNT, SIDE, SIDE) or not np.isin(pictures, (0, 1)).all() or len(labels) != COUNT:
            raise ValueError(
                f"FourPainter: pictures must be {COUNT} of {SIDE}×{SIDE} zeros and ones, with a label each, got "
                f"{np.shape(pictures)} and {len(labels)} labels."
            )
        for label in labels:
            _checks.choice("FourPainter", "each label", label, CLASSES)
        _checks.choice("FourPainter", "each", each, (ONE, ALL))
        self._trained: tuple[Any, list[tuple[FourNet, np.ndarray]]] = (None, [])
        super().__init__(
            controls={
                "pictures": FourPictures(pictures, labels, CLASSES),
                "rate": Slider(label="rate", min=0.05, max=MOST_RATE, step=0.05, value=float(rate)),
                "each": toggle_buttons("a step of", (ONE, ALL), each, 96),
                "filters": ipywidgets.Checkbox(
                    value=filters, description="train the filters, too", indent=False, layout={"width": "180px"}
                ),
                "steps": Slider(label="steps", min=0, max=MOST_STEPS, value=steps),
            },
            panels=("network", *(f"picture {n}" for n in range(1, COUNT + 1)), "step", "curve"),
            show=show,
        )
        grid = self.panels["step"].grid
        if grid is not None:
            grid.index = 1  # a weight that the article's step moves
        self._arrange()

    def buttons(self) -> Sequence[ipywidgets.Button]:
        """Return the buttons that make 1, 10 or 100 steps more."""
        made = []
        for count in (1, 10, 100):
            button = ipywidgets.Button(description=f"+{count} step{'s' * (count > 1)}", layout={"width": "104px"})
            button.on_click(lambda _, count=count: self._step(count))
            made.append(button)
        return made

    def settle(self, changed: str | None) -> None:
        """Begin anew with other pictures."""
        if changed == "pictures":
            self.steps.value = 0

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the pictures, every array of the network before the next step, and the losses so far."""
        x, y = arrays(state["pictures"], CLASSES)
        count = state["steps"]
        path = self._path(state, x, y)
        net, losses = path[count][0], np.array([losses for _, losses in path[: count + 1]])
        return {
            **net.forward(x), "x": x, "y": y, "net": net, "next": path[count + 1][0], "losses": losses,
            "turn": _turn(state["each"], count), "rate": float(state["rate"]), "each": state["each"],
            "filters": state["filters"], "steps": count,
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the filters and the biases, a row for each picture, the next step, and the losses so far."""
        named = [f"{n}, {CLASSES[label]}" for n, label in enumerate(arrays["y"], 1)]
        curves = {name: arrays["losses"][:, n] for n, name in enumerate(named)}
        drawn: View = None
        if arrays["steps"]:
            drawn = ("the loss of each picture", profile(curves, label="losses", value="loss", along="step"))
        rows = {f"picture {n + 1}": four_scene.row(arrays, n, name, CLASSES) for n, name in enumerate(named)}
        shared, step = four_scene.shared(arrays, CLASSES), four_scene.step(arrays, CLASSES)
        return {"network": shared, **rows, "step": step, "curve": drawn}

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say who is right, what the last step did to the losses, and what cannot work."""
        count, y = arrays["steps"], arrays["y"]
        hits = arrays["p"][np.arange(COUNT), y] > 0.5
        after = "Before the first step"
        if count:
            after = "After 1 step" if count == 1 else f"After {count} steps, the last"
            after += f" on picture {_turn(ONE, count - 1)[0] + 1}" if arrays["each"] == ONE else " on all four"
        listed = [", ".join(str(n + 1) for n in np.flatnonzero(part)) or "none" for part in (hits, ~hits)]
        told = f"{after}: right: {listed[0]}; wrong: {listed[1]}."
        return " ".join([told, _moved(arrays["losses"][-2:]), *_trouble(arrays)])

    def _arrange(self) -> None:
        """Stand the other controls beside the pictures to paint, and the sentence under them, above the network."""
        top, panels, note, status = self.children
        painted = [one for one in top.children if one is self.pictures]
        pressed = [one for one in top.children if isinstance(one, ipywidgets.Button)]
        others = [one for one in top.children if one not in (*painted, *pressed)]
        top.children = [*painted, ipywidgets.VBox([*others, ipywidgets.Box(pressed, layout=ROW)])]
        self.set_trait("children", [top, status, panels, note])

    def _step(self, count: int) -> None:
        """Make so many steps more, as far as the slider goes."""
        self.steps.value = min(self.steps.value + count, MOST_STEPS)

    def _path(self, state: Mapping[str, Any], x: np.ndarray, y: np.ndarray) -> list[tuple[FourNet, np.ndarray]]:
        """Return the network and the losses at the start and after each step, one more than asked for.

        They are kept until a control other than ``steps`` changes.
        """
        key = {name: value for name, value in state.items() if name != "steps"}
        path = self._trained[1] if self._trained[0] == key else []
        while len(path) < state["steps"] + 2:
            net = start()
            if path:
                turn = _turn(state["each"], len(path) - 1)
                net = path[-1][0].stepped(x[turn], y[turn], float(state["rate"]), state["filters"])
            path.append((net, functional.cross_entropy(net.forward(x)["z"], y, "none")))
        self._trained = key, path
        return path


def _turn(each: str, count: int) -> list[int]:
    """Return which pictures the step after ``count`` others looks at."""
    return [count % COUNT] if each == ONE else list(range(COUNT))


def _moved(losses: np.ndarray) -> str:
    """Say the losses of each picture and their mean: before and after the last step, if there was one."""
    columns = [*losses.T, losses.mean(axis=1)]
    said = [" → ".join(f"{value:.4f}" for value in column) for column in columns]
    when = " before and after it" if len(losses) > 1 else ""
    return f"Losses{when}: picture {', '.join(f'{n} {one}' for n, one in enumerate(said[:-1], 1))}; mean {said[-1]}."


def _trouble(arrays: Mapping[str, Any]) -> list[str]:
    """Say what no training can mend, and which pictures the filters do not see."""
    x, y = arrays["x"].reshape(COUNT, -1), arrays["y"]
    told = []
    if len(set(y)) == 1:
        told.append(f"All four are called {CLASSES[y[0]]}: the biases alone can learn that.")
    for n in range(COUNT):
        for other in range(n + 1, COUNT):
            if np.array_equal(x[n], x[other]) and y[n] != y[other]:
                told.append(
                    f"Pictures {n + 1} and {other + 1} are the same and have different names: no network can do that."
                )
    blind = [str(n + 1) for n in np.flatnonzero(~arrays["f"].any(axis=1))]
    if blind:
        told.append(f"All features are 0 for: {', '.join(blind)}.")
    return told
