"""`WhereItLooks`: which pixels a network's answer hangs on, found by covering, by the gradient, and by a step."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import functional, inspect
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import NARROW, Slider
from cnnlite.explorers.looking import answer, called, colors_of, labelled, part, percent, scored, shown
from cnnlite.explorers.panel import View
from cnnlite.nn import Module
from cnnlite.plots import color
from cnnlite.plots.tiles import tiles

TRUE, PREDICTED = "true class", "predicted class"
MOST_PATCH, MOST_EPSILON = 7, 0.5
ALONG = 12  # patches along a side, about; more would take too long
SIDE, MOST_NUMBERS = 200, 12  # pixels of the page, and rows or columns that are shown with their numbers


class WhereItLooks(Explorer):
    """One picture and one class: what covering a patch costs its logit, how each pixel moves it, and one step against it.

    Parameters
    ----------
    model : Module
        Any network with one logit for each class; stays as it was.
    images : ndarray (N, C, H, W)
        Pictures to choose from, of values between 0 and 1.
    labels : ndarray (N,) of int
        Their classes.
    picture : int
        Which image to begin with.
    patch : int
        Rows and columns to cover, to 7; from 1, or 3 for images of 32×32.
    epsilon : float
        How far the step moves each pixel, 0 to 0.5 in steps of 0.01.
    show : sequence of str, optional
        The controls to show, of picture, class, patch and epsilon.

    Raises
    ------
    TypeError, ValueError
        The model is no network with logits or refuses the images, the images are no (N, C, H, W) between 0 and 1, the
        labels not one for each, or a number is out of range.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, Linear, Sequential
    >>> dense = Linear(9, 2, rng=np.random.default_rng(0))
    >>> dense.weight.data, dense.bias.data = np.stack([np.arange(9.0), np.zeros(9)]), np.zeros(2)
    >>> images = np.full((1, 1, 3, 3), 0.5)
    >>> WhereItLooks(Sequential(Flatten(), dense), images, np.array([0]), patch=1, epsilon=0.5).summary()
    'WhereItLooks: picture 0, a 0; the net says 0 (> 99 %). Class 0: covering row 2, column 2 lowers its logit most, from 18 to 14. Steepest pixel: row 2, column 2, slope 8. A step of 0.5 away from 0: the net says 0 (50 %).'
    """  # noqa: E501

    def __init__(
        self,
        model: Module,
        images: np.ndarray,
        labels: np.ndarray,
        picture: int = 0,
        patch: int = 3,
        epsilon: float = 0.1,
        show: Sequence[str] | None = None,
    ) -> None:
        self.images, self.labels = labelled("WhereItLooks", model, images, labels)
        if self.images.min() < 0 or self.images.max() > 1:
            raise ValueError(
                "WhereItLooks: images must hold values between 0 and 1, "
                f"got {self.images.min():g} to {self.images.max():g}. Divide them by their largest value."
            )
        self.model = model
        self.classes = scored("WhereItLooks", model, self.images[:1])
        if not 0 <= labels.min() <= labels.max() < self.classes:
            raise ValueError(
                f"WhereItLooks: labels must lie between 0 and {self.classes - 1}, one for each class of the model, "
                f"got {labels.min()} to {labels.max()}."
            )
        self.step = -(-max(images.shape[2:]) // ALONG)
        most = max(self.step, min(MOST_PATCH, *images.shape[2:]))
        super().__init__(
            controls={
                "picture": Slider("picture", 0, len(images) - 1, picture),
                "class": ipywidgets.Dropdown(
                    options=[TRUE, PREDICTED, *map(str, range(self.classes))], description="class",
                    layout={"width": "200px"} | NARROW, style={"description_width": "50px"},
                ),
                "patch": Slider("patch", self.step, most, patch),
                "epsilon": Slider("ε", 0.0, MOST_EPSILON, float(epsilon), 0.01),
            },
            panels=("picture", "occlusion", "saliency", "step"),
            show=show,
        )  # fmt: skip

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the picture, what covering costs, the slope of each pixel, and the picture after the step."""
        number, patch, epsilon = state["picture"], state["patch"], float(state["epsilon"])
        image, label = self.images[number], int(self.labels[number])
        logits = answer(self.model, image[None])[0]
        names = {TRUE: label, PREDICTED: int(logits.argmax())}
        chosen = names[state["class"]] if state["class"] in names else int(state["class"])
        drops = inspect.occlusion(self.model, image, chosen, patch, self.step)
        moved = inspect.adversarial(self.model, image, chosen, epsilon)
        return {
            "number": number, "image": image, "label": label, "class": chosen, "patch": patch, "epsilon": epsilon,
            "logits": logits, "drops": drops, "cost": inspect.spread(drops, image.shape[1:], patch, self.step),
            "slopes": inspect.saliency(self.model, image, chosen).sum(axis=0), "moved": moved,
            "before": functional.softmax(logits), "after": functional.softmax(answer(self.model, moved[None])[0]),
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the picture and the three ways of asking what it hangs on."""
        chosen, patch, small = arrays["class"], arrays["patch"], max(arrays["image"].shape[1:]) <= MOST_NUMBERS
        before, after = (f"{p.argmax()} ({percent(p.max())})" for p in (arrays["before"], arrays["after"]))
        maps = [
            tiles([arrays[name]], [""], name, side=SIDE, scale=color.scale(arrays[name], signed=True), numbers=small)
            for name in ("cost", "slopes")
        ]
        window, red = None, "no patch costs"
        if arrays["drops"].max() > 0:
            window, red = _lowest(arrays, self.step), "red: covering costs most"
        return {
            "picture": (
                f"the net says {before}; {red}",
                tiles([colors_of(arrays["image"])], [""], "picture", side=SIDE, windows=[window]),
            ),
            "occlusion": (f"1. cover {patch}×{patch}: drop of logit {chosen}", maps[0]),
            "saliency": (f"2. slope of logit {chosen} at each pixel", maps[1]),
            "step": (
                f"3. after a step of {arrays['epsilon']:g}: {after}",
                tiles([colors_of(arrays["moved"])], [""], "after the step", side=SIDE, scale=(False, 1.0)),
            ),
        }

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Say what the colors mean."""
        cost, slope = (f"±{shown(color.scale(arrays[name], signed=True)[1])}" for name in ("cost", "slopes"))
        mean = "" if arrays["patch"] == 1 else " (the mean of all patches over that pixel)"
        channels = "" if len(arrays["image"]) == 1 else " in all channels"
        return (
            f"1: purple where covering lowers the logit{mean}, orange where it raises it, to {cost}. 2: purple where a "
            f"brighter pixel{channels} raises it, orange where it lowers it, to {slope}. 3: each pixel moved by ε, "
            "up or down, whichever makes the class less likely."
        )

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the answer, the patch and the pixel that count most, and the answer after the step."""
        chosen, before, after = arrays["class"], arrays["before"], arrays["after"]
        logit, drop = arrays["logits"][chosen], arrays["drops"].max()
        covered = f"no patch of {arrays['patch']}×{arrays['patch']} lowers its logit"
        if drop > 0:
            where = part(_lowest(arrays, self.step))
            covered = f"covering {where} lowers its logit most, from {shown(logit)} to {shown(logit - drop)}"
        slopes = arrays["slopes"]
        row, column = np.unravel_index(np.abs(slopes).argmax(), slopes.shape)
        left = "" if after.argmax() == chosen else f"; {chosen} has {percent(after[chosen])}"
        return (
            f"picture {arrays['number']}, {called(arrays['label'])}; the net says {before.argmax()} "
            f"({percent(before.max())}). Class {chosen}: {covered}. Steepest pixel: row {row}, column {column}, slope "
            f"{shown(slopes[row, column])}. A step of {arrays['epsilon']:g} away from {chosen}: the net says "
            f"{after.argmax()} ({percent(after.max())}){left}."
        )


def _lowest(arrays: Mapping[str, Any], step: int) -> tuple[int, int, int, int]:
    """Return the patch whose covering costs the logit most: top, left, height, width."""
    row, column = np.unravel_index(arrays["drops"].argmax(), arrays["drops"].shape)
    return int(row) * step, int(column) * step, arrays["patch"], arrays["patch"]
