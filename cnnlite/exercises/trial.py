"""One case tried on a learner's function: what went in, what came out, and what else was wrong."""

import copy
import dis
import inspect
import linecache
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np

from cnnlite.exercises.compare import Finding, right
from cnnlite.exercises.exercise import Case
from cnnlite.exercises.sandbox import Outcome, Sandbox
from cnnlite.exercises.styles import Style, names

# What NumPy means by its commonest messages.
PLAINLY = {
    "remapped shapes": "two axes that share a letter have different lengths: which letter is it, and if there is a "
    "stride, is it at the axes of the places",
    "more dimensions than subscripts": "an array has an axis without a letter: does each axis have one",
    "contains too many subscripts": "an array has more letters than axes: which letter has no axis",
    "must provide window_shape for all dimensions": "the windows need to know their axes: "
    "which axes hold rows and columns, and does axis=(…, …) name them",
    "could not be broadcast": "two arrays of these shapes do not fit together: which one is not as large as you meant",
    "could not broadcast input array": "the result has another shape than its place: over which axes was it added",
    "zero-size array to reduction": "a window came out empty: does it begin at r · window, not at r · stride",
    "setting an array element with a sequence": "one number belongs there, not an array: do you add up all products",
    "'int' and 'tuple'": "one of the two is several numbers, such as (2, 1): which one is not a number",
    "truth value of an array": "if, and, or and max want one True or False; does np.where choose for each number",
    "converted to Python scalars": "a function such as math.exp takes one number; does NumPy have one for whole arrays",
    "mismatch in its core dimension": "with @, the first factor must have as many columns as the second has rows: "
    "is one of them the wrong way round",
    "is out of bounds": "an index goes past the end of an axis: how long is that axis, and which index is your last",
}
EMPTY = re.compile(r"shapes? .*[(,]0[,)]")  # NumPy writes a shape without spaces
# A function without any of these has only been begun.
WORK = ("CALL", "BINARY", "COMPARE", "FOR_ITER", "JUMP", "LOAD_ATTR", "LOAD_GLOBAL", "STORE_SUBSCR", "UNARY", "UNPACK")


@dataclass
class Trial:
    """A case, the wanted arrays, the learner's or the problem instead of them, and the arguments that were changed.

    Where a later result is still None, the learner's are those before it.
    """

    case: Case
    wanted: list[np.ndarray]
    got: list[np.ndarray] | None = None
    problem: Finding | None = None
    changed: Sequence[str] = ()
    late: Outcome | None = None

    @property
    def numbers_right(self) -> bool:
        """Whether every result that there is has the right shape, numbers and precision."""
        return self.got is not None and all(right(a, b) for a, b in zip(self.got, self.wanted, strict=False))


def attempt(
    function: Any, style: Style, case: Case, arguments: tuple[Any, Any], wanted: list[np.ndarray], sandbox: Sandbox
) -> Trial:
    """Call the learner's function with copies, and look at what comes back."""
    trial = Trial(case, wanted)
    trial.problem = _refused(function, style, arguments)
    if trial.problem:
        return trial
    (args, kwargs), before = copy.deepcopy(arguments), copy.deepcopy(arguments)
    outcome = sandbox.call(function, *args, **kwargs)
    if not outcome.ended:
        trial.late = outcome
    elif outcome.error is not None:
        trial.problem = raised(outcome.error, function)
    else:
        read = results(outcome.value, style, function)
        trial.problem, trial.got = (read, None) if isinstance(read, Finding) else (None, read)
        named = zip(names(style.call), before[0], args, strict=False)
        listed = [*named, *((name, before[1][name], kwargs[name]) for name in kwargs)]
        trial.changed = [name for name, old, new in listed if not _same(old, new)]
    return trial


