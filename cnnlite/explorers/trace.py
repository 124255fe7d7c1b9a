"""`scenes`: for each step of a small network the scene that tells where every number comes from.

Each number comes with four lines that say the same: the formula with its indices filled in, the arithmetic, NumPy and
PyTorch. The names in them are those of `Network.arrays`.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from cnnlite.explorers.network import Network
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

STEPS = ("1 convolution", "2 ReLU", "3 max pooling", "4 flatten", "5 dense", "6 output")


def scenes(network: Network) -> list[Scene]:
    """Return a scene for each of `STEPS`, with a frame for each number that comes out of it."""
    hidden = "h" in network.arrays
    dense = _dense(network, "f", "W1", "b1", "h" if hidden else "z", () if hidden else network.classes)
    end = _dense(network, "h", "W2", "b2", "p", network.classes) if hidden else _softmax(network)
    return [_convolution(network), _relu(network), _pooling(network), _flatten(network), dense, end]


def _convolution(network: Network) -> Scene:
    """Return the frames of each sum of the convolution: its window and its kernel."""
    arrays, source = network.arrays, "padded" if network.padding else "x"
    seen, w, b, out = arrays[source], arrays["w"], arrays["b"], arrays["C"][0]
    high, wide = w.shape[2:]
    padding = f", padding={network.padding}" if network.padding else ""
    frames = []
    for q, r, c in np.ndindex(out.shape):
        patch = seen[0, 0, r : r + high, c : c + wide]
        total = _total(zip(patch.flat, w[q, 0].flat, strict=True), float(b[q]))
        around = ((network.padding, network.padding),) * 2
        items: list[Grid | str] = [
            Grid(f"{source}, the picture", seen[0, 0], window=(r, c, high, wide), padding=around),
            *(
                "×",
                Grid("kernels w", w[:, 0], window=(0, 0, high, wide), channel=q),
                "+",
                Grid("biases b", b[:, None], window=(q, 0, 1, 1)),
            ),
            *("→", Grid("C", out, window=(r, c, 1, 1), channel=q)),
        ]
        text = _lines(
            f"C[{q}, {r}, {c}] = b[{q}] + Σᵢ Σⱼ {source}[{r} + i, {c} + j] · w[{q}, i, j]",
            f"{total} = {_written(out[q, r, c])}",
            f"({source}[0, :, {r}:{r + high}, {c}:{c + wide}] * w[{q}]).sum() + b[{q}]",
            f"F.conv2d(x, w, b{padding})[0, {q}, {r}, {c}]",
        )
        frames.append(Frame(items, text))
    return Scene(frames, pick=6)


def _relu(network: Network) -> Scene:
    """Return the frames of each number that ReLU keeps or drops."""
    before, after = network.arrays["C"][0], network.arrays["A"][0]
    frames = []
    for q, r, c in np.ndindex(after.shape):
        cell, value = (r, c, 1, 1), before[q, r, c]
        text = _lines(
            f"A[{q}, {r}, {c}] = max(0, C[{q}, {r}, {c}])",
            f"max(0, {_written(value)}) = {_written(after[q, r, c])}",
            f"np.maximum(0, C[0, {q}, {r}, {c}])",
            f"F.relu(C)[0, {q}, {r}, {c}]",
        )
        items: list[Grid | str] = [
            Grid("C", before, window=cell, channel=q),
            "→",
            Grid("A", after, window=cell, channel=q),
        ]
        frames.append(Frame(items, text))
    return Scene(frames, pick=2)


def _pooling(network: Network) -> Scene:
    """Return the frames of each largest number: the window that it comes from."""
    before, after, size = network.arrays["A"][0], network.arrays["P"][0], network.pool
    frames = []
    for q, r, c in np.ndindex(after.shape):
        top, left = r * size, c * size
        patch = before[q, top : top + size, left : left + size]
        text = _lines(
            f"P[{q}, {r}, {c}] = max over i, j of A[{q}, {size}·{r} + i, {size}·{c} + j]",
            f"max({', '.join(map(_written, patch.flat))}) = {_written(after[q, r, c])}",
            f"A[0, {q}, {top}:{top + size}, {left}:{left + size}].max()",
            f"F.max_pool2d(A, {size})[0, {q}, {r}, {c}]",
        )
        window = Grid("A", before, window=(top, left, size, size), channel=q)
        frames.append(Frame([window, "→", Grid("P", after, window=(r, c, 1, 1), channel=q)], text))
    return Scene(frames, pick=2)


def _flatten(network: Network) -> Scene:
    """Return the frames of each feature: its place in the maps."""
    maps, row = network.arrays["P"][0], network.arrays["f"]
    _, high, wide = maps.shape
    gray = color.scale(maps)  # one for all maps
    frames = []
    for n, (q, r, c) in enumerate(np.ndindex(maps.shape)):
        text = _lines(
            f"f[({q}·{high} + {r})·{wide} + {c}] = P[{q}, {r}, {c}]",
            f"({q}·{high} + {r})·{wide} + {c} = {n}, and f[{n}] = {_written(row[0, n])}",
            f"P.reshape(1, -1)[0, {n}]",
            f"torch.flatten(P, 1)[0, {n}]",
        )
        parts: list[Grid | str] = [
            Grid(f"P[{m}]" if len(maps) > 1 else "P", one, window=(r, c, 1, 1) if m == q else None, scale=gray)
            for m, one in enumerate(maps)
        ]
        frames.append(Frame([*parts, "→", Grid("f", row, window=(0, n, 1, 1))], text))
    return Scene(frames, pick=len(maps) + 1)


def _dense(network: Network, source: str, weights: str, biases: str, target: str, names: Sequence[str]) -> Scene:
    """Return the frames of a dense layer, by the names of its arrays; the target's name says which activation."""
    a, w, b, out = (network.arrays[name] for name in (source, weights, biases, target))
    frames = []
    for j, value in enumerate(out[0]):
        pre = float(w[j] @ a[0] + b[j])
        formula = f"{biases}[{j}] + Σᵢ {weights}[{j}, i] · {source}[i]"
        numpy, torch = f"{weights}[{j}] @ {source}[0] + {biases}[{j}]", f"F.linear({source}, {weights}, {biases})"
        formula, before, after, numpy, torch = {
            "z": (formula, "", "", numpy, torch),
            "h": (f"max(0, {formula})", "max(0, ", ")", f"np.maximum(0, {numpy})", f"F.relu({torch})"),
            "p": (f"σ({formula})", "σ(", ")", f"1 / (1 + np.exp(-({numpy})))", f"torch.sigmoid({torch})"),
        }[target]
        between = f" = {before}{_written(pre)}{after}" if before else ""
        power = f" = 1/(1 + e^{_bracket(-pre)})" if target == "p" else ""
        text = _lines(
            f"{target}[{j}] = {formula}",
            f"{before}{_total(zip(w[j], a[0], strict=True), b[j])}{after}{between}{power} = {_written(value)}",
            numpy,
            f"{torch}[0, {j}]",
        )
        items: list[Grid | str] = [
            *(Grid(source, a, window=(0, 0, *a.shape)), "×", Grid(weights, w, window=(j, 0, 1, w.shape[1]))),
            *("+", Grid(biases, b[:, None], window=(j, 0, 1, 1)), "→"),
            Grid(target, out.T, window=(j, 0, 1, 1), names=names),
        ]
        frames.append(Frame(items, text))
    return Scene(frames, pick=6)


