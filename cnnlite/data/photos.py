"""Two real photos, bundled with scikit-learn: a temple and a flower.

Both are under a Creative Commons attribution license: `china.jpg` by danielbuechele, `flower.jpg` by vultilion.
"""

from importlib.metadata import distribution
from pathlib import Path

import numpy as np
from PIL import Image

from cnnlite import _checks

NAMES = {"temple": "china.jpg", "flower": "flower.jpg"}
LUMA = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601: how bright red, green and blue look to the eye


def photo(name: str = "temple", gray: bool = True, width: int = 320) -> np.ndarray:
    """Return a photo as floats between 0 (black) and 1 (full brightness).

    Parameters
    ----------
    name : {"temple", "flower"}
        Which photo.
    gray : bool
        One brightness for each pixel, or red, green and blue.
    width : int
        Columns, at most 320; the height follows.

    Returns
    -------
    ndarray (H, W) or (H, W, 3)
        float64.

    Raises
    ------
    TypeError, ValueError
        The name is unknown, or the width no whole number from 8 to 320.

    Examples
    --------
    >>> photo("flower").shape, photo("flower", gray=False, width=160).shape
    ((213, 320), (106, 160, 3))
    """
    _checks.choice("photo", "name", name, NAMES)
    if not _checks.is_int(width):
        raise TypeError(f"photo: width must be a whole number of pixels, got {width!r}.")
    if not 8 <= width <= 320:
        raise ValueError(f"photo: width must lie between 8 and 320 pixels, got {width}.")
    image = _bundled(NAMES[name])
    height = image.height * width // image.width
    pixels = np.asarray(image.resize((width, height), Image.Resampling.BOX), dtype=float) / 255
    return pixels @ LUMA if gray else pixels


def _bundled(name: str) -> Image.Image:
    """Open a photo of scikit-learn, which to import takes longer than all of cnnlite."""
    folder = Path(str(distribution("scikit-learn").locate_file("sklearn/datasets/images")))
    if (folder / name).exists():
        return Image.open(folder / name)
    from sklearn.datasets import load_sample_image  # a later version may keep it elsewhere

    return Image.fromarray(load_sample_image(name))
