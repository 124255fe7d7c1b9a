"""Every gradient that a notebook shows is held against wiggles in its own cell, and against PyTorch here."""

import ast
import re

import numpy as np
import pytest

from notebooks import build
from tests.notebooks import SOURCES, gradients
from tests.notebooks.test_four_ways import run
from tests.requirements import missing

BACKWARD = {path.stem[:2]: build.read(path) for path in SOURCES if path.stem[:2] >= "11"}
CHECKED = re.compile(r"numeric\w*\(|gradcheck\(")


def named(code):
    """Return the names that a cell gives to what a ``…_backward`` function returns."""
    found = set()
    for node in ast.parse(code).body:
        call = getattr(node, "value", None)
        while isinstance(call, ast.Subscript):
            call = call.value
        if isinstance(node, ast.Assign) and isinstance(call, ast.Call):
            function = call.func
            if getattr(function, "attr", getattr(function, "id", "")).endswith("_backward"):
                found |= {name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)}
    return found - {"_"}


def cells(notebook):
    """Return the code cells without those of the exercises."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return [source for source in code if not re.search(r"\bcheck\(", source)]


@pytest.fixture(scope="module", params=gradients.NUMBERS)
def notebook(request):
    """A notebook's number, its names after the last cell, and the stored gradients."""
    number = request.param
    with np.load(gradients.stored(number)) as file:
        return number, run(BACKWARD[number]), dict(file)


def test_each_gradient_stands_beside_its_wiggles():
    for number, book in BACKWARD.items():
        for cell in cells(book):
            assert not named(cell) or CHECKED.search(cell), (number, cell)
            assert not named(cell) or number in gradients.NUMBERS


def test_each_gradient_is_stored(notebook):
    number, _, stored = notebook
    assert stored
    assert set().union(*map(named, cells(BACKWARD[number]))) <= set(stored)


def test_stored_ones_agree(notebook):
    _, names, stored = notebook
    for name, wanted in stored.items():
        assert np.shape(names[name]) == wanted.shape, name
        np.testing.assert_allclose(names[name], wanted, rtol=1e-9, atol=1e-12, err_msg=name)


def test_pytorch_says_the_same_today(notebook):
    number, names, stored = notebook
    try:
        import torch  # noqa: F401
    except ImportError:
        missing("torch", "PyTorch is not installed")
    today = gradients.in_torch(number, names)
    assert set(today) == set(stored)
    for name, wanted in today.items():
        np.testing.assert_allclose(stored[name], wanted, rtol=1e-9, atol=1e-12, err_msg=name)


def test_names_are_found():
    assert named("dw, db = cnnlite.linear_backward(d, x, w)[1:]\n_, dk = backward(g)") == {"dw", "db"}
    assert named("loss = f(x)\ndx = relu_backward(g, x)") == {"dx"}
