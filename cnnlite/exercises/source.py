"""The source of a learner's function with all it needs, so that a later kernel can run it again."""

import builtins
import dis
import inspect
import linecache
import textwrap
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

SIMPLE = bool, int, float, str, type(None)


def gather(function: Any) -> str:
    """Return the source of a function, after the imports, numbers and functions that it uses.

    Raises
    ------
    ValueError
        The source is not to be had, or the function uses something that cannot be kept.
    """
    parts: dict[str, str] = {}
    _gather(function, parts)
    return "\n\n".join(parts.values()) + "\n"


def build(source: str, name: str) -> Any:
    """Run the source in a place of its own and return the function of that name, which can show its source again."""
    file = f"<your own {name}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    space: dict[str, Any] = {"__name__": f"your_own_{name}"}
    exec(compile(source, file, "exec"), space)
    return space[name]


def _gather(function: Any, parts: dict[str, str]) -> None:
    """Add to ``parts`` what a function needs, then the function itself."""
    if not isinstance(function, FunctionType) or function.__name__ == "<lambda>":
        raise ValueError(f"use: mine must be a function written with def, got {function!r}.")
    if function.__code__.co_freevars:
        used = ", ".join(function.__code__.co_freevars)
        raise ValueError(f"use: mine must not need variables of a function around it, got {used}. Pass them in.")
    try:
        text = textwrap.dedent(inspect.getsource(function))
        code = compile(text, "<learner>", "exec")
    except (OSError, TypeError, SyntaxError):
        raise ValueError(f"use: mine must have its source in a cell or a file, got {function!r}.") from None
    name = function.__name__
    parts[name] = ""  # so that a function that calls itself is not gathered again
    for word in sorted(_words(code)):
        if word in parts or word not in function.__globals__ or hasattr(builtins, word):
            continue
        value = function.__globals__[word]
        if isinstance(value, ModuleType):
            parts[word] = f"import {value.__name__} as {word}"
        elif isinstance(value, SIMPLE):
            parts[word] = f"{word} = {value!r}"
        elif isinstance(value, (FunctionType, type)) and value.__module__ != function.__module__:
            parts[word] = f"from {value.__module__} import {value.__name__} as {word}"
        elif isinstance(value, FunctionType):
            _gather(value, parts)
        else:
            kind = type(value).__name__
            raise ValueError(
                f"use: {name} must not need the {kind} {word} of the notebook. Make it inside, or pass it in."
            )
    parts[name] = parts.pop(name) or text


def _words(code: CodeType) -> Iterator[str]:
    """Return the names that code looks up outside of its functions."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _words(constant)
