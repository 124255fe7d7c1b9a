"""Where a wrong array differs from the right one, in words that do not give the right numbers away."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

RTOL, ATOL = 1e-6, 1e-9


class Finding(NamedTuple):
    """A short id, and the sentence, which begins with a small letter."""

    id: str
    sentence: str


def close(got: np.ndarray, wanted: np.ndarray, equal_nan: bool = False) -> bool:
    """Whether two arrays have one shape and the same numbers, but for rounding."""
    return got.shape == wanted.shape and np.allclose(got, wanted, RTOL, ATOL, equal_nan)


def right(got: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether the numbers are close and of the wanted precision: float32 is close enough only now and then."""
    rough = got.dtype.kind == wanted.dtype.kind == "f" and got.dtype.itemsize < wanted.dtype.itemsize
    return close(got, wanted) and not rough


def difference(name: str, got: np.ndarray, wanted: np.ndarray, axes: Sequence[str]) -> Finding:
    """Say how the result called ``name`` differs from the right one; ``axes`` names the axes."""
    axes = axes if len(axes) == wanted.ndim else [f"axis-{axis}" for axis in range(wanted.ndim)]
    return (
        _reordered(name, got, wanted, axes)
        or _other_shape(name, got, wanted)
        or _not_finite(name, got, wanted)
        or _everywhere(name, got, wanted)
        or _somewhere(name, ~np.isclose(got, wanted, RTOL, ATOL), axes)
    )


def _reordered(name: str, got: np.ndarray, wanted: np.ndarray, axes: Sequence[str]) -> Finding | None:
    """Recognize the right numbers with axes swapped or run through backward."""
    if got.ndim != wanted.ndim or wanted.size < 2:
        return None
    for order in itertools.permutations(range(wanted.ndim)):
        if order != tuple(range(wanted.ndim)) and close(got.transpose(order), wanted):
            # got's axis order[i] holds what belongs on axis i.
            moved = [axis for axis in range(wanted.ndim) if order[axis] != axis]
            if len(moved) == 2:
                what = f"{plural(axes[moved[0]])} and {plural(axes[moved[1]])} of {name} are swapped"
            else:
                stand = [axes[order.index(axis)] for axis in range(wanted.ndim)]
                what = f"the axes of {name} stand in the order {', '.join(stand)}, wanted {', '.join(axes)}"
            return Finding("transposed", what)
    for count in range(1, wanted.ndim + 1):
        for flipped in itertools.combinations(range(wanted.ndim), count):
            if close(np.flip(got, flipped), wanted) and not close(got, wanted):
                backward = " and ".join(plural(axes[axis]) for axis in flipped)
                return Finding("reversed", f"the {backward} of {name} stand in reverse order")
    return None


def _other_shape(name: str, got: np.ndarray, wanted: np.ndarray) -> Finding | None:
    if got.shape == wanted.shape:
        return None
    return Finding("wrong_shape", f"the shape of {name} is wrong: got {got.shape}, wanted {wanted.shape}")


def _not_finite(name: str, got: np.ndarray, wanted: np.ndarray) -> Finding | None:
    """Recognize NaN and infinity where a number should stand."""
    for mask, id_, word, causes in (
        (np.isnan(got) & ~np.isnan(wanted), "nan", "NaN (not a number)", "such as 0/0 or ∞ − ∞"),
        (
            np.isinf(got) & np.isfinite(wanted),
            "infinite",
            "infinite",
            "such as a division by 0, a logarithm of 0 or exp of a large number",
        ),
    ):
        if mask.any():
            subject = f"{share(mask)} of {name} {_are(mask)}" if mask.size > 1 else f"{name} is"
            return Finding(id_, f"{subject} {word}; look for a step {causes}")
    return None


def _everywhere(name: str, got: np.ndarray, wanted: np.ndarray) -> Finding | None:
    """Recognize a sign, a factor or an offset that all numbers share."""
    if not np.isfinite(wanted).all() or not np.isfinite(got).all() or close(got, wanted) or not wanted.any():
        return None
    if close(got, -wanted):
        return Finding("sign", f"{name} has the wrong sign, and is right otherwise")
    if not got.any():
        return Finding("all_zero", f"{name} is 0{' everywhere' if got.size > 1 else ''}")
    factor = float((got * wanted).sum() / (wanted * wanted).sum())
    # One number alone has a factor and an offset whatever it is: only a round factor tells something.
    if close(got, factor * wanted) and (wanted.size > 1 or _is_round(factor)):
        return Finding("constant_factor", f"{name} is {_times(factor)}, and right otherwise")
    offset = got - wanted
    if wanted.size > 1 and close(offset, np.full_like(offset, offset.mean())):
        return Finding("constant_offset", f"every number of {name} is off by the same {offset.mean():.3g}")
    return None


