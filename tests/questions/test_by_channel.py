"""channel_example: its numbers are those of the loops, its mistakes are wrong."""

import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.questions import channel_example

FLAG = np.zeros((3, 6, 4))
FLAG[0, :4, 2:] = 1
FLAG[2, :2, :2] = 1
FLAG[:, 4:, 2:] = 0.5
KERNEL = np.array([[[-1.0, 1], [-1, 1]], [[0, 0], [0, 0]], [[1, -1], [1, -1]]])
NAMES = ("red", "green", "blue")


def numbers(step):
    return [part for part in step.parts if not isinstance(part, str)]


def definition(image, kernel):
    return conv2d(image[None], kernel[None], method="loops")[0, 0]


@pytest.mark.parametrize("channels", [1, 2, 4])
@pytest.mark.parametrize("bias", [-0.5, 2])
def test_equals_the_loops(rng, channels, bias):
    image, kernel = rng.normal(size=(channels, 4, 5)), rng.normal(size=(channels, 2, 3))
    wanted = definition(image, kernel)
    for place in np.ndindex(wanted.shape):
        example = channel_example(image, kernel, bias, place)
        *each, total, biased, after = example._steps
        for n, step in enumerate(each):
            assert numbers(step) == pytest.approx([definition(image[[n]], kernel[[n]])[place]])
        assert numbers(total) == pytest.approx([wanted[place]])
        assert numbers(biased) == pytest.approx([wanted[place] + bias])
        assert numbers(after) == pytest.approx([max(wanted[place] + bias, 0)])
        for step in example._steps:
            assert not any(abs(value - numbers(step)[0]) < 0.01 for value in step.mistakes)


def test_the_flag_by_hand():
    example = channel_example(FLAG, KERNEL, -3, (3, 1), level=1, names=NAMES)
    assert example.summary() == (
        "WorkedExample: Output (3, 1) by hand. Level 1 of 3: 3 of 6 numbers to fill in.\n"
        "red: its products, added: 0·(−1) + 1·1 + 0·(−1) + 0.5·1 = 1.5\n"
        "green: its products, added: 0·0 + 0·0 + 0·0 + 0.5·0 = 0\n"
        "blue: its products, added: __\n"
        "all channels: their sums together = __\n"
        "with the bias −3: added to all channels = __\n"
        "after ReLU: 0"
    )
    blue, total, biased = example._steps[2:5]
    assert blue.mistakes == {0.5: "Mind the signs of the products."}  # rather than the kernel forgotten
    assert list(total.mistakes) == [2.0, -0.5]
    assert list(biased.mistakes) == [4.0, -8.0]
    assert example.principles == ["add the bias", "add the channels", "drop the negative"]


def test_each_channel_shows_its_window_and_its_kernel():
    example = channel_example(FLAG, KERNEL, -3, (3, 1), names=NAMES)
    shown = {array["label"].replace("\N{NO-BREAK SPACE}", " "): array["rows"] for array in example.arrays}
    assert list(shown) == [f"{name} {what}" for name in NAMES for what in ("window", "kernel")]
    assert shown["blue window"] == [["0", "0"], ["0", "0.5"]]
    assert shown["blue kernel"] == [["1", "−1"], ["1", "−1"]]
    assert not any(" " in array["label"] for array in example.arrays)


def test_purity():
    before = FLAG.copy(), KERNEL.copy()
    channel_example(FLAG, KERNEL, 1, (0, 0))
    np.testing.assert_array_equal(FLAG, before[0])
    np.testing.assert_array_equal(KERNEL, before[1])


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"image": FLAG[0]}, ValueError, "channel_example: image must be an array (C, H, W), got image.shape=(6, 4)."),
        ({"kernel": [[1]]}, ValueError, "channel_example: kernel must be an array (C, H, W), got [[1]]."),
        ({"image": np.zeros((1, 13, 1))}, ValueError, "channel_example: image must have 1 to 12 rows and columns"),
        ({"kernel": KERNEL[:2]}, ValueError, "image, kernel and names must have as many channels, got 3, 2 and 3"),
        ({"names": ("red",)}, ValueError, "must have as many channels, got 3, 3 and 1"),
        ({"kernel": np.ones((3, 7, 1))}, ValueError, "channel_example: the kernel must fit in the padded input"),
        ({"bias": "1"}, TypeError, "channel_example: bias must be a number, got '1'."),
        ({"place": (5, 0)}, ValueError, "channel_example: place must lie in the 5×3 output, got (5, 0)."),
        ({"place": (0, -1)}, ValueError, "channel_example: place must be at least 0"),
        ({"level": 4}, ValueError, "level must be 0"),
    ],
)  # fmt: skip
def test_errors(changes, kind, words):
    given = {"image": FLAG, "kernel": KERNEL, "bias": -3, "place": (3, 1), "names": NAMES}
    with pytest.raises(kind, match=re.escape(words)):
        channel_example(**{**given, **changes})
