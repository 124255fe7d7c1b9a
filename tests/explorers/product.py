"""Every setting of an explorer: the full product of its controls' values, or a sample that has all corners."""

import itertools
import math

import numpy as np

from cnnlite.explorers.controls import MatrixInput, Slider

TABLES = ([[0.0] * 3] * 3, [[1.5, -2.0, 0.25], [0.0, 7.0, -1.0], [3.0, 0.0, -4.5]], [[1.0]], [[-1.0] * 7] * 7)


def values(control):
    """Return every value that a learner can give a control; of a table of numbers, a few."""
    if isinstance(control, Slider):
        steps = round((control.max - control.min) / control.step)
        whole = isinstance(control.value, int)
        ways = [control.min + n * control.step for n in range(steps + 1)]
        return [int(way) for way in ways] if whole else [min(way, control.max) for way in ways]
    if isinstance(control, MatrixInput):
        return list(TABLES)
    if hasattr(control, "options"):
        return [option[1] if isinstance(option, tuple) else option for option in control.options]
    return [False, True]


def settings(explorer, most, rng, fixed=()):
    """Yield states: all of the product if it has at most ``most``, else so many drawn at random, and all corners.

    ``fixed`` names controls that stay as they are.
    """
    ways = {name: [control.value] if name in fixed else values(control) for name, control in explorer.controls.items()}
    if math.prod(map(len, ways.values())) <= most:
        yield from (dict(zip(ways, chosen, strict=True)) for chosen in itertools.product(*ways.values()))
        return
    ends = [list({0, len(way) - 1}) for way in ways.values()]
    corners = list(itertools.product(*ends))
    if len(corners) > most:
        corners = [corners[n] for n in rng.choice(len(corners), most, replace=False)]
    for places in corners:
        yield {name: way[place] for (name, way), place in zip(ways.items(), places, strict=True)}
    for _ in range(most - len(corners)):
        yield {name: way[rng.integers(len(way))] for name, way in ways.items()}


def walk(explorer, most, seed=0, fixed=()):
    """Put an explorer into one setting after the other; yield it each time it has drawn one."""
    for state in settings(explorer, most, np.random.default_rng(seed), fixed):
        explorer._set(state)
        assert explorer.error is None, (state, explorer.error)
        yield explorer
