"""`Verdict`: what a check found, in one sentence that shows itself once."""

from dataclasses import dataclass, field

from cnnlite.exercises import say

HEADS = "Right.", "Right so far:", "Not tried yet", "Not yet."


@dataclass(repr=False)
class Verdict:
    """What `check` found.

    Attributes
    ----------
    right : bool
        Whether the answer is right.
    diagnosis : str or None
        A short id of what is wrong, the same in every version; None when the answer is right.
    message : str
        The sentence for the learner.
    """

    right: bool
    diagnosis: str | None
    message: str
    shown: bool = field(default=False, compare=False)

    def __repr__(self) -> str:
        return self.message

    def show(self) -> None:
        """Show the sentence."""
        self.shown = True
        head = next((head for head in HEADS if self.message.startswith(head)), "")
        say.sentence(self.message, head, say.GREEN if self.right else say.AMBER)

    def _ipython_display_(self) -> None:
        """Show nothing a second time, when the verdict is the last expression of a cell."""
        if not self.shown:
            self.show()


def right(sentence: str) -> Verdict:
    """Return the verdict that all is well."""
    return Verdict(True, None, f"Right. {_whole(sentence)}")


def begun(done: str, following: str) -> Verdict:
    """Return the verdict that some results are right and the others are still to be written."""
    return Verdict(False, "not_filled", f"Right so far: {done}. Next: {following}.")


def wrong(diagnosis: str, sentence: str) -> Verdict:
    """Return the verdict that something is not right yet."""
    return Verdict(False, diagnosis, f"Not yet. {_whole(sentence)}")


def untried(sentence: str) -> Verdict:
    """Return the verdict that there is nothing to judge yet."""
    return Verdict(False, "not_tried", f"Not tried yet: {sentence}")


def _whole(sentence: str) -> str:
    """Return the sentence with a capital at its beginning and just one mark at its end."""
    sentence = sentence if sentence.endswith("?") else f"{sentence.rstrip('.')}."
    return sentence[:1].upper() + sentence[1:]
