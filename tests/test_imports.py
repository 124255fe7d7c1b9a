"""Which module may import which: the direction of the package, walked with ast."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "cnnlite"
# Each room, and what it may import from the package and from outside, besides the standard library.
ALLOWED = {
    "_checks": (set(), {"numpy"}),
    "algorithms": ({"_checks"}, {"numpy"}),
    "functional": ({"_checks", "algorithms"}, {"numpy", "scipy"}),
    "nn": ({"_checks", "functional"}, {"numpy"}),
    "optim": ({"_checks", "nn"}, {"numpy"}),
    "gradcheck": ({"_checks"}, {"numpy"}),
    "__init__": ({"functional", "gradcheck", "nn", "optim"}, set()),
    "train": ({"_checks", "functional", "nn", "optim"}, {"numpy", "tqdm", "safetensors", "sklearn"}),
    "inspect": ({"_checks", "functional", "nn"}, {"numpy"}),
    "data": ({"_checks"}, {"numpy", "sklearn", "PIL"}),
    "filters": ({"_checks", "data"}, {"numpy"}),
    "zoo": ({"_checks", "algorithms", "functional", "gradcheck", "nn", "optim", "data"}, {"numpy"}),
    "plots": ({"_checks"}, {"numpy", "matplotlib", "PIL"}),
    "explorers": (
        {"_checks", "functional", "nn", "optim", "train", "inspect", "data", "filters", "plots", "zoo"},
        {"numpy", "matplotlib", "ipywidgets", "anywidget", "traitlets"},
    ),
    "exercises": (
        {"_checks", "functional", "gradcheck", "nn", "optim", "train", "inspect", "data", "plots", "zoo"},
        {"numpy", "IPython"},
    ),
    "questions": ({"_checks", "plots", "explorers", "exercises"}, {"numpy", "ipywidgets", "traitlets"}),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """Return the room of a file: its folder in the package, or its own name."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported(tree: ast.AST) -> set[str]:
    """Return the full names of everything a module imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide their direction"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_direction(path):
    inside, outside = ALLOWED[room(path)]
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        top, *rest = name.split(".")
        if top == "cnnlite":
            assert rest[0] in inside | {room(path)}, f"{path.name} must not import {name}"
        else:
            assert top in outside | sys.stdlib_module_names, f"{path.name} must not import {name}"
        assert "pyplot" not in name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_size(path):
    text = path.read_text(encoding="utf-8")
    docstrings = set()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    code = {n.lineno for n in ast.walk(tree) if hasattr(n, "lineno")} - docstrings
    assert len(code) <= 150
    assert len(text.splitlines()) <= 500


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_assert_in_the_package(path):
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def test_the_mathematics_loads_no_pictures():
    code = (
        "import sys, cnnlite; "
        "print([name for name in ('matplotlib', 'ipywidgets', 'IPython', 'sklearn', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
