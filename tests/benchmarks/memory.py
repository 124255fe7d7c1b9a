"""What a convolution needs beyond its results, and what training ResNet-18 needs in all."""

import json
import math
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from cnnlite import conv2d, conv2d_backward
from cnnlite.algorithms import buffer_bytes, buffers, free_buffers
from tests.benchmarks.shapes import LAYERS, draw
from tests.benchmarks.text import Goal, Table
from tests.benchmarks.timing import Pace, Ratio

SHAPES = ("mnist1", "res64", "res512", "s2a", "lenet")
MIB = 2**20


def scratch(pace: Pace) -> Iterator[Table]:
    """Yield the table of work memory, batch by batch."""
    rows, worst = [], 0.0
    for name in SHAPES:
        for n in (1, 4, 16, 64, 256):
            shape = LAYERS[name]._replace(n=n)
            x, w, b, dout = draw(shape)
            options = shape.stride, shape.padding
            free_buffers()
            forward = beyond_results(lambda a=(x, w, b, *options): [conv2d(*a)])
            backward = buffer_bytes() / MIB + beyond_results(lambda a=(dout, x, w, b, *options): conv2d_backward(*a))
            kept = buffer_bytes() / MIB
            columns = n * shape.c * shape.kernel**2 * shape.out**2 * 4 / MIB
            transformed = transformed_weights()
            worst = max(worst, max(kept, forward, backward) - transformed)
            cells = (forward, backward, kept, transformed, columns)
            rows.append([name, n, *(f"{cell:.1f}" for cell in cells)])
    free_buffers()
    title = "Work memory in MiB: the peak beyond the results, buffers included, and what stays in buffers"
    heads = ["", "N", "forward", "backward", "buffers", "of these Winograd's weights", "all columns would be"]
    what = "work memory of a convolution but for Winograd's weights, N = 1 … 256, MiB"
    yield Table(title, heads, rows, [Goal(what, worst, 24, 12)])


def transformed_weights() -> float:
    """Return what this thread's buffers hold for Winograd's transformed weights, in MiB."""
    kernels = buffers._OWN.store.arrays.get("winograd kernels")
    return 0 if kernels is None else kernels.nbytes / MIB


def beyond_results(function: Callable[[], Any]) -> float:
    """Return the peak of what NumPy held during a call, less what the call returned, in MiB."""
    tracemalloc.start()
    results = function()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return (peak - sum(array.nbytes for array in results if isinstance(array, np.ndarray))) / MIB


def resident(pace: Pace) -> Iterator[Table]:
    """Yield the table of two processes, each of which trains ResNet-18 with one engine."""
    seen = {engine: _child(engine, pace.threads) for engine in ("cnnlite", "torch")}
    ours, theirs = seen["cnnlite"], seen["torch"]
    differs = abs(ours["loss"] - theirs["loss"]) / abs(theirs["loss"])
    share = ours["peak"] / theirs["peak"]
    ratio = Ratio(share, share) if differs <= 1e-3 else Ratio(math.nan, math.nan, differs)
    rows = [
        [name, *(f"{s[key]:.0f}" for key in ("before", "peak")), f"{s['loss']:.5f}", "yes" if s["alone"] else "NO"]
        for name, s in seen.items()
    ]
    title = "ResNet-18, two training steps of batch 32, each engine in a process of its own: resident memory in MiB"
    heads = ["", "before the first step", "peak", "second loss", "alone"]
    yield Table(title, heads, rows, [Goal("peak resident memory, ResNet-18 ÷ PyTorch", ratio, 1.0)])


def _child(engine: str, threads: int) -> dict[str, Any]:
    """Return what a fresh process says about itself."""
    command = [sys.executable, "-m", "tests.benchmarks.resident", engine, str(threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
