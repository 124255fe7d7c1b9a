"""Convolutions through the public functions, against PyTorch and against the peers' algorithms."""

from collections.abc import Iterator

import torch
import torch.nn.functional as F

from cnnlite import conv2d, conv2d_backward
from tests.benchmarks.peers import PEERS
from tests.benchmarks.shapes import LAYERS, Shape, draw, last
from tests.benchmarks.text import Goal, Table, micro
from tests.benchmarks.timing import Call, Pace, Race, geometric_mean, race

TOLERANCE = 1e-4  # of the largest number: Winograd's products round more than direct ones
LAST = " last"  # an engine's name with channels-last maps


def forwards(shape: Shape, peers: bool = True) -> dict[str, Call]:
    """Return what convolves once, by the engine's name."""
    x, w, b, _ = draw(shape)
    x_last, s, p = last(x), shape.stride, shape.padding
    tx, tw, tb = map(torch.from_numpy, (x, w, b))
    tx_last, tw_last = (t.contiguous(memory_format=torch.channels_last) for t in (tx, tw))
    own: dict[str, Call] = {
        "cnnlite": lambda: conv2d(x, w, b, s, p),
        "torch": lambda: F.conv2d(tx, tw, tb, s, p),
        "cnnlite" + LAST: lambda: conv2d(x_last, w, b, s, p),
        "torch" + LAST: lambda: F.conv2d(tx_last, tw_last, tb, s, p),
    }
    return own | {name: lambda peer=peer: peer(x, w, b, s, p) for name, peer in PEERS.items() if peers}


def backwards(shape: Shape) -> dict[str, Call]:
    """Return what computes dx, dw and db once, by the engine's name."""
    x, w, b, dout = draw(shape)
    x_last, dout_last, s, p = last(x), last(dout), shape.stride, shape.padding
    tx, tw, tdout = map(torch.from_numpy, (x, w, dout))
    tx_last, tw_last, tdout_last = (t.contiguous(memory_format=torch.channels_last) for t in (tx, tw, tdout))
    options = [shape.o], [s, s], [p, p], [1, 1], False, [0, 0], 1, [True, True, True]
    theirs = torch.ops.aten.convolution_backward
    return {
        "cnnlite": lambda: conv2d_backward(dout, x, w, b, s, p),
        "torch": lambda: theirs(tdout, tx, tw, *options),
        "cnnlite" + LAST: lambda: conv2d_backward(dout_last, x_last, w, b, s, p),
        "torch" + LAST: lambda: theirs(tdout_last, tx_last, tw_last, *options),
    }


@torch.no_grad()
def layers(pace: Pace) -> Iterator[Table]:
    """Yield the tables of the sixteen layers."""
    forward = {name: race(forwards(shape), pace, TOLERANCE) for name, shape in LAYERS.items()}
    backward = {name: race(backwards(shape), pace, TOLERANCE) for name, shape in LAYERS.items()}
    both = {name: forward[name].plus(backward[name]) for name in LAYERS}
    yield _against_torch(forward, backward, both)
    yield _channels_last(forward, backward, both)
    yield _against_peers(forward)


def _against_torch(forward: dict[str, Race], backward: dict[str, Race], both: dict[str, Race]) -> Table:
    """Return the table of times and ratios, NCHW in and out."""
    passes = forward, backward, both
    rows = []
    for name in LAYERS:
        row = [name]
        for times, ratio in ((one[name].times, one[name].ratio("cnnlite", "torch")) for one in passes):
            row += [micro(times["torch"].minimum), micro(times["cnnlite"].minimum), str(ratio)]
        rows.append(row)
    means = [geometric_mean(r.ratio("cnnlite", "torch") for r in one.values()) for one in passes]
    rows.append(["geometric mean", *(cell for mean in means for cell in ("", "", mean))])
    heads = [f"{what} {column}" for what in ("fwd", "bwd", "both") for column in ("torch µs", "cnnlite µs", "ratio")]
    title = (
        f"Convolution layers, NCHW in and out: cnnlite ÷ PyTorch by minima (by medians); results within {TOLERANCE:g}"
    )
    return Table(title, ["", *heads], rows, [Goal("16 layers, forward + backward ÷ PyTorch", means[2], 1.0, 0.9)])


