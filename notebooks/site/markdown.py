"""Markdown to HTML: nbconvert's own rules, with formulas as MathML and code in color."""

import html

from bs4 import BeautifulSoup
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


class Renderer(IPythonRenderer):
    """HTML in which a formula needs no script: browsers draw MathML themselves."""

    def block_math(self, body: str) -> str:
        """Return a formula that has its own line."""
        return convert(body, display="block")

    def inline_math(self, body: str) -> str:
        """Return a formula in a sentence."""
        return convert(body)

    def latex_environment(self, name: str, body: str) -> str:
        """Return an environment, such as a system of equations."""
        return convert(rf"\begin{{{name}}}{body}\end{{{name}}}", display="block")


def prose(text: str) -> str:
    """Return the HTML of a Markdown cell; headings have ids."""
    soup = BeautifulSoup(
        MarkdownWithMath(Renderer(escape=False)).render(text), "html.parser"
    )
    for mark in soup.select("a.anchor-link"):
        mark.decompose()
    return str(soup)


def code(text: str) -> str:
    """Return the HTML of a Python cell."""
    inside = highlight(text, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<pre class="highlight"><code>{inside}</code></pre>'


def plain(text: str) -> str:
    """Return the HTML of text as it stands."""
    return f"<pre>{html.escape(text.rstrip())}</pre>"
