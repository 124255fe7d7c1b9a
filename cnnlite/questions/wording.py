"""The words of a question: what may be asked, and how text becomes HTML."""

import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cnnlite.plots import color

FRONT_END = Path(__file__).parent / "front_end"
CSS = FRONT_END / "questions.css"
WITHIN = 0.005  # a number typed with two decimals is as near as that
OFF = 0.02  # a mistake must be as far from the right number, or rounding could bring it there


def text(function: str, name: str, value: Any) -> str:
    """Return a text that says something; refuse anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{function}: {name} must be text, got {value!r}.")
    if not value.strip():
        raise ValueError(f"{function}: {name} must say something, got {value!r}.")
    return value


def choices(function: str, values: Any, most: int) -> list[str]:
    """Return 2 to ``most`` different texts to choose from."""
    if isinstance(values, str) or not isinstance(values, Sequence) or not all(isinstance(v, str) for v in values):
        raise TypeError(f"{function}: choices must be a sequence of texts, got {values!r}.")
    if not 2 <= len(values) <= most or len(set(values)) != len(values) or not all(v.strip() for v in values):
        raise ValueError(f"{function}: choices must be 2 to {most} different texts, got {list(values)}.")
    return list(values)


def apart(right: float, mistakes: Mapping[float, str], off: float = OFF) -> dict[float, str]:
    """Return the mistakes, by the number that each gives, that give another number than the right one."""
    return {float(value): sentence for value, sentence in mistakes.items() if abs(value - right) > off}


def paragraph(words: str) -> str:
    """Return a text as an HTML paragraph; nothing for an empty one."""
    return f"<p>{html.escape(words)}</p>" if words else ""


def bullets(items: Iterable[str]) -> str:
    """Return texts as an HTML list."""
    return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ul>"


def folded(summary: str, content: str) -> str:
    """Return HTML that stays folded until it is opened."""
    return f"<details><summary>{html.escape(summary)}</summary>{content}</details>"


def written(value: float, within: float = WITHIN) -> str:
    """Return a number as an answer is told: two decimals, or six digits where two decimals would not do."""
    return color.number(value) if within >= WITHIN else f"{value:.6g}".replace("-", "−")
