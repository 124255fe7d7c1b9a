"""The three views of a convolution's backward pass: what a cell of dout pays, and what a cell of dx or dw is paid."""

from types import MappingProxyType

import numpy as np

from cnnlite._checks import Padding
from cnnlite.explorers import backward_words as words
from cnnlite.explorers.backward import ConvBackward
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color
from cnnlite.plots.grid import BREAK


def scatter_scene(layer: ConvBackward) -> Scene:
    """Return a frame for each cell of dout: what it pays to dx, dw and db, and the totals so far."""
    (dx, dw, db), colors = layer.totals, _colors(layer)
    high, wide = layer.w.shape[2:]
    frames = []
    for step, (o, row, col) in enumerate(np.ndindex(*layer.dout.shape)):
        gradient, top, left = layer.dout[o, row, col], row * layer.stride, col * layer.stride
        window = (top, left, high, wide)
        patch = layer.padded[:, top : top + high, left : left + wide]
        items: list[Grid | str] = [
            Grid("dout", _flat(layer.dout), window=(row, col, 1, 1), channel=o, scale=colors["dout"]),
            "×", Grid("kernel w", _flat(layer.w), channel=o, scale=colors["w"]),
            "=", Grid("pays to dx", _flat(gradient * layer.w[o]), scale=colors["dx"]),
            "→", Grid("dx so far", _flat(dx[step]), window=window, padding=_ring(layer), scale=colors["dx"]),
            BREAK, Grid("this dout", np.array([[gradient]]), scale=colors["dout"]),
            "×", Grid("x", _flat(layer.padded), window=window, padding=_ring(layer)),
            "=", Grid("pays to dw", _flat(gradient * patch), scale=colors["dw"]),
            "→", Grid("dw so far", _flat(dw[step]), channel=o, scale=colors["dw"]),
            "", Grid("db so far", _flat(db[step][:, None, None]), channel=o, scale=colors["db"]),
        ]  # fmt: skip
        frames.append(Frame(items, f"{words.payments(layer, o, row, col)}\n{layer.badge}"))
    return Scene(frames, pick=0, depth=_depth(layer))


def gather_dx_scene(layer: ConvBackward) -> Scene:
    """Return a frame for each cell of dx: the turned kernel on dout in its zeros, and the sum of the products."""
    dx, full, colors = layer.gathered[0], layer.surround(layer.dout), _colors(layer)
    real = layer.surround(np.ones_like(layer.dout)) > 0
    high, wide = layer.w.shape[2:]
    frames = []
    for step, (c, row, col) in enumerate(np.ndindex(*dx.shape)):
        here = (slice(None), slice(row, row + high), slice(col, col + wide))
        seen, taps = full[here], layer.turned[:, c]
        dout = Grid(
            "dout, in zeros", _flat(full), window=(row, col, high, wide), inserted=~real[0], scale=colors["dout"]
        )
        cell, ring = (row, col, 1, 1), _ring(layer)
        items: list[Grid | str] = [
            dout,
            "×", Grid("w turned 180°", _flat(layer.turned), channel=c, scale=colors["w"]),
            "=", Grid("products", _flat(seen * taps), scale=colors["dx"]),
            "→", Grid("dx", _flat(dx), cell, ring, channel=c, shown=step + 1, scale=colors["dx"]),
        ]  # fmt: skip
        name, ending = words.cell_of_x(layer, c, row, col)
        total = words.total(name, seen, taps, real[here])
        frames.append(Frame(items, f"{total}{ending}\n{layer.badge}"))
    return Scene(frames, pick=6, depth=_depth(layer))


def gather_dw_scene(layer: ConvBackward) -> Scene:
    """Return a frame for each cell of dw: dout, zeros between its cells, on the picture, and the products' sum."""
    dw, spread, colors = layer.gathered[1], layer.spread(layer.dout), _colors(layer)
    real = layer.spread(np.ones_like(layer.dout)) > 0
    rows, cols = spread.shape[1:]
    frames = []
    for step, (o, c, i, j) in enumerate(np.ndindex(*dw.shape)):
        patch, plane = layer.padded[c, i : i + rows, j : j + cols], max(o, c)
        dout = Grid(
            "dout, in zeros" if layer.stride > 1 else "dout",
            _flat(spread), inserted=~real[0], channel=o, scale=colors["dout"],
        )  # fmt: skip
        items: list[Grid | str] = [
            dout,
            "×", Grid("x", _flat(layer.padded), window=(i, j, rows, cols), padding=_ring(layer), channel=c),
            "=", Grid("products", patch * spread[o], scale=colors["dw"]),
            "→", Grid("dw", _flat(dw), (i, j, 1, 1), channel=plane, shown=step + 1, scale=colors["dw"]),
        ]  # fmt: skip
        total = words.total(f"dw {words.slice_of_w(layer, o, c, i, j)}", spread[[o]], patch[None], real[[o]])
        frames.append(Frame(items, f"{total}\n{layer.badge}"))
    return Scene(frames, pick=6, depth=_depth(layer))


VIEWS = MappingProxyType({"scatter": scatter_scene, "gather dx": gather_dx_scene, "gather dw": gather_dw_scene})


def _flat(array: np.ndarray) -> np.ndarray:
    """Return channels or kernels, of which one axis has length 1, as (planes, H, W), a single one as (H, W)."""
    planes = array.reshape(-1, *array.shape[-2:])
    return planes[0] if len(planes) == 1 else planes


def _ring(layer: ConvBackward) -> Padding:
    """Return the padding as a grid is told."""
    return ((layer.padding, layer.padding),) * 2


def _colors(layer: ConvBackward) -> dict[str, color.Scale]:
    """Return one scale for each kind of number, the same in all views, with 0 in the middle."""
    dx, dw, db = layer.totals
    kinds = {"dout": layer.dout, "w": layer.w, "dx": dx, "dw": dw, "db": db}
    return {name: color.scale(numbers, signed=True) for name, numbers in kinds.items()}


def _depth(layer: ConvBackward) -> str:
    """Return what the axis is called that is drawn in depth."""
    return "kernel" if len(layer.w) > 1 else "channel"
