"""PoolRouter: every payment against PyTorch, the sums against the whole gradient, and the arithmetic in the sentences."""

import math
import re
from itertools import product

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from cnnlite.explorers import PoolRouter
from cnnlite.explorers.pool_route import BACKWARD, payments
from cnnlite.explorers.pool_router import DOUT, GRID, WINDOWS

POOLS = {
    "max": F.max_pool2d,
    "average": F.avg_pool2d,
    "min": lambda x, *window: -F.max_pool2d(-x, *window),
    # PyTorch's own has no padding.
    "L2": lambda x, size, stride, padding: F.lp_pool2d(F.pad(x, (padding,) * 4), 2.0, size, stride),
}
TIES = np.array([[5.0, 5, 0], [5, 0, 0], [0, 0, 0], [1, 1, 1]])
DRAWN = np.array([[-1.5, 0.25, 3, -2, 7], [4, 4, -6, 1.5, 0], [2, -3, 5, 5, 1], [0, 8, -8, 2.5, -1]])


def routers():
    return {"own": PoolRouter(), "ties": PoolRouter(grid=TIES), "drawn": PoolRouter(grid=DRAWN)}


def settings():
    return list(product(POOLS, WINDOWS))


def put(router, kind, windows):
    router._set({"position": 0, "kind": kind, "windows": windows})


def in_torch(kind, windows, grid, dout):
    """Return dx for a gradient of the output, from autograd."""
    x = torch.tensor(grid)[None, None].requires_grad_()
    y = POOLS[kind](x, *WINDOWS[windows])
    y.backward(torch.tensor(dout).reshape(y.shape))
    return np.nan_to_num(x.grad.numpy()[0, 0])  # the length of a window of zeros has no slope; cnnlite's is 0


