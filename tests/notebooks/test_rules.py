"""What every notebook keeps: its parts, its budgets, its words, its pictures, its numbers."""

import ast
import inspect
import re
import tomllib

import nbformat
import pytest

import cnnlite
from cnnlite import explorers
from notebooks import build
from tests.notebooks import FOLDER, NOTEBOOKS, SOURCES

PARTS = ["Warm up", "Predict and see", "By hand, then in code", "Backward", "Your turn", "True or false, and on", "Going deeper"]  # fmt: skip
REQUIRED = {"Predict and see", "By hand, then in code", "Your turn", "True or false, and on"}
TERMS = tomllib.loads((FOLDER / "source" / "terms.toml").read_text(encoding="utf-8"))
IMPORTS = {"cnnlite", "numpy", "matplotlib"}
FILLER = re.compile(r"\b(simply|obviously|trivially|basically|of course)\b", re.IGNORECASE)
ARITHMETIC = re.compile(r"\d[\d.]*(?:\s*%)?")


def load(path):
    """Read a notebook."""
    return nbformat.read(path, as_version=4)


def cells(notebook, kind):
    """Return the sources of its Markdown or code cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def prose(notebook):
    """Return its Markdown without comments, code, names of notebooks, links' targets, formulas and tags."""
    text = re.sub(r"\[(\d\d) [^\]]*\]\([^)]*\)", r"[\1 ", "\n\n".join(cells(notebook, "markdown")))
    for pattern in (r"<!--.*?-->", r"```.*?```", r"`[^`]*`", r"\$\$.*?\$\$", r"\$[^$]*\$", r"\]\([^)]*\)", r"<[^>]*>"):
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    return text


def outputs(notebook):
    """Return everything the cells printed or displayed, as text."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            found += [output.get("text", ""), *output.get("data", {}).values()]
    return "\n".join(found)


def numbers(notebook):
    """Return the numbers of the prose that must come from somewhere.

    These have a decimal point, a per cent sign or are at least 10; minutes, sizes such as 4×4, the numbers of
    notebooks, angles and days are names rather than results.
    """
    text = re.sub(r"\d+(×\d+)+|\d+ minutes|day \d+|\d+°|(notebook|\[)\s*\d\d\b", " ", prose(notebook))
    text = re.sub(r"\|\s*\d\d( to \d\d)?\s*(?=\|)", "| ", text)
    found = [match.group().rstrip(".") for match in ARITHMETIC.finditer(text)]
    return [n for n in found if "." in n or "%" in n or int(n.split()[0]) >= 10]


def present(number, text):
    """Whether a number, or a per cent as a share, stands in a text."""
    if number.endswith("%"):
        share = float(number.rstrip(" %")) / 100
        return any(abs(float(n) - share) < 0.5e-2 for n in re.findall(r"\b0\.\d+", text)) or number in text
    return re.search(rf"(?<![\d.]){re.escape(number)}0*(?!\d)", text) is not None


def used(code):
    """Return the names that code takes from the package: cnnlite.name, or imported from it."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "cnnlite":
            names.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and node.module.startswith("cnnlite"):
            names |= {alias.name for alias in node.names}
    return names


def all_of(check):
    """Run a check on every notebook."""
    return pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)(check)


def test_there_are_notebooks_and_each_has_its_source():
    assert [p.stem for p in NOTEBOOKS] == [p.stem for p in SOURCES]
    assert len(NOTEBOOKS) >= 2


@all_of
def test_cells_equal_the_source(path):
    notebook, source = load(path), build.read(FOLDER / "source" / f"{path.stem}.py")
    assert [(c.cell_type, c.source) for c in notebook.cells] == [(c.cell_type, c.source) for c in source.cells]


