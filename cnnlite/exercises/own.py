"""`use`: the learner's own function runs in the library's place, in this notebook and in later ones."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from cnnlite import functional, nn
from cnnlite.exercises import catalogue, checks, say, store, verdict
from cnnlite.exercises.exercise import Exercise
from cnnlite.exercises.plain_call import answer, plain
from cnnlite.exercises.source import build, gather

SLOW = 1.0  # seconds from which a call is worth a line
BACK = "use() brings the library's back."
_library: dict[str, Callable[..., Any]] = {}  # what the functions in use stand for
_running = threading.local()  # the names of those that run at the moment
_said: set[str] = set()


def use(name: str | None = None, mine: Callable[..., Any] | None = None) -> None:
    """Let your own function run in the library's place, here and in later notebooks; ``use()`` undoes it all.

    Your function is checked first. Calls that the exercise does not speak of (``dilation``, ``groups``, ``"same"``,
    float32 …) still go to the library's. Slow is fine: the first call over a second tells how long it took.

    Parameters
    ----------
    name : str, optional
        The exercise, such as ``"conv2d"``.
    mine : function, optional
        Yours, written with ``def``; its source is kept with your progress.

    Raises
    ------
    TypeError, ValueError
        There is no such exercise for a function of the library, or the source of yours cannot be kept.
    """
    if name is None and mine is None:
        for used in list(_library):
            _put(used, _library.pop(used))
        store.forget("own")
        say.sentence("The library's functions run again.")
        return
    exercise = checks.find("use", name or "")
    usable = [known for known, other in catalogue.EXERCISES.items() if _usable(known, other)]
    if not isinstance(exercise, Exercise) or name not in usable:
        raise ValueError(f"use: name must be one of {', '.join(map(repr, usable))}, got {name!r}.")
    source = gather(mine)
    if not checks.check(name, mine).right:
        return
    function = getattr(mine, "__name__", name)
    try:
        alone = checks.judge(exercise, build(source, function))
    except Exception as error:
        alone = verdict.wrong("exception", f"{type(error).__name__}: {error}")
    if not alone.right:
        raise ValueError(f"use: mine must also run in a notebook of its own, got: {alone.message}")
    store.record("own", name, {"source": source, "function": function})
    _install(exercise, mine)
    say.sentence(f"From here on your own {name} runs, in later notebooks too; {BACK}")


def restore() -> None:
    """Put the kept functions in place again, in a new kernel."""
    for name, kept in store.load().get("own", {}).items():
        try:
            exercise = checks.find("use", name)
            function = build(kept["source"], kept["function"])
        except Exception as error:
            say.sentence(
                f"Your own {name} does not run any more ({type(error).__name__}: {error}); the library's does."
            )
            continue
        if isinstance(exercise, Exercise) and _usable(name, exercise):
            _install(exercise, function)
            say.sentence(f"Your own {name} runs here; {BACK}")


def _usable(name: str, exercise: Any) -> bool:
    """Whether an exercise asks for a function of the library."""
    return isinstance(exercise, Exercise) and name in functional.__all__


def _install(exercise: Exercise, mine: Any) -> None:
    """Put the learner's function where the package looks for the library's."""
    library = _library.setdefault(exercise.name, getattr(functional, exercise.name))
    _put(exercise.name, _in_place_of(library, mine, exercise))


def _put(name: str, new: Callable[..., Any]) -> None:
    """Replace a function in the modules and layers that hold it."""
    old = getattr(functional, name)
    for module in (functional, sys.modules["cnnlite"]):
        setattr(module, name, new)
    for layer in _classes(nn.Module):
        if old in vars(layer).get("pair", ()):
            layer.pair = tuple(new if function is old else function for function in layer.pair)


def _classes(cls: type) -> Iterator[Any]:
    """Return the subclasses of a class, and theirs."""
    children: list[Any] = cls.__subclasses__()
    for child in children:
        yield child
        yield from _classes(child)


def _in_place_of(library: Callable[..., Any], mine: Any, exercise: Exercise) -> Callable[..., Any]:
    """Return a function with the library's call that runs the learner's own wherever it can."""
    name = exercise.name

    @wraps(library)
    def own(*args: Any, **kwargs: Any) -> Any:
        running = vars(_running).setdefault("names", set())
        # A check needs the library's, and so does an own function that calls it.
        call = None if checks.active or name in running else plain(library, exercise.call, args, kwargs)
        if call is None:
            return library(*args, **kwargs)
        running.add(name)
        start = time.monotonic()
        try:
            result = mine(*call.args, **call.kwargs)
        except Exception as error:
            result = library(*args, **kwargs)  # which says it best when the arguments are wrong
            _once(f"Your own {name} raised {type(error).__name__} here ({error}), and the library's ran; {BACK}", name)
            return result
        finally:
            running.discard(name)
        seconds = time.monotonic() - start
        if seconds > SLOW:
            _once(f"Your own {name} took {seconds:.1f} seconds for this call; {BACK}", f"{name} is slow")
        return answer(result, call.asked)

    return own


def _once(text: str, key: str) -> None:
    """Show a sentence the first time."""
    if key not in _said:
        _said.add(key)
        say.sentence(text)
