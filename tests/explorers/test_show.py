"""show: any rank, every number, the names of the axes, and what it refuses."""

import re

import numpy as np
import pytest

from cnnlite.explorers import show, show_grids
from cnnlite.explorers.show import ArrayViewer
from cnnlite.plots import Grid, Picture, color


@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (2, 3, 4), (2, 3, 4, 5), (2, 1, 2, 3, 2)])
def test_every_number_can_be_reached(rng, shape):
    array = rng.standard_normal(shape)
    viewer = show(array, label="a")
    assert isinstance(viewer, ArrayViewer)
    seen = {}
    counts = [len(option["values"]) for option in viewer.options]
    assert counts == list(shape[: max(0, len(shape) - 3)])
    for setting in np.ndindex(*counts):
        viewer.setting = list(setting)
        for index, frame in enumerate(viewer.scene.frames):
            where, value = re.match(r"a(?:\[([\d, ]+)\])? = (\S+)", frame.text.replace("−", "-")).groups()
            place = tuple(int(n) for n in where.split(", ")) if where else ()
            seen[place] = float(value)
            grid = frame.items[0]
            assert grid.array.flat[index] == array[place]
            row, col = grid.window[:2]
            assert grid.planes[index // grid.planes[0].size, row, col] == array[place]
    assert len(seen) == array.size
    assert all(value == pytest.approx(array[place], rel=1e-5) for place, value in seen.items())


def test_names_of_axes():
    assert "(image, channel, row, column)" in show(np.zeros((1, 2, 2, 2))).summary()
    assert "(axis 0, image, channel, row, column)" in show(np.zeros((1, 1, 1, 2, 2))).summary()
    assert "(entry)" in show(np.zeros(3)).summary()
    viewer = show(np.arange(4.0).reshape(2, 2), axes="image class", label="scores")
    assert viewer.scene.frames[2].text == "scores[1, 0] = 2   (image 1, class 0)"


def test_words():
    assert show(np.array([[1, -2], [0, 4]]), label="k").summary() == (
        "k 2×2 (row, column), int64, values −2 to 4, mean 0.75\n1  −2\n0  4"
    )
    assert "channel 1:\n3" in show(np.array([[[1.0]], [[3.0]]])).summary()
    assert show(np.array([True, False])).scene.frames[0].text == "x[0] = True   (entry 0)"
    assert show(1e-7).scene.frames[0].text == "x = 1e−07"
    assert "\n" not in show(np.zeros((9, 9))).summary()


def test_code_and_load_of_a_viewer_with_menus(rng):
    viewer, other = (show(np.zeros((2, 3, 1, 2, 2))) for _ in range(2))
    viewer.setting, viewer.index = [1, 2], 3
    assert viewer.code() == 'position=3 axis 0="1" image="2"'
    other.load(viewer.code())
    assert other.summary() == viewer.summary()
    assert other.state == viewer.state


def test_large_arrays_are_pictures(rng):
    picture = show(rng.random((40, 30)), label="gray")
    assert isinstance(picture, Picture)
    assert isinstance(show(np.zeros(64)), ArrayViewer)
    assert isinstance(show(np.zeros((65, 2))), Picture)
    assert isinstance(show(np.zeros((3, 65))), Picture)
    assert show(np.zeros(65)).text == "x 65 (entry), float64, values 0 to 0, mean 0"
    assert picture.text.startswith("gray 40×30 (row, column), float64, values 0 to 1, mean 0.")
    maps = show(rng.random((2, 6, 20, 20)))
    assert maps.text.count("image 0, channel") == 6
    assert maps.text.endswith("and 4 more")
    photo = rng.random((20, 30, 3))
    colored = show(photo, axes="row column color")
    assert "20×30×3" in colored.text
    np.testing.assert_array_equal(colored.drawing[:: colored.drawing.shape[0] // 20, 0], color.rgb(photo)[:, 0])


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((["a"],), TypeError, "show: array must hold numbers, got <U1 (shape (1,))."),
        ((np.zeros((2, 0)),), ValueError, "show: array must hold at least one number, got array.shape=(2, 0)."),
        ((np.zeros((2, 2)), "row"), ValueError, "show: axes must be 2 different names, got 'row' (array.shape=(2, 2))."),
        ((np.zeros((2, 2)), "row row"), ValueError, "show: axes must be 2 different names"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        show(*arguments)


def test_grids_in_a_row():
    items = [Grid("x", np.eye(2)), "×", Grid("k", np.array([[3.0]]), window=(0, 0, 1, 1))]
    row = show_grids(*items)
    assert row.summary() == "x 2×2\n1  0\n0  1\n×\nk 1×1\n3\nframed: 1×1 cells from row 0, column 0"
    assert row.label == "x, k"
    assert row._repr_mimebundle_()[0]["text/html"].endswith('"></div>')


def test_rows_of_grids():
    first, second = [Grid("x", np.eye(2)), "→", Grid("y", np.ones((1, 1)))], [Grid("z", np.zeros((1, 1)))]
    rows = show_grids(first, second)
    assert rows.summary() == f"{show_grids(*first).summary()}\n{show_grids(*second).summary()}"
    assert [row.label for row in rows.children] == ["x, y", "z"]
    assert rows.layout.width == "100%"  # or what a prediction covers is as narrow as its content
    bundle = rows._repr_mimebundle_()
    assert bundle["text/plain"] == rows.summary()
    assert bundle["text/html"].count('class="cnnlite-live"') == 2
    rows.close()
    assert all(row.comm is None for row in (rows, *rows.children))
    with pytest.raises(TypeError, match="show_grids: items must be all lists, a row each, or none"):
        show_grids(first, "→", second)
