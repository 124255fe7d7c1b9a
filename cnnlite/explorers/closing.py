"""`close_all`: what ipywidgets does not do, to close what stands in a widget with it."""

import ipywidgets


def close_all(*widgets: ipywidgets.Widget) -> None:
    """Close widgets, what stands in them, their layouts and styles; ipywidgets would keep them for ever."""
    todo = list(widgets)
    while todo:
        widget = todo.pop()
        todo += getattr(widget, "children", ())
        for part in ("layout", "style"):
            if hasattr(widget, part):
                getattr(widget, part).close()
        ipywidgets.Widget.close(widget)
