"""The core exercise of notebook 21: predict the fastest of six algorithms for six shapes, by three prices."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.exercise import Design
from cnnlite.zoo.conv_costs import SECONDS, SIX, WAYS, cost, fits, seconds

NEAR, ALIKE = 1.5, 1e-5  # times the best, and seconds behind it, that still count as equal


def _judge(answer, rng):
    """Price each choice; explain the first one that is clearly beaten."""
    found = _form(answer)
    if found:
        return found
    ways = [way.lower() for way in answer]  # "FFT" is as good as "fft"
    wrong = [(name, way) for (name, shape), way in zip(SIX.items(), ways, strict=True) if not _good(way, shape)]
    if not wrong:
        return None, "Each of your six is the fastest by the three prices, or so near that it counts as equal"
    name, way = wrong[0]
    diagnosis, reason = _reason(way, SIX[name])
    right = len(SIX) - len(wrong)
    return diagnosis, f"{right} of {len(SIX)} are right. The first that is not, {name}: {reason}"


def _form(answer):
    """Return what is wrong with the form of an answer; None if nothing is."""
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != len(SIX):
        return "wrong_kind", f"Give a list of {len(SIX)} names, one for each row of the table"
    missing = [n + 1 for n, way in enumerate(answer) if way is None or way is ...]
    if missing:
        return "not_filled", f"Row {missing[0]} has no name yet"
    for way in answer:
        if not isinstance(way, str) or way.lower() not in WAYS:
            return "unknown_way", f"{way!r} is none of the names: {', '.join(WAYS)}"
    return None


def _best(shape):
    """Return the seconds of the fastest way."""
    return min(seconds(way, shape) for way in WAYS if fits(way, shape))


def _good(way, shape):
    """Whether a way is the fastest, or as good as that."""
    best = _best(shape)
    return fits(way, shape) and seconds(way, shape) <= max(NEAR * best, best + ALIKE)


def _reason(way, shape):
    """Return what a way pays most for, in words."""
    if not fits(way, shape):
        return "does_not_fit", f"our sums of Winograd are made for 3×3 kernels, and this one is {_square(shape.kernel)}"
    paid = cost(way, shape)
    parts = [count * price for count, price in zip(paid, SECONDS, strict=True)]
    behind = (
        f"By the three prices it takes about {_written(seconds(way, shape) / _best(shape))} times as long as another"
    )
    if parts.index(max(parts)) == 0:
        return (
            "python_steps",
            f"{way} takes {_written(paid.steps)} steps of Python, each worth 10 000 numbers moved. {behind}",
        )
    if parts.index(max(parts)) == 2:
        return "multiplications", (
            f"{way} moves little, but makes {_written(paid.multiplications)} multiplications, and another way needs "
            f"far fewer. {behind}"
        )
    if way == "im2col":
        size = f"{paid.scratch * 4 / 2**20:.0f}"  # float32
        return "copies", f"im2col would copy {shape.kernel**2} numbers for each pixel, {size} MiB in all. {behind}"
    if way in ("rowcol", "shift_and_add"):
        times = shape.kernel if way == "rowcol" else shape.kernel**2
        maps = f"{_written(shape.places * shape.kernels)} outputs"
        return "sums", (
            f"{way} goes over all {maps} {times} times to add up, and moves {_written(paid.moves)} numbers in all. "
            f"{behind}"
        )
    saved = "sums of tiles are moved a lot"
    if way == "fft":
        saved = "waves cost the same for small kernels as for large"
        if shape.channels > 1:
            saved = (
                f"each of {shape.channels} channels meets each of {shape.kernels} kernels number by number, so each "
                "number is moved, and each channel of each kernel needs a transform as large as the image"
            )
    return "transforms", f"{way} transforms everything twice, and little is saved: {saved}. {behind}"


def _square(side):
    """Return 3×3."""
    return f"{side}×{side}"


def _written(number):
    """Return a number with two digits, thousands apart; small ones with a decimal."""
    rounded = float(f"{number:.2g}")
    return f"{rounded:,.0f}".replace(",", " ") if rounded >= 10 else f"{rounded:g}"


def by_price():
    """Take for each shape the way with the smallest sum of counts times prices."""
    return ["im2col", "rowcol", "fft", "im2col", "winograd", "im2col"]


EXERCISE = Design(
    name="21.winner",
    asks="the names",
    judge=_judge,
    example=by_price,
    hints=(
        "Which price is the largest part of each way: steps, moved / 10 000 or multiplied / 50 000?",
        "Few products for each number moved (one kernel, 3×3): moves decide. Many (many kernels, or a large one): "
        "multiplications do, unless a way copies too much.",
        "Begin with the large kernel on the photo: strike out who copies 961 times, then compare what the rest "
        "multiply.",
    ),
    diagnoses=(
        "wrong_kind", "not_filled", "unknown_way", "does_not_fit", "python_steps", "copies", "sums", "transforms",
        "multiplications",
    ),
)  # fmt: skip
