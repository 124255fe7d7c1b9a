"""`OnePixel`: a digit moves by a pixel or two, and two networks say what they see."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from cnnlite import _checks, functional, nn
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid

MOST_SHIFT = 2


class OnePixel(NumberGrid):
    """An image in a larger empty frame, moved by up to two pixels, and what trained networks make of it.

    Parameters
    ----------
    models : mapping of str to Module
        One to three networks that return logits, by name.
    images : ndarray (N, H, W)
        One to four small images, at most 8×8.
    labels : sequence of int
        The class of each.
    right, down : int
        Where it stands at the start, −2 to 2 pixels from the middle.
    show : sequence of str
        The controls to show, of image, right and down.

    Raises
    ------
    TypeError, ValueError
        The images are no such array, there are not as many labels, or an argument is out of range.

    Examples
    --------
    >>> net = nn.Sequential(nn.GlobalMaxPool2d(), nn.Flatten(), nn.Linear(1, 2, rng=np.random.default_rng(0)))
    >>> OnePixel({"net": net}, np.eye(3)[None], [1], right=1).summary().split(". ")[0]
    'OnePixel: the 1, moved by 1 to the right and 0 down'
    """

    def __init__(
        self,
        models: Mapping[str, nn.Module],
        images: np.ndarray,
        labels: Sequence[int],
        right: int = 0,
        down: int = 0,
        show: Sequence[str] = ("image", "right", "down"),
    ) -> None:
        images = np.asarray(images, dtype=float)
        if images.ndim != 3 or not 1 <= len(images) <= 4 or max(images.shape[1:]) > 8:
            raise ValueError(f"OnePixel: images must be (N, H, W), one to four of at most 8×8, got {images.shape}.")
        if len(labels) != len(images):
            raise ValueError(f"OnePixel: labels must be {len(images)}, one for each image, got {len(labels)}.")
        for name, shift in (("right", right), ("down", down)):
            _checks.whole("OnePixel", name, shift, -MOST_SHIFT, MOST_SHIFT)
        shifts = range(-MOST_SHIFT, MOST_SHIFT + 1)
        places = list(product(range(len(images)), shifts, shifts))
        framed = np.stack([moved(images[n], x, y) for n, x, y in places])
        answers = {name: functional.softmax(model.eval()(framed[:, None])) for name, model in models.items()}
        super().__init__(
            [
                _scene(framed[k], labels[n], (x, y), {name: p[k] for name, p in answers.items()})
                for k, (n, x, y) in enumerate(places)
            ],
            options={
                "image": [f"{n}: a {label}" for n, label in enumerate(labels)],
                "right": [str(x) for x in shifts],
                "down": [str(y) for y in shifts],
            },
            show=show,
            label="a digit that moves, and what the networks say",
            setting=[0, right + MOST_SHIFT, down + MOST_SHIFT],
        )


def moved(image: np.ndarray, right: int, down: int, room: int = MOST_SHIFT) -> np.ndarray:
    """Return an image (H, W) in a frame that is ``room`` pixels larger on each side, moved from its middle.

    Examples
    --------
    >>> moved(np.ones((1, 1)), 1, 0, room=1).tolist()
    [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    """
    return np.pad(image, ((room + down, room - down), (room + right, room - right)))


def _scene(image: np.ndarray, label: int, shift: tuple[int, int], answers: Mapping[str, np.ndarray]) -> Scene:
    """Return the moved image and the probabilities that each network gives, as one frame."""
    told = []
    items: list[Grid | str] = [Grid("what the networks see", image, scale=(False, 1))]
    for name, p in answers.items():
        best = int(p.argmax())
        told.append(f"{name}: {best} with p = {p[best]:.2f}, {'right' if best == label else 'wrong'}")
        names = [str(k) for k in range(len(p))]
        items += [" ", Grid(name, np.round(p, 2)[:, None], marked=[(best, 0)], names=names, scale=(False, 1))]
    text = f"the {label}, moved by {_signed(shift[0])} to the right and {_signed(shift[1])} down. {'. '.join(told)}."
    return Scene([Frame(items, text)])


def _signed(number: int) -> str:
    """Write a whole number with a true minus."""
    return str(number).replace("-", "−")
