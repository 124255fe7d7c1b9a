"""MatrixView: the matrix of every example, what each row reads and gives, and its words."""

import json
import re

import numpy as np
import pytest

from cnnlite import conv2d, functional
from cnnlite.data import articles
from cnnlite.explorers import MatrixView
from cnnlite.explorers.matrix_view import EXAMPLES, LARGEST


def grids(frame):
    """Return the grids of a frame: image, kernel, output, pixels, matrix."""
    return [item for item in frame.items if not isinstance(item, str)]


def test_experiment_1():
    *_, matrix = grids(MatrixView().scene.frames[0])
    assert np.nan_to_num(matrix.array).astype(int).tolist() == [
        [1, 2, 0, 3, 4, 0, 0, 0, 0],
        [0, 1, 2, 0, 3, 4, 0, 0, 0],
        [0, 0, 0, 1, 2, 0, 3, 4, 0],
        [0, 0, 0, 0, 1, 2, 0, 3, 4],
    ]
    assert matrix.names == ["33", "49", "43", "59"]  # A1.27's Y less its biases of 1
    view = MatrixView(example="4×4 stripes")
    *_, matrix = grids(view.scene.frames[0])
    assert matrix.array.shape == (9, 16)
    assert np.isfinite(matrix.array).sum() == 36
    view.setting = [1, 1]
    assert set(np.unique(grids(view.scene.frames[0])[-1].array[np.isfinite(matrix.array)])) == {1, 2, 3, 4}


def check_every_frame(view, image, kernel, taps):
    """Compare all frames of the present scene with the loops and with conv_matrix."""
    output = conv2d(image[None, None], kernel[None, None], method="loops")[0, 0]
    dense = functional.conv_matrix(kernel[None, None], (1, *image.shape)).toarray()
    assert len(view.scene.frames) == output.size
    for index, frame in enumerate(view.scene.frames):
        pixels, weights, shown, line, matrix = grids(frame)
        row, col = divmod(index, output.shape[1])
        numbered = np.arange(1, kernel.size + 1).reshape(kernel.shape)
        np.testing.assert_array_equal(weights.array, numbered if taps else kernel)
        np.testing.assert_array_equal(line.array.ravel(), image.ravel())
        np.testing.assert_allclose(shown.array, output, atol=1e-12)
        used = np.isfinite(matrix.array)
        if taps:  # put each weight where its number stands
            where = np.where(used, matrix.array, 1).astype(int) - 1
            np.testing.assert_array_equal(np.where(used, kernel.ravel()[where], 0), dense)
        else:
            np.testing.assert_array_equal(np.where(used, matrix.array, 0), dense)
        assert used.sum() == output.size * kernel.size
        assert matrix.window == (index, 0, 1, image.size)
        assert line.marked == [(0, n) for n in np.flatnonzero(used[index])]
        r, c, high, wide = pixels.window
        read = np.zeros(image.shape, bool)
        read[r : r + high, c : c + wide] = True
        np.testing.assert_array_equal(np.flatnonzero(read), [n for _, n in line.marked])
        total = dense[index] @ image.ravel()
        assert float(matrix.names[index].replace("−", "-")) == pytest.approx(total, abs=0.006)
        assert total == pytest.approx(output[row, col])
        told = re.fullmatch(rf"row {index} of the matrix: output \({row}, {col}\), .*?: (.*) = (\S+)", frame.text)
        arithmetic = told[1].replace("·", "*").replace("−", "-")
        assert eval(arithmetic) == pytest.approx(float(told[2].replace("−", "-")), abs=0.02)


def test_every_frame_of_the_examples():
    view = MatrixView()
    for example, (image, kernel) in enumerate(EXAMPLES.values()):
        for taps in (0, 1):
            view.setting = [example, taps]
            check_every_frame(view, np.array(image), np.array(kernel), taps)


def test_every_size(rng):
    for h, w, kh, kw in [(1, 1, 1, 1), (5, 5, 3, 3), (2, 5, 1, 4), (4, 3, 4, 3), (5, 5, 5, 5), (5, 5, 1, 1)]:
        image, kernel = rng.integers(-9, 10, (h, w)) / 4, rng.integers(-3, 4, (kh, kw)).astype(float)
        view = MatrixView({"one": (image, kernel)})
        assert "example" not in view.show
        for taps in (0, 1):
            view.setting = [0, taps]
            check_every_frame(view, image, kernel, taps)
        assert len(json.dumps(view.scenes)) <= 300_000
        view.close()


def test_no_weight_is_white_and_a_weight_of_0_is_no_empty_cell():
    view = MatrixView({"one": (np.eye(3), np.array([[0.0, 2.0]]))})
    matrix = view.scene.items(0)[-1]
    assert matrix.array[0, 0] == 0
    assert np.isnan(matrix.array[0, 2])
    assert view.scene.scales[2] == view.scene.scales[-1] == (True, 2.0)
    assert matrix.colors[0, 0, 1].tolist() != [255, 255, 255]


def test_words():
    view = MatrixView(position=2)
    assert "matrix 4×9, and what its rows give\n1 2 · 3 4 · · · · = 33\n" in view.picture().text
    view.setting = [1, 0]
    text = view.picture().text
    assert "· · · · 1 −1 · · 1 −1 · · · · · · = −2" in text
    assert "?" not in text
    html = view.to_html()
    assert len(re.findall("<img ", html)) == 3
    assert all(re.search(r"\d+×\d+", alt) for alt in re.findall(r'alt="([^"]*)"', html))


def test_the_articles_stay_as_they_are():
    before = articles.NINE.copy()
    MatrixView().close()
    np.testing.assert_array_equal(articles.NINE, before)


def test_state():
    view = MatrixView()
    view.setting, view.index = [1, 1], 8
    assert view.code() == 'position=8 example="4×4 stripes" number the kernel\'s cells=true'
    other = MatrixView()
    other.load(view.code())
    assert other.state == view.state
    other.setting = [0, 0]
    assert other.index == 3  # the last of four


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        (({},), ValueError, "MatrixView: examples must hold at least one picture with its kernel, got none."),
        ((EXAMPLES, "zebra"), ValueError, "MatrixView: example must be one of '3×3 picture"),
        (({"a": (np.zeros((6, 1)), np.ones((1, 1)))},), ValueError, f"each picture must have 1 to {LARGEST} rows and columns"),
        (({"a": (np.zeros(3), np.ones((1, 1)))},), ValueError, "MatrixView: each picture must have 2 dimensions (H, W)"),
        (({"a": (np.zeros((2, 2)), [[1]])},), TypeError, "MatrixView: each kernel must be an array of numbers"),
        (({"a": (np.zeros((2, 2)), np.ones((3, 1)))},), ValueError, "the kernel must fit"),
        ((EXAMPLES, None, 4), Exception, "index must be a number from 0 to 3, got 4"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        MatrixView(*arguments)