def _channels_last(forward: dict[str, Race], backward: dict[str, Race], both: dict[str, Race]) -> Table:
    """Return the table of both engines with channels-last maps, and of ours in NCHW against that of PyTorch."""
    pairs = [("cnnlite" + LAST, "torch" + LAST, one) for one in (forward, backward, both)]
    pairs += [("cnnlite", "torch" + LAST, both), ("torch" + LAST, "torch", both)]
    rows = [[name, *(one[name].ratio(over, under) for over, under, one in pairs)] for name in LAYERS]
    means = [geometric_mean(race.ratio(over, under) for race in one.values()) for over, under, one in pairs]
    heads = ["", "fwd", "bwd", "both", "cnnlite NCHW ÷ torch last", "torch last ÷ torch NCHW"]
    title = "The same, channels-last in and out: cnnlite ÷ PyTorch"
    return Table(title, heads, [*rows, ["geometric mean", *means]])


def _against_peers(forward: dict[str, Race]) -> Table:
    """Return how many times as long the peers take."""
    rows = [[name, *(one.ratio(peer, "cnnlite") for peer in PEERS)] for name, one in forward.items()]
    means = {peer: geometric_mean(one.ratio(peer, "cnnlite") for one in forward.values()) for peer in PEERS}
    limits = {"tensordot": 1.5, "CS231n strided": 1.7, "DLfS": 1.7, "einsum": 1.7}
    goals = [
        Goal(f"16 layers, forward: {peer} ÷ cnnlite", means[peer], limit, 2.0, True) for peer, limit in limits.items()
    ]
    title = "Forward: peers' algorithms ÷ cnnlite, in NCHW"
    return Table(title, ["", *PEERS], [*rows, ["geometric mean", *means.values()]], goals)


@torch.no_grad()
def filters(pace: Pace) -> Iterator[Table]:
    """Yield the table of one kernel on one image of 512×512."""
    rows, goals, limits = [], [], {3: 0.35, 7: 0.35, 31: 0.1}
    for kernel in (3, 7, 15, 31):
        calls = forwards(Shape(1, 1, 512, 1, kernel, 1, kernel // 2), peers=False)
        one = race({name: calls[name] for name in ("cnnlite", "torch")}, pace, TOLERANCE)
        ratio = one.ratio("cnnlite", "torch")
        rows.append([f"{kernel}×{kernel}", *(micro(one.times[e].minimum) for e in ("torch", "cnnlite")), ratio])
        if kernel in limits:
            goals.append(Goal(f"{kernel}×{kernel} on 512×512, forward ÷ PyTorch", ratio, limits[kernel]))
    yield Table("One kernel on one image of 512×512, forward", ["", "torch µs", "cnnlite µs", "ratio"], rows, goals)


@torch.no_grad()
def tiny(pace: Pace) -> Iterator[Table]:
    """Yield the table of a call that has next to nothing to compute."""
    calls = forwards(Shape(1, 1, 4, 1, 2, 1, 0))
    one = race({name: call for name, call in calls.items() if LAST not in name}, pace, TOLERANCE)
    rows = [
        [
            name,
            f"{1e6 * t.minimum:.1f}",
            f"{1e6 * t.median:.1f}",
            one.ratio("cnnlite", name) if name != "cnnlite" else "",
        ]
        for name, t in one.times.items()
    ]
    right = one.ratio("cnnlite", "torch").differs is None
    value = 1e6 * one.times["cnnlite"].minimum if right else one.ratio("cnnlite", "torch")
    goal = Goal("2×2 kernel on 4×4 image, µs a call", value, 10)
    title = "One 2×2 kernel on one 4×4 image, with a bias: a call"
    yield Table(title, ["", "µs, minimum", "median", "cnnlite ÷ it"], rows, [goal])
