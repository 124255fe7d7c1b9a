"""The stored answers of PyTorch (`make_goldens`), checked where there is no PyTorch, too."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from tests.functional import cases
from tests.functional.make_goldens import PATH, read

GOLDENS = read()


def test_every_operation_with_a_gradient_has_goldens():
    counts = Counter(name for name, *_ in GOLDENS)
    assert sorted(counts) == cases.NAMES
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("name", cases.NAMES)
def test_equals_the_goldens(name):
    for number, arrays, options, stored in (rest for golden, *rest in GOLDENS if golden == name):
        douts = [v for k, v in stored.items() if k.startswith("dout")]
        found = {f"out{i}": out for i, out in enumerate(cases.outputs(name, arrays, options))}
        slopes = cases.gradients(name, arrays, options, douts)
        assert [slope is None for slope in slopes] == [array is None for array in arrays.values()]
        found |= {f"d{k}": slope for k, slope in zip(arrays, slopes, strict=True) if slope is not None}
        assert set(found) == {k for k in stored if not k.startswith("dout")}
        for key, value in found.items():
            np.testing.assert_allclose(value, stored[key], rtol=1e-10, atol=1e-10, err_msg=f"{name}/{number}/{key}")
            assert (np.shape(value), np.asarray(value).dtype) == (stored[key].shape, float)


def test_the_file_is_small():
    assert PATH.stat().st_size < 300_000


def test_no_pytorch_is_needed():
    code = "import sys; sys.modules['torch'] = None; from tests.functional import test_goldens as t; t.test_equals_the_goldens('conv2d')"
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=PATH.parents[2], check=True)
