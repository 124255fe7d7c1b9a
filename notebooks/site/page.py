"""One page: an executed notebook as HTML that fetches nothing, with its live widgets."""

import html
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from notebooks.site import markdown
from notebooks.site.live import Live, digest

HERE = Path(__file__).parent
LARGEST = 300_000  # bytes of modules and states on one page
KERNEL = '<p class="page-note">This explorer has controls that need Python: open the notebook to move them.</p>'
FOLDED = '<details class="page-folded"><summary>Code of this question</summary>{}</details>'
NOTEBOOK = re.compile(r"^([\w.-]+)\.ipynb(?=#|$)")


@dataclass(frozen=True)
class Card:
    """What the index says of a notebook."""

    name: str
    title: str
    question: str
    minutes: str

    @property
    def link(self) -> str:
        """The link to the page, its number and title."""
        return f'<a href="{self.name}.html">{self.name[:2]} {html.escape(self.title)}</a>'


def card(name: str, notebook: NotebookNode) -> Card:
    """Return what the first cell of a notebook says: its title, its question, its minutes."""
    first = notebook.cells[0].source
    wanted = (r"^# (.+)$", r"^\*\*(.+\?)\*\*$", r"\b(\d+) minutes\b")
    found = [re.search(pattern, first, re.MULTILINE) for pattern in wanted]
    return Card(name, *(match[1] if match else "" for match in found))


def body(notebook: NotebookNode, live: Live, name: str) -> str:
    """Return the cells of a notebook as HTML."""
    parts, number = [], 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(markdown.prose(cell.source))
        elif cell.source:
            number += 1
            where = f"{name}, cell {cell.id}"
            parts.append(f'<section class="page-cell" aria-label="Code cell {number}">')
            code = markdown.code(cell.source)
            parts.append(FOLDED.format(code) if cell.metadata else code)
            parts += [output_html(output, live, where) for output in cell.outputs]
            parts.append("</section>")
    return finish("\n".join(parts))


def output_html(output: NotebookNode, live: Live, where: str) -> str:
    """Return one output as HTML."""
    if output.output_type == "stream":
        return f'<div class="page-output">{markdown.plain(output.text)}</div>'
    data = output.get("data", {})
    inside = live.place(data, where) or markdown.plain(data.get("text/plain", ""))
    note = KERNEL if live.needs_kernel(data) else ""
    return f'<div class="page-output"><div class="page-scroll">{inside}</div>{note}</div>'


def finish(content: str) -> str:
    """Return content whose links lead to pages and whose wide parts scroll in their own box, by keyboard too."""
    soup = BeautifulSoup(content, "html.parser")
    for link in soup.select("a[href]"):
        link["href"] = NOTEBOOK.sub(r"\1.html", str(link["href"]))
    for wide in soup.select("table, math[display=block]"):
        wide.wrap(soup.new_tag("div", attrs={"class": "page-scroll"}))
    for box in soup.select("pre, .page-scroll"):
        box["tabindex"] = "0"
    return str(soup)


def page(title: str, main: str, live: Live, navigation: str) -> str:
    """Return a whole page.

    Raises
    ------
    ValueError
        The modules and states are too large for a page on a phone.
    """
    if live.size > LARGEST:
        raise ValueError(
            f"{title}: the modules and states of a page must be at most {LARGEST / 1000:.0f} kB, "
            f"got {live.size / 1000:.0f} kB. Send smaller arrays or fewer states."
        )
    scripts = [*live.scripts, (HERE / "loader.js").read_text(encoding="utf-8")]
    template = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=html.escape(title),
        policy=" ".join(map(digest, scripts)),
        style="\n".join([(HERE / "page.css").read_text(encoding="utf-8"), *live.styles]),
        main=main,
        top=landmark("Lessons", navigation),
        bottom=landmark("Lessons, again", navigation),
        states=live.data,
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )


def landmark(label: str, navigation: str) -> str:
    """Return links as a part of the page that screen readers list by its label."""
    return f'<nav aria-label="{label}">{navigation}</nav>' if navigation else ""
