"""What holds for every operation: nothing is written to, and odd memory layouts change no number."""

from collections.abc import Callable
from typing import Any

import numpy as np


def results(value: Any) -> list:
    """Return a forward's or a backward's result as a list of arrays, without None."""
    return [v for v in (value if isinstance(value, tuple) else (value,)) if v is not None]


def assert_pure(function: Callable, *arrays: Any, **options: Any) -> None:
    """Call with read-only, reversed-stride and Fortran-ordered copies; the results must be the same numbers."""
    before = np.random.get_state()[1].copy()  # noqa: NPY002  the global state must not move
    expected = results(function(*arrays, **options))
    for arrange in (_read_only, _fortran, _reversed):
        given = [arrange(a) if isinstance(a, np.ndarray) else a for a in arrays]
        kept = [np.array(a) for a in given]
        for one, other in zip(results(function(*given, **options)), expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13)
            assert np.asarray(one).dtype == np.asarray(other).dtype
        for array, copy in zip(given, kept, strict=True):
            np.testing.assert_array_equal(array, copy)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def assert_dtype_kept(function: Callable, *arrays: Any, **options: Any) -> None:
    """float32 in, float32 out, and about the numbers of float64."""
    single = [a.astype(np.float32) if isinstance(a, np.ndarray) and a.dtype == float else a for a in arrays]
    for one, other in zip(results(function(*single, **options)), results(function(*arrays, **options)), strict=True):
        assert np.asarray(one).dtype == np.float32
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


def _read_only(array: np.ndarray) -> np.ndarray:
    frozen = array.copy()
    frozen.flags.writeable = False
    return frozen


def _fortran(array: np.ndarray) -> np.ndarray:
    return np.asfortranarray(array)


def _reversed(array: np.ndarray) -> np.ndarray:
    return np.flip(np.flip(array).copy())
