"""`loss_gallery`: the losses of several trainings, one small picture each, all on one scale."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cnnlite import _checks
from cnnlite.plots import color
from cnnlite.plots.picture import Picture

WIDE, HIGH = 1.7, 1.72  # inches: four stand side by side on a page, two on a telephone
TRAINED, CHECKED = "#7b6aa8", "#b8460e"
BOX = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1}
STEPS = (0.1, 0.5, 1.0, 2.0, 2.7, 10.0, 100.0)  # losses that the words tell apart


def loss_gallery(
    runs: Mapping[str, tuple[np.ndarray, np.ndarray]], top: float = 4.0, label: str = "loss on one scale"
) -> Picture:
    """Return a small picture of each training: the batches' losses as a line, those on other images as dots.

    Parameters
    ----------
    runs : mapping of str to (ndarray (steps,), ndarray (E + 1,))
        By name: the loss of the batch of each step, and the loss on images not trained on, at the start and after
        each of E epochs. Epochs are equally long; a training may have ended early.
    top : float
        The largest loss that is drawn; what is larger is cut off, and the largest is written there.
    label : str
        Opens the text twin.

    Returns
    -------
    Picture
        Its words are coarse, as trainings that go wrong differ in their last digits from machine to machine.

    Raises
    ------
    ValueError
        There is no training, one has no step or no check of an epoch, or top is not above 0.

    Examples
    --------
    >>> print(loss_gallery({"one": (np.array([2.3, 1.5, 0.8, 0.4]), np.array([2.3, 0.9, 0.3]))}))
    loss on one scale, of 1×1 trainings
    one 1×4: over 2 epochs, of batches 2–2.7 at first and 0.5–1 at last; of other images 2–2.7 and 0.1–0.5
    """
    top = _checks.number("loss_gallery", "top", top, above=0)
    wrong = [
        name
        for name, (steps, checks) in runs.items()
        if np.ndim(steps) != 1 or not np.size(steps) or np.size(checks) < 2
    ]
    if not runs or wrong:
        raise ValueError(
            "loss_gallery: runs must be one or more, each with a loss for at least one step and two checks, got "
            f"{wrong[0] if wrong else 'none'}."
        )
    parts = [_part(name, np.asarray(steps), np.asarray(checks), top) for name, (steps, checks) in runs.items()]
    return Picture(parts, "\n".join([f"{label}, of {len(parts)}×1 trainings", *(part.text for part in parts)]))


def _part(name: str, steps: np.ndarray, checks: np.ndarray, top: float) -> Picture:
    """Return one training under its name."""
    figure = Figure(figsize=(WIDE, HIGH))
    axes = figure.add_axes((0.13, 0.155, 0.84, 0.7))
    epochs = len(checks) - 1
    axes.plot(np.linspace(0, epochs, len(steps), endpoint=False), steps, color=TRAINED, linewidth=0.9)
    shown = np.where(np.isfinite(checks), np.minimum(checks, top), np.nan)
    axes.plot(np.arange(epochs + 1), shown, "o--", color=CHECKED, markersize=3.5, linewidth=1.3, clip_on=False)
    axes.set(ylim=(0, top), xlim=(0, epochs))
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_yticks(np.arange(0, top + 0.5, 1))
    axes.tick_params(labelsize=8)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(name, fontsize=9.5, pad=5)
    largest = float(steps.max())
    if largest > 1.5 * top:
        axes.text(
            0.98, 0.97, f"up to {largest:.0f}", fontsize=8.5, ha="right", va="top", transform=axes.transAxes, bbox=BOX
        )
    last = steps[-len(steps) // epochs :].mean()
    told = f"{name} 1×{len(steps)}: over {epochs} epoch{'s' * (epochs > 1)}"
    batches = f"of batches {_coarse(steps[0])} at first and {_coarse(last)} at last"
    others = f"of other images {_coarse(checks[0])} and {_coarse(checks[-1])}"
    return Picture(figure, f"{told}, {batches}; {others}")


def _coarse(loss: float) -> str:
    """Return between which steps a loss lies."""
    if not np.isfinite(loss):
        return "not finite"
    place = int(np.searchsorted(STEPS, loss))
    if place == 0:
        return f"below {color.number(STEPS[0])}"
    if place == len(STEPS):
        return f"above {color.number(STEPS[-1])}"
    return f"{color.number(STEPS[place - 1])}–{color.number(STEPS[place])}"
