"""The learner's state in one JSON file, ``$CNNLITE_HOME/state.json``; nothing of it leaves the machine.

``{"exercises": {name: …}, "predictions": {name: …}, …}``: sections of named entries. A damaged file is kept aside,
and where nothing can be written the state lives as long as the kernel.
"""

import contextlib
import copy
import itertools
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cnnlite.exercises import say

State = dict[str, dict[str, Any]]

PATIENCE = 2.0  # seconds to wait for another kernel that is writing; a lock that is older was left behind
_unkept: dict[Path, State] = {}  # the states of folders that cannot be written


def home() -> Path:
    """Return the learner's folder: ``$CNNLITE_HOME``, or ``~/.cnnlite``."""
    return Path(os.environ.get("CNNLITE_HOME") or "~/.cnnlite").expanduser()


def load() -> State:
    """Return the whole state; a missing file is an empty one."""
    folder = home()
    if folder in _unkept:
        return copy.deepcopy(_unkept[folder])
    state = _read(folder)
    if state is None:
        _rewrite(lambda _: None)  # sets the damaged file aside
        return load() if folder in _unkept else _read(folder) or {}
    return state


def record(section: str, name: str, value: dict[str, Any]) -> None:
    """Keep ``value``, which JSON can express, as the entry ``name`` of ``section``."""
    update(section, name, lambda _: value)


def update(section: str, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Replace an entry by ``change(entry)``; a new entry begins as ``{}``."""

    def rewrite(state: State) -> None:
        entries = state.setdefault(section, {})
        entries[name] = change(entries.get(name, {}))

    _rewrite(rewrite)


def forget(section: str) -> None:
    """Drop a whole section."""
    _rewrite(lambda state: state.pop(section, None))


def _rewrite(change: Callable[[State], object]) -> None:
    """Read, change and write the state while no other kernel does."""
    folder = home()
    if folder in _unkept:
        change(_unkept[folder])
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / "state.lock"):
            state = _read(folder)
            if state is None:
                _set_aside(folder)
                state = {}
            change(state)
            _write(folder, json.dumps(state, ensure_ascii=False, indent=1))
    except OSError as error:
        _unkept[folder] = _read(folder) or {}
        change(_unkept[folder])
        say.sentence(f"Your progress is not kept: {folder} cannot be written ({error.strerror}). All else works.")


def _read(folder: Path) -> State | None:
    """Return what the file says, None when it is damaged."""
    try:
        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError):  # cannot be read, is no text, or is no JSON
        return None
    return state if isinstance(state, dict) and all(isinstance(part, dict) for part in state.values()) else None


def _write(folder: Path, text: str) -> None:
    """Put ``text`` in place at once, so that a reader finds the old state or the new one, never half of it."""
    draft = folder / f"state.{os.getpid()}.tmp"
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / "state.json")
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock file; one that outlives our patience was left by a kernel that died, and is taken over."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > end:
                break
        except PermissionError:  # on Windows also a lock that is just going away
            if os.name != "nt" or time.monotonic() > end:
                raise
        time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _set_aside(folder: Path) -> None:
    """Rename a damaged file to a name that is free, and say so."""
    names = itertools.chain(["state.broken.json"], (f"state.broken.{number}.json" for number in itertools.count(2)))
    aside = next(folder / name for name in names if not (folder / name).exists())
    (folder / "state.json").rename(aside)
    say.sentence(f"Your progress file was damaged. It is kept as {aside}, and a new one begins.")
