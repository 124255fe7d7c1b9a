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


@pytest.mark.parametrize(
    "code",
    [
        "position=3", 'size="xl"', "odd=2", "position=-1", "position=1.5", "position=true", "position=NaN", "colour=1",
        'position="1"', 'size="m" position=5', "position=null", "size=[[1]]", "size=1",
    ],
)  # fmt: skip
def test_a_wrong_code_changes_nothing(grid, code):
    grid.setting, grid.index, grid.pinned = [1, 0], 4, 4
    with pytest.raises(ValueError, match=re.escape("NumberGrid.load: code must")):
        grid.load(code)
    assert grid.state == {"position": 4, "size": "m", "odd": False}
    assert grid.pinned == 4


@pytest.mark.parametrize(
    "code", ["", "position=2", 'axis 0="1"', 'axis 0="1" axis 1="say \\"b\\"" position=1', 'position=1 axis 0="1"']
)
def test_names_with_spaces_and_words_with_quotes(code):
    options = {"axis 0": ("0", "1"), "axis 1": ("a", 'say "b"')}
    grid = NumberGrid([scene(3 + n) for n in range(4)], options)
    grid.load(code)
    assert sorted(grid.code().split()) == sorted(code.split())
    other = NumberGrid([scene(3 + n) for n in range(4)], options)
    other.load(grid.code())
    assert other.state == grid.state


IMPOSSIBLE = [
    {name: value} for name in ("index", "pinned") for value in (3, -1, 10**9, 2.5, float("nan"), "abc", [1], True)
] + [
    {"index": None}, {"setting": [3, 0]}, {"setting": [0]}, {"setting": [-1, 0]}, {"setting": [0, 0, 0]},
    {"setting": []}, {"setting": None}, {"setting": ["a", 0]}, {"setting": [9, 0], "index": 1},
    {"setting": [0], "index": 1, "pinned": 1}, {"setting": [-1, 0], "index": 2}, {"setting": [0, 1], "index": 4},
]  # fmt: skip


@pytest.mark.parametrize("values", IMPOSSIBLE, ids=str)
def test_impossible_values_are_refused(grid, values):
    before = {name: getattr(grid, name) for name in ("index", "pinned", "setting")}
    with pytest.raises(traitlets.TraitError):
        grid.set_state(values)  # as one message of a page
    assert {name: getattr(grid, name) for name in before} == before
    assert grid.summary() == "NumberGrid: scene 0, 0"
    if len(values) == 1:
        (name,) = values
        with pytest.raises(traitlets.TraitError):
            setattr(grid, name, values[name])
    grid.set_state({"setting": [2, 1], "index": 7, "pinned": 6})
    assert grid.summary() == "NumberGrid: scene 5, 7"


def test_a_smaller_scene_takes_index_and_pin_inside(grid):
    grid.setting, grid.index, grid.pinned = [2, 1], 7, 3
    grid.setting = [0, 1]
    assert (grid.index, grid.pinned, grid.summary()) == (3, 3, "NumberGrid: scene 1, 3")
    grid.set_state({"setting": [0, 0]})
    assert (grid.index, grid.pinned, grid.summary()) == (2, None, "NumberGrid: scene 0, 2")
    assert "scene 0, 2" in grid.to_html()


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
    grids = [NumberGrid(scene(2)) for _ in range(20)]
    assert len(_instances) >= before + 20
    for grid in grids:
        grid.close()
        grid.close()  # once more does no harm
    assert len(_instances) == before


def test_grids_are_independent():
    one, two, three = (NumberGrid(scene(5)) for _ in range(3))
    one.index, two.pinned = 3, 1
    one.draw(scene(7, "new"))
    assert [grid.index for grid in (one, two, three)] == [3, 0, 0]
    assert [grid.pinned for grid in (one, two, three)] == [None, 1, None]
    assert three.summary() == "NumberGrid: place 0"


def test_errors():
    with pytest.raises(ValueError, match=re.escape("scenes must be 2, one for each setting, got 1.")):
        NumberGrid(scene(2), options={"turn": ("", "turn")})
    with pytest.raises(ValueError, match=re.escape("show must name controls, position, play, pin, got stride.")):
        NumberGrid(scene(2), show=("stride",))
    with pytest.raises(ValueError, match=re.escape("options must have other names than position, play, pin, got pin.")):
        NumberGrid([scene(2), scene(2)], options={"pin": ("a", "b")})
    with pytest.raises(RuntimeError, match=re.escape("NumberGrid.draw: a grid with options must keep its scenes.")):
        NumberGrid([scene(2), scene(2)], options={"turn": ("", "turn")}).draw(scene(3))
