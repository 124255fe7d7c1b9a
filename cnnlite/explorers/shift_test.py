"""`ShiftTest`: commit to an order of models, then train all of them, and see who is right about shifted digits."""

import html
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import nn
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.panel import View
from cnnlite.plots.small_bars import small_bars

WAYS = (
    ("centered", "shifted"),
    ("centered", "centered"),
    ("shifted", "shifted"),
)  # trained, tested; the first is asked
PLACES = ("best", "second", "third", "fourth", "fifth", "sixth")
CHOOSE = "choose"
CLOSE = 0.05  # two accuracies nearer than this count as equal: another start may turn them round
Images = tuple[np.ndarray, np.ndarray]  # (N, C, H, W), (N,)


class ShiftTest(Explorer):
    """Which of several models is best on shifted images when it was trained on centered ones? First say, then run.

    Parameters
    ----------
    models : mapping of str to callable or classifier
        Two to six, by name: a function that takes images (N, C, H, W) and labels (N,) and returns a trained network, or
        an object with ``fit`` and ``predict`` for flat rows, as scikit-learn's.
    training, testing : mapping of "centered" and "shifted" to (images, labels)
        What the models learn from, and what they are tested on.

    Attributes
    ----------
    trained : dict
        What came out of the training, by (name, "centered" or "shifted").

    Raises
    ------
    ValueError
        There are fewer than two models or more than six, or one of the four sets is missing.

    Examples
    --------
    >>> from sklearn.neighbors import KNeighborsClassifier
    >>> near, far = (np.eye(4).reshape(4, 1, 2, 2) * size for size in (1, 9))
    >>> sets = {"centered": (near, np.arange(4)), "shifted": (far, np.arange(4))}
    >>> test = ShiftTest({f"{k}-NN": KNeighborsClassifier(k) for k in (1, 4)}, sets, sets)
    >>> test.run()["1-NN"]
    {('centered', 'shifted'): 1.0, ('centered', 'centered'): 1.0, ('shifted', 'shifted'): 1.0}
    """

    def __init__(
        self, models: Mapping[str, Any], training: Mapping[str, Images], testing: Mapping[str, Images]
    ) -> None:
        if not 2 <= len(models) <= len(PLACES):
            raise ValueError(f"ShiftTest: models must be two to {len(PLACES)}, got {len(models)}.")
        for name, sets in (("training", training), ("testing", testing)):
            if not {"centered", "shifted"} <= set(sets):
                raise ValueError(f"ShiftTest: {name} must have centered and shifted images, got {', '.join(sets)}.")
        self.models, self.training, self.testing = dict(models), training, testing
        self.trained: dict[tuple[str, str], Any] = {}
        self.committed = False
        self._bar = ipywidgets.HTML(layout={"display": "none"})
        self._go = ipywidgets.Button(description="Commit and run", layout={"width": "140px", "height": "32px"})
        self._go.on_click(lambda _: self.commit())
        controls = {
            place: ipywidgets.Dropdown(
                options=[CHOOSE, *models], value=CHOOSE, description=place,
                layout={"width": "250px"}, style={"description_width": "60px"},
            )
            for place in PLACES[: len(models)]
        }  # fmt: skip
        super().__init__(controls, panels=[_name(way) for way in WAYS])

    def buttons(self) -> Sequence[Any]:
        """Return the button that trains, and what tells how far it is."""
        return self._go, self._bar

    def settle(self, changed: str | None) -> None:
        """Let the order be run when it is one, and not be changed any more after that."""
        self._go.disabled = self.committed or set(self.state.values()) != set(self.models)
        for control in self.controls.values():
            control.disabled = self.committed

    def reset(self) -> None:
        """Cover the results and clear the order; what is trained stays so."""
        self.committed = False
        super().reset()

    def commit(self) -> None:
        """Train, and uncover the results beside the order given; without a whole order do nothing."""
        if set(self.state.values()) == set(self.models):
            self.run()
            self.committed = True
            self.update()

    def run(self) -> dict[str, dict[tuple[str, str], float]]:
        """Train each model on both training sets unless it is trained; return the shares of right answers.

        Returns
        -------
        dict of str to dict of (trained, tested) to float
        """
        jobs = [(name, kind) for name in self.models for kind in ("centered", "shifted")]
        for done, (name, kind) in enumerate(jobs):
            if (name, kind) not in self.trained:
                self._progress(done, len(jobs), f"{name}, {kind}")
                self.trained[name, kind] = _learn(self.models[name], *self.training[kind])
        self._bar.layout.display = "none"
        return {
            name: {way: _accuracy(self.trained[name, way[0]], *self.testing[way[1]]) for way in WAYS}
            for name in self.models
        }

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the order and, once committed to, all accuracies and how many pairs stand in the right order."""
        order = list(state.values())
        if not self.committed or set(order) != set(self.models):
            return {"order": order, "accuracies": None}
        found = self.run()
        asked = [found[name][WAYS[0]] for name in order]
        pairs = [first > second - CLOSE for first, second in combinations(asked, 2)]
        accuracies = {way: np.array([found[name][way] for name in order]) for way in WAYS}
        return {"order": order, "accuracies": accuracies, "right": sum(pairs), "pairs": len(pairs)}

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the accuracies as bars in the learner's order, once there are any."""
        found = arrays["accuracies"]
        if found is None:
            return {_name(way): None for way in WAYS}
        return {
            _name(way): ("", small_bars(arrays["order"], found[way], _name(way), written=_percents(found[way])))
            for way in WAYS
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say what is missing, or how good the order was."""
        order, found = arrays["order"], arrays["accuracies"]
        twice = sorted({name for name in order if name != CHOOSE and order.count(name) > 1})
        if twice:
            return f"{twice[0]} stands in the order more than once."
        if found is None:
            left = order.count(CHOOSE)
            return f"{left} of {len(order)} places to fill, then run." if left else "The order stands: commit and run."
        shares = ", ".join(f"{name} {p}" for name, p in zip(order, _percents(found[WAYS[0]]), strict=True))
        return (
            f"Trained centered, tested shifted: {shares}. Of {arrays['pairs']} pairs {arrays['right']} stand in "
            "the right order (less than 5 points apart, either is)."
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        if self.arrays.get("accuracies") is None:  # a static page has no menus: say what there is to order
            bundle["text/html"] += (
                f"<p>To order, on paper if nothing moves here: {html.escape(', '.join(self.models))}.</p>"
            )
        return bundle

    def _progress(self, done: int, count: int, doing: str) -> None:
        """Show how far the training is."""
        text = f"{done} of {count} trainings done; now: {doing}"
        self._bar.value = f'<progress max="{count}" value="{done}" aria-label="training"></progress> {text}'
        self._bar.layout.display = ""


def _name(way: tuple[str, str]) -> str:
    """Return what a way of testing is called."""
    return " → ".join(way)


def _percents(shares: np.ndarray) -> list[str]:
    """Return shares as whole per cent."""
    return [f"{100 * share:.0f} %" for share in shares]


def _learn(model: Any, images: np.ndarray, labels: np.ndarray) -> Any:
    """Return a trained network or a fitted copy of a classifier."""
    if hasattr(model, "fit"):
        return type(model)(**model.get_params()).fit(images.reshape(len(images), -1), labels)
    return model(images, labels)


def _accuracy(trained: Any, images: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of images that are called right."""
    if isinstance(trained, nn.Module):
        predicted = np.asarray(trained.eval()(images)).argmax(axis=1)
    else:
        predicted = trained.predict(images.reshape(len(images), -1))
    return float((predicted == labels).mean())
