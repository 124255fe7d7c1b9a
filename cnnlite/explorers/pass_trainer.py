"""`PassTrainer`: zebra and cat trained pass by pass, with the gradients that article 0 assumes or with real ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.explorers.passes import passes
from cnnlite.plots import Grid, ledger, pass_curves

WAYS = ("assumed", "real")
MOST = 500  # passes
LEVELS = {"p = 0.5": -np.log(0.5), "p = 0.9": -np.log(0.9)}
NAMES = ("zebra", "cat")
PARAMETERS = ("w zebra", "b zebra", "w cat", "b cat")


class PassTrainer(Explorer):
    """A pass: both images go through the network, then its weights and biases are updated. Before and after of each.

    Parameters
    ----------
    gradients : {"real", "assumed"}
        Those of the mean loss of both images, or article 0's.
    rate : float
        The learning rate, 0.1 to 2, in steps of 0.1.
    number : int
        The pass, 1 to 500; pass 1 begins with the weights of article 0 as they are reconstructed.
    bias : float
        −1 to 1, in steps of 0.1: is added to the filter's sum, before ReLU.
    learn : bool
        Whether the filter's nine weights are trained, too; only with real gradients.
    show : sequence of str, optional
        The controls to show, of gradients, rate, number, bias and learn. With bias or learn there is a third picture:
        what each image adds to the gradient of the filter.

    Raises
    ------
    ValueError
        There are no such gradients, or a number is out of range.

    Examples
    --------
    >>> PassTrainer("assumed", number=3).arrays["p"][2].round(2).tolist()  # zebra and cat, each of its own class
    [0.78, 0.45]
    """

    def __init__(
        self,
        gradients: str = "real",
        rate: float = 0.1,
        number: int = 1,
        bias: float = 0.0,
        learn: bool = False,
        show: Sequence[str] | None = None,
    ) -> None:
        _checks.choice("PassTrainer", "gradients", gradients, WAYS)
        self._next = ipywidgets.Button(description="Next pass", layout={"width": "100px"})
        self._next.on_click(lambda _: setattr(self.number, "value", self.number.value + 1))
        controls = {
            "gradients": ipywidgets.Dropdown(
                options=list(WAYS), value=gradients, description="gradients",
                layout={"width": "180px"}, style={"description_width": "70px"},
            ),
            "rate": Slider(label="learning rate", min=0.1, max=2.0, step=0.1, value=float(rate)),
            "number": Slider(label="pass", min=1, max=MOST, step=1, value=number),
            "bias": Slider(label="filter bias", min=-1.0, max=1.0, step=0.1, value=float(bias)),
            "learn": ipywidgets.Checkbox(
                value=learn, description="train the filter, too", indent=False, layout={"width": "180px"}
            ),
        }  # fmt: skip
        super().__init__(controls, panels=("losses", "update", "filter"), show=show)

    def buttons(self) -> Sequence[Any]:
        """Return the button for one pass more."""
        return (self._next,)

    def settle(self, changed: str | None) -> None:
        """Lock what leads nowhere: the article assumes nothing for the filter, and the passes end."""
        self.learn.disabled = self.gradients.value == "assumed"
        self._next.disabled = self.number.value == MOST

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the whole history, and the pass to look at."""
        assumed = state["gradients"] == "assumed"
        return {
            **passes(float(state["rate"]), MOST, assumed, float(state["bias"]), bool(state["learn"])),
            "number": int(state["number"]), "rate": float(state["rate"]), "assumed": assumed,
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the losses of all passes, this update, and the parts of the filter's gradient."""
        number, filtered = arrays["number"], not arrays["assumed"] and bool({"bias", "learn"} & set(self.shown))
        zebra, cat = arrays["loss"][:-1].T
        curves = pass_curves({"zebra": zebra, "cat": cat, "mean": (zebra + cat) / 2}, number, levels=LEVELS)
        update = ledger((f"pass {number}", "gradient", f"pass {number + 1}"), _rows(arrays, filtered), rule=4)
        grids: list[Grid | str] = ["+"]
        if filtered:
            parts = arrays["filter_gradients"][number - 1]
            scale = True, float(np.abs(parts).max()) or 1.0
            first, second = (
                Grid(f"from the {name}", part, scale=scale) for name, part in zip(NAMES, parts, strict=True)
            )
            grids = [first, "+", second]
        return {
            "losses": ("", curves),
            "update": ("", update),
            "filter": ("the gradient of the filter has two parts", grids) if filtered else None,
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say what the network gives both images, and what the update does to their losses."""
        number = arrays["number"]
        (zebra, cat), losses = arrays["p"][number - 1], arrays["loss"][number - 1 : number + 1]
        before, after = np.round(losses, 4) + 0.0  # no −0
        judged = [f"p {p:.4f}, {_judged(p)}" for p in (zebra, cat)]
        way = "assumed" if arrays["assumed"] else "real"
        return (
            f"pass {number}, {way} gradients, rate {arrays['rate']:g}. Zebra: {judged[0]}. Cat: {judged[1]}."
            f" The update brings the zebra's loss from {before[0]:.4f} to {after[0]:.4f}, "
            f"the cat's from {before[1]:.4f} to {after[1]:.4f}."
        )


def _judged(p: float) -> str:
    """Say whether an image is called right."""
    return "undecided" if np.isclose(p, 0.5) else "right" if p > 0.5 else "wrong"


def _rows(arrays: Mapping[str, Any], filtered: bool) -> dict[str, tuple[float, float, float]]:
    """Return before, gradient and after of each parameter; of each image what changes by it."""
    now = arrays["number"] - 1
    first, last = ({key: arrays[key][n] for key in ("parameters", "feature", "p", "loss")} for n in (now, now + 1))
    triples = zip(first["parameters"], arrays["gradients"][now], last["parameters"], strict=True)
    rows = dict(zip(PARAMETERS, triples, strict=True))
    for place, name in enumerate(NAMES):
        for key, what in (("feature", "feature"), ("p", f"p of {name}"), ("loss", "loss"))[not filtered :]:
            rows[f"{name} image: {what}"] = first[key][place], np.nan, last[key][place]
    rows["mean loss"] = first["loss"].mean(), np.nan, last["loss"].mean()
    return rows
