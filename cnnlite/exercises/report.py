"""`progress`: what is kept on this machine about the learner's work."""

from typing import Any

from cnnlite.exercises import say, store


def progress() -> None:
    """Show which exercises you tried, how often, which are right and how many hints you took; and your predictions.

    Questions that you meet again, such as the first five, stand with the score of your first tries.
    All of it comes from one file in your own folder (``$CNNLITE_HOME``, else ``~/.cnnlite``); nothing is sent anywhere.
    """
    state = store.load()
    exercises, predictions, scores = (state.get(name, {}) for name in ("exercises", "predictions", "questions"))
    if not exercises and not predictions and not scores:
        say.sentence("Nothing tried yet: your first check or prediction will stand here.")
        return
    if exercises:
        rows = [
            [name, str(entry.get("tries", 0)), _yes(entry.get("right")), _hints(entry)]
            for name, entry in sorted(exercises.items())
        ]
        done = sum(row[2] == "right" for row in rows)
        say.table(f"Exercises: {done} of {len(rows)} right", ["exercise", "tries", "", "hints"], rows)
    if predictions:
        rows = [
            [name, str(entry.get("given", "")), _yes(entry.get("right")), str(entry.get("confidence") or "")]
            for name, entry in sorted(predictions.items())
        ]
        right = sum(row[2] == "right" for row in rows)
        say.table(f"Predictions: {right} of {len(rows)} right", ["prediction", "yours", "", "how sure (1–4)"], rows)
    if scores:
        rows = [[name, f"{entry.get('right', 0)} of {entry.get('asked', 0)}"] for name, entry in sorted(scores.items())]
        say.table("Questions right at the first try", ["questions", ""], rows)


def _yes(value: Any) -> str:
    return "right" if value else "not yet"


def _hints(entry: dict[str, Any]) -> str:
    return f"{entry.get('hints', 0)}{', solution seen' if entry.get('solution') else ''}"
