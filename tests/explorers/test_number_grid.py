"""NumberGrid: its traits, its settings, its fallback, and what it refuses."""

import re

import numpy as np
import pytest
import traitlets
from ipywidgets.widgets.widget import _instances

from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid


def scene(count, text="place"):
    """A row of numbers with a frame for each."""
    row = np.arange(float(count))[None]
    return Scene([Frame([Grid("row", row, window=(0, n, 1, 1))], f"{text} {n}") for n in range(count)], pick=0)


@pytest.fixture
def grid():
    """Six scenes: a menu of three and a checkbox."""
    scenes = [scene(3 + n, f"scene {n},") for n in range(6)]
    return NumberGrid(scenes, options={"size": ("s", "m", "l"), "odd": ("", "odd only")}, show=("position", "size"))


def test_the_setting_chooses_the_scene(grid):
    seen = []
    for size in range(3):
        for odd in range(2):
            grid.setting = [size, odd]
            seen.append(grid.summary())
    assert seen == [f"NumberGrid: scene {n}, 0" for n in range(6)]
    assert len(grid.scenes) == 6


def test_state_code_and_load(grid):
    assert grid.state == {"position": 0, "size": "s", "odd": False}
    assert grid.code() == ""
    grid.setting, grid.index = [2, 1], 7
    assert grid.code() == 'position=7 size="l" odd=true'
    code = grid.code()
    grid.pinned = 1
    grid.reset()
    assert (grid.code(), grid.index, grid.pinned) == ("", 0, None)
    grid.load(code)
    assert grid.state == {"position": 7, "size": "l", "odd": True}


@pytest.mark.parametrize("code", ["position=3", 'size="xl"', "odd=2", "position=-1", "position=1.5", "colour=1"])
def test_a_wrong_code_changes_nothing(grid, code):
    grid.setting, grid.index = [1, 0], 4
    with pytest.raises(ValueError, match=re.escape("NumberGrid.load: code must")):
        grid.load(code)
    assert grid.state == {"position": 4, "size": "m", "odd": False}


@pytest.mark.parametrize(
    ("name", "value"), [("index", 3), ("index", -1), ("pinned", 3), ("setting", [3, 0]), ("setting", [0])]
)
def test_impossible_values_are_refused(grid, name, value):
    before = getattr(grid, name)
    with pytest.raises(traitlets.TraitError):
        setattr(grid, name, value)
    assert getattr(grid, name) == before


def test_another_scene_keeps_the_index_where_it_can():
    grid = NumberGrid(scene(5), index=4)
    grid.pinned = 2
    grid.draw(scene(9, "new"))
    assert (grid.index, grid.pinned, grid.summary()) == (4, None, "NumberGrid: new 4")
    grid.draw(scene(2, "small"))
    assert grid.summary() == "NumberGrid: small 1"


def test_the_fallback_is_a_picture_in_the_place_of_the_module(grid):
    bundle, _ = grid._repr_mimebundle_()
    assert bundle["text/plain"] == "NumberGrid: scene 0, 0"
    assert bundle["text/html"].startswith('<div class="cnnlite-live"><img alt="row 1×3 0 1 2 framed: 1×1 cells')
    assert bundle["text/html"].endswith("<p>scene 0, 0</p></div>")
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert grid.alone


def test_closing_leaves_no_widget():
    before = len(_instances)
    grid = NumberGrid(scene(2))
    assert len(_instances) > before
    grid.layout.close()
    grid.close()
    assert len(_instances) == before


def test_errors():
    with pytest.raises(ValueError, match=re.escape("scenes must be 2, one for each setting, got 1.")):
        NumberGrid(scene(2), options={"turn": ("", "turn")})
    with pytest.raises(ValueError, match=re.escape("show must name controls, position, play, pin, got stride.")):
        NumberGrid(scene(2), show=("stride",))
