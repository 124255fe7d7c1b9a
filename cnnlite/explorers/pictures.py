"""`PictureMenu`: the pictures that an explorer offers, and the learner's own; `PictureExplorer`, which has one."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import _checks
from cnnlite.data import photos, slash, textures
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import NARROW
from cnnlite.explorers.upload import Upload

CHANNELS = ("red", "green", "blue")  # of a picture in color
TEXTURES = ("stripes", "fur", "slashes")
YOURS = "yours"  # the array given in code
UPLOADED = "your picture"  # the file given in the page


class PictureMenu:
    """The pictures that an explorer offers: photos, textures, small arrays, and the learner's own.

    Parameters
    ----------
    function : str
        Who asks, for messages.
    image : str or ndarray (H, W), or (H, W, 3) where ``color``
        The name of the picture to begin with, or the learner's own numbers, then called "yours".
    small : mapping of str to ndarray (H, W), or (H, W, 3) where ``color``
        Further pictures by name.
    color : bool
        Whether pictures are (H, W, 3), red, green and blue from 0 to 1, instead of (H, W).
    largest : int
        The most rows and columns of any picture, 48 to 320.

    Attributes
    ----------
    dropdown : ipywidgets.Dropdown
        The menu, to stand among an explorer's controls as "image".
    upload : Upload
        The place for a file. A picture given there becomes "your picture", first in the menu, and is selected.

    Raises
    ------
    TypeError, ValueError
        The image is no such name, or no array of that kind.

    Examples
    --------
    >>> menu = PictureMenu("demo", "fur", small={"dots 2×2": np.eye(2)})
    >>> menu.dropdown.options
    ('temple', 'flower', 'stripes', 'fur', 'slashes', 'dots 2×2')
    >>> menu.array("fur").shape, menu.array("dots 2×2").shape
    ((160, 160), (2, 2))
    """

    def __init__(
        self,
        function: str,
        image: str | np.ndarray,
        small: Mapping[str, np.ndarray] | None = None,
        color: bool = False,
        largest: int = 320,
    ) -> None:
        self.color, self.largest = color, _checks.whole(function, "largest", largest, 48, 320)
        self._arrays = {name: self._fitted(array) for name, array in (small or {}).items()}
        names = [*photos.NAMES, *TEXTURES, *self._arrays]
        if isinstance(image, str):
            _checks.choice(function, "image", image, names)
        else:
            given = _color(function, image, largest) if color else _checks.gray(function, "image", image, largest)
            self._arrays[YOURS] = self._fitted(given)
            names.append(YOURS)
        self.dropdown = ipywidgets.Dropdown(
            options=names, value=image if isinstance(image, str) else YOURS, description="image",
            layout={"width": "260px"} | NARROW, style={"description_width": "60px"},
        )  # fmt: skip
        self._troubled: list[Callable[[str], Any]] = []

    @cached_property
    def upload(self) -> Upload:
        """The place for a file; made when first asked for, as not every explorer shows one."""
        upload = Upload(self._take, self.largest, gray=not self.color)
        upload.observe(self._tell, "message")
        return upload

    def on_trouble(self, callback: Callable[[str], Any]) -> None:
        """Call back with a sentence whenever a file could not be read."""
        self._troubled.append(callback)

    def array(self, name: str) -> np.ndarray:
        """Return the picture of a name of the menu, (H, W) or (H, W, 3); decoded or generated once, read-only."""
        _checks.choice("PictureMenu.array", "name", name, self.dropdown.options)
        if name not in self._arrays:
            self._arrays[name] = self._fitted(self._made(name))
        return self._arrays[name]

    def _take(self, picture: np.ndarray) -> None:
        """Offer a picture that was read, first in the menu, and select it."""
        again = self.dropdown.value == UPLOADED
        self._arrays[UPLOADED] = self._fitted(picture)
        others = [name for name in self.dropdown.options if name != UPLOADED]
        self.dropdown.options = [UPLOADED, *others]  # ipywidgets selects the first of new options
        self.dropdown.value = UPLOADED
        if again:  # another picture under the same name: no trait has changed, and yet there is news
            news = {"name": "value", "old": UPLOADED, "new": UPLOADED, "owner": self.dropdown, "type": "change"}
            self.dropdown.notify_change(news)

    def _tell(self, change: Mapping[str, Any]) -> None:
        """Pass on what was wrong with a file."""
        for callback in self._troubled if change["new"] else ():
            callback(change["new"])

    def _made(self, name: str) -> np.ndarray:
        """Return a photo or a texture."""
        if name in photos.NAMES:
            return photos.photo(name, gray=not self.color, width=self.largest)
        if name == "slashes":
            images, _ = slash.slashes(16)
            return images.reshape(4, 4, 12, 12).swapaxes(1, 2).reshape(48, 48)  # four rows of four
        if name == "stripes":
            return textures.stripes(min(96, self.largest))
        return textures.fur(min(160, self.largest))

    def _fitted(self, array: np.ndarray) -> np.ndarray:
        """Return a read-only copy with the axes of this menu."""
        fitted = np.array(array, dtype=float)
        if self.color and fitted.ndim == 2:
            fitted = np.repeat(fitted[..., None], 3, axis=2)
        fitted.flags.writeable = False
        return fitted


def _color(function: str, image: Any, largest: int) -> np.ndarray:
    """Return a learner's (H, W, 3) or (H, W) array as float64; refuse anything else, and numbers outside [0, 1]."""
    if isinstance(image, np.ndarray) and image.ndim == 3 and image.shape[2] == 3:
        image = np.stack([_checks.gray(function, "image", plane, largest) for plane in np.moveaxis(image, 2, 0)], 2)
    elif isinstance(image, np.ndarray) and image.ndim != 2:
        raise ValueError(
            f"{function}: image must be (H, W, 3), red, green and blue last, or gray (H, W), "
            f"got image.shape={image.shape}. Of (N, 3, H, W): x[0].transpose(1, 2, 0)."
        )
    else:
        image = _checks.gray(function, "image", image, largest)
    if image.min() < 0 or image.max() > 1:
        raise ValueError(
            f"{function}: image must hold numbers from 0 to 1, got {image.min():g} to {image.max():g}. "
            "Divide bytes by 255."
        )
    return image


class PictureExplorer(Explorer):
    """An explorer whose first control is a menu of pictures, with a place for the learner's own where it is shown.

    Parameters
    ----------
    menu : PictureMenu
        Its dropdown becomes the control "image".
    controls, panels, show
        As in `Explorer`, without the image.
    """

    def __init__(
        self, menu: PictureMenu, controls: Mapping[str, Any], panels: Sequence[str], show: Sequence[str] | None
    ) -> None:
        self.menu = menu
        super().__init__({"image": menu.dropdown, **controls}, panels, show)
        menu.on_trouble(self.trouble)

    def buttons(self) -> Sequence[Any]:
        """Return the place for a picture of one's own, where pictures can be chosen."""
        return [self.menu.upload] if "image" in self.shown else []
