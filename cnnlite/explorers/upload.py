"""`Upload`: a labelled file box for a picture of the learner's own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from cnnlite.data import pictures
from cnnlite.explorers.controls import FRONT_END, NARROW

LONGEST_NAME = 60  # characters of a file's name that a sentence repeats


class Upload(anywidget.AnyWidget):
    """A file box: choose a picture, or drop one on it.

    The page sends the file once, as a message, so that no trait keeps its bytes; one that is too large it only names.

    Parameters
    ----------
    take : callable
        Gets each picture that could be read: an ndarray (H, W, 3), or (H, W) with ``gray``, from 0 to 1.
    width : int
        The most columns and rows that the picture keeps.
    gray : bool
        One brightness for each pixel, or red, green and blue.
    label : str
        What the box is called.

    Attributes
    ----------
    message : str
        What was wrong with the last file, beginning with its name; empty when nothing was. Observe it.
    """

    _esm = FRONT_END / "upload.js"
    _css = FRONT_END / "controls.css"
    label = traitlets.Unicode("").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    most = traitlets.Int(pictures.LARGEST_FILE).tag(sync=True)  # bytes that the page may send

    def __init__(
        self,
        take: Callable[[np.ndarray], Any],
        width: int = 320,
        gray: bool = False,
        label: str = "your own picture",
    ) -> None:
        super().__init__(label=label, layout=NARROW)
        self._take, self._width, self._gray = take, width, gray
        self.on_msg(self._receive)

    def _receive(self, _: Any, content: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        """Read the file that the page has sent or named; what is wrong with it becomes the message."""
        self.message = ""
        try:
            if not buffers:
                pictures.check_length(content["size"])
            picture = pictures.read_picture(bytes(buffers[0]), self._width, self._gray)
        except ValueError as error:
            name = content["name"][:LONGEST_NAME]
            self.message = f"{name}: {str(error).removeprefix('read_picture: ')}"
        else:
            self._take(picture)
