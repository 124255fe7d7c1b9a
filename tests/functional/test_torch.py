"""The same numbers as PyTorch, forward and backward, on thousands of generated calls of all functions.

`cases` draws the calls, `in_torch` says what each is in PyTorch. Each function is one test; a failure names the call.
"""

import zlib
from collections import Counter

import numpy as np
import pytest

from tests.functional import cases, in_torch
from tests.functional.make_goldens import read

WINDOWS = {  # convolutions and poolings: how many calls of each
    "conv2d": 2000, "true_conv2d": 200, "conv_transpose2d": 1200, "max_pool2d": 800, "min_pool2d": 200,
    "avg_pool2d": 800, "lp_pool2d": 600, "adaptive_max_pool2d": 300, "adaptive_avg_pool2d": 300,
    "global_max_pool2d": 100, "global_avg_pool2d": 100, "fractional_max_pool2d": 400,
}  # fmt: skip
OTHERS = {
    name: 200 if name in ("im2col", "col2im", "batch_norm") else 100 for name in cases.NAMES if name not in WINDOWS
}
# In float32, the largest difference allowed, as a share of the largest value; 1e-5 where nothing is said.
FLOAT32_TOLERANCE = {"tanh": 1e-4}  # 1 − y² cancels where y is nearly 1
LAYOUTS = ("as it is", "reversed", "every second", "channels last", "read-only")


def arrange(array, layout):
    """Return the same numbers in another memory layout."""
    if not isinstance(array, np.ndarray) or array.ndim == 0:
        return array
    if layout == "reversed":
        return np.flip(np.flip(array).copy())
    if layout == "every second":
        return np.repeat(array, 2, axis=-1)[..., ::2]
    if layout == "channels last" and array.ndim == 4:
        return np.ascontiguousarray(array.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    array = array.copy()
    array.flags.writeable = layout != "read-only"
    return array


def cast(values, dtype):
    """Return a dict with its float arrays in the given dtype."""
    return {k: v.astype(dtype) if isinstance(v, np.ndarray) and v.dtype == float else v for k, v in values.items()}


def wrong(ours, expected, dtype, tolerance):
    """Return what is wrong with an array of ours, "" for nothing."""
    if expected is None or ours is None:
        return "" if ours is expected else "one of the two is None"
    ours = np.asarray(ours)
    if ours.shape != expected.shape or ours.dtype != dtype:
        return f"{ours.dtype} {ours.shape} instead of {dtype} {expected.shape}"
    largest = np.abs(expected).max(initial=0)
    allowed = tolerance * largest if dtype == np.float32 else 1e-10 + 1e-10 * np.abs(expected)
    off = np.abs(ours - expected)
    return "" if (off <= allowed).all() else f"off by {off.max():.1e}, the largest value is {largest:.1e}"


def compare(name, arrays, options, layout, dtype, rng):
    """Return what differs from PyTorch in one call, "" for nothing."""
    arrays, options = cast(arrays, dtype), cast(options, dtype)
    given, rest = ({k: arrange(v, layout) for k, v in values.items()} for values in (arrays, options))
    expected, douts, slopes = in_torch.answers(name, arrays, options, rng.standard_normal)
    out = cases.outputs(name, given, rest)
    found = cases.gradients(name, given, rest, [arrange(d, layout) for d in douts])
    labels = [f"output {i}" for i in range(len(out))] + [f"d{k}" for k in arrays]
    for label, one, other in zip(labels, out + found, expected + slopes, strict=True):
        if problem := wrong(one, other, dtype, FLOAT32_TOLERANCE.get(name, 1e-5)):
            return f"{label}: {problem}"
    return ""


def call_of(name, arrays, options, layout, dtype):
    """Return the call in words, for a message."""
    listed = [f"{k}: {None if v is None else v.shape}" for k, v in arrays.items()]
    listed += [f"{k}={v.shape if isinstance(v, np.ndarray) else v!r}" for k, v in options.items()]
    return f"{name}({', '.join(listed)}), {layout}, {dtype.__name__}"


@pytest.mark.parametrize(("name", "count"), [*WINDOWS.items(), *OTHERS.items()])
def test_equals_torch(name, count):
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    done = 0
    for number in range(count):
        arrays, options = cases.draw(name, rng)
        layout = cases.pick(rng, LAYOUTS)
        for dtype in (np.float64, np.float32)[: 2 if number % 5 == 0 else 1]:
            problem = compare(name, arrays, options, layout, dtype, rng)
            assert not problem, f"call {number}: {call_of(name, arrays, options, layout, dtype)}: {problem}"
        done += 1
    print(f"{name}: {done} calls as PyTorch")
    assert done == count


def test_counts(capsys):
    with capsys.disabled():
        print(
            f"\n{sum(WINDOWS.values())} calls of convolutions and poolings, {sum(OTHERS.values())} of other functions"
        )
    assert sum(WINDOWS.values()) >= 3000
    assert sum(OTHERS.values()) >= 500
    assert sorted(WINDOWS | OTHERS) == cases.NAMES


def test_certain_and_wrong():
    """PyTorch keeps the divisor of this gradient at float32(1e-12) even in float64: equal to 8 digits, not to 10."""
    arrays = {"prediction": np.array([0.0, 1, 0, 1])}
    options = {"target": np.array([1.0, 0, 0, 1]), "reduction": "none"}
    (out,), douts, (slope,) = in_torch.answers("binary_cross_entropy", arrays, options, np.ones)
    assert cases.outputs("binary_cross_entropy", arrays, options)[0].tolist() == out.tolist() == [100, 100, 0, 0]
    ours = cases.gradients("binary_cross_entropy", arrays, options, douts)[0]
    np.testing.assert_allclose(ours, slope, rtol=1e-8)


def test_the_goldens_are_still_what_pytorch_says():
    for name, number, arrays, options, stored in read():
        douts = iter([v for k, v in stored.items() if k.startswith("dout")])
        out, _, gradients = in_torch.answers(name, arrays, options, lambda shape, douts=douts: next(douts))
        said = {f"out{i}": o for i, o in enumerate(out)} | {
            f"d{k}": g for k, g in zip(arrays, gradients, strict=True) if g is not None
        }
        assert set(said) == {k for k in stored if not k.startswith("dout")}
        for key, value in said.items():
            np.testing.assert_allclose(stored[key], value, rtol=1e-12, atol=1e-12, err_msg=f"{name}/{number}/{key}")


@pytest.mark.parametrize("name", WINDOWS)
def test_sizes_differ_and_options_vary(name):
    """A table that draws the same easy call again and again proves nothing."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    seen = Counter()
    for _ in range(200):
        arrays, options = cases.draw(name, rng)
        assert len(set(arrays["x"].shape)) == 4
        for key, value in options.items():
            plain = isinstance(value, (int, str)) or (isinstance(value, tuple) and isinstance(value[0], int))
            kind = "several" if isinstance(value, np.ndarray) else "sides" if not plain else type(value).__name__
            seen[key, value if isinstance(value, str) else kind] += 1
        if "w" in arrays:
            depthwise = arrays["x"].shape[1] == options["groups"] > 1
            seen.update({("groups", "some"): options["groups"] > 1, ("groups", "depthwise"): depthwise})
    assert min(seen.values(), default=200) >= 10, seen
