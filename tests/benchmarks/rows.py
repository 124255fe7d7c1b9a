"""The operations between convolutions: pooling, ReLU, batch norm, softmax with cross-entropy, dense."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from cnnlite import functional
from tests.benchmarks.shapes import last
from tests.benchmarks.text import Table, micro
from tests.benchmarks.timing import Call, Pace, Race, race

TOLERANCE = 1e-4  # of the largest number
RNG, aten = np.random.default_rng(0), torch.ops.aten
Numbers = tuple[np.ndarray, torch.Tensor]  # the same, as an array and as a tensor
Draw = Callable[..., Numbers]


class Operation(NamedTuple):
    """A name, and one or two pairs of calls, ours and PyTorch's: forward, and backward if it is timed by itself."""

    name: str
    forward: tuple[Call, Call]
    backward: tuple[Call, Call] | None = None


@torch.no_grad()
def rows(pace: Pace) -> Iterator[Table]:
    """Yield the table of all operations, those on maps in both memory orders."""
    pace = pace._replace(seconds=pace.seconds / 2)
    first, second = ([*_pooling(draw), *_relu(draw), *_norm(draw)] for draw in (_draw, _draw_last))
    cells = []
    for one, other in zip(first, second, strict=True):
        cells += [a + b[1:] for a, b in zip(_rows(one, pace), _rows(other, pace), strict=True)]
    for one in (*_entropy(), *_dense()):
        cells += [row + [""] * 3 for row in _rows(one, pace)]
    heads = ["torch µs", "cnnlite µs", "ratio"]
    title = "Operations between convolutions, NCHW; then with channels-last maps"
    yield Table(title, ["", *heads, *(f"last: {head}" for head in heads)], cells)


def _rows(operation: Operation, pace: Pace) -> list[list[Any]]:
    """Return one row, or three: forward, backward and their sum."""
    forward = _race(operation.forward, pace)
    if operation.backward is None:
        return [_row(f"{operation.name}, forward and backward", forward)]
    backward = _race(operation.backward, pace)
    name = " " * len(operation.name)
    return [
        _row(f"{operation.name}, forward", forward),
        _row(f"{name}  backward", backward),
        _row(f"{name}  both", forward.plus(backward)),
    ]


def _race(calls: tuple[Call, Call], pace: Pace) -> Race:
    return race(dict(zip(("cnnlite", "torch"), calls, strict=True)), pace, TOLERANCE)


def _row(name: str, one: Race) -> list[Any]:
    times = (micro(one.times[engine].minimum) for engine in ("torch", "cnnlite"))
    return [name, *times, one.ratio("cnnlite", "torch")]


def _draw(*shape: int) -> Numbers:
    """Return random numbers."""
    x = RNG.standard_normal(shape, dtype=np.float32)
    return x, torch.from_numpy(x.copy())


def _draw_last(*shape: int) -> Numbers:
    """Return random maps in channels-last memory."""
    x, tx = _draw(*shape)
    return (last(x), tx.contiguous(memory_format=torch.channels_last)) if len(shape) == 4 else (x, tx)


def _pooling(draw: Draw) -> Iterator[Operation]:
    x, tx = draw(64, 32, 28, 28)
    for k, s, p in ((2, 2, 0), (3, 2, 1)):
        y = functional.max_pool2d(x, k, s, p)
        (d, td), (_, where) = draw(*y.shape), F.max_pool2d(tx, k, s, p, return_indices=True)
        pairs = [k, k], [s, s], [p, p], [1, 1], False
        yield Operation(
            f"max pool {k}×{k} stride {s}, 64·32·28²",
            (
                lambda o=(k, s, p): functional.max_pool2d(x, *o),
                lambda o=(k, s, p): F.max_pool2d(tx, *o),
            ),
            (
                lambda d=d, o=(k, s, p), y=y: functional.max_pool2d_backward(d, x, *o, y=y),
                lambda d=td, o=pairs, i=where: aten.max_pool2d_with_indices_backward(d, tx, *o, i),
            ),
        )
    d, td = draw(64, 32, 14, 14)
    yield Operation(
        "average pool 2×2, 64·32·28²",
        (lambda: functional.avg_pool2d(x, 2), lambda: F.avg_pool2d(tx, 2)),
        (
            lambda: functional.avg_pool2d_backward(d, x, 2),
            lambda: aten.avg_pool2d_backward(td, tx, [2, 2], [2, 2], [0, 0], False, True, None),
        ),
    )


def _relu(draw: Draw) -> Iterator[Operation]:
    (x, tx), (d, td) = draw(32, 64, 32, 32), draw(32, 64, 32, 32)
    yield Operation(
        "ReLU 32·64·32²",
        (lambda: functional.relu(x), lambda: torch.relu(tx)),
        (lambda: functional.relu_backward(d, x), lambda: aten.threshold_backward(td, tx, 0)),
    )


def _norm(draw: Draw) -> Iterator[Operation]:
    for shape in ((32, 64, 32, 32), (32, 256, 8, 8), (64, 16, 8, 8)):
        (x, tx), (d, td), (w, tw), (b, tb) = draw(*shape), draw(*shape), draw(shape[1]), draw(shape[1])

        def ours(x=x, d=d, w=w, b=b) -> list[np.ndarray]:
            mean, var = functional.batch_stats(x)
            out = functional.batch_norm(x, mean, var, w, b)
            return [out, *functional.batch_norm_backward(d, x, mean, var, w, b)]

        def theirs(x=tx, d=td, w=tw, b=tb) -> list[torch.Tensor]:
            out, mean, inverse = aten.native_batch_norm(x, w, b, None, None, True, 0.1, 1e-5)
            wanted = [True, True, True]
            back = aten.native_batch_norm_backward(d, x, w, None, None, mean, inverse, True, 1e-5, wanted)
            return [out, *back]

        yield Operation(f"batch norm {shape[0]}·{shape[1]}·{shape[2]}²", (ours, theirs))


def _entropy() -> Iterator[Operation]:
    one = torch.tensor(1.0)
    for n, k in ((64, 10), (128, 1000), (4096, 10)):
        x, tx = _draw(n, k)
        target = RNG.integers(0, k, n)

        def ours(x=x, t=target) -> list[np.ndarray]:
            return [functional.cross_entropy(x, t), functional.cross_entropy_backward(1.0, x, t)]

        def theirs(x=tx, t=torch.from_numpy(target)) -> list[torch.Tensor]:  # noqa: B008
            logs = aten._log_softmax(x, 1, False)
            loss, total = aten.nll_loss_forward(logs, t, None, 1, -100)
            dlogs = aten.nll_loss_backward(one, logs, t, None, 1, -100, total)
            return [loss, aten._log_softmax_backward_data(dlogs, logs, 1, torch.float32)]

        yield Operation(f"softmax and cross-entropy {n}·{k}", (ours, theirs))


def _dense() -> Iterator[Operation]:
    for n, inputs, outputs in ((64, 512, 10), (64, 1568, 128), (256, 1024, 1024)):
        (x, tx), (w, tw), (b, tb), (d, td) = _draw(n, inputs), _draw(outputs, inputs), _draw(outputs), _draw(n, outputs)

        def ours(x=x, w=w, b=b, d=d) -> list[np.ndarray]:
            return [functional.linear(x, w, b), *functional.linear_backward(d, x, w, b)]

        def theirs(x=tx, w=tw, b=tb, d=td) -> list[torch.Tensor]:
            return [F.linear(x, w, b), d @ w, d.T @ x, d.sum(0)]

        yield Operation(f"dense {n}·{inputs}→{outputs}", (ours, theirs))
