"""The score of a `Recall` that has a name, kept with the learner's progress, and told beside a later one."""

from typing import Any

SECTION = "questions"


def keep(name: str, right: int, answered: int, asked: int) -> None:
    """Keep how many were right at the first try; answering again does not change what was answered before."""
    from cnnlite.exercises import store  # only who asks for it gets a file

    def newer(entry: dict[str, Any]) -> dict[str, Any]:
        return entry if entry.get("answered", 0) >= answered else {"right": right, "answered": answered, "asked": asked}

    store.update(SECTION, name, newer)


def told(name: str) -> str:
    """Return a kept score in words; nothing where none was kept."""
    from cnnlite.exercises import store

    entry = store.load().get(SECTION, {}).get(name)
    if not entry:
        return ""
    answered = "" if entry["answered"] == entry["asked"] else f", {entry['answered']} answered"
    return f"At the start: {entry['right']} of {entry['asked']} right at the first try{answered}."
