"""ReceptiveField: what is framed is what the convolution reads, and the formula counts it."""

import re

import numpy as np
import pytest

from cnnlite import conv2d, conv2d_backward
from cnnlite.explorers import ReceptiveField
from cnnlite.explorers.receptive_field import NOTHING, field_size
from tests.requirements import missing

STACKS = {
    "one": [(3,)],
    "even": [(2,), (4, 1, 2)],
    "strides": [(3, 2), (2, 3), (3,)],
    "dilations": [(3,), (3, 1, 2), (3, 1, 4)],
    "gaps": [(3, 1, 2), (3, 1, 2)],
    "wide stride": [(2, 3), (2, 2, 2)],
    "pixels": [(1, 2), (1,)],
    "five": [(2,), (2,), (2, 2), (2,), (2, 1, 2)],
}


def read(layers, size, level, number):
    """Return which pixels one cell reads: where its gradient is not 0, for kernels of ones."""
    maps, kernels = [np.ones((1, 1, 1, size))], [np.ones((1, 1, 1, layer[0])) for layer in layers[:level]]
    steps = [dict(zip(("stride", "dilation"), ((1, n) for n in (*layer, 1, 1)[1:3]), strict=True)) for layer in layers]
    for w, step in zip(kernels, steps, strict=False):
        maps.append(conv2d(maps[-1], w, **step))
    slope = np.zeros_like(maps[-1])
    slope[..., number] = 1
    for n in range(level - 1, -1, -1):
        slope, _, _ = conv2d_backward(slope, maps[n], kernels[n], **steps[n])
    return np.flatnonzero(slope), maps[-1].shape[-1]


@pytest.mark.parametrize("name", STACKS)
def test_what_is_framed_is_what_is_read(name):
    layers, size = STACKS[name], 21
    e = ReceptiveField({name: layers}, size)
    counted = [0] * (len(layers) + 1)
    for place, frame in zip(np.ndindex(len(layers) + 1, size), e.scene.frames, strict=True):
        level, grid = len(layers) - place[0], frame.items[0]
        value = grid.array[place]
        assert (frame.text == NOTHING) == bool(np.isnan(value))
        if np.isnan(value):
            assert not grid.marked
            continue
        pixels, count = read(layers, size, level, counted[level])
        counted[level] += 1
        assert counted[level] <= count
        assert sorted(c for r, c in grid.marked if r == len(layers)) == pixels.tolist()
        assert place in grid.marked
        assert value == field_size(layers[:level]) == pixels[-1] - pixels[0] + 1
        if level:
            terms, reach, first, last, reads = re.search(
                r"reaches over (.*) = (\d+) pixels, (\d+) to (\d+), and reads (\d+) of them", frame.text
            ).groups()
            assert eval(terms.replace("·", "*")) == int(reach) == value
            assert (int(first), int(last), int(reads)) == (pixels[0], pixels[-1], len(pixels))
    assert counted == [read(layers, size, level, 0)[1] if level else size for level in range(len(layers) + 1)]


def test_the_field_against_pytorch():
    try:
        import torch
    except ImportError:
        missing("torch", "PyTorch is not installed")
    for layers in STACKS.values():
        x = torch.ones(1, 1, 60, dtype=float, requires_grad=True)
        out = x
        for kernel, stride, dilation in ((*layer, 1, 1)[:3] for layer in layers):
            w = torch.ones(1, 1, kernel, dtype=float)
            out = torch.nn.functional.conv1d(out, w, stride=stride, dilation=dilation)
        out[0, 0, 1].backward()
        pixels = torch.nonzero(x.grad[0, 0]).ravel()
        assert int(pixels[-1] - pixels[0]) + 1 == field_size(layers)


def test_menu_and_start():
    e = ReceptiveField({"two": [(3,), (3,)], "three": [(3, 2), (3,), (3,)]})
    assert e.summary() == (
        "ReceptiveField: layer 2, cell 5: reaches over 1 + 2·1·1 + 2·1·1 = 5 pixels, 5 to 9, and reads 5 of them."
    )
    e.setting = [1]
    assert e.summary() == (
        "ReceptiveField: layer 3, cell 1: reaches over 1 + 2·1·1 + 2·1·2 + 2·1·2 = 11 pixels, 2 to 12, and reads 11 of them."
    )
    assert e.scene.frames[0].items[0].names == [
        "layer 3: kernel 3",
        "layer 2: kernel 3",
        "layer 1: kernel 3, stride 2",
        "picture",
    ]


@pytest.mark.parametrize(
    ("stacks", "size", "message"),
    [
        ({"a": [(3,)]}, 25, "ReceptiveField: size must be a number from 1 to 24, got 25"),
        ({"a": [(3,), (9,)]}, 10, "stacks must have 1 to 5 layers that fit on 10 pixels, got 'a' with 2 layers that reach over 11"),
        ({"a": []}, 9, "got 'a' with 0 layers"),
        ({"a": [(2,)] * 6}, 9, "got 'a' with 6 layers"),
        ({"a": [(0,)]}, 9, "each layer must be (kernel, stride, dilation), numbers of at least 1, got (0,)"),
        ({"a": [(3, 1.5)]}, 9, "got (3, 1.5)"),
        ({"a": [3]}, 9, "got 3. Write for example (3,) or (3, 2)."),
    ],
)  # fmt: skip
def test_errors(stacks, size, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        ReceptiveField(stacks, size)
