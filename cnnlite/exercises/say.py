"""Sentences, code and tables for the learner: words for every reader, a small box where HTML is shown."""

import html
from typing import Any

from IPython.display import display

GREEN, AMBER, GRAY = "#2e8b57", "#c77700", "#7a7a7a"  # borders that stand out on white and on black


class Shown:
    """Words and the same in HTML; outside a notebook the words are printed."""

    def __init__(self, text: str, markup: str) -> None:
        self.text = text
        self.markup = markup

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.markup}


def sentence(text: str, head: str = "", color: str = GRAY) -> None:
    """Show ``text`` in a box with a colored border; the ``head`` that it begins with is set in bold."""
    bold = f"<strong>{html.escape(head)}</strong>" if head else ""
    style = f"border-left: 4px solid {color}; padding: 4px 12px; margin: 4px 0; white-space: pre-line"
    display(Shown(text, f'<div style="{style}">{bold}{html.escape(text.removeprefix(head))}</div>'))


def code(text: str) -> None:
    """Show source code."""
    display(Shown(text, f"<pre>{html.escape(text)}</pre>"))


def table(caption: str, head: list[str], rows: list[list[str]]) -> None:
    """Show a table; in words its columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    aligned = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    ]
    lines = [_row(head, 'th scope="col"'), *(_row(row, "td") for row in rows)]
    markup = f"<table><caption>{html.escape(caption)}</caption>{''.join(lines)}</table>"
    display(Shown("\n".join([caption, *aligned]), markup))


def _row(cells: list[str], tag: str) -> str:
    """Return a row of HTML."""
    end = tag.split()[0]
    parts = (f'<{tag} style="text-align: left">{html.escape(cell)}</{end}>' for cell in cells)
    return f"<tr>{''.join(parts)}</tr>"
