"""`Recall`: a few questions from earlier lessons, with reasons."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import traitlets

from cnnlite import _checks
from cnnlite.explorers.component import Component
from cnnlite.questions import score, wording

MOST_CHOICES, MOST_QUESTIONS = 4, 5


@dataclass(frozen=True)
class Question:
    """One question to recall something by.

    Attributes
    ----------
    text : str
        The question.
    choices : sequence of str
        Two to four answers.
    answer : str
        The right one of them.
    why : str
        The reason, told after the right answer.
    reasons : mapping of str to str
        For wrong choices, what to think about, told when they are chosen.

    Raises
    ------
    TypeError, ValueError
        A text is empty, the answer is none of the choices, or a reason belongs to no wrong choice.
    """

    text: str
    choices: Sequence[str]
    answer: str
    why: str
    reasons: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wording.text("Question", "text", self.text)
        wording.text("Question", "why", self.why)
        _checks.choice("Question", "answer", self.answer, wording.choices("Question", self.choices, MOST_CHOICES))
        for choice, reason in self.reasons.items():
            _checks.choice("Question", "each key of reasons", choice, [c for c in self.choices if c != self.answer])
            wording.text("Question", f"the reason of {choice!r}", reason)

    def reason(self, choice: str) -> str:
        """Return what to tell after a choice that is wrong; where only one is left, the reason for that one."""
        return self.reasons.get(choice, self.why if len(self.choices) == 2 and choice != self.answer else "")


class Recall(Component):
    """Questions that say at once whether the choice is right, and why. They can be skipped; nothing waits for them.

    Parameters
    ----------
    *questions : Question
        One to five; three are plenty.
    name : str, optional
        Under which the score of the first tries is kept on this machine; without it nothing is kept.
    before : str, optional
        The name of earlier questions, whose score is told beside the present one where it was kept.

    Raises
    ------
    TypeError, ValueError
        There is no question, more than five, or something that is no `Question`; or a name is no text.

    Examples
    --------
    >>> print(Recall(Question("2 + 2?", ["3", "4"], "4", "Count on from 2.")).summary())
    Recall: 1 question.
    1. 2 + 2? (3 / 4)
    """

    _esm = wording.FRONT_END / "recall.js"
    _css = wording.CSS
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)
    picked = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)
    skipped = traitlets.Bool(False).tag(sync=True)
    earlier = traitlets.Unicode("").tag(sync=True)  # the score of the questions before, in words

    def __init__(self, *questions: Question, name: str | None = None, before: str | None = None) -> None:
        for key, value in {"name": name, "before": before}.items():
            if value is not None:
                wording.text("Recall", key, value)
        for question in questions:
            if not isinstance(question, Question):
                raise TypeError(f"Recall: each question must be a Question, got {question!r}.")
        if not 1 <= len(questions) <= MOST_QUESTIONS:
            raise ValueError(f"Recall: there must be 1 to {MOST_QUESTIONS} questions, got {len(questions)}.")
        super().__init__(
            questions=[
                {
                    "text": question.text,
                    "choices": list(question.choices),
                    "answer": list(question.choices).index(question.answer),
                    "why": question.why,
                    "reasons": [question.reason(choice) for choice in question.choices],
                }
                for question in questions
            ],
            picked=[[] for _ in questions],
            earlier=score.told(before) if before else "",
        )
        self.name = name
        self.observe(self._answered, "picked")

    @property
    def right(self) -> int:
        """How many questions have been answered rightly, at the first try or later."""
        return sum(q["answer"] in picks for q, picks in zip(self.questions, self.picked, strict=True))

    @property
    def first(self) -> int:
        """How many questions were answered rightly at the first try."""
        return sum(picks[:1] == [q["answer"]] for q, picks in zip(self.questions, self.picked, strict=True))

    def _answered(self, _: object) -> None:
        """Keep the score of the first tries."""
        if self.name:
            score.keep(self.name, self.first, sum(map(bool, self.picked)), len(self.questions))

    def summary(self) -> str:
        """Return the text twin: the questions and their choices, without the answers."""
        count = len(self.questions)
        lines = [f"{n}. {q['text']} ({' / '.join(q['choices'])})" for n, q in enumerate(self.questions, 1)]
        return "\n".join([f"Recall: {count} question{'s' if count > 1 else ''}.", *lines])

    def fallback(self) -> str:
        """Return the questions as a list, each answer folded."""
        return f"<ol>{''.join(f'<li>{self._listed(question)}</li>' for question in self.questions)}</ol>"

    @staticmethod
    def _listed(question: Mapping[str, Any]) -> str:
        """Return one question of the list."""
        answer = f"<p><b>{html.escape(question['choices'][question['answer']])}</b>. {html.escape(question['why'])}</p>"
        choices = wording.bullets(question["choices"])
        return f"{wording.paragraph(question['text'])}{choices}{wording.folded('Answer', answer)}"
