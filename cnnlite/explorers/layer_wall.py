"""`LayerWall`: what every layer of any network makes of a picture, and what each of its units looks for."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from cnnlite import inspect
from cnnlite.explorers import wall_pictures as wall
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import NARROW, Slider
from cnnlite.explorers.looking import called, given, part, shown
from cnnlite.explorers.panel import View
from cnnlite.nn import Conv2d, Linear, Module
from cnnlite.plots import color

MOST_SEARCHED, MOST_FOUND = 300, 6  # images to look for the most exciting ones among, and how many of them to show


class LayerWall(Explorer):
    """A picture, all maps of one layer, and of one unit its map, its weights and the images that excite it most.

    Everything is read from the network itself, however deep it is and whatever its layers are.

    Parameters
    ----------
    model : Module
        Any network; stays as it was.
    images : ndarray (N, C, H, W)
        Pictures to choose from; the most exciting ones are searched among the first 300.
    labels : sequence (N,) of int or str, optional
        Their classes, or names.
    layer : int
        Which layer to begin with, counted from 0 in the order in which they run.
    unit : int
        Which unit of it: a channel, or a neuron of a dense layer.
    picture : int
        Which image.
    show : sequence of str, optional
        The controls to show, of picture, layer and unit.

    Raises
    ------
    TypeError, ValueError
        The model is no network or refuses the images, the images are no (N, C, H, W), the labels not one for each, or
        a number is out of range.

    Examples
    --------
    >>> from cnnlite.nn import Conv2d, ReLU, Sequential
    >>> layer = Conv2d(1, 2, 2, bias=False, rng=np.random.default_rng(0))
    >>> layer.weight.data = np.array([[[[1.0, 0], [0, 0]]], [[[-1.0, 0], [0, 0]]]])
    >>> images = np.arange(9.0).reshape(1, 1, 3, 3)
    >>> LayerWall(Sequential(layer, ReLU()), images).summary()
    'LayerWall: picture 0: 0 Conv2d, unit 0 of 2: from 0 to 4; largest at row 1, column 1, where it sees rows 1–2, columns 1–2 of the picture. Largest of all pictures: 4, in picture 0.'
    """  # noqa: E501

    def __init__(
        self,
        model: Module,
        images: np.ndarray,
        labels: Sequence[int | str] | np.ndarray | None = None,
        layer: int = 0,
        unit: int = 0,
        picture: int = 0,
        show: Sequence[str] | None = None,
    ) -> None:
        self.images, self.labels = given("LayerWall", model, images, labels, kinds="iuU")
        self.model = model
        self.modules = dict(model.named_modules())
        self._found: dict[tuple[str, int], inspect.Excited] = {}
        self._maps: tuple[int, dict[str, np.ndarray]] = (-1, {})
        maps = self._maps_of(0)
        self.layers = {f"{name} {color.size_of(out)}": name for name, out in maps.items()}
        units = [len(out) for out in maps.values()]
        names = list(self.layers.values())
        if not isinstance(layer, int) or not 0 <= layer < len(names):
            raise ValueError(f"LayerWall: layer must lie between 0 and {len(names) - 1}, got {layer!r}.")
        self._slider = Slider("unit", 0, units[layer] - 1, unit)  # refuses a unit that this layer does not have
        self._slider.max = max(units) - 1
        super().__init__(
            controls={
                "picture": Slider("picture", 0, len(self.images) - 1, picture),
                "layer": ipywidgets.Dropdown(
                    options=list(self.layers.items()), value=names[layer], description="layer",
                    layout={"width": "300px"} | NARROW, style={"description_width": "50px"},
                ),
                "unit": self._slider,
            },
            panels=("picture", "wall", "map", "kernel", "exciting"),
            show=show,
        )  # fmt: skip

    def settle(self, changed: str | None) -> None:
        """Let the units be those of the layer."""
        self.unit.max = len(self._maps_of(self.picture.value)[self.layer.value]) - 1

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the maps of the layer, the unit's own, its weights, and the images that excite it most."""
        number, layer, unit = (state[name] for name in ("picture", "layer", "unit"))
        one = self.images[number : number + 1]
        maps = self._maps_of(number)
        out = maps[layer].reshape(len(maps[layer]), *(maps[layer].shape[1:] or (1, 1)))
        if (layer, unit) not in self._found:
            searched = self.images[:MOST_SEARCHED]
            self._found[layer, unit] = inspect.most_exciting(self.model, searched, layer, unit, MOST_FOUND)
        here = inspect.most_exciting(self.model, one, layer, unit, 1)
        return {
            "number": number, "picture": one[0], "layer": layer, "unit": unit, "maps": out, "map": out[unit],
            "weights": self._weights(layer, unit, maps, one[0]), "place": here.places[0], "window": here.patches[0],
            "exciting": self._found[layer, unit],
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the picture, the wall of its layer, and what belongs to the unit."""
        found = arrays["exciting"]
        return {
            "picture": wall.picture(self._name(arrays["number"]), arrays["picture"], arrays["window"]),
            "wall": wall.wall(arrays["layer"], arrays["maps"], arrays["unit"]),
            "map": wall.unit_map(arrays["maps"], arrays["unit"], arrays["place"]),
            "kernel": wall.weights(arrays["unit"], arrays["weights"]),
            "exciting": wall.exciting(
                arrays["unit"], self.images[found.indices], [self._name(n, "") for n in found.indices], found
            ),
        }

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say where the unit fires, what it sees there, and which image excites it most."""
        values, found = arrays["map"], arrays["exciting"]
        if values.size > 1:
            row, column = arrays["place"]
            told = f"from {shown(values.min())} to {shown(values.max())}; largest at row {row}, column {column}"
            told += f", where it sees {part(arrays['window'])} of the picture"
        else:
            told = f"{shown(values.max())}; it sees {part(arrays['window'])} of the picture"
        searched = "all" if len(self.images) <= MOST_SEARCHED else f"the first {MOST_SEARCHED}"
        return (
            f"{self._name(arrays['number'])}: {arrays['layer']}, unit {arrays['unit']} of {len(arrays['maps'])}: {told}"
            f". Largest of {searched} pictures: {shown(found.values[0])}, in {self._name(found.indices[0])}."
        )

    def _maps_of(self, number: int) -> dict[str, np.ndarray]:
        """Return what each layer makes of one picture; the last one asked for is kept."""
        if self._maps[0] != number:
            maps = inspect.feature_maps(self.model, self.images[number : number + 1])
            self._maps = number, {name: out[0] for name, out in maps.items()}
        return self._maps[1]

    def _weights(self, layer: str, unit: int, maps: Mapping[str, np.ndarray], image: np.ndarray) -> np.ndarray | None:
        """Return a unit's weights (C, kh, kw), those of a dense layer as the maps that it reads, or (D,); or None."""
        module = self.modules[layer.rpartition(" ")[0]]
        if isinstance(module, Conv2d):
            return module.weight.data[unit]
        if not isinstance(module, Linear):
            return None
        own = module.weight.data[unit]
        before = [image, *maps.values()][list(maps).index(layer) :: -1]  # what ran before it, the last one first
        read = before[1] if before[0].ndim == 1 and len(before) > 1 and layer_kind(maps, layer) == "Flatten" else None
        fits = read is not None and read.ndim == 3 and read.size == own.size
        return own.reshape(read.shape) if fits and read is not None else own

    def _name(self, number: int, what: str = "picture ") -> str:
        """Return "picture 3, a 7"."""
        return f"{what}{number}" + ("" if self.labels is None else f", {called(self.labels[number])}")


def layer_kind(maps: Mapping[str, np.ndarray], layer: str) -> str:
    """Return the kind of the layer that ran before another one."""
    names = list(maps)
    place = names.index(layer)
    return names[place - 1].rpartition(" ")[2] if place else ""
