"""`BugZoo`: ten wrong gradients, and which of six tests see them."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks, zoo
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import toggle_buttons
from cnnlite.explorers.panel import View
from cnnlite.plots import Grid, color, descent, lights
from cnnlite.plots.lights import told
from cnnlite.zoo.cases import GAUSSIAN
from cnnlite.zoo.lights import listed

ALL = {zoo.NO_BUG.name: zoo.NO_BUG, **zoo.BUGS}
SIDES, TOLD = ("right", "wrong"), ("right", "this code")
SAY = "what the tests say; the hand example is the bug's own, whatever the case"
TINY = 1e-9  # what is less is rounding
NAMES = {"conv": ("dx", "dw", "db"), "pool": ("dx",)}  # of the gradients


class BugZoo(Explorer):
    """One bug on one case: its output, its gradient, its losses, and what six tests say of it.

    The gradient shown is the first one that is wrong, in the plane of the largest difference.

    Parameters
    ----------
    bug : str
        The bug to begin with: a name of `cnnlite.zoo.BUGS`, or "no bug".
    case : {"lazy", "typical", "careful"}
        What the tests run on, to begin with.
    show : sequence of str, optional
        The controls to show, of bug and case.

    Raises
    ------
    ValueError
        There is no such bug or case.

    Examples
    --------
    >>> BugZoo("no 180° turn", "lazy").summary().split(": ", 1)[1]
    'no 180° turn on the lazy case: caught by hand example; passes shape, mean, loss falls, one entry, every entry.'
    """

    def __init__(self, bug: str = "no 180° turn", case: str = "lazy", show: Sequence[str] | None = None) -> None:
        _checks.choice("BugZoo", "bug", bug, ALL)
        _checks.choice("BugZoo", "case", case, zoo.CASES)
        style: Any = {"layout": {"width": "240px"}, "style": {"description_width": "40px"}}
        super().__init__(
            controls={
                "bug": ipywidgets.Dropdown(options=list(ALL), value=bug, description="bug", **style),
                "case": toggle_buttons("case", zoo.CASES, case, 70),
            },
            panels=("lights", "right", "wrong", "difference", "output", "loss"),
            show=show,
        )
        self.panels["lights"].layout.flex = "1 0 100%"  # a row of its own

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return outputs, gradients and losses of the bug and of the right functions, and the words of the tests."""
        bug = ALL[state["bug"]]
        case = zoo.CASES[state["case"]][bug.kind]
        pairs = {"right": bug.right, "wrong": (bug.forward, bug.backward)}
        outputs = {name: forward(*case.arrays, **case.options) for name, (forward, _) in pairs.items()}
        upstream = np.random.default_rng(0).standard_normal(np.maximum(*(out.shape for out in outputs.values())))
        gradients = {}
        for name, (_, backward) in pairs.items():
            rows, cols = outputs[name].shape[2:]
            result = backward(upstream[:, :, :rows, :cols], *case.arrays, **case.options)
            gradients[name] = dict(zip(NAMES[bug.kind], listed(result), strict=True))
        words = [zoo.judge(light, bug, case) for light in zoo.LIGHTS]
        return {
            "bug": bug, "case": state["case"], "on": case, "outputs": outputs, "gradients": gradients,
            "shown": _shown(gradients["right"], gradients["wrong"]), "words": np.array(words),
            "losses": {name: _losses(*pair, case) for name, pair in pairs.items()},
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the lights, the gradients beside each other, the outputs, and the losses."""
        name, plane = arrays["shown"]
        right, wrong = (arrays["gradients"][side][name] for side in SIDES)
        where = f"{name}[{', '.join(map(str, plane))}]"
        scale = color.scale(np.concatenate([right[plane].ravel(), wrong[plane].ravel()]), signed=True)
        compared = _compared(right, wrong)
        off = np.zeros(1) if compared else wrong[plane] - right[plane]
        return {
            "lights": (SAY, lights(arrays["words"][:, None], tuple(zoo.LIGHTS), ("",))),
            "right": (f"{where}, as it ought to be", [Grid("", right[plane], scale=scale)]),
            "wrong": (f"{where}, as this code has it{compared}", [Grid("", wrong[plane], scale=scale)]),
            "difference": None if compared else ("difference, this code − right", [Grid("", off, scale=scale)]),
            "output": _outputs(*(arrays["outputs"][side][0, 0] for side in SIDES)),
            "loss": _curves(*(arrays["losses"][side] for side in SIDES)),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say which tests see the bug."""
        name = f"{arrays['bug'].name} on the {arrays['case']} case"
        return f"{told(name, arrays['words'], tuple(zoo.LIGHTS))}."

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Say what is wrong, and which line."""
        bug = arrays["bug"]
        line = f" Wrong line: {bug.slip} → mended: {bug.mended}" if bug.slip else ""
        return f"{_words(arrays['on'])}. {bug.story}{line}"


def _shown(right: Mapping[str, np.ndarray], wrong: Mapping[str, np.ndarray]) -> tuple[str, tuple[int, ...]]:
    """Return the first gradient that is wrong, dx if none is, and its plane with the largest difference."""
    for name, gradient in right.items():
        if gradient.shape != wrong[name].shape:
            return name, (0, 0)
        off = np.abs(gradient - wrong[name])
        if gradient.ndim == 4 and off.max() > TINY:
            place = np.unravel_index(off.argmax(), off.shape)
            return name, (int(place[0]), int(place[1]))
    return "dx", (0, 0)


def _losses(forward: Any, backward: Any, case: zoo.Case) -> np.ndarray | None:
    """Return the losses of a descent; None where it crashes."""
    try:
        return zoo.descend(forward, backward, case, np.random.default_rng(0))
    except ValueError:
        return None


def _compared(right: np.ndarray, wrong: np.ndarray) -> str:
    """Return in words how a gradient differs from the right one; nothing where numbers do."""
    if right.shape != wrong.shape:
        return f": {color.size_of(wrong[0, 0])}, another shape"
    return "" if np.abs(right - wrong).max() > TINY else ": the same"


def _outputs(right: np.ndarray, wrong: np.ndarray) -> View:
    """Return the outputs beside each other, or one of them if they are the same."""
    scale = color.scale(np.concatenate([right.ravel(), wrong.ravel()]), signed=True)
    grids = [
        Grid(f"{side} {color.size_of(out)}", out, scale=scale) for side, out in zip(TOLD, (right, wrong), strict=True)
    ]
    if np.array_equal(right, wrong):
        return "output, first channel: right", [Grid("", right, scale=scale)]
    return "output, first channel: wrong", [grids[0], "", grids[1]]


def _curves(right: np.ndarray, wrong: np.ndarray | None) -> View:
    """Return the losses; only the right ones where the steps crash."""
    rows = {side: row for side, row in zip(TOLD, (right, wrong), strict=True) if row is not None}
    crash = "" if wrong is not None else ": this code crashes"
    return f"{len(right) - 1} steps against the gradients{crash}", descent(rows)


def _named(w: np.ndarray) -> str:
    """Return which kernels these are."""
    multiple = w.shape[2:] == GAUSSIAN.shape and np.allclose(w, w.sum((2, 3), keepdims=True) * GAUSSIAN)
    return "Gaussian" if multiple else "random"


def _words(case: zoo.Case) -> str:
    """Return a case in words."""
    _, channels, rows, cols = case.arrays[0].shape
    window = case.arrays[1].shape[2] if case.kind == "conv" else case.options["kernel_size"]
    what = "window" if case.kind == "pool" else f"{_named(case.arrays[1])} kernel"
    plural = "s" * (channels > 1)
    return (
        f"{rows}×{cols} image with {channels} channel{plural}, {window}×{window} {what}, "
        f"stride {case.options['stride']}, padding {case.options['padding']}"
    )