def _softmax(network: Network) -> Scene:
    """Return the frames of each probability."""
    z, p = network.arrays["z"], network.arrays["p"]
    powers = np.exp(z[0])
    frames = []
    for k, value in enumerate(p[0]):
        below = " + ".join(f"e^{_bracket(one)}" for one in z[0])
        text = _lines(
            f"p[{k}] = e^z[{k}] / Σⱼ e^z[j]",
            f"e^{_bracket(z[0, k])} / ({below}) = {_written(powers[k])} / {_written(powers.sum())} = {_written(value)}",
            f"np.exp(z[0, {k}]) / np.exp(z[0]).sum()",
            f"torch.softmax(z, 1)[0, {k}]",
        )
        items: list[Grid | str] = [
            Grid("z", z.T, window=(0, 0, z.size, 1), names=network.classes), "→",
            Grid("p", p.T, window=(k, 0, 1, 1), names=network.classes),
        ]  # fmt: skip
        frames.append(Frame(items, text))
    return Scene(frames, pick=2)


def _lines(formula: str, arithmetic: str, numpy: str, torch: str) -> str:
    """Return the four lines, each with its name."""
    named = {"formula": formula, "arithmetic": arithmetic, "NumPy": numpy, "PyTorch": torch}
    return "\n".join(f"{name + ':':12}{line}" for name, line in named.items())


def _total(pairs: Iterable[tuple[float, float]], bias: float) -> str:
    """Write products and a bias with pluses between them."""
    return " + ".join([*(f"{_bracket(a)}·{_bracket(b)}" for a, b in pairs), _bracket(bias)])


def _written(value: float) -> str:
    """Return a number with at most four decimals, where a cell has two."""
    return f"{np.round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".").replace("-", "−")


def _bracket(value: float) -> str:
    """Return a written number that may follow a sign."""
    return color.bracketed(_written(value))
