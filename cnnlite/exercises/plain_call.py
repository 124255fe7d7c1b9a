"""From a call of the library's function to the plain call that a learner's function was checked with."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from cnnlite import _checks
from cnnlite.exercises.styles import names

GRADIENTS = "x", "w", "b"  # what needs_input_grad speaks of, in this order


class Plain(NamedTuple):
    """The arguments for the learner's function, and which of its results are asked for."""

    args: list[Any]
    kwargs: dict[str, Any]
    asked: Sequence[bool] | None


def plain(library: Callable[..., Any], call: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Plain | None:
    """Return the plain call, None for one that is no plain one: dilation, groups, "same", float32 …."""
    form = inspect.signature(library)
    try:
        bound = form.bind(*args, **kwargs)
    except TypeError:
        return None  # the library says it best
    bound.apply_defaults()
    given = dict(bound.arguments)
    given.pop("y", None)  # only saves time
    asked = given.pop("needs_input_grad", None)
    if given.get("stride", 1) is None:
        given["stride"] = given["kernel_size"]
    if "b" in given and given["b"] is None:
        given["b"] = np.zeros(len(given["w"])) if np.ndim(given["w"]) else None
        asked = [wanted and name != "b" for wanted, name in zip(asked or (True,) * 3, GRADIENTS, strict=True)]
    count, values = len(names(call)), {}
    for position, (name, value) in enumerate(given.items()):
        if position < count or f"{name}=" in call:
            values[name] = _plain(name, value)
            if values[name] is None:
                return None
        elif value not in _forms(form.parameters[name].default):
            return None
    positional = list(values.values())[:count]
    if not any(isinstance(value, np.ndarray) for value in positional) and not all(map(_checks.is_int, positional)):
        return None
    return Plain(positional, dict(list(values.items())[count:]), asked)


def answer(result: Any, asked: Sequence[bool] | None) -> Any:
    """Return the learner's results in the library's form: arrays, and None for a gradient nobody asked for."""
    if isinstance(result, (tuple, list)) and asked is not None and len(result) == len(asked):
        return tuple(np.asarray(part) if wanted else None for part, wanted in zip(result, asked, strict=True))
    return np.asarray(result) if isinstance(result, list) else result


def _forms(default: Any) -> list[Any]:
    """Return a default as it is and, as layers pass it, as a pair."""
    return [default, (default, default)]


def _plain(name: str, value: Any) -> Any:
    """Return an argument as the check gives it, None when the check gives none like it."""
    if isinstance(value, np.ndarray):
        kinds = "iu" if name == "target" else "f"
        return value if value.size and value.dtype.kind in kinds and value.dtype != np.float32 else None
    if isinstance(value, str):
        return 0 if value == "valid" else None
    if isinstance(value, (tuple, list)) and len(value) == 2:
        sides = [side[0] if isinstance(side, (tuple, list)) and len(set(side)) == 1 else side for side in value]
        return tuple(map(int, sides)) if all(map(_checks.is_int, sides)) else None
    return int(value) if _checks.is_int(value) else None
