"""Formula, arithmetic, NumPy and PyTorch stand together, and say the same.

The arithmetic of each table is worked out, and its last two lines are run in the notebook's own namespace.
"""

import ast
import builtins
import re

import numpy as np
import pytest

import cnnlite
from notebooks import build
from tests.notebooks import SOURCES
from tests.requirements import missing

WAYS = ["formula", "arithmetic", "NumPy", "PyTorch"]
ROW = re.compile(r"^\| *(formula|arithmetic|NumPy|PyTorch) *\| *(.*?) *\|$", re.MULTILINE)
SIGNS = str.maketrans({"·": "*", "−": "-", "²": "**2", "×": "*", "°": ""})
TAUGHT = [path for path in SOURCES if path.stem[:2] != "00"]  # 00 shows the whole before any part is written down


def tables(notebook):
    """Return for each table its rows by name."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            rows = ROW.findall(cell.source)
            found += [dict(rows[n : n + len(WAYS)]) for n in range(0, len(rows), len(WAYS))]
    return found


def code(cell_text):
    """Return the code between backticks in a cell of a table."""
    return re.fullmatch(r"`(.*)`", cell_text)[1].replace("\\|", "|")


def worked_out(text):
    """Return both sides of ``1·2 + 0·(−1) = 2``, each as numbers; angles are in degrees."""
    for written, meant in (
        (r"⌊(.*?)⌋", r"np.floor(\1)"),
        (r"√\(", "np.sqrt("),
        (r"\be\^", "np.e**"),
        (r"\bln\(", "np.log("),
    ):
        text = re.sub(written, meant, text)
    sides = text.translate(SIGNS).split(" = ")
    for side in sides:  # arithmetic only: numbers, signs, brackets, and the functions of these names
        names = {node.id for node in ast.walk(ast.parse(side, mode="eval")) if isinstance(node, ast.Name)}
        assert names <= {"np", "atan2", "max", "min"}, side
    return [eval(side, {"np": np, "atan2": lambda y, x: np.degrees(np.arctan2(y, x))}) for side in sides]


def as_tensors(names, torch):
    """Return a namespace for PyTorch's line: every array as a tensor."""
    tensors = {
        name: torch.tensor(value.copy())
        for name, value in names.items()
        if isinstance(value, np.ndarray) and value.dtype.kind in "buif"
    }
    return {**names, **tensors, "torch": torch, "F": torch.nn.functional}


def used(notebook):
    """Return the names in the two lines of the tables."""
    lines = [code(table[way]) for table in tables(notebook) for way in ("NumPy", "PyTorch")]
    nodes = [node for line in lines for node in ast.walk(ast.parse(line, mode="eval"))]
    return {node.id for node in nodes if isinstance(node, ast.Name)} - {"cnnlite", "torch", "F", *dir(builtins)}


def run(notebook, wanted=None):
    """Return the namespace that the code cells leave behind; ``wanted`` names what is enough below the last table.

    The cells after that may train for long.
    """
    names = {"__name__": "__main__"}
    last = max((n for n, cell in enumerate(notebook.cells) if ROW.search(cell.source)), default=0)
    for n, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and not re.search(r"\bcheck\(", cell.source):
            exec(compile(cell.source, "cell", "exec"), names)
            if n > last and wanted is not None and wanted <= names.keys():
                break
    return names


@pytest.mark.parametrize("path", TAUGHT, ids=lambda p: p.stem)
def test_each_operation_stands_in_four_ways(path):
    found = tables(build.read(path))
    assert found
    for table in found:
        assert list(table) == WAYS
        assert "$" in table["formula"]
        left, *right = worked_out(code(table["arithmetic"]))
        assert right
        for side in right:
            np.testing.assert_allclose(side, left, atol=0.5e-4)


@pytest.mark.parametrize("path", TAUGHT, ids=lambda p: p.stem)
def test_the_two_lines_give_the_same(path, capsys):
    try:
        import torch
    except ImportError:
        missing("torch", "PyTorch is not installed")
    notebook = build.read(path)
    names = run(notebook, used(notebook))
    for table in tables(notebook):
        ours = eval(code(table["NumPy"]), {**names, "cnnlite": cnnlite})
        theirs = eval(code(table["PyTorch"]), as_tensors(names, torch))
        np.testing.assert_allclose(np.asarray(theirs), ours, rtol=1e-9, atol=1e-9, err_msg=table["PyTorch"])


def test_wrong_arithmetic_is_seen():
    left, right = worked_out("0·1 + 1·(−1) + ⌊7/2⌋ = 3")
    assert left == 2
    assert right == 3
    assert worked_out("atan2(4, 0) = 45°") == [90, 45]
    assert worked_out("−(0.5·ln(0.25) + 0·ln(2)) = 0.69") == [pytest.approx(0.6931471806), 0.69]
    assert worked_out("e^2/(e^2 + e^(−1)) = 0.95") == [pytest.approx(0.9525741268), 0.95]
