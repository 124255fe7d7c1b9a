"""Every algorithm against the loops, in both memory orders."""

import numpy as np
import pytest

from cnnlite.algorithms import METHODS, fitting, loops
from cnnlite.algorithms.geometry import channels_last
from tests.algorithms.table import ROWS, draw, last

# The largest error, where the largest number is 1, in float64 and float32.
BOUNDS = {float: 1e-13, np.float32: 2e-6}
WINOGRAD = {float: 1e-13, np.float32: 5e-6}
GEOMETRIES = [draw(np.random.default_rng(0), row)[4] for row in ROWS]
CASES = [
    (name, number)
    for name in METHODS
    for number, row in enumerate(ROWS)
    if name != "loops" and fitting(name, (row[1], row[0][1], *row[2]), GEOMETRIES[number])
]


def close(ours, right, name, dtype):
    """Assert that two arrays are equal but for the rounding of the algorithm."""
    bound = (WINOGRAD if name == "winograd" else BOUNDS)[dtype]
    assert ours.shape == right.shape
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, right, rtol=0, atol=bound * max(1, np.abs(right).max(initial=0)))


@pytest.mark.parametrize("dtype", [float, np.float32], ids=["float64", "float32"])
@pytest.mark.parametrize("arrange", [np.ascontiguousarray, last], ids=["first", "last"])
@pytest.mark.parametrize(("name", "number"), CASES)
def test_equals_loops(rng, name, number, arrange, dtype):
    x, w, b, dout, geometry = draw(rng, ROWS[number])
    method, given = METHODS[name], [a.astype(dtype) for a in (x, w, b, dout)]
    x32, w32, b32, dout32 = arrange(given[0]), given[1], given[2], arrange(given[3])
    for bias, bias32 in ((b, b32), (None, None)):
        out = method.conv2d(x32, w32, bias32, geometry)
        close(out, loops.conv2d(x, w, bias, geometry), name, dtype)
    close(method.conv2d_dw(dout32, x32, geometry), loops.conv2d_dw(dout, x, geometry), name, dtype)
    close(method.conv2d_dx(dout32, w32, geometry), loops.conv2d_dx(dout, w, geometry), name, dtype)


@pytest.mark.parametrize(("name", "number"), [case for case in CASES if min(GEOMETRIES[case[1]].out) > 1])
def test_last_outputs_may_be_left_out(rng, name, number):
    x, w, b, dout, geometry = draw(rng, ROWS[number])
    geometry = geometry._replace(out=(geometry.out[0] - 1, geometry.out[1] - 1))
    dout, method = dout[:, :, :-1, :-1], METHODS[name]
    close(method.conv2d(x, w, b, geometry), loops.conv2d(x, w, b, geometry), name, float)
    close(method.conv2d_dw(dout, x, geometry), loops.conv2d_dw(dout, x, geometry), name, float)
    close(method.conv2d_dx(dout, w, geometry), loops.conv2d_dx(dout, w, geometry), name, float)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_results_are_new_and_nothing_is_written_to(rng, name, number):
    x, w, b, dout, geometry = draw(rng, ROWS[number])
    for array in (x, w, b, dout):
        array.flags.writeable = False
    method = METHODS[name]
    calls = (
        (method.conv2d, (x, w, b, geometry)),
        (method.conv2d_dw, (dout, x, geometry)),
        (method.conv2d_dx, (dout, w, geometry)),
    )
    for function, arguments in calls:
        first = function(*arguments)
        kept = first.copy()
        again = function(*arguments)  # a result that lived in a buffer would be written over
        first_is_own = first.flags.writeable and not any(np.shares_memory(first, a) for a in arguments[:-1])
        assert first_is_own or first.size == 0
        np.testing.assert_array_equal(first, kept)
        np.testing.assert_array_equal(again, kept)


@pytest.mark.parametrize("name", [name for name in METHODS if name not in ("loops", "windows")])
def test_the_memory_order_is_kept(rng, name):
    row = next(ROWS[number] for case, number in CASES if case == name and ROWS[number][0][0] > 1)
    x, w, b, dout, geometry = draw(rng, row)
    for arrange, is_last in ((np.ascontiguousarray, False), (last, True)):
        x, dout = arrange(x), arrange(dout)
        if channels_last(x) == is_last:  # one channel has but one order
            assert channels_last(METHODS[name].conv2d(x, w, b, geometry)) == is_last or dout.shape[1] == 1
        if channels_last(dout) == is_last:
            assert channels_last(METHODS[name].conv2d_dx(dout, w, geometry)) == is_last or x.shape[1] == 1


def test_every_algorithm_has_rows():
    for name in METHODS:
        assert name == "loops" or sum(case == name for case, _ in CASES) >= 2


@pytest.mark.parametrize("name", [name for name, module in METHODS.items() if hasattr(module, "fits")])
def test_who_does_not_take_everything_says_what(name):
    assert METHODS[name].ONLY
    assert METHODS[name].fits.__doc__
    row = ROWS[3]
    assert not fitting(name, (row[1], row[0][1], *row[2]), GEOMETRIES[3])
