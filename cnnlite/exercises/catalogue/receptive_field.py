"""The stretch exercise of notebook 04: over how many pixels one output of several layers reaches."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import math

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def receptive_field(kernels, strides):
    """Return over how many pixels of the picture one output of the last layer reaches, along one axis."""
    reach, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach += (kernel - 1) * jump
        jump *= stride
    return reach


def _own_stride(kernels, strides):
    """Let each layer's own stride count for its own kernel."""
    jumps = [math.prod(strides[: n + 1]) for n in range(len(strides))]
    return 1 + sum((k - 1) * jump for k, jump in zip(kernels, jumps, strict=True))


def _first_stride(kernels, strides):
    """Let the stride of the first layer count again at every layer."""
    return receptive_field(kernels, strides[:1] * len(strides))


def _jumps_added(kernels, strides):
    """Add the strides where they are to be multiplied."""
    jumps = [1 + sum(stride - 1 for stride in strides[:n]) for n in range(len(strides))]
    return 1 + sum((k - 1) * jump for k, jump in zip(kernels, jumps, strict=True))


MISTAKES = (
    Mistake(
        "strides_ignored",
        "the strides are ignored: after a stride, neighbors in a map are further apart in the picture",
        lambda kernels, strides: 1 + sum(k - 1 for k in kernels),
    ),
    Mistake(
        "one_forgotten",
        "the 1 that you start from is missing: one pixel reaches over itself",
        lambda kernels, strides: receptive_field(kernels, strides) - 1,
    ),
    Mistake(
        "own_stride",
        "each layer's own stride counts for its own kernel; only the strides of the layers before it do",
        _own_stride,
    ),
    Mistake(
        "own_stride_only",
        "each layer's own stride counts, and only that one; what counts is the product of the strides before it",
        lambda kernels, strides: 1 + sum((k - 1) * s for k, s in zip(kernels, strides, strict=True)),
    ),
    Mistake(
        "last_stride_only",
        "only the stride of the layer right before counts; those of all layers before multiply",
        lambda kernels, strides: 1 + sum((k - 1) * s for k, s in zip(kernels, [1, *strides], strict=False)),
    ),
    Mistake(
        "first_stride_only", "the stride of the first layer counts for all layers; each has its own", _first_stride
    ),
    Mistake(
        "return_in_loop",
        "only the first layer counts, as when return stands inside the loop",
        lambda kernels, strides: kernels[0],
    ),
    Mistake("jumps_added", "the strides are added up where they multiply", _jumps_added),
    Mistake(
        "kernels_added", "the kernels are added up: neighboring windows overlap", lambda kernels, strides: sum(kernels)
    ),
    Mistake(
        "kernels_multiplied",
        "the kernels are multiplied: neighboring windows overlap",
        lambda kernels, strides: math.prod(kernels),
    ),
    Mistake(
        "order_reversed",
        "the layers are taken in the wrong order: the first of the list is the first above the picture",
        lambda kernels, strides: receptive_field(kernels[::-1], strides[::-1]),
    ),
    Mistake(
        "whole_kernels",
        "each layer adds its whole kernel; one cell of it is there already",
        lambda kernels, strides: receptive_field([k + 1 for k in kernels], strides),
    ),
)


def _cases(rng):
    def case(label, kernels, strides):
        return Case(label, (tuple(kernels), tuple(strides)))

    return [
        case("three layers, all numbers different", apart(rng, (5, 7, 6)), apart(rng, (2, 3, 4))),
        case("one layer", [5], [1]),
        case("one layer with a stride", [4], [3]),
        case("two 3×3 layers", [3, 3], [1, 1]),
        case("a stride first", [3, 5], [2, 1]),
        case("two strides, then a kernel", [2, 3, 4], [2, 3, 1]),
        case("a kernel of one pixel", [1, 3], [2, 2]),
        case("five layers", [3, 2, 3, 2, 5], [1, 2, 1, 2, 1]),
    ]


EXERCISE = Exercise(
    name="04.receptive_field",
    call="f(kernels, strides)",
    reference=receptive_field,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Start with one pixel, which reaches over 1. What does the first kernel of 3 make of it?",
        "Each layer adds its kernel less one, times how far apart neighbors in its input are in the picture.",
        "Keep two numbers while you go through the layers: the reach, and the distance between two neighbors.",
    ),
    outputs=("reach",),
    axes=("",),
)
