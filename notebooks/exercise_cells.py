"""Exercise cells: one source holds both the answer, which tests run, and the stub that learners get.

In a cell tagged ``exercise`` the lines from ``# stub: code`` to ``# end`` are the answer; learners see ``code``.
"""

import re

BLOCK = re.compile(
    r"^(?P<indent> *)# stub: (?P<stub>.*)\n(?P<answer>(?:.*\n)*?) *# end$", re.MULTILINE
)
TAG = "exercise"


def stubbed(source: str) -> str:
    """Return what learners get: every answer replaced by its stub."""
    if not BLOCK.search(source):
        raise ValueError(
            f"stubbed: an exercise cell must hold '# stub: …' and '# end', got {source[:60]!r}."
        )
    return BLOCK.sub(r"\g<indent>\g<stub>", source)


def answered(source: str) -> str:
    """Return the cell with its answers, as a learner would have written it."""
    return BLOCK.sub(lambda match: match["answer"].rstrip("\n"), source)
