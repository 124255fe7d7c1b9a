"""`Settings`: a state as a short line to share or to come back to."""

import json
import re
from collections.abc import Mapping
from typing import Any

import traitlets

# A name, which may hold spaces, and its value: a word in quotes, a table, or anything without a space.
TOKEN = re.compile(r'(\w[^=]*)=("(?:[^"\\]|\\.)*"|\[.*?\]\]|\S+)(?:\s+|$)')


class Settings:
    """What turns a state into a line and back; the class that uses it says what its state is."""

    _start: Mapping[str, Any]

    @property
    def state(self) -> dict[str, Any]:
        """The values of everything that can be set, by name."""
        raise NotImplementedError

    def _set(self, state: Mapping[str, Any]) -> None:
        """Take a whole state; what is impossible in it may raise a TraitError or be brought to what is possible."""
        raise NotImplementedError

    def reset(self) -> None:
        """Return to the state at the start."""
        self._set(self._start)

    def code(self) -> str:
        """Return the setting as a short line that `load` takes, to share or to come back to."""
        values = {name: value for name, value in self.state.items() if value != self._start[name]}
        return " ".join(
            f"{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}" for name, value in values.items()
        )

    def load(self, code: str) -> None:
        """Restore a setting that `code` gave.

        Raises
        ------
        ValueError
            The line names an unknown control or gives one an impossible value; nothing has changed then.
        """
        name = f"{type(self).__name__}.load"
        found = TOKEN.findall(code.strip())
        if TOKEN.sub("", code.strip()):
            raise ValueError(f"{name}: code must be words such as stride=2, got {code!r}.")
        before, wanted = self.state, dict(self._start)
        for key, value in found:
            if key not in before:
                raise ValueError(f"{name}: code must name controls, {', '.join(before)}, got {key!r}.")
            try:
                wanted[key] = json.loads(value)
            except ValueError:
                raise ValueError(f"{name}: code must give {key} a number or a word, got {value!r}.") from None
        try:
            self._set(wanted)
            changed = [key for key, value in wanted.items() if self.state[key] != value]
        except traitlets.TraitError:
            changed = [key for key, value in wanted.items() if self.state[key] != value]
        if changed:
            self._set(before)
            raise ValueError(f"{name}: code must give {', '.join(changed)} a possible value, got {code!r}.")
