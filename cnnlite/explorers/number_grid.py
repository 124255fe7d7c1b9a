"""`NumberGrid`: linked grids of numbers that answer under the hand, drawn by the page itself."""

import html
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import traitlets
from matplotlib.figure import Figure

from cnnlite import _checks
from cnnlite.explorers.component import Component
from cnnlite.explorers.controls import FRONT_END
from cnnlite.explorers.scene import Scene
from cnnlite.explorers.settings import Settings
from cnnlite.plots import Picture
from cnnlite.plots.number_grids import draw_grids

CONTROLS = ("position", "play", "pin")


class NumberGrid(Settings, Component):
    """Grids that step from frame to frame without asking Python.

    Hover, tap or use the arrow keys on the grid that `Scene.pick` names, or the controls below it. Python reads and
    sets `index`, `pinned` and `setting`.

    Parameters
    ----------
    scenes : Scene or sequence of Scene
        One scene, or one for each combination of the options, the last option running fastest.
    options : mapping of str to sequence of str
        Further controls: two values, the first of them empty, make a checkbox; more make a menu.
    show : sequence of str
        The controls to show, of position, play, pin and the names of the options.
    label : str
        What the whole is called by screen readers.
    index : int
        The frame to begin with.
    setting : sequence of int, optional
        Which value each option begins with; the first by default.
    depth : str
        What the axis is called that is drawn in depth.
    """

    _esm = FRONT_END / "number_grid.js"
    _css = FRONT_END / "number_grid.css"
    scenes = traitlets.List(traitlets.Dict()).tag(sync=True)
    options = traitlets.List(traitlets.Dict()).tag(sync=True)
    setting = traitlets.List(traitlets.Int()).tag(sync=True)
    index = traitlets.Int(0).tag(sync=True)
    pinned = traitlets.Int(None, allow_none=True).tag(sync=True)
    show = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    depth = traitlets.Unicode("channel").tag(sync=True)  # what the axis drawn in depth is called
    planes = traitlets.List(traitlets.Unicode()).tag(sync=True)  # a name for each of its places; numbers by default
    letters = traitlets.Int(1).tag(sync=True)  # of the longest number that cells have room for, at least
    start = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        scenes: Scene | Sequence[Scene],
        options: Mapping[str, Sequence[str]] | None = None,
        show: Sequence[str] = (),
        label: str = "numbers",
        index: int = 0,
        setting: Sequence[int] | None = None,
        depth: str = "channel",
    ) -> None:
        options = options or {}
        name = type(self).__name__
        unknown = [control for control in show if control not in (*CONTROLS, *options)]
        if unknown:
            raise ValueError(
                f"{name}: show must name controls, {', '.join((*CONTROLS, *options))}, got {', '.join(unknown)}."
            )
        taken = [option for option in options if option in CONTROLS]
        if taken:
            raise ValueError(
                f"{name}: options must have other names than {', '.join(CONTROLS)}, got {', '.join(taken)}."
            )
        self._scenes = [scenes] if isinstance(scenes, Scene) else list(scenes)
        wanted = len(list(product(*options.values())))
        if len(self._scenes) != wanted:
            raise ValueError(f"{name}: scenes must be {wanted}, one for each setting, got {len(self._scenes)}.")
        chosen = list(setting or [0] * len(options))
        super().__init__(
            scenes=[scene.encode() for scene in self._scenes],
            options=[{"name": key, "values": list(values)} for key, values in options.items()],
            setting=chosen,
            index=index,
            show=list(show),
            label=label,
            depth=depth,
            start={"index": index, "setting": chosen},
            layout={"width": "100%"},  # the page measures its room, so nothing may shrink it to its content
        )
        self._start = self.state

    @property
    def scene(self) -> Scene:
        """The scene of the present setting."""
        return self._scene_of(self.setting)

    def draw(self, scene: Scene) -> None:
        """Show another scene, for a grid without options; the index stays where it can."""
        if self.options:
            raise RuntimeError("NumberGrid.draw: a grid with options must keep its scenes. Make a new one.")
        self._scenes = [scene]
        with self.hold_sync():
            self.index = min(self.index, len(scene.frames) - 1)
            self.pinned = None
            self.scenes = [scene.encode()]

    @property
    def state(self) -> dict[str, Any]:
        """The position and the value of each option, by name."""
        chosen = zip(self.options, self.setting, strict=True)
        return {"position": self.index} | {option["name"]: _values(option)[place] for option, place in chosen}

    def _set(self, state: Mapping[str, Any]) -> None:
        setting = []
        for option in self.options:
            values = _values(option)
            if state[option["name"]] not in values:
                raise traitlets.TraitError(f"{option['name']} must be one of {values}, got {state[option['name']]!r}.")
            setting.append(values.index(state[option["name"]]))
        self._check_index("position", state["position"], setting)  # before anything changes
        with self.hold_sync():
            self.setting = setting
            self.index = state["position"]

    def reset(self) -> None:
        """Return to the state at the start, with nothing pinned."""
        with self.hold_sync():
            super().reset()
            self.pinned = None

    def summary(self) -> str:
        """Return the text twin: the sentence of the present frame."""
        return f"{type(self).__name__}: {self.scene.frames[self.index].text}"

    def picture(self) -> Picture:
        """Return the present frame as a picture."""
        items = self.scene.items(self.index)
        return Picture(draw_grids(Figure(), items), self.scene.words(self.index))

    def __repr__(self) -> str:
        return self.summary()

    def fallback(self) -> str:
        """Return the present frame and its sentence for pages in which no module runs."""
        text = self.scene.frames[self.index].text
        return self.picture().to_html() + (f"<p>{html.escape(text)}</p>" if text else "")

    def _scene_of(self, setting: Sequence[int]) -> Scene:
        """Return the scene of a setting; refuse an impossible one."""
        counts = [len(option["values"]) for option in self.options]
        if len(setting) != len(counts) or not all(0 <= v < n for v, n in zip(setting, counts, strict=True)):
            raise traitlets.TraitError(f"setting must hold one number below each of {counts}, got {setting}.")
        place = 0
        for count, value in zip(counts, setting, strict=True):
            place = place * count + value
        return self._scenes[place]

    def _check_index(self, name: str, index: Any, setting: Sequence[int]) -> None:
        """Refuse what is no frame of a setting."""
        count = len(self._scene_of(setting).frames)
        if not _checks.is_int(index) or not 0 <= index < count:
            raise traitlets.TraitError(f"{name} must be a number from 0 to {count - 1}, got {index!r}.")

    @traitlets.validate("setting")
    def _legal_setting(self, proposal: dict[str, Any]) -> list[int]:
        self._scene_of(proposal["value"])
        return proposal["value"]

    @traitlets.validate("index", "pinned")
    def _legal_index(self, proposal: dict[str, Any]) -> int | None:
        if proposal["value"] is not None:
            self._check_index(proposal["trait"].name, proposal["value"], self.setting)
        return proposal["value"]

    @traitlets.observe("setting")
    def _stay_inside(self, _: object) -> None:
        """Keep the index and the pin inside the scene of a new setting, which may have fewer frames."""
        last = len(self.scene.frames) - 1
        with self.hold_sync():
            self.index = min(self.index, last)
            if self.pinned is not None and self.pinned > last:
                self.pinned = None


def _values(option: Mapping[str, Any]) -> list[Any]:
    """Return what an option may be: false or true for a checkbox, else its words."""
    values = option["values"]
    return [False, True] if len(values) == 2 and values[0] == "" else list(values)
