"""How a learner's function is called: our own way, and those of two famous assignments.

A style turns a case's arguments into its own, and the arrays that we want into its own layout, so that shapes and
places are told in the words of the assignment.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from cnnlite import _checks
from cnnlite.exercises.exercise import Case, Exercise

Arguments = tuple[tuple[Any, ...], dict[str, Any]]


class Layout(NamedTuple):
    """The axes of a result by name, and how it is made from the NCHW form."""

    axes: str
    make: Callable[[np.ndarray], np.ndarray] = np.asarray


@dataclass(frozen=True)
class Style:
    """One way to call a function.

    Attributes
    ----------
    call : str
        The call in words.
    arguments : callable
        Takes a case's arguments by name; returns the positional ones of this style, None when it has no words for them.
    returns : sequence of str
        The names of what the function returns.
    layouts : sequence of Layout
        For each result that is judged, the first ones of `returns`.
    """

    call: str
    arguments: Callable[..., tuple[Any, ...] | None]
    returns: Sequence[str]
    layouts: Sequence[Layout]

    def of(self, exercise: Exercise, case: Case) -> Arguments | None:
        """Return the arguments for a case, None when this style cannot express it."""
        positional = self.arguments(**dict(zip(names(exercise.call), case.args, strict=False)), **case.kwargs)
        return None if positional is None else (positional, {})


class _Plain(Style):
    """Our own way: the case's arguments as they are."""

    def of(self, exercise: Exercise, case: Case) -> Arguments | None:
        return case.args, dict(case.kwargs)


def names(call: str) -> list[str]:
    """Return the names of the positional arguments in ``"f(x, w, stride=…)"``."""
    inside = call[call.index("(") + 1 : call.rindex(")")]
    return [name.strip() for name in inside.split(",") if name.strip() and "=" not in name]


def find(exercise: Exercise, style: str | None) -> Style:
    """Return the style of that name for an exercise, our own for None."""
    if style is None:
        layouts = [Layout(axes) for axes in exercise.axes]
        return _Plain(exercise.call, lambda: None, exercise.outputs, layouts)
    known = [word for word, functions in STYLES.items() if exercise.name in functions]
    if not known:
        raise ValueError(f"check: style must be left out for {exercise.name}, got {style!r}.")
    _checks.choice("check", "style", style, known)
    return STYLES[style][exercise.name]


def _one(value: Any) -> int | None:
    """Return an int, or the two equal ints of a pair as one; None for anything else."""
    if not isinstance(value, (tuple, list)):
        return int(value) if _checks.is_int(value) else None
    return _one(value[0]) if len(value) == 2 and value[0] == value[1] else None


def _parameters(**values: Any) -> dict[str, int] | None:
    """Return the dictionary of hyperparameters that assignments use; None when a value is no single int."""
    ints = {name: _one(value) for name, value in values.items()}
    return None if None in ints.values() else ints  # type: ignore[return-value]


def _conv(x: Any, w: Any, b: Any, stride: Any = 1, padding: Any = 0) -> tuple[Any, ...] | None:
    parameters = _parameters(stride=stride, pad=padding)
    return None if parameters is None or b is None else (x, w, b, parameters)


def _pool(x: Any, kernel_size: Any, stride: Any = None, padding: Any = 0) -> tuple[Any, ...] | None:
    height, width = np.broadcast_to(kernel_size, 2).tolist()
    parameters = _parameters(pool_height=height, pool_width=width, stride=kernel_size if stride is None else stride)
    return None if parameters is None or _one(padding) != 0 else (x, parameters)


def _back(forward: Callable[..., tuple[Any, ...] | None]) -> Callable[..., tuple[Any, ...] | None]:
    """Return the arguments ``(dout, cache)``, the cache being the forward's arguments."""

    def arguments(dout: Any, *args: Any, **kwargs: Any) -> tuple[Any, ...] | None:
        cache = forward(*args, **kwargs)
        return None if cache is None else (dout, cache)

    return arguments


def _conv_last(x: Any, w: Any, b: Any, stride: Any = 1, padding: Any = 0) -> tuple[Any, ...] | None:
    plain = _conv(x, w, b, stride, padding)
    if plain is None or w.shape[2] != w.shape[3]:
        return None
    return NHWC.make(x), HWIO.make(w), BIAS.make(b), plain[3]


def _conv_last_back(dout: Any, *args: Any, **kwargs: Any) -> tuple[Any, ...] | None:
    cache = _conv_last(*args, **kwargs)
    return None if cache is None else (NHWC.make(dout), cache)


def _pool_last(x: Any, kernel_size: Any, stride: Any = None, padding: Any = 0) -> tuple[Any, ...] | None:
    parameters = _parameters(f=kernel_size, stride=kernel_size if stride is None else stride)
    return None if parameters is None or _one(padding) != 0 else (NHWC.make(x), parameters)


NCHW, OIHW, PER_KERNEL = Layout("image channel row column"), Layout("kernel channel row column"), Layout("kernel")
NHWC = Layout("image row column channel", lambda x: x.transpose(0, 2, 3, 1).copy())
HWIO = Layout("row column channel kernel", lambda w: w.transpose(2, 3, 1, 0).copy())
BIAS = Layout("row column channel kernel", lambda b: b.reshape(1, 1, 1, -1).copy())

STYLES: Mapping[str, Mapping[str, Style]] = {
    "cs231n": {
        "conv2d": Style("f(x, w, b, conv_param)", _conv, ("out", "cache"), [NCHW]),
        "conv2d_backward": Style("f(dout, cache)", _back(_conv), ("dx", "dw", "db"), [NCHW, OIHW, PER_KERNEL]),
        "max_pool2d": Style("f(x, pool_param)", _pool, ("out", "cache"), [NCHW]),
        "max_pool2d_backward": Style("f(dout, cache)", _back(_pool), ("dx",), [NCHW]),
        "relu": Style("f(x)", lambda x: (x,), ("out", "cache"), [NCHW]),
        "cross_entropy": Style("f(x, y)", lambda logits, target: (logits, target), ("loss", "dx"), [Layout("")]),
    },
    "nhwc": {
        "conv2d": Style("f(A_prev, W, b, hparameters)", _conv_last, ("Z", "cache"), [NHWC]),
        "conv2d_backward": Style("f(dZ, cache)", _conv_last_back, ("dA_prev", "dW", "db"), [NHWC, HWIO, BIAS]),
        "max_pool2d": Style("f(A_prev, hparameters)", _pool_last, ("A", "cache"), [NHWC]),
    },
}
