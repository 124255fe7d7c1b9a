"""PoolingZoo: every setting's outputs and arithmetic, counted out another way."""

import re
from itertools import product

import numpy as np
import pytest

from cnnlite.data import articles
from cnnlite.explorers import PoolingZoo
from cnnlite.explorers.pool_scene import POOLINGS

NEGATIVE = np.array([[-7.0, 2, -5, -9, 0], [3, -8, -1, -4.5, 6], [-6, -2, -9, -5, 1]])
RULES = {"max": max, "average": lambda w: sum(w) / len(w), "min": min, "L2": lambda w: sum(n * n for n in w) ** 0.5}
FILL = {"max": -np.inf, "min": np.inf, "average": 0.0, "L2": 0.0}


def settings():
    return product(RULES, (2, 3), (1, 2, 3), (0, 1))


def by_loops(grid, kind, window, stride, padding):
    """Return the padded cells, and for each output the cells of its window and what becomes of them."""
    high, wide = grid.shape[0] + 2 * padding, grid.shape[1] + 2 * padding
    cells = [[FILL[kind]] * wide for _ in range(high)]
    for r, c in np.ndindex(grid.shape):
        cells[r + padding][c + padding] = float(grid[r, c])
    found = []
    for top in range(0, high - window + 1, stride):
        for left in range(0, wide - window + 1, stride):
            seen = [cells[top + i][left + j] for i in range(window) for j in range(window)]
            found.append(((top, left, window, window), seen, RULES[kind](seen)))
    return np.array(cells), found


def worked_out(text):
    """Return both sides of a sentence's arithmetic."""
    left, right = text.split(": ", 1)[1].split("; ")[0].split(" = ")
    signs = {"−∞": "-float('inf')", "∞": "float('inf')", "−": "-", "²": "**2", "√": "root"}
    for sign, python in signs.items():
        left, right = left.replace(sign, python), right.replace(sign, python)
    return eval(left, {"max": lambda *n: max(n), "min": lambda *n: min(n), "float": float, "root": np.sqrt}), float(
        eval(right)
    )


def check(zoo, grid, setting):
    cells, found = by_loops(grid, *setting)
    scene = zoo.scene
    assert len(scene.frames) == len(found)
    for frame, (box, _, value), (row, col) in zip(
        scene.frames, found, np.ndindex(scene.frames[0].items[2].array.shape), strict=True
    ):
        before, _, after = frame.items
        np.testing.assert_array_equal(before.array, cells)
        assert before.window == box
        assert before.padding == ((setting[3],) * 2,) * 2
        assert after.window == (row, col, 1, 1)
        assert after.array[row, col] == pytest.approx(value, abs=1e-12)
        left, right = worked_out(frame.text)
        assert left == pytest.approx(value, abs=1e-9)
        assert right == pytest.approx(value, abs=0.0051)
    assert zoo.summary() == f"PoolingZoo: {scene.frames[zoo.index].text}"


@pytest.mark.parametrize("grid", [articles.POOLING_GRID, NEGATIVE], ids=["article", "negative"])
def test_every_setting(grid):
    zoo, count = PoolingZoo(grid), 0
    for kind, window, stride, padding in settings():
        zoo._set(
            {
                "position": 0, "pooling": kind, "window": f"{window}×{window}", "stride": str(stride),
                "padding": str(padding),
            }
        )  # fmt: skip
        check(zoo, grid, (kind, window, stride, padding))
        count += 1
    assert count == 48 == len(zoo.scenes)


@pytest.mark.long
def test_two_thousand_settings(rng):
    for _ in range(42):
        grid = rng.integers(-20, 20, rng.integers(3, 8, 2)) / 4
        zoo = PoolingZoo(grid)
        for setting in settings():
            kind, window, stride, padding = setting
            zoo.index, zoo.setting = 0, [list(RULES).index(kind), window - 2, stride - 1, padding]
            check(zoo, grid, setting)


def test_the_grid_of_the_article():
    zoo = PoolingZoo()
    assert zoo.summary() == "PoolingZoo: output (0, 0), 1 of 4: max(1, 0, 4, 6) = 6"
    zoo.index = 1
    assert zoo.scene.frames[zoo.index].text == "output (0, 1), 2 of 4: max(2, 3, 6, 8) = 8"
    texts = [PoolingZoo(pooling=kind).scene.frames[0].text.split(": ")[1] for kind in ("average", "min", "L2")]
    assert texts == ["(1 + 0 + 4 + 6)/4 = 2.75", "min(1, 0, 4, 6) = 0", "√(1² + 0² + 4² + 6²) = 7.28"]


def test_padding_never_wins():
    text = PoolingZoo(NEGATIVE, padding=1).scene.frames[0].text
    assert text.endswith("max(−∞, −∞, −∞, −7) = −7")
    assert PoolingZoo(NEGATIVE, "min", padding=1).scene.frames[0].text.endswith("min(∞, ∞, ∞, −7) = −7")
    html = PoolingZoo(NEGATIVE, padding=1)._repr_mimebundle_()[0]["text/html"]
    assert "input 3×5, in a ring of −∞ 5×7" in html


def test_colors_are_those_of_the_grid():
    """The padding of max is infinite, and must not decide."""
    for signed in (False, True):
        zoo = PoolingZoo(NEGATIVE if signed else np.abs(NEGATIVE), padding=1)
        for n in range(len(POOLINGS)):
            zoo.setting = [n, *zoo.setting[1:]]
            before, _, after = zoo.scene.frames[0].items
            assert before.scale == after.scale == (signed, 9.0)


def test_a_setting_code():
    zoo = PoolingZoo(padding=1)
    zoo.load('pooling="L2" window="3×3" stride="1" position=5')
    assert zoo.state == {"position": 5, "pooling": "L2", "window": "3×3", "stride": "1", "padding": "1"}
    other = PoolingZoo(padding=1)
    other.load(zoo.code())
    assert other.state == zoo.state
    zoo.reset()
    assert zoo.state["padding"] == "1"
    assert zoo.state["position"] == 0


def test_the_page_gets_at_most_300_kilobytes(rng):
    assert len(str(PoolingZoo(rng.standard_normal((7, 7))).get_state(["scenes"]))) < 300_000


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"grid": np.ones((2, 5))}, ValueError, "grid must have at least 3 rows and columns, got grid.shape=(2, 5)"),
        ({"grid": np.ones((8, 5))}, ValueError, "PoolingZoo: grid must"),
        ({"grid": [[1, 2, 3]] * 3}, TypeError, "PoolingZoo: grid must be an array of numbers"),
        ({"pooling": "sum"}, ValueError, "pooling must be one of 'max', 'average', 'min', 'L2', got 'sum'"),
        ({"window": 4}, ValueError, "window must lie between 2 and 3, got 4"),
        ({"stride": 0}, ValueError, "stride must lie between 1 and 3, got 0"),
        ({"stride": 1.5}, TypeError, "stride must be a whole number, got 1.5"),
        ({"padding": 2}, ValueError, "padding must lie between 0 and 1, got 2"),
        ({"show": ("kernel",)}, ValueError, "PoolingZoo: show must name controls"),
    ],
)
def test_errors(arguments, error, message):
    with pytest.raises(error, match=re.escape(message)):
        PoolingZoo(**arguments)
