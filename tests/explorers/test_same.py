"""SameComparison: each framework's padding, against live PyTorch, TensorFlow's published rule and cnnlite's conv2d."""

import itertools
import re

import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.explorers import SameComparison
from cnnlite.explorers.same import FRAMEWORKS, KERNELS, REFUSED, SIZES, STRIDES, same_padding
from tests.requirements import missing

SETTINGS = list(itertools.product(SIZES, KERNELS, STRIDES))


def read_by(convolve, size, kernel):
    """Return which pixels each output reads; ``convolve`` takes an image (1, 1, 1, W) and a kernel of ones."""
    seen = [convolve(image[None, None, None], np.ones((1, 1, 1, kernel))).ravel() for image in np.eye(size)]
    return [np.flatnonzero(reads).tolist() for reads in np.array(seen).T]


def told(size, kernel, stride, sides):
    """Return which pixels each output reads with a padding."""
    starts = range(-sides[0], size + sides[1] - kernel + 1, stride)
    return [[n for n in range(start, start + kernel) if 0 <= n < size] for start in starts]


def test_hand_example():
    assert same_padding(8, 3, 2) == [(1, 1), (0, 1), (0, 1), None]
    assert same_padding(6, 4, 1) == [(1, 1), (1, 2), (1, 2), (1, 2)]


@pytest.mark.parametrize(("size", "kernel", "stride"), SETTINGS)
def test_cnnlite_and_tensorflow(size, kernel, stride):
    _, tensorflow, ours, _ = same_padding(size, kernel, stride)
    reads = read_by(lambda x, w: conv2d(x, w, stride=(1, stride), padding="same"), size, kernel)
    assert told(size, kernel, stride, ours) == reads
    # As TensorFlow's notes on padding have it.
    total = max(kernel - stride, 0) if size % stride == 0 else max(kernel - size % stride, 0)
    assert tensorflow == (total // 2, total - total // 2)
    assert len(told(size, kernel, stride, tensorflow)) == -(-size // stride)


@pytest.mark.filterwarnings("ignore:Using padding=.same. with even kernel")
def test_pytorch():
    try:
        import torch
    except ImportError:
        missing("torch", "PyTorch is not installed")

    def convolve(padding, stride):
        return lambda x, w: torch.nn.functional.conv2d(
            torch.tensor(x), torch.tensor(w), stride=(1, stride), padding=padding
        ).numpy()

    for size, kernel, stride in SETTINGS:
        idiom, _, _, word = same_padding(size, kernel, stride)
        reads = read_by(convolve((0, (kernel - 1) // 2), stride), size, kernel)
        assert told(size, kernel, stride, idiom) == reads
        if stride == 1:
            reads = read_by(convolve("same", 1), size, kernel)
            assert told(size, kernel, 1, word) == reads
        else:
            assert word is None
            with pytest.raises(RuntimeError, match="not supported for strided"):
                convolve("same", stride)(np.ones((1, 1, 1, size)), np.ones((1, 1, 1, kernel)))


def test_every_frame():
    e = SameComparison()
    for size, kernel, stride in SETTINGS:
        e.load(f'pixels="{size}" kernel="{kernel}" stride="{stride}"')
        check(e, size, kernel, stride)


def check(e, size, kernel, stride):
    """Hold every frame of a setting against the paddings."""
    strips, _, centers = e.scene.frames[0].items
    sides = same_padding(size, kernel, stride)
    for row, pair in enumerate(sides):
        before, after = pair or (0, 0)
        pixels = np.flatnonzero(~np.isnan(strips.array[row]))
        assert strips.array[row, pixels].tolist() == list(range(size))
        assert np.flatnonzero(strips.hatched[row]).tolist() == [
            *range(pixels[0] - before, pixels[0]), *range(pixels[-1] + 1, pixels[-1] + 1 + after)
        ]  # fmt: skip
        starts = [] if pair is None else range(-before, size + after - kernel + 1, stride)
        shown = centers.array[row]
        assert shown[~np.isnan(shown)].tolist() == [start + (kernel - 1) / 2 for start in starts]
        assert centers.names[row].endswith(REFUSED if pair is None else f"{len(starts)} outputs")
    for frame, (row, output) in zip(e.scene.frames, np.ndindex(*centers.array.shape), strict=True):
        strips = frame.items[0]
        for other in range(len(FRAMEWORKS)):
            cells = [c for r, c in strips.marked if r == other]
            center = centers.array[other, output]
            assert len(cells) == (0 if np.isnan(center) else kernel)
            if cells:
                assert np.mean(cells) - 2 == center  # two columns stand before pixel 0
        assert frame.text.startswith(f"{FRAMEWORKS[row]}, output {output}: ")
        center = centers.array[row, output]
        said = re.search(r"center (\S+)$", frame.text)
        assert float(said[1]) == center if said else np.isnan(center)


def test_summary_and_start():
    assert SameComparison(6, 4).summary() == (
        "SameComparison: 6 pixels, kernel 4, stride 1.\n"
        "PyTorch, (k−1)//2: 5 outputs, padding 1 and 1, centers 0.5 1.5 2.5 3.5 4.5\n"
        "TensorFlow, SAME: 6 outputs, padding 1 and 2, centers 0.5 1.5 2.5 3.5 4.5 5.5\n"
        'cnnlite, "same": 6 outputs, padding 1 and 2, centers 0.5 1.5 2.5 3.5 4.5 5.5\n'
        'PyTorch, "same": 6 outputs, padding 1 and 2, centers 0.5 1.5 2.5 3.5 4.5 5.5'
    )
    e = SameComparison(8, 3, 2)
    assert e.scene.frames[e.index].text == "PyTorch, (k−1)//2, output 0: reads pixels −1 0 1, center 0"
    assert "center of each window 4×4" in e.fallback()
    e.load('pixels="7" position=0')
    assert e.summary().startswith("SameComparison: 7 pixels, kernel 3, stride 2.")


@pytest.mark.parametrize("arguments", [{"size": 4}, {"kernel": 6}, {"stride": 4}])
def test_errors(arguments):
    with pytest.raises(ValueError, match=r"SameComparison: (pixels|kernel|stride) must be one of .*, got [46]\."):
        SameComparison(**arguments)