@all_of
def test_every_cell_ran_once_in_order_without_error(path):
    code = [cell for cell in load(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not [o for cell in code for o in cell.outputs if o.output_type == "error"]


@all_of
def test_ids_and_metadata_are_the_builder_s(path):
    notebook = load(path)
    assert [cell.id for cell in notebook.cells] == [f"{path.stem[:2]}-{n:02d}" for n in range(len(notebook.cells))]
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert all(cell.metadata in ({}, build.HIDDEN) for cell in notebook.cells)
    assert "widget-view" not in path.read_text(encoding="utf-8")


@all_of
def test_the_code_of_a_question_is_folded_and_the_question_is_shown(path):
    """The code holds the answer, and nothing else is folded; what is not a cell's last line would not be shown."""
    for cell in load(path).cells:
        asks = cell.cell_type == "code" and re.search(r"^(Recall|Predict)\(", cell.source, re.MULTILINE)
        assert bool(cell.metadata) == bool(asks), cell.source
        assert not asks or any(output.output_type == "execute_result" for output in cell.outputs), cell.source


@all_of
def test_parts(path):
    notebook = load(path)
    headings = re.findall(r"^(#+) (.*)$", "\n".join(cells(notebook, "markdown")), re.MULTILINE)
    assert headings[0][0] == "#"
    assert [level for level, _ in headings].count("#") == 1
    parts = [title for level, title in headings if level == "##"]
    assert parts == sorted(parts, key=PARTS.index)
    assert set(parts) >= REQUIRED
    assert len(set(parts)) == len(parts)
    assert ("Warm up" in parts) == (path.stem[:2] not in ("00", "01"))
    assert ("Backward" in parts) <= (path.stem[:2] >= "11")
    start = cells(notebook, "markdown")[0]
    assert re.search(r"^\*\*.*\?\*\*$", start, re.MULTILINE), "the notebook's question"
    assert 20 <= int(re.search(r"(\d+) minutes", start)[1]) <= 40
    last = cells(notebook, "markdown")[-1]
    recap = last.split("**In short**")[1].split("Sources:")[0]
    assert len(re.findall(r"^- ", recap, re.MULTILINE)) == 5
    assert "Sources:" in last
    assert "PyTorch" in last


@all_of
def test_budgets(path):
    notebook = load(path)
    assert len(notebook.cells) <= 30
    words = [token for token in prose(notebook).split() if re.search(r"\w", token)]  # the lines of tables are none
    assert len(words) <= 1500
    assert sum(first == path.stem[:2] for first in TERMS["terms"].values()) <= 6
    assert path.stat().st_size < 500_000
    for cell in cells(notebook, "code"):
        assert max(map(len, cell.splitlines())) <= 92, cell
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno <= 14, f"{node.name} belongs in the package"


@all_of
def test_imports_stand_in_one_cell(path):
    importing = []
    for cell in cells(load(path), "code"):
        found = [node for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Import | ast.ImportFrom)]
        importing += [cell] if found else []
        for node in found:
            names = [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            rivals = {"sklearn"} if path.stem[:2] == "17" else set()  # its classifiers, to compare with
            assert {name.split(".")[0] for name in names} <= IMPORTS | rivals
    assert importing == cells(load(path), "code")[:1]


def shown(code):
    """Return for each explorer that code makes the names of the controls it shows; None where it says nothing."""
    tree = ast.parse(code)
    named = {
        target.id: node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    found = []
    for call in sorted(calls, key=lambda node: node.lineno):
        kind = getattr(explorers, call.func.id, None)
        if isinstance(kind, type) and "show" in inspect.signature(kind).parameters:
            wanted = [named.get(getattr(k.value, "id", ""), k.value) for k in call.keywords if k.arg == "show"]
            found.append(ast.literal_eval(wanted[0]) if wanted else None)
    return found


@all_of
def test_first_explorer_has_few_controls(path):
    controls = shown("\n".join(cells(load(path), "code")))
    assert controls
    assert len(controls[0]) <= (2 if path.stem[:2] == "00" else 5)


def test_the_rule_of_controls_sees_names():
    code = "few = ('a', 'b')\nif 1:\n    ShapeLab(3, show=few)\nlab = ShapeLab()\nshow_grids(show=('c',))"
    assert shown(code) == [("a", "b"), None]


@all_of
def test_every_picture_has_words(path):
    html = outputs(load(path))
    pictures = re.findall(r"<img\b[^>]*>", html)
    assert pictures
    for picture in pictures:
        alt = re.search(r'alt="([^"]*)"', picture)
        assert alt, picture[:80]
        assert re.search(r"\d+×\d+", alt[1]), alt[1]
        assert 'width="' in picture
        assert 'src="data:image/png;base64,' in picture
    for cell in load(path).cells:
        for output in cell.get("outputs", ()):
            assert not set(output.get("data", {})) & {"image/png", "image/jpeg", "image/svg+xml"}
            assert "text/html" not in output.get("data", {}) or output.data["text/plain"].strip()


@all_of
def test_nothing_in_it_can_run_or_be_fetched(path):
    notebook = load(path)
    text = "\n".join([*cells(notebook, "markdown"), outputs(notebook)])
    assert not re.search(r"<script|<iframe|\bon\w+=|javascript:|data-command|!\[", text)
    assert "http" not in outputs(notebook)
    for output in (o for cell in notebook.cells for o in cell.get("outputs", ())):
        assert "application/javascript" not in output.get("data", {})


@all_of
def test_every_number_of_the_prose_is_computed(path):
    notebook = load(path)
    computed = outputs(notebook) + "\n".join(
        re.findall(r"^\s*assert .*$", "\n".join(cells(notebook, "code")), re.MULTILINE)
    )
    computed = re.sub(r"base64,[^\"]*", "", computed)
    assert not [number for number in numbers(notebook) if not present(number, computed)]


def test_the_number_rule_sees_a_drift():
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("It is 0.75, or 78 %, of 1234; see 4×4 and `9.99`, in 20 minutes."),
            nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("stream", text="0.7500 and 0.7773")]),
        ]
    )
    assert numbers(notebook) == ["0.75", "78 %", "1234"]
    assert [n for n in numbers(notebook) if not present(n, outputs(notebook))] == ["1234"]
    assert not present("0.76", "0.7500")
    assert not present("1.5", "11.5 and 1.55")


@all_of
def test_no_term_before_it_is_introduced(path):
    notebook, number = load(path), path.stem[:2]
    text, code = prose(notebook), "\n".join(cells(notebook, "code"))
    for term, first in TERMS["terms"].items():
        if first > number:
            assert not re.search(rf"\b{re.escape(term)}s?\b", text, re.IGNORECASE), f"{term} belongs to {first}"
    for function, first in TERMS["functions"].items():
        if first > number:
            assert function not in used(code), f"{function} belongs to {first}"


def test_the_term_rule_sees_a_use():
    assert used("import cnnlite\ncnnlite.elu(x)\nfrom cnnlite.functional import step\nf('tanh')") == {"elu", "step"}


def test_every_public_function_has_its_notebook():
    rooms = {"functional", "nn", "optim"}
    assert set(TERMS["functions"]) == set(cnnlite.__all__) - rooms


@all_of
def test_prose_is_plain(path):
    text = prose(load(path))
    assert not FILLER.search(text)
    assert not re.search("[\U0001f300-\U0001faff]", text)


@all_of
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", "\n".join(cells(load(path), "markdown"))):
        assert target.startswith("https://") or (FOLDER / target).exists(), target
