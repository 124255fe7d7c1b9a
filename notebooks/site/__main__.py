"""The command: every notebook executed and turned into a page, and an index of them."""

import argparse
import html
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from notebooks import build
from notebooks.site.live import Live
from notebooks.site.page import Card, body, card, page

FOLDER = build.HERE.parent / "build" / "site"
TITLE = "Convolutional networks from the inside"
INTRODUCTION = "Pages to read and to touch, without Python. Each is a notebook of the series, with all its results."
NOTE = "This page needs no Python: read it, and move what moves. To run and change the code, open the notebook."
INDEX = '<a href="index.html">All lessons</a>'


def lesson(notebook: NotebookNode, own: Card, cards: Sequence[Card]) -> str:
    """Return the page of an executed notebook, with links to its neighbors among ``cards``."""
    here = cards.index(own)
    links = [
        *(f"Before: {c.link}" for c in cards[:here][-1:]),
        INDEX,
        *(f"Next: {c.link}" for c in cards[here + 1 :][:1]),
    ]
    navigation = "".join(f"<li>{link}</li>" for link in links)
    live = Live(notebook)
    main = f'<p class="page-note">{NOTE}</p>{body(notebook, live, own.name)}'
    return page(own.title, main, live, f"<ul>{navigation}</ul>")


def contents(cards: Sequence[Card]) -> str:
    """Return the page that lists the lessons."""
    items = "".join(
        f'<li>{c.link}<p>{html.escape(c.question)}</p><p class="page-minutes">{c.minutes} minutes</p></li>'
        for c in cards
    )
    main = f'<h1>{TITLE}</h1><p>{INTRODUCTION}</p><ol class="page-lessons">{items}</ol>'
    return page(TITLE, main, Live(NotebookNode(metadata={})), "")


def main() -> int:
    """Build the pages whose notebooks' names begin as asked."""
    parser = argparse.ArgumentParser(
        description="Turn the notebooks into pages that need neither Python nor a network."
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=FOLDER,
        help="where to put them; build/site by default",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="the beginning of a name, such as 03; may stand several times",
    )
    arguments = parser.parse_args()
    sources = build.chosen(arguments.only)
    cards = {source: card(source.stem, build.read(source)) for source in build.chosen([])}
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        notebook = build.execute(build.read(source))
        save(
            arguments.folder / f"{source.stem}.html",
            lesson(notebook, cards[source], [*cards.values()]),
        )
    save(arguments.folder / "index.html", contents([*cards.values()]))
    return 0 if sources else 1


def save(target: Path, text: str) -> None:
    """Write a page and say how large it is."""
    target.write_text(text, encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
