"""`WorkedExample`: a computation with all its steps, which fade as the learner takes over."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import numpy as np
import traitlets

from cnnlite import _checks
from cnnlite.explorers.component import Component
from cnnlite.plots import color
from cnnlite.questions import wording

MOST = 3  # the level at which every number is the learner's
LARGEST = 12  # rows or columns of an array to compute with
BLANK = "__"


@dataclass(frozen=True)
class Step:
    """One step of a computation.

    Attributes
    ----------
    label : str
        What the step is about, such as ``"place (0, 1): the sum"``.
    parts : sequence of str and float
        Text and numbers as they are read; the numbers can be left blank.
    principle : str
        The rule that the step follows; the learner is asked for it. Empty: not asked.
    why : str
        Why it is that rule.
    fade : int
        The level, 1 to 3, from which on the numbers are the learner's to fill in. The step that carries the idea has 1.
    mistakes : mapping of float to str
        For wrong numbers that are known, what led to them.

    Raises
    ------
    TypeError, ValueError
        There is no label or no number, a part is neither text nor a finite number, or ``fade`` is not 1, 2 or 3.
    """

    label: str
    parts: Sequence[str | float]
    principle: str = ""
    why: str = ""
    fade: int = 1
    mistakes: Mapping[float, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wording.text("Step", "label", self.label)
        if isinstance(self.parts, str) or not isinstance(self.parts, Sequence):
            raise TypeError(f"Step: parts must be a sequence of texts and numbers, got {self.parts!r}.")
        numbers = [_checks.number("Step", "each part", part) for part in self.parts if not isinstance(part, str)]
        if not numbers:
            raise ValueError(f"Step: parts must hold at least one number, got {list(self.parts)}.")
        if self.fade not in (1, 2, MOST):
            raise ValueError(f"Step: fade must be 1, 2 or {MOST}, got {self.fade!r}.")
        for value, sentence in self.mistakes.items():
            _checks.number("Step", "each key of mistakes", value)
            wording.text("Step", f"the sentence for {value}", sentence)

    def line(self, level: int) -> str:
        """Return the step in words, with blanks for the numbers that are the learner's."""
        numbers = (BLANK if level >= self.fade else color.number(part) for part in self.parts if _is_number(part))
        return " ".join(part if isinstance(part, str) else next(numbers) for part in self.parts).replace(" ,", ",")


class WorkedExample(Component):
    """A computation, step by step, of which more and more is the learner's; each number is checked as it comes.

    Parameters
    ----------
    title : str
        What is computed.
    steps : sequence of Step
        In their order.
    level : int
        0 shows everything, 1 leaves the step blank that carries the idea, 2 further steps, 3 all of them.
    arrays : mapping of str to ndarray (H, W), optional
        What it is computed from, by name, shown above the steps; at most 12 rows and columns.

    Raises
    ------
    TypeError, ValueError
        The title is empty, there are no steps, the level is not 0 to 3, or an array is not (H, W).

    Examples
    --------
    >>> print(WorkedExample("Add", [Step("the sum", ["2 + 2 =", 4.0])], level=1).summary())
    WorkedExample: Add. Level 1 of 3: 1 of 1 numbers to fill in.
    the sum: 2 + 2 = __
    """

    _esm = wording.FRONT_END / "worked.js"
    _css = wording.CSS
    title = traitlets.Unicode().tag(sync=True)
    arrays = traitlets.List(traitlets.Dict()).tag(sync=True)
    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    principles = traitlets.List(traitlets.Unicode()).tag(sync=True)
    within = traitlets.Float(wording.WITHIN).tag(sync=True)
    level = traitlets.Int(0, min=0, max=MOST).tag(sync=True)
    given = traitlets.Dict().tag(sync=True)  # "step.number" → {"value", "right", "shown", "wrong": numbers}
    named = traitlets.Dict().tag(sync=True)  # "step" → the principle chosen last

    def __init__(
        self, title: str, steps: Sequence[Step], level: int = 0, arrays: Mapping[str, np.ndarray] | None = None
    ) -> None:
        wording.text("WorkedExample", "title", title)
        if not isinstance(steps, Sequence) or not all(isinstance(step, Step) for step in steps):
            raise TypeError(f"WorkedExample: steps must be a sequence of Step, got {steps!r}.")
        if not steps:
            raise ValueError("WorkedExample: steps must hold at least one Step, got none.")
        if not _checks.is_int(level) or not 0 <= level <= MOST:
            raise ValueError(f"WorkedExample: level must be 0 (all shown) to {MOST} (all yours), got {level!r}.")
        self._steps = tuple(steps)
        tables = {n: _checks.gray("WorkedExample", n, array, LARGEST) for n, array in (arrays or {}).items()}
        super().__init__(
            title=title,
            arrays=[
                {"label": n, "rows": [[color.number(v) for v in row] for row in table]} for n, table in tables.items()
            ],
            steps=[_sent(step) for step in steps],
            principles=sorted({step.principle for step in steps if step.principle}),  # not in the order of the steps
            level=level,
        )

    @property
    def blanks(self) -> list[str]:
        """The keys, ``"step.number"``, of the numbers that are the learner's at this level."""
        return [
            f"{n}.{k}"
            for n, step in enumerate(self._steps)
            if self.level >= step.fade
            for k in range(sum(map(_is_number, step.parts)))
        ]

    @property
    def right(self) -> int:
        """How many of the blanks the learner has filled in rightly, not counting those that were shown."""
        return sum(bool(entry.get("right")) for key in self.blanks if (entry := self.given.get(key)))

    def summary(self) -> str:
        """Return the text twin: the steps in words, with blanks for what is the learner's."""
        count = sum(map(_is_number, (part for step in self._steps for part in step.parts)))
        head = f"{self.title}. Level {self.level} of {MOST}: {len(self.blanks)} of {count} numbers to fill in."
        return "\n".join([f"WorkedExample: {head}", *(f"{s.label}: {s.line(self.level)}" for s in self._steps)])

    def fallback(self) -> str:
        """Return the steps as a list; the numbers of the blanks and the principles are folded."""
        tables = "".join(_table(array) for array in self.arrays)
        steps = "".join(f"<li>{self._listed(step)}</li>" for step in self._steps)
        return f"<p><b>{html.escape(self.title)}</b></p>{tables}<ol>{steps}</ol>"

    def _listed(self, step: Step) -> str:
        """Return one step of the list."""
        blank = self.level >= step.fade
        line = wording.paragraph(step.line(self.level))
        numbers = wording.folded("The numbers", wording.paragraph(step.line(0))) if blank else ""
        rule = wording.paragraph(f"{step.principle}. {step.why}".strip())
        principle = wording.folded("Which rule?", rule) if step.principle else ""
        return f"<p><b>{html.escape(step.label)}</b></p>{line}{numbers}{principle}"


def _is_number(part: str | float) -> TypeGuard[float]:
    """Whether a part of a step is a number."""
    return not isinstance(part, str)


def _sent(step: Step) -> dict[str, Any]:
    """Return a step as the page gets it: every number with its text."""
    return {
        "label": step.label,
        "parts": [
            {"text": part} if isinstance(part, str) else {"number": float(part), "text": color.number(part)}
            for part in step.parts
        ],
        "principle": step.principle,
        "why": step.why,
        "fade": int(step.fade),
        "mistakes": [{"number": float(value), "text": sentence} for value, sentence in step.mistakes.items()],
    }


def _table(array: Mapping[str, Any]) -> str:
    """Return a small array as an HTML table."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in array["rows"])
    return f"<p>{html.escape(array['label'])}</p><table><tbody>{rows}</tbody></table>"
