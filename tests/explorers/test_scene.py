"""Scenes: what travels to the page is what the frames hold, each array and color once."""

import json
import re

import numpy as np
import pytest

from cnnlite.explorers.conv_scene import conv_scene
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


def colors(encoded, item, page=0):
    """Return the colors of a page, None for no color."""
    digits = re.findall("..", encoded["items"][item]["pages"][page]["color"])
    return [encoded["colors"][int(two, 36)][0] or None for two in digits]


def test_every_number_is_sent_as_it_is_written():
    encoded = Scene(frames(), pick=2).encode()
    x, sign, y = encoded["items"]
    assert sign == "→"
    assert (x["label"], x["shape"], len(x["pages"])) == ("x", (1, 2, 3), 2)
    assert x["pages"][0]["text"] == "0 -1 2  0.5 2"
    assert [page["text"] for page in y["pages"]] == ["1 2 3"]
    assert (encoded["pick"], encoded["factors"]) == (2, None)
    assert [frame["text"] for frame in encoded["frames"]] == ["frame 0", "frame 1", "frame 2"]
    assert encoded["frames"][1]["at"] == [[0, [0, 1, 2, 1]], None, [0, None, [[0, 1]], 2]]
    assert encoded["frames"][2]["at"][0][0] == 1  # the other page


def test_colors_are_those_of_the_whole_scene():
    scene = Scene(frames(), pick=2)
    encoded = scene.encode()
    assert len({tuple(c) for c in encoded["colors"]}) == len(encoded["colors"])
    assert encoded["colors"][0] == ["", ""]
    expected = ["#{:02x}{:02x}{:02x}".format(*rgb) for rgb in color.shade(X, (True, 2.0)).reshape(-1, 3)]
    assert colors(encoded, 0) == [*expected[:3], None, *expected[4:]]
    assert {ink for _, ink in encoded["colors"][1:]} == {"#fff", "#000"}
    assert scene.items(0)[0].scale == (True, 2.0)


def test_one_scale_for_all_frames():
    frames = [Frame([Grid("x", np.array([[value]])), "="], "") for value in (1.0, 8.0, -4.0)]
    scene = Scene(frames)
    assert scene.scales == [(True, 8.0), None]
    expected = ["#{:02x}{:02x}{:02x}".format(*color.shade(frame.items[0].array, (True, 8.0))[0, 0]) for frame in frames]
    assert [colors(scene.encode(), 0, page) for page in range(3)] == [[one] for one in expected]


def test_a_scale_of_its_own():
    scene = Scene([Frame([Grid("x", np.array([[51.0]]), scale=(False, 255.0))], "")])
    assert scene.scales == [(False, 255.0)]
    assert colors(scene.encode(), 0) == ["#333333"]  # a fifth of the way to white


def test_padding_unused_and_depth():
    unused = np.zeros((3, 3), bool)
    unused[2] = True
    grid = Grid(
        "x", np.arange(18.0).reshape(2, 3, 3), padding=((1, 0), (0, 0)), unused=unused, channel=1, names=("a", "b", "c")
    )
    item = Scene([Frame([grid], "one")]).encode()["items"][0]
    assert (item["shape"], item["padding"], item["unused"], item["channel"]) == ((2, 3, 3), [0, 1, 2], [6, 7, 8], 1)
    assert item["names"] == ["a", "b", "c"]
    assert item["pages"][0]["text"] == " ".join(str(n) for n in range(18))


def test_what_numpy_counts_is_sent_as_json():
    one = np.int64(1)
    grid = Grid("x", np.eye(3), window=(one, 0, one, 2), marked=[(one, one)], shown=np.int64(4))
    assert json.dumps(Scene([Frame([grid], "")]).encode()["frames"][0]["at"]) == "[[0, [1, 0, 1, 2], [[1, 1]], 4]]"


def test_the_page_writes_the_products():
    image = np.array([[[1.0, -2], [3, 4]], [[1.0, -2], [3, 4]]])
    scene = conv_scene(image, np.array([[[2.0]], [[1.0]]]))
    assert scene.frames[1].text == (
        "output (0, 1), 2 of 4: channel 0: (−2)·2 = −4; channel 1: (−2)·1 = −2; all channels: (−4) + (−2) = −6"
    )
    again = conv_scene(np.array([[[0.0]], [[10.0]]]), np.ones((2, 1, 1))).encode()  # 0·1 is a part of 10·1
    assert again["frames"][0]["text"].endswith("channel 0: \t = 0; channel 1: \t = 10; all channels: 0 + 10 = 10")
    sent = scene.encode()
    assert sent["factors"] == (0, 2)
    assert sent["frames"][1]["text"] == (
        "output (0, 1), 2 of 4: channel 0: \t = −4; channel 1: \t = −2; all channels: (−4) + (−2) = −6"
    )


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
