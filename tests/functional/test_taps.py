"""How poolings walk over their windows: blocks, maps abreast and memory orders change no number."""

import numpy as np
import pytest

from cnnlite import functional, max_pool2d, max_pool2d_backward
from cnnlite.functional import taps

SHAPE = (8, 16, 9, 7)
TABLE = [
    {"kernel_size": 1},
    {"kernel_size": 2},
    {"kernel_size": (3, 1)},
    {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": (2, 3), "stride": 1},
    {"kernel_size": 2, "stride": 3, "padding": 1},
]
NAMES = ["max_pool2d", "min_pool2d", "avg_pool2d"]


def calls(name, x, dout, options):
    """Return a pooling's result and gradient."""
    return [getattr(functional, name)(x, **options), getattr(functional, f"{name}_backward")(dout, x, **options)]


def problem(rng, name, options, dtype=np.float64):
    """Return images with many ties, a NaN and infinities, and a gradient with an infinity."""
    x = rng.integers(-2, 3, SHAPE).astype(dtype)
    if name != "avg_pool2d":
        x.flat[rng.integers(0, x.size, 40)] = rng.choice([np.nan, np.inf, -np.inf], 40)
    dout = rng.integers(1, 9, getattr(functional, name)(x, **options).shape).astype(dtype)
    return x, dout


@pytest.mark.parametrize("options", TABLE)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("constant", "value"), [("BLOCK", 1), ("BLOCK", 3000), ("SHORT", 100)])
def test_blocks_and_maps_abreast_change_nothing(rng, monkeypatch, name, options, constant, value):
    x, dout = problem(rng, name, options)
    monkeypatch.setattr(taps, "SHORT", -1)
    monkeypatch.setattr(taps, "BLOCK", 2**30)
    expected = calls(name, x, dout, options)
    monkeypatch.setattr(taps, constant, value)
    for one, other in zip(calls(name, x, dout, options), expected, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("options", TABLE)
@pytest.mark.parametrize("name", NAMES)
def test_channels_last_stay_last(rng, name, options):
    x, dout = problem(rng, name, options, np.float32)
    expected = calls(name, x, dout, options)
    turned = [np.ascontiguousarray(a.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2) for a in (x, dout)]
    for one, other in zip(calls(name, *turned, options), expected, strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.transpose(0, 2, 3, 1).flags.c_contiguous
        assert other.flags.c_contiguous


def test_maps_of_one_pixel():
    """They lie in both memory orders at once."""
    x = np.arange(64.0).reshape(1, 64, 1, 1)
    np.testing.assert_array_equal(max_pool2d_backward(x, x, 1), x)


def test_a_window_at_either_end_where_no_place_is_in_the_image_for_all():
    x = np.array([[[[3.0, 1, 2, 5]]]])
    where = {"kernel_size": (1, 2), "stride": 4, "padding": ((0, 0), (1, 1))}
    assert taps.windows((1, 4), (1, 2), (4, 4), ((0, 0), (1, 1)), (1, 2)).cols.common == []
    assert max_pool2d(x, **where).ravel().tolist() == [3, 5]
    assert max_pool2d(-x, **where).ravel().tolist() == [-3, -5]
    assert functional.avg_pool2d(x, **where).ravel().tolist() == [1.5, 2.5]
    assert max_pool2d_backward(np.array([[[[7.0, 9]]]]), x, **where).ravel().tolist() == [7, 0, 0, 9]


def test_pixels_that_no_window_sees_get_nothing(rng):
    x = rng.standard_normal((2, 3, 5, 5))
    for name in NAMES:
        dx = getattr(functional, f"{name}_backward")(np.ones((2, 3, 2, 2)), x, 2)
        assert not dx[:, :, 4].any()
        assert not dx[:, :, :, 4].any()
