"""Puzzles about output sizes, drawn from a seed, and one size worked out step by step."""

import numpy as np

from cnnlite import _checks
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.shape_scene import Shape
from cnnlite.explorers.size_formula import formula
from cnnlite.questions.predict import Predict
from cnnlite.questions.worked import Step, WorkedExample

LEVELS = 4
NAMES = "rows", "columns"


def size_puzzle(seed: int = 1, level: int = 2) -> Predict:
    """Return a question about the size of an output; another seed asks another one.

    Parameters
    ----------
    seed : int
        The same number asks the same question.
    level : int
        1: stride 1, no padding; 2: a stride and a rectangle; 3: padding, too; 4: dilation, too.

    Returns
    -------
    Predict
        With the reason for the numbers that known mistakes give, and the usage map under it.

    Raises
    ------
    ValueError
        The seed is no whole number of at least 0, or the level is not 1 to 4.

    Examples
    --------
    >>> size_puzzle(seed=3, level=1).summary()
    'Predict: A picture of 12×7 pixels, a 4×3 kernel, stride 1. How many columns does the output have? (a number)'
    """
    if not _checks.is_int(seed) or seed < 0:
        raise ValueError(f"size_puzzle: seed must be a whole number of at least 0, got {seed!r}.")
    if not _checks.is_int(level) or not 1 <= level <= LEVELS:
        raise ValueError(f"size_puzzle: level must be a number from 1 to {LEVELS}, got {level!r}.")
    shape, axis = _drawn(np.random.default_rng((seed, level)), level)
    n, k, s, d = shape.size[axis], shape.kernel[axis], shape.stride[axis], shape.dilation[axis]
    p = shape.padding[axis][0]
    told = [f"A picture of {shape.size[0]}×{shape.size[1]} pixels", f"a {shape.kernel[0]}×{shape.kernel[1]} kernel"]
    told += [f"stride {s}", *([f"padding {p} on each side"] if p else []), *([f"dilation {d}"] if d > 1 else [])]
    return Predict(
        f"{', '.join(told)}. How many {NAMES[axis]} does the output have?",
        answer=shape.output[axis],
        why=f"{formula(n, k, (p, p), s, d)}. {shape.sentence()}",
        reasons=wrong_sizes(
            n, k, s, p, d, shape.output[axis], {shape.output[1 - axis]: f"That is the number of {NAMES[1 - axis]}."}
        ),
        then=NumberGrid(shape.scene(), label="how often each pixel is read"),
    )


def size_example(size: int, kernel: int, stride: int, padding: int, level: int = 0) -> WorkedExample:
    """Return the number of outputs along one axis, step by step: the room, the whole steps, the first place.

    Parameters
    ----------
    size, kernel, stride, padding : int
        Along one axis; the padding is on each side.
    level : int
        How much is the learner's, 0 to 3.

    Raises
    ------
    TypeError, ValueError
        A number is out of range, or the kernel does not fit.

    Examples
    --------
    >>> print(size_example(10, 3, 2, 0, level=1).summary())
    WorkedExample: 10 pixels, kernel 3, stride 2, padding 0. Level 1 of 3: 2 of 4 numbers to fill in.
    the room in which the kernel can move: 10 + 2·0 − 3 = 7
    the whole steps that fit into it: ⌊ room / 2 ⌋ = __
    the outputs: steps + 1 = __
    what is left over at the end: 1
    """
    shape = Shape((size, 1), (kernel, 1), (stride, 1), ((padding, padding), (0, 0)))
    room, outputs = size + 2 * padding - kernel, shape.output[0]
    steps = outputs - 1
    # No line repeats the number of another: it would fill in the blank there.
    rounded_up: dict[float, str] = (
        {-(-room // stride): "That is rounded up: the last step would stick out."} if room % stride else {}
    )
    return WorkedExample(
        f"{size} pixels, kernel {kernel}, stride {stride}, padding {padding}",
        [
            Step(
                "the room in which the kernel can move", [f"{size} + 2·{padding} − {kernel} =", room],
                "measure the room", "The kernel lies at one end; what it does not cover is left to move in.", 2,
                {size + padding - kernel: "Padding stands on both sides."} if padding else {},
            ),
            Step(
                "the whole steps that fit into it", [f"⌊ room / {stride} ⌋ =", steps],
                "round down", "A step that does not fit as a whole is not made.", 1, rounded_up,
            ),
            Step(
                "the outputs", ["steps + 1 =", outputs],
                "count the first place", "The kernel has a place before its first step.", 1,
                {steps: "And the first place?"},
            ),
            Step("what is left over at the end", [room - steps * stride], fade=3),
        ],
        level,
    )  # fmt: skip


def wrong_sizes(
    size: int, kernel: int, stride: int, padding: int, dilation: int, right: int, more: dict[float, str] | None = None
) -> dict[str | float, str]:
    """Return the sizes that known mistakes give on one axis and that differ from the right one, with the mistake."""
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    known: list[tuple[float, str]] = [
        (room // stride, "The first place counts, too: + 1."),
        (-(-room // stride) + 1, "That is rounded up: the last window would stick out."),
        (room / stride + 1, "There is no part of a place: round down."),
        ((room + 1) / stride + 1, "That counts the first place twice."),
        (room + 1, "The stride leaves places out."),
        ((size - span) // stride + 1, "The padding makes the picture larger."),
        ((size + padding - span) // stride + 1, "Padding stands on both sides."),
        ((size + 2 * padding - kernel) // stride + 1, "With its gaps the kernel covers more pixels."),
        ((size + 2 * padding) // stride, "What does the kernel itself cover?"),
        *(more or {}).items(),
    ]
    reasons: dict[str | float, str] = {}
    for value, sentence in known:
        if abs(value - right) > 0.01:
            reasons.setdefault(float(round(value, 2)), sentence)
    return reasons


def _drawn(rng: np.random.Generator, level: int) -> tuple[Shape, int]:
    """Draw sizes of a level, all of which fit, and the axis to ask for; the two outputs differ."""
    while True:
        rows, cols, high, wide = (int(rng.integers(*ends)) for ends in ((5, 13), (5, 15), (2, 6), (2, 6)))
        stride = 1 if level == 1 else int(rng.integers(2, 5))
        padding = 0 if level < 3 else int(rng.integers(1, 3))
        dilation = 1 if level < 4 else int(rng.integers(2, 4))
        span = _checks.kernel_span((high, wide), (dilation, dilation))
        if padding >= min(span) or span[0] > rows + 2 * padding or span[1] > cols + 2 * padding:
            continue
        shape = Shape((rows, cols), (high, wide), (stride,) * 2, ((padding,) * 2,) * 2, (dilation,) * 2)
        if shape.output[0] != shape.output[1] and min(shape.output) > 1:
            return shape, int(rng.integers(2))
