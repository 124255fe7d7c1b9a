"""Scenes: what travels to the page is what the frames hold, each array and color once."""

import json
import re

import numpy as np
import pytest

from cnnlite.explorers.scene import Frame, Scene
from cnnlite.plots import Grid, color

X = np.array([[0.0, -1.0, 2.0], [np.nan, 0.5, 2.0]])


def frames():
    """Three frames: a fixed grid, a sign, and a grid with a cell for each frame."""
    y = np.array([[1.0, 2.0, 3.0]])
    return [
        Frame([Grid("x", X * (n < 2) + 0.0, window=(0, n, 2, 1)), "→", Grid("y", y, marked=[(0, n)], shown=n + 1)], f"frame {n}")
        for n in range(3)
    ]  # fmt: skip


def test_every_number_is_sent_as_it_is_written():
    encoded = Scene(frames(), pick=2).encode()
    assert json.loads(json.dumps(encoded)) == json.loads(json.dumps(encoded))
    x, sign, y = encoded["items"]
    assert sign == "→"
    assert (x["label"], x["shape"], len(x["pages"])) == ("x", (1, 2, 3), 2)
    assert x["pages"][0]["text"] == ["0", "−1", "2", "", "0.5", "2"]
    assert y["pages"] == [{"text": ["1", "2", "3"], "color": y["pages"][0]["color"]}]
    assert [frame["text"] for frame in encoded["frames"]] == ["frame 0", "frame 1", "frame 2"]
    assert encoded["frames"][1]["at"] == [[0, (0, 1, 2, 1), [], None], None, [0, None, [[0, 1]], 2]]
    assert encoded["frames"][2]["at"][0][0] == 1  # the other page


def test_colors_are_those_of_the_whole_scene():
    scene = Scene(frames(), pick=2)
    encoded = scene.encode()
    assert len({tuple(c) for c in encoded["colors"]}) == len(encoded["colors"])
    expected = ["#{:02x}{:02x}{:02x}".format(*rgb) for rgb in color.shade(X, (True, 2.0)).reshape(-1, 3)]
    sent = [encoded["colors"][n][0] if n >= 0 else None for n in encoded["items"][0]["pages"][0]["color"]]
    assert sent == [*expected[:3], None, *expected[4:]]
    assert {ink for _, ink in encoded["colors"]} == {"#fff", "#000"}
    assert scene.items(0)[0].scale == (True, 2.0)


def test_padding_unused_and_depth():
    unused = np.zeros((3, 3), bool)
    unused[2] = True
    grid = Grid(
        "x", np.arange(18.0).reshape(2, 3, 3), padding=((1, 0), (0, 0)), unused=unused, channel=1, names=("a", "b", "c")
    )
    item = Scene([Frame([grid], "one")]).encode()["items"][0]
    assert (item["shape"], item["padding"], item["unused"], item["channel"]) == ((2, 3, 3), [0, 1, 2], [6, 7, 8], 1)
    assert item["names"] == ["a", "b", "c"]
    assert item["pages"][0]["text"] == [str(n) for n in range(18)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([],), "Scene: frames must hold at least one frame, got none."),
        (([*frames(), Frame([Grid("x", X)], "")],), "Scene: all frames must have the same grids"),
        ((frames(), 0), "Scene: pick must be a grid with one cell for each of the 3 frames, got 0, ('x', (2, 3))."),
        ((frames(), 1), "Scene: pick must be the place of a grid, got 1, the sign '→'."),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Scene(*arguments)