def _is_round(factor: float) -> bool:
    """Whether a factor or its inverse is a small whole number."""
    return any(abs(value - round(value)) < 1e-6 and 1 < abs(value) < 100 for value in (factor, 1 / factor))


def _times(factor: float) -> str:
    """Return "twice as large", "half as large", "3 times as large" …."""
    if factor < 0:
        return f"{_times(-factor)}, with the wrong sign"
    names = {2.0: "twice as large", 0.5: "half as large"}
    return next((word for value, word in names.items() if np.isclose(factor, value)), f"{factor:.3g} times as large")


def _somewhere(name: str, wrong: np.ndarray, axes: Sequence[str]) -> Finding:
    """Say which entries are wrong, from the narrowest region to the widest."""
    found = f"{share(wrong)} of {name} {'differs' if wrong.sum() == 1 else 'differ'}"
    if wrong.size == 1:
        return Finding("differs", f"{name} is not the right number")
    if wrong.sum() == 1:
        found += f": {_first(wrong, axes)}"
    for id_, where in _regions(wrong, axes):
        return Finding(id_, found if wrong.sum() == 1 else f"{found}, {where}")
    return Finding("differs", found if wrong.all() else f"{found}, the first at {_first(wrong, axes)}")


def _first(wrong: np.ndarray, axes: Sequence[str]) -> str:
    """Return where the first wrong entry is."""
    place = ", ".join(f"{axis} {index[0]}" for axis, index in zip(axes, wrong.nonzero(), strict=True))
    return f"{place} (counted from 0)"


def _regions(wrong: np.ndarray, axes: Sequence[str]) -> list[tuple[str, str]]:
    """Return the regions to which the wrong entries are confined, each with its id."""
    regions = []
    places = {axis: np.unique(index) for axis, index in zip(axes, wrong.nonzero(), strict=True)}
    sizes = dict(zip(axes, wrong.shape, strict=True))
    grid: list[str] = [axis for axis in ("row", "column") if axis in sizes]
    for axis in grid:
        if sizes[axis] > 1 and set(places[axis]) == {sizes[axis] - 1}:
            regions.append((f"differs_last_{axis}", f"all in the last {axis}"))
    if len(grid) == 2 and min(sizes[axis] for axis in grid) > 1:
        before = tuple(slice(-1) if axis in grid else slice(None) for axis in axes)
        if not wrong[before].any():
            regions.append(("differs_last", "all in the last row or the last column"))
    if len(grid) == 2 and min(sizes[axis] for axis in grid) > 2:
        inner = tuple(slice(1, -1) if axis in grid else slice(None) for axis in axes)
        if not wrong[inner].any():
            regions.append(("differs_border", "all on the border"))
    for axis in axes:
        if axis not in grid and sizes[axis] > 1 and len(places[axis]) == 1:
            regions.append((f"differs_{axis}", f"all in {axis} {places[axis][0]} (counted from 0)"))
    return regions + [
        ("differs_strided", text) for axis in grid for text in _strided(wrong.swapaxes(0, list(axes).index(axis)), axis)
    ]


def _strided(wrong: np.ndarray, axis: str) -> list[str]:
    """Say when just every second or third index of the first axis is wrong, or right; two turns are the least."""
    lines = np.array([line.any() for line in wrong])
    words = {step: word for step, word in ((2, "second"), (3, "third")) if len(lines) >= 2 * step}
    every = {(step, start): np.arange(len(lines)) % step == start for step in words for start in range(step)}
    found = [f"all in every {words[step]} {axis}" for (step, _), mask in every.items() if (lines == mask).all()]
    right = [
        f"and only every {words[step]} {axis} is right" for (step, _), mask in every.items() if (lines != mask).all()
    ]
    return found + right


def share(mask: np.ndarray) -> str:
    """Return "7 of 42 entries" and, from 3 on, how many per cent that is."""
    count = int(mask.sum())
    if count == mask.size:
        return f"all {count} entries" if count > 1 else "the entry"
    return f"{count} of {mask.size} entries ({100 * count / mask.size:.0f} %)"


def _are(mask: np.ndarray) -> str:
    return "is" if mask.sum() == 1 else "are"


def plural(axis: str) -> str:
    """Return the name of many: rows, classes."""
    return f"{axis}es" if axis.endswith(("s", "x")) else f"{axis}s"
