"""`Predict`: commit to an answer first, then see."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import traitlets

from cnnlite import _checks
from cnnlite.explorers.closing import close_all
from cnnlite.explorers.component import Component
from cnnlite.questions import covered, wording

MOST = 6  # choices
COVER = "Decide first, then open this."


class Asked(Component):
    """The question of a `Predict`: it takes the answer, judges it, and uncovers what stands under it."""

    _esm = wording.FRONT_END / "predict.js"
    _css = wording.CSS
    question = traitlets.Unicode().tag(sync=True)
    choices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    answer = traitlets.Union([traitlets.Float(), traitlets.Unicode()]).tag(sync=True)
    told = traitlets.Unicode().tag(sync=True)
    why = traitlets.Unicode().tag(sync=True)
    reasons = traitlets.List(traitlets.Dict()).tag(sync=True)
    within = traitlets.Float().tag(sync=True)
    given = traitlets.Union([traitlets.Float(), traitlets.Unicode()], allow_none=True).tag(sync=True)
    confidence = traitlets.Int(None, allow_none=True, min=1, max=4).tag(sync=True)
    committed = traitlets.Bool(False).tag(sync=True)

    @traitlets.default("given")
    def _nothing(self) -> None:
        return None

    @property
    def right(self) -> bool | None:
        """Whether what was given is right, judged as the page does; None before anything was given."""
        if self.given is None or isinstance(self.answer, str) or isinstance(self.given, str):
            return None if self.given is None else self.given == self.answer
        return abs(self.given - self.answer) <= self.within + 1e-6 * abs(self.answer) + 1e-9

    def summary(self) -> str:
        """Return the question in words, without the answer."""
        ways = " / ".join(self.choices) or f"a number{', in ' + self.unit if self.unit else ''}"
        return f"Predict: {self.question} ({ways})"

    def fallback(self) -> str:
        """Return the question and what there is to choose from."""
        ways = wording.bullets(self.choices) if self.choices else ""
        return f"<p><b>{html.escape(self.question)}</b></p>{ways}"


class Predict(ipywidgets.VBox):
    """One prediction to commit to; what it is about stays covered until then.

    The page judges by itself and uncovers without asking the kernel, and no cell waits for an answer.

    Parameters
    ----------
    question : str
        One sentence.
    choices : sequence of str, optional
        Two to six answers to choose from; without them the learner types a number.
    answer : str or float
        The right choice, or the number, computed by the caller.
    why : str
        The reason, told with the true answer.
    reasons : mapping of str or float to str
        For wrong answers that are known, what led to them, told before ``why``.
    then : object, optional
        What is covered: a picture, an explorer, any widget, or anything else that can be displayed.
    name : str, optional
        Under which the prediction is kept with the learner's progress; without it nothing is kept.
    unit : str
        Stands behind a number, such as ``"pixels"``.
    within : float
        How far off a right number may be; the default forgives rounding to two decimals.

    Raises
    ------
    TypeError, ValueError
        The question, a choice or a reason says nothing, the answer is none of the choices or no finite number, a reason
        belongs to no wrong choice, or ``within`` is negative.

    Examples
    --------
    >>> Predict("How many places are there?", answer=9).summary()
    'Predict: How many places are there? (a number)'
    """

    then: Any = None  # Python deletes what was refused, too, and closes it then

    def __init__(
        self,
        question: str,
        choices: Sequence[str] | None = None,
        *,
        answer: str | float,
        why: str = "",
        reasons: Mapping[str | float, str] | None = None,
        then: Any = None,
        name: str | None = None,
        unit: str = "",
        within: float = wording.WITHIN,
    ) -> None:
        for key, value in {"why": why, "unit": unit, "name": name or ""}.items():
            if not isinstance(value, str):
                raise TypeError(f"Predict: {key} must be text, got {value!r}.")
        wording.text("Predict", "question", question)
        within = _checks.number("Predict", "within", within, 0)
        ways = [] if choices is None else wording.choices("Predict", choices, MOST)
        if ways:
            _checks.choice("Predict", "answer", answer, ways)
        else:
            answer = _checks.number("Predict", "answer", answer)
        for wrong, reason in (reasons or {}).items():
            if ways:
                _checks.choice("Predict", "each key of reasons", wrong, [way for way in ways if way != answer])
            else:
                _checks.number("Predict", "each key of reasons", wrong)
            wording.text("Predict", f"the reason of {wrong!r}", reason)
        told = answer if isinstance(answer, str) else wording.written(answer, within)
        self.name, self.then = name, then
        self.asked = Asked(
            question=question, choices=ways, unit=unit, answer=answer, told=told, why=why, within=within,
            reasons=[{"given": wrong, "text": reason} for wrong, reason in (reasons or {}).items()],
        )  # fmt: skip
        self._cover = ipywidgets.Box([] if then is None else [covered.to_widget(then)])
        self._cover.add_class("cnnlite-covered")
        super().__init__([self.asked, self._cover])
        self.add_class("cnnlite-predict")
        self.add_class("asking")
        self.asked.observe(self._answered, "committed")

    @property
    def given(self) -> str | float | None:
        """What the learner chose or typed; None before."""
        return self.asked.given

    @property
    def confidence(self) -> int | None:
        """How sure the learner was, from 1, a guess, to 4, sure; None when it was left out."""
        return self.asked.confidence

    @property
    def committed(self) -> bool:
        """Whether the learner has committed to the answer."""
        return self.asked.committed

    @property
    def right(self) -> bool | None:
        """Whether the committed answer is right; None before."""
        return self.asked.right if self.committed else None

    def summary(self) -> str:
        """Return the text twin: the question, without the answer."""
        return self.asked.summary()

    def to_html(self) -> str:
        """Return the question and, folded, what it covers, for pages in which no module runs."""
        unit = f" {self.asked.unit}" if self.asked.unit else ""
        told = f"<p><b>{html.escape(self.asked.told + unit)}</b>. {html.escape(self.asked.why)}</p>"
        return (
            f'<div class="cnnlite-predict asking">{self.asked.to_html()}'
            f'<details class="cnnlite-covered"><summary>{COVER}</summary>'
            f'<div class="cnnlite-told">{told}</div>{covered.to_html(self.then)}</details></div>'
        )

    def close(self) -> None:
        """Close the question and everything in it."""
        if isinstance(self.then, ipywidgets.Widget):
            self.then.close()  # an explorer knows best what it consists of
        close_all(self)

    def _answered(self, change: dict[str, Any]) -> None:
        """Uncover or cover, and keep what was predicted."""
        if not self.committed:
            self.add_class("asking")
            return
        self.remove_class("asking")
        if self.name and self.given is not None:
            from cnnlite.exercises import store  # only who asks for it gets a file

            kept = {name: getattr(self, name) for name in ("given", "confidence", "right")}
            store.record("predictions", self.name, {**kept, "answer": self.asked.answer})

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_() or {}
        return {**bundle, "text/plain": self.summary(), "text/html": self.to_html()}
