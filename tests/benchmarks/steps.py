"""Whole training steps: forward, cross-entropy, backward, SGD with momentum."""

from collections.abc import Iterator

import torch

from tests.benchmarks import own_nets, peer_net, torch_nets
from tests.benchmarks.text import Goal, Table
from tests.benchmarks.timing import Call, Pace, race
from tests.benchmarks.weights import draw_batch

# The small CNN is compared after the second step, which the momentum of the first moves too. Among the millions of
# ReLUs in ResNet-18 some open or close by rounding, in PyTorch's two memory orders as well: one step, and the lengths
# of differences instead of the largest ones.
SMALL, DEEP = 1e-4, 2e-2


def small(pace: Pace) -> Iterator[Table]:
    """Yield the table of the small CNN on two sizes, batches of 64."""
    rows, goals, lr = [], [], 0.01
    for size, limit, aim in ((8, 0.8, 0.6), (28, 1.5, 1.0)):
        x, target = draw_batch(64, 1, size)
        steps = {
            "cnnlite": own_nets.training(own_nets.small(size), lr),
            "torch": torch_nets.training(torch_nets.small(size), lr),
            "DLfS": peer_net.training(size, lr),
        }
        calls: dict[str, Call] = {name: lambda step=step, x=x, t=target: step(x, t) for name, step in steps.items()}
        one = race(calls, pace._replace(seconds=4 * pace.seconds), SMALL, calls=2)
        ratio, peer = one.ratio("cnnlite", "torch"), one.ratio("DLfS", "cnnlite")
        rows.append([f"{size}×{size}", *(f"{1e3 * times.minimum:.2f}" for times in one.times.values()), ratio, peer])
        goals.append(Goal(f"step of the small CNN on {size}×{size} ÷ PyTorch", ratio, limit, aim))
        goals.append(Goal(f"step of the small CNN on {size}×{size}: DLfS ÷ cnnlite", peer, 3.5, None, True))
    title = "Training step of the small CNN, batch 64, ms: conv 16, ReLU, max pool, conv 32, ReLU, max pool, dense"
    heads = ["", "cnnlite", "torch", "DLfS", "cnnlite ÷ torch", "DLfS ÷ cnnlite"]
    yield Table(f"{title}; loss, gradients and weights within {SMALL:g}", heads, rows, goals)


def resnet(pace: Pace) -> Iterator[Table]:
    """Yield the table of ResNet-18 on images of 32×32, batches of 32."""
    x, target = draw_batch(32, 3, 32)
    own = own_nets.training(own_nets.resnet18(), 0.01)
    first = torch_nets.training(torch_nets.resnet18(), 0.01)
    last = torch_nets.training(torch_nets.resnet18(), 0.01, torch.channels_last)
    calls = {"cnnlite": own, "torch": first, "torch last": last}
    engines: dict[str, Call] = {name: lambda step=step: step(x, target) for name, step in calls.items()}
    one = race(engines, pace._replace(seconds=0), DEEP, calls=1, norm=2)
    rows = [
        [name, f"{t.minimum:.2f}", f"{t.median:.2f}", one.ratio("cnnlite", name) if name != "cnnlite" else ""]
        for name, t in one.times.items()
    ]
    goals = [Goal("ResNet-18 step, batch 32 ÷ PyTorch", one.ratio("cnnlite", "torch"), 1.0, 0.85)]
    title = f"Training step of ResNet-18 on 32×32, batch 32, {pace.rounds} rounds; lengths of loss, gradients, weights within {DEEP:g}"
    yield Table(title, ["", "s, minimum", "median", "cnnlite ÷ it"], rows, goals)
