"""`Component`, a widget whose front end does everything itself, so that it also lives on a page without a kernel."""

from typing import Any

import anywidget
import traitlets

from cnnlite.explorers.closing import close_all


class Component(anywidget.AnyWidget):
    """A widget that needs no answer from Python: its module draws, moves and judges from what it was sent once.

    Python reads and sets its traits as those of any widget. The page builder (``python -m notebooks.site``) replaces
    each ``<div class="cnnlite-live">`` of an output by the module itself, with the traits it had; `alone` is how it
    knows one. A subclass sets ``_esm`` (one self-contained module with ``export default { render }``) and ``_css``.
    """

    alone = traitlets.Bool(True).tag(sync=True)

    def summary(self) -> str:
        """Return the text twin: what is on display, in words."""
        raise NotImplementedError

    def fallback(self) -> str:
        """Return the HTML for pages in which no module runs: pictures, words, ``<details>``."""
        raise NotImplementedError

    def to_html(self) -> str:
        """Return the fallback in the place that the module takes on a static page."""
        return f'<div class="cnnlite-live">{self.fallback()}</div>'

    def close(self) -> None:
        """Close the widget and its layout, which ipywidgets would keep for ever."""
        close_all(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle: Any = super()._repr_mimebundle_(**kwargs) or {}
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": self.summary(), "text/html": self.to_html()}, metadata
