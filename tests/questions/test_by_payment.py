"""backward_example: its numbers are those of conv2d_backward, its mistakes are wrong."""

import re

import numpy as np
import pytest

from cnnlite.data import articles
from cnnlite.functional import conv2d_backward
from cnnlite.questions import backward_example

EXAMPLE = articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT


def numbers(step):
    return [part for part in step.parts if not isinstance(part, str)]


def test_the_article_s_numbers_by_hand():
    example = backward_example(*EXAMPLE, weight=(0, 1), pixel=(1, 1), level=1)
    weights, dw, pixels, dx = example._steps
    assert numbers(weights) == [4, 3, 5, 6]
    assert numbers(dw) == [29]
    assert numbers(pixels) == [4, 3, 2, 1]
    assert numbers(dx) == [8]
    assert dx.mistakes[17] == "Each dout goes with what was met in its own output, in the same order."
    assert example.summary().splitlines() == [
        "WorkedExample: Two gradients by hand. Level 1 of 3: 5 of 10 numbers to fill in.",
        "dw (0, 1): the pixels that the weight met in the outputs (0, 0), (0, 1), (1, 0), (1, 1): 4, 3, 5, 6",
        "dw (0, 1): dout times these, added: 29",
        "dx (1, 1): the weights that the pixel met in the outputs (0, 0), (0, 1), (1, 0), (1, 1): __, __, __, __",
        "dx (1, 1): dout times these, added: __",
    ]


def test_every_weight_and_pixel_equals_conv2d_backward():
    rng = np.random.default_rng(0)
    image, kernel, dout = (rng.integers(-3, 4, size).astype(float) for size in ((4, 5), (2, 3), (3, 3)))
    dx, dw, _ = conv2d_backward(dout[None, None], image[None, None], kernel[None, None])
    for weight in np.ndindex(kernel.shape):
        assert numbers(backward_example(image, kernel, dout, weight)._steps[1]) == [dw[0, 0][weight]]
    for pixel in np.ndindex(image.shape):
        *_, last = backward_example(image, kernel, dout, pixel=pixel)._steps
        assert numbers(last) == [dx[0, 0][pixel]]
        assert numbers(last)[0] not in last.mistakes


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ((*EXAMPLE[:2], np.ones((3, 2))), ValueError, "backward_example: dout must have"),
        ((*EXAMPLE, (0, 2)), ValueError, "weight and pixel must lie in the kernel and in the image, got (0, 2) and (0, 1)"),
        ((*EXAMPLE, (0, 1), (3, 0)), ValueError, "got (0, 1) and (3, 0)"),
        ((*EXAMPLE, (0, 1), (0, 1), 4), ValueError, "level must be 0"),
        (("x", *EXAMPLE[1:]), TypeError, "backward_example: image"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, words):
    with pytest.raises(kind, match=re.escape(words)):
        backward_example(*arguments)