def results(value: Any, style: Style, function: Any) -> Finding | list[np.ndarray]:
    """Return the arrays that are judged, or what is wrong with the kind or number of the results."""
    parts, wanted = (value if isinstance(value, tuple) else (value,)), style.returns
    if len(wanted) > 1 and isinstance(value, list):
        parts = tuple(value)
    if all(part is None or part is ... for part in parts):
        if value is None and does_something(function):
            return Finding("returned_none", "your function returned None; did you forget return?")
        return Finding("not_tried", "")
    if len(parts) != len(wanted):
        got = f"{len(parts)} results" if len(parts) > 1 else f"one result ({type(value).__name__})"
        listed = f"{len(wanted)}: {', '.join(wanted)}" if len(wanted) > 1 else "1, an array or a number"
        return Finding("wrong_count", f"your function returned {got}, wanted {listed}")
    judged = parts[: len(style.layouts)]
    begun = next((n for n, part in enumerate(judged) if part is None or part is ...), 0) or len(judged)
    arrays = [_array(name, part) for name, part in zip(wanted, judged[:begun], strict=False)]
    return next(
        (part for part in arrays if isinstance(part, Finding)), [a for a in arrays if isinstance(a, np.ndarray)]
    )


def raised(error: BaseException, function: Any) -> Finding:
    """Say what was raised, and in which line of the learner's function."""
    if type(error) is NotImplementedError:  # not its children, such as IPython's for input()
        return Finding("not_tried", "")
    place, code, step = "", code_of(function), error.__traceback__
    own = set(_nested(code)) if code else set()
    while step:
        if code and step.tb_frame.f_code in own:
            text = textwrap.shorten(linecache.getline(code.co_filename, step.tb_lineno), 80, placeholder=" …")
            place = f" in line {step.tb_lineno - code.co_firstlineno + 1}{f' ({text})' if text else ''}"
        step = step.tb_next
    try:
        words = re.sub(r", with gufunc signature \S+", "", " ".join(str(error).split()))[:200].rstrip(".")
    except Exception:  # the learner's own exception may fail to say what it is
        words = ""
    plain = next((f". That is: {meaning}?" for phrase, meaning in PLAINLY.items() if phrase in words), "")
    empty = " A 0 in a shape is a slice that lies outside of its array." if EMPTY.search(words) else ""
    said = f": {words}{plain}{empty}" if words else ""
    return Finding("exception", f"your function raised {type(error).__name__}{place}{said}")


def code_of(function: Any) -> CodeType | None:
    """Return the code of a function, a method or a callable object; None for what is not written in Python."""
    plain = inspect.unwrap(function)
    plain = getattr(plain, "__func__", plain)
    method = getattr(type(plain), "__call__", None)  # noqa: B004  of a callable object
    return getattr(plain, "__code__", None) or getattr(method, "__code__", None)


def does_something(function: Any) -> bool:
    """Whether a function has calls or arithmetic in it; a stub has neither."""
    code = code_of(function)
    return code is None or any(step.opname.startswith(WORK) for step in dis.get_instructions(code))


def _refused(function: Any, style: Style, arguments: tuple[Any, Any]) -> Finding | None:
    """Say when the function cannot be called as it is to be called."""
    try:
        inspect.signature(function).bind(*arguments[0], **arguments[1])
    except TypeError as error:
        return Finding("wrong_call", f"your function must take the call {style.call}, but: {error}")
    except ValueError:  # a builtin tells nothing of its arguments
        pass
    return None


def _nested(code: CodeType) -> Iterator[CodeType]:
    """Return a function's code and that of the functions and comprehensions in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _array(name: str, part: Any) -> Finding | np.ndarray:
    """Return one result as an array of its own."""
    called = "your result" if name == "result" else f"your {name}"
    if part is None or part is ...:
        return Finding("wrong_kind", f"{called} must be an array of numbers, and is still {part}")
    try:
        array = np.array(part)
    except Exception:  # lists of different lengths, or whatever the learner's class raises
        return Finding("wrong_kind", f"{called} is a {type(part).__name__} that does not make an array")
    if array.dtype.kind not in "biuf":
        what = f"an array of {array.dtype}" if isinstance(part, np.ndarray) else f"a {type(part).__name__}"
        return Finding("wrong_kind", f"{called} must be an array of numbers, got {what}")
    return array


def _same(old: Any, new: Any) -> bool:
    """Whether an argument is as it was."""
    if isinstance(old, np.ndarray):
        kept = isinstance(new, np.ndarray) and old.shape == new.shape
        return kept and bool(np.array_equal(old, new, equal_nan=old.dtype.kind == "f"))
    if isinstance(old, (tuple, list)):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    return bool(old == new)
