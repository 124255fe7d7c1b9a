"""The grids of `FourPainter`: the filters, each picture's way to its answer, and every number of the next step."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

MAPS = ("A", "B")


def shared(arrays: Mapping[str, Any], classes: Sequence[str]) -> Scene:
    """Return what all pictures share besides the weights: filters and biases, and what the next step makes of them."""
    now, then = arrays["net"], arrays["next"]
    signed = (True, max(1.0, float(np.abs([now.kernels, then.kernels]).max())))
    largest = (True, max(0.5, float(np.abs([now.biases, then.biases]).max())))
    items: list[Grid | str] = [
        Grid(f"filter {q}", one[0], scale=signed) for q, one in zip(MAPS, now.kernels, strict=True)
    ]
    items.append(Grid("biases", now.biases[:, None], names=classes, scale=largest))
    items.append("→")
    if arrays["filters"]:
        items += [Grid(f"{q} next", one[0], scale=signed) for q, one in zip(MAPS, then.kernels, strict=True)]
    items.append(Grid("biases next", then.biases[:, None], names=classes, scale=largest))
    what = "the filters and the biases" if arrays["filters"] else "the biases; the filters stay as they are"
    return Scene([Frame(items, f"The next step changes {what}. Weights: last row.")])


def row(arrays: Mapping[str, Any], n: int, name: str, classes: Sequence[str]) -> Scene:
    """Return a picture's way to its probabilities, map A left of map B, and its loss in words."""
    before, after = color.scale(arrays["C"], True), color.scale(arrays["A"], False)
    z, p = (arrays[key][n][:, None] for key in ("z", "p"))
    items: list[Grid | str] = [
        Grid(f"picture {n + 1}", arrays["x"][n, 0]), "→",
        Grid("maps A, B", np.hstack(arrays["C"][n]), scale=before), "→",
        Grid("ReLU: features f", np.hstack(arrays["A"][n]), scale=after), "→",
        Grid("z", z, scale=(True, max(1.0, float(np.abs(arrays["z"]).max())))), "→", Grid("p", p, names=classes),
    ]  # fmt: skip
    label = arrays["y"][n]
    verdict = "right" if p[label, 0] > 0.5 else "wrong"
    text = f"Picture {name}: p({classes[label]}) = {p[label, 0]:.4f}, loss {arrays['losses'][-1, n]:.4f}, {verdict}."
    return Scene([Frame(items, text)])


def step(arrays: Mapping[str, Any], classes: Sequence[str]) -> Scene:
    """Return the next step with a frame for each weight of the dense layer, drawn where its feature stands.

    Above cat's weights, below dog's; at the left those of map A, at the right those of map B.
    """
    net, turn, rate = arrays["net"], arrays["turn"], arrays["rate"]
    delta = arrays["p"][turn] - np.eye(len(classes))[arrays["y"][turn]]  # p − y of each picture it looks at
    slopes = delta.T @ arrays["f"][turn] / len(turn)
    now, then = _placed(net.weights), _placed(arrays["next"].weights)
    scale = (True, float(max(0.5, np.abs([now, then]).max())))
    one = len(turn) == 1
    features = _placed(arrays["f"][turn][:1])
    frames = []
    for r, c in np.ndindex(now.shape):
        k, i = r // 3, c // 3 * 9 + r % 3 * 3 + c % 3
        cell, name = (r, c, 1, 1), classes[k].capitalize()
        seen: list[Grid | str] = [Grid("slopes: mean of δ·f", _placed(slopes), window=cell)]
        if one:
            seen = [
                Grid("features f", features, window=(r % 3, c, 1, 1)), "×",
                Grid("δ", delta.T, window=(k, 0, 1, 1), names=classes, scale=(True, 1.0)),
            ]  # fmt: skip
        items = [*seen, "→", Grid("weights now", now, window=cell, scale=scale), "→",
                 Grid("weights next", then, window=cell, scale=scale)]  # fmt: skip
        slope = f"{_slope(delta[0, k])}·{_four(arrays['f'][turn[0], i])}" if one else _slope(slopes[k, i])
        bias = _slope(delta[:, k].mean())
        text = (
            f"{'The next step is on picture ' + str(turn[0] + 1) if one else 'The next step is on all four'}. "
            f"{name}'s weight for f[{i}]: {_four(net.weights[k, i])} − {rate:g}·{slope} = {_four(then[r, c])}. "
            f"{name}'s bias: {_four(net.biases[k])} − {rate:g}·{bias} = {_four(arrays['next'].biases[k])}."
        )
        frames.append(Frame(items, text))
    return Scene(frames, pick=len(frames[0].items) - 1)


def _placed(rows: np.ndarray) -> np.ndarray:
    """Return rows of 18 as blocks of 3×6, map A beside map B, one below the other."""
    return np.concatenate([np.hstack(block.reshape(2, 3, 3)) for block in rows])


def _four(value: Any) -> str:
    """Return a number with four decimals at most."""
    return f"{np.round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".").replace("-", "−")


def _slope(value: Any) -> str:
    """Return a number to multiply by, a negative one in brackets."""
    return color.bracketed(_four(value))
