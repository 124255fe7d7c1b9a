"""conv_example: its numbers are those of the loops, its mistakes are wrong."""

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.questions import conv_example


def numbers(step):
    return [part for part in step.parts if not isinstance(part, str)]


@pytest.mark.parametrize(("size", "kernel"), [((4, 5), (2, 3)), ((3, 3), (3, 3)), ((5, 4), (1, 1))])
def test_equals_the_loops(rng, size, kernel):
    image, weights = rng.normal(size=size), rng.normal(size=kernel)
    wanted = conv2d(image[None, None], weights[None, None], method="loops")[0, 0]
    places = [tuple(map(int, place)) for place in np.ndindex(wanted.shape)]
    example = conv_example(image, weights, places)
    assert len(example._steps) == 3 * len(places)
    for n, (row, col) in enumerate(places):
        window, products, total = example._steps[3 * n : 3 * n + 3]
        assert numbers(window) == image[row : row + kernel[0], col : col + kernel[1]].ravel().tolist()
        assert numbers(products) == pytest.approx(np.multiply(numbers(window), weights.ravel()))
        assert numbers(total) == pytest.approx([wanted[row, col]])
        assert not set(total.mistakes) & set(numbers(total))


def test_principles_and_levels():
    example = conv_example(
        np.array([[1, 0, 0], [2, 1, 0], [0, 0, 1]]), np.array([[1, 2], [3, -4]]), [(0, 0), (1, 1)], level=2
    )
    assert example.level == 2
    assert [step.fade for step in example._steps] == [3, 2, 1] * 2
    assert example.principles == ["add the products", "lay the kernel on the window", "multiply cell by cell"]
    assert [bool(step.principle) for step in example._steps] == [True] * 3 + [False] * 3
    assert example._steps[1].parts == [1.0, ",", 0.0, "|", 6.0, ",", -4.0]
    assert example.arrays[1] == {"label": "kernel", "rows": [["1", "2"], ["3", "−4"]]}
    # The sign, lost signs, the kernel forgotten, the mean, the maximum.
    assert list(example._steps[2].mistakes) == [-3.0, 11.0, 4.0, 0.75, 6.0]
    assert "sign" in example._steps[2].mistakes[11.0]


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"image": [[1]]}, TypeError, r"conv_example: image must be an array of numbers, got \[\[1\]\]"),
        ({"kernel": np.eye(4)}, ValueError, "conv_example: the kernel must fit in the padded input"),
        ({"places": []}, ValueError, r"conv_example: places must lie in the 2×2 output, got \[\]"),
        (
            {"places": [(0, 2)]},
            ValueError,
            r"places must lie in the 2×2 output, got \[\(0, 2\)\] \(image.shape=\(3, 3\)",
        ),
        ({"places": [(2, 0)]}, ValueError, "places must lie in the 2×2 output"),
        ({"places": [(0, -1)]}, ValueError, "each place must be at least 0"),
        ({"places": [0.5]}, TypeError, "each place must be an int or a pair of ints"),
        ({"level": 7}, ValueError, "level must be 0"),
    ],
)
def test_errors(changes, kind, words):
    with pytest.raises(kind, match=words):
        conv_example(**{"image": np.eye(3), "kernel": np.eye(2), "places": [(0, 0)], **changes})