def out_size(grid, windows):
    size, stride, padding = WINDOWS[windows]
    return tuple((n + 2 * padding - size) // stride + 1 for n in grid.shape)


def check(router, kind, windows):
    put(router, kind, windows)
    grid, high = router.grid, out_size(router.grid, windows)
    dout = router.dout[: high[0], : high[1]]
    size, stride, padding = WINDOWS[windows]
    total, frames = np.zeros(grid.shape), router.scene.frames
    assert len(frames) == dout.size
    for frame, at in zip(frames, np.ndindex(dout.shape), strict=True):
        one = np.zeros(dout.shape)
        one[at] = dout[at]
        payment = in_torch(kind, windows, grid, one)
        total += payment
        shown, x, paid, so_far = (item for item in frame.items if not isinstance(item, str))
        np.testing.assert_array_equal(shown.array, dout)
        np.testing.assert_array_equal(
            x.array[padding : len(x.array) - padding, padding : x.array.shape[1] - padding], grid
        )
        assert shown.window == (*at, 1, 1)
        assert x.window == (at[0] * stride, at[1] * stride, size, size)
        read = np.zeros(x.array.shape, bool)
        read[at[0] * stride : at[0] * stride + size, at[1] * stride : at[1] * stride + size] = True
        read = read[padding : len(read) - padding, padding : read.shape[1] - padding]
        np.testing.assert_array_equal(np.isfinite(paid.array), read)
        np.testing.assert_allclose(np.nan_to_num(paid.array), payment, atol=1e-12)
        np.testing.assert_allclose(so_far.array, total, atol=1e-12)
        assert paid.window == so_far.window
        top, left, rows, cols = paid.window
        framed = np.zeros(grid.shape, bool)
        framed[top : top + rows, left : left + cols] = True
        assert np.all(framed[payment != 0])
        assert framed.sum() == (1 if kind in ("max", "min") else read.sum())
        assert frame.text.startswith(f"dout {at} = ")
        told(frame.text, kind, float(dout[at]), payment[framed], so_far.array[framed])
    np.testing.assert_allclose(total, in_torch(kind, windows, grid, dout), atol=1e-12)
    assert router.summary() == f"PoolRouter: {frames[router.index].text}"
    return len(frames)


def number(text):
    return float(text.replace("−", "-").strip("()"))


def worked_out(text):
    for sign, python in {"−∞": "-inf", "∞": "inf", "−": "-", "·": "*", "²": "**2", "√": "root"}.items():
        text = text.replace(sign, python)
    return eval(text, {"max": max, "min": min, "inf": math.inf, "root": math.sqrt})


def told(text, kind, dout, paid, so_far):
    """Check the numbers of a sentence: the pooling, the share, and what it adds to."""
    pooled = re.search(r"of \d+: (.*?) = (−?[\d.]+)", text)
    assert worked_out(pooled[1]) == pytest.approx(number(pooled[2]), abs=0.0051)
    if kind in ("max", "min"):
        assert number(re.search(r"gets all of it: (−?[\d.]+)", text)[1]) == pytest.approx(dout)
        assert paid.tolist() == [dout]
        adds = re.search(r"before, (\S+) \+ (\S+) = (\S+)$", text)
        assert bool(adds) == ("before" in text)
        if adds:
            assert number(adds[2]) == dout
            assert number(adds[1]) + dout == pytest.approx(number(adds[3])) == pytest.approx(so_far[0])
        else:
            assert so_far[0] == dout
    elif kind == "average":
        share = re.search(r"each cell gets (\S+) = (−?[\d.]+)", text)
        assert worked_out(share[1]) == pytest.approx(number(share[2]), abs=0.0051)
        assert paid == pytest.approx(worked_out(share[1]))
    elif "no cell gets anything" in text:
        assert not paid.any()
    else:
        share = re.search(r"so the (\S+) gets (\S+) = (−?[\d.]+)", text)
        assert worked_out(share[2]) == pytest.approx(number(share[3]), abs=0.02)
        assert np.abs(paid - number(share[3])).min() < 0.0051


@pytest.mark.parametrize("name", ["own", "ties", "drawn"])
def test_every_setting(name):
    router = routers()[name]
    counted = sum(check(router, kind, windows) for kind, windows in settings())
    assert counted == sum(math.prod(out_size(router.grid, windows)) for _, windows in settings())


@pytest.mark.long
def test_two_thousand_settings(rng):
    count = 0
    for _ in range(170):
        size = rng.integers(3, 8, 2)
        dout = rng.integers(-10, 11, size - 1) / 5
        router = PoolRouter(grid=rng.integers(-6, 7, size) / 2, dout=dout)
        for kind, windows in settings():
            check(router, kind, windows)
            count += 1
    assert count >= 2000


def test_the_first_of_equals_takes_all():
    """As in PyTorch: `in_torch` pays the first, and so does every frame."""
    text = PoolRouter(position=1).summary()
    assert text == (
        "PoolRouter: dout (0, 1) = −1, 2 of 4: max(4, 0, 1, 4) = 4, in 2 cells; the first of them, x (0, 2), "
        "gets all of it: −1"
    )
    np.testing.assert_array_equal(
        payments("max", TIES, np.array([[2.0]]), (3, 3, 0))[0], 2 * np.eye(1, 12).reshape(4, 3)
    )


def test_overlapping_windows_add_up():
    router = PoolRouter(windows="2×2, stride 1", position=3)
    assert router.summary().endswith("at x (1, 0), which gets all of it: 3; with what it had before, 2 + 3 = 5")
    assert router.scene.frames[3].items[6].array[1, 0] == 5


def test_shares_that_are_lost():
    router = PoolRouter("average", "3×3, stride 2, padding 1")
    assert router.summary().endswith("2/9 = 0.22; 5 of 9 cells are padding, and their share is lost")
    paid = router.scene.frames[0].items[4].array
    assert np.nansum(paid) == pytest.approx(2 * 4 / 9)
    again = router.scene.frames[1].text
    assert again.endswith(
        "3 of 9 cells are padding, and their share is lost; 2 of these cells were paid before, and payments add up"
    )


def test_a_window_of_zeros():
    router = PoolRouter("L2", grid=np.zeros((3, 3)))
    assert router.summary().endswith("√(0² + 0² + 0² + 0²) = 0; no cell gets anything")


def test_one_color_scale_for_all_gradients():
    for _, frame in ((kind, f) for kind, s in zip(settings(), PoolRouter()._scenes, strict=True) for f in s.frames):
        dout, _, paid, so_far = (item for item in frame.items if not isinstance(item, str))
        assert dout.scale == paid.scale == so_far.scale
        assert dout.scale[0]
        assert dout.scale[1] >= max(np.nanmax(np.abs(grid.array)) for grid in (dout, paid, so_far))


def test_a_setting_code():
    router, other = PoolRouter(), PoolRouter()
    router.load('kind="L2" windows="2×2, stride 1" position=8')
    assert router.state == {"position": 8, "kind": "L2", "windows": "2×2, stride 1"}
    other.load(router.code())
    assert other.state == router.state
    router.setting = [0, 0]
    assert router.state["position"] == 3
    router.reset()
    assert router.state == PoolRouter().state


def test_nothing_is_changed():
    before = GRID.copy(), DOUT.copy()
    PoolRouter("L2")
    np.testing.assert_array_equal(GRID, before[0])
    np.testing.assert_array_equal(DOUT, before[1])
    assert list(BACKWARD) == list(POOLS)


def test_the_page_gets_at_most_300_kilobytes(rng):
    assert len(str(PoolRouter(grid=rng.standard_normal((7, 7))).get_state(["scenes"]))) < 300_000


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"kind": "sum"}, ValueError, "PoolRouter: kind must be one of 'max', 'average', 'min', 'L2', got 'sum'"),
        ({"windows": "4×4"}, ValueError, "PoolRouter: windows must be one of '2×2, stride 2'"),
        ({"grid": np.ones((2, 4))}, ValueError, "PoolRouter: grid must have at least 3 rows and columns"),
        ({"grid": np.ones((8, 4))}, ValueError, "PoolRouter: grid must"),
        ({"grid": [[1.0] * 3] * 3}, TypeError, "PoolRouter: grid must be an array of numbers"),
        ({"dout": np.ones((2, 2))}, ValueError, "PoolRouter: dout must"),
        ({"dout": "3"}, TypeError, "PoolRouter: dout must be an array of numbers, got '3'"),
        ({"position": 4}, ValueError, "PoolRouter: position must lie between 0 and 3, got 4"),
        ({"position": None}, TypeError, "PoolRouter: position must be a whole number, got None"),
        ({"show": ("pooling",)}, ValueError, "PoolRouter: show must name controls"),
    ],
)
def test_errors(arguments, error, message):
    with pytest.raises(error, match=re.escape(message)):
        PoolRouter(**arguments)
