"""What a prediction covers: anything that can be displayed, as a widget and as HTML."""

import html
from typing import Any

import ipywidgets


def to_html(thing: Any) -> str:
    """Return a picture, component, widget, text or other displayable object as HTML."""
    if thing is None:
        return ""
    if isinstance(thing, str):
        return f"<p>{html.escape(thing)}</p>"
    if hasattr(thing, "to_html"):
        return thing.to_html()
    if hasattr(thing, "_repr_mimebundle_"):
        bundle = thing._repr_mimebundle_()
        data = (bundle[0] if isinstance(bundle, tuple) else bundle) or {}
        # A bare widget has no HTML, and its text is one for programmers.
        return data.get("text/html") or ("" if isinstance(thing, ipywidgets.Widget) else _plain(data["text/plain"]))
    if hasattr(thing, "_repr_html_"):
        return thing._repr_html_()
    return _plain(repr(thing))


def to_widget(thing: Any) -> ipywidgets.Widget:
    """Return the thing itself if it is a widget, else a widget that shows its HTML."""
    return thing if isinstance(thing, ipywidgets.Widget) else ipywidgets.HTML(to_html(thing))


def _plain(text: str) -> str:
    """Return the text of an object as HTML, its lines kept."""
    return f"<pre>{html.escape(text)}</pre>"
