"""Exercise cells: learners get the stub, and the answer beside it is right."""

import re

import jupytext
import nbformat
import pytest

from notebooks import build, exercise_cells
from tests.exercises.answers import WRONG
from tests.notebooks import FOLDER, SOURCES

WITH_EXERCISES = [source for source in SOURCES if '"exercise"' in source.read_text(encoding="utf-8")]

CELL = '''def double(x):
    """Return twice x."""
    # stub: return None  # your code
    twice = 2 * x

    return twice
    # end


answer = [
    # stub: None,
    4,
    # end
]
check("double", double)'''


def test_the_stub_and_the_answer():
    assert exercise_cells.stubbed(CELL) == (
        'def double(x):\n    """Return twice x."""\n    return None  # your code\n\n\nanswer = [\n    None,\n]\n'
        'check("double", double)'
    )
    assert exercise_cells.answered(CELL) == (
        'def double(x):\n    """Return twice x."""\n    twice = 2 * x\n\n    return twice\n\n\nanswer = [\n    4,\n]\n'
        'check("double", double)'
    )


def test_a_cell_without_a_stub():
    with pytest.raises(ValueError, match="an exercise cell must hold '# stub"):
        exercise_cells.stubbed("x = 1\n# end")


def verdicts(notebook, source):
    """Return what the cells of the exercises say."""
    cells = jupytext.read(source, fmt="py:percent").cells
    tagged = [n for n, cell in enumerate(cells) if exercise_cells.TAG in cell.metadata.get("tags", ())]
    return [
        output.data["text/plain"]
        for n in tagged
        for output in notebook.cells[n].outputs
        if output.output_type == "display_data"
    ]


@pytest.mark.parametrize("source", WITH_EXERCISES, ids=lambda p: p.stem)
def test_stubs_are_not_tried(source):
    told = verdicts(nbformat.read(FOLDER / f"{source.stem}.ipynb", as_version=4), source)
    assert told
    assert all(text.startswith("Not tried yet") for text in told), told


@pytest.mark.parametrize("source", WITH_EXERCISES, ids=lambda p: p.stem)
def test_answers_are_right_and_mistakes_are_named_in_the_notebook(source):
    notebook = build.read(source, answered=True)
    checks = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "check(" in cell.source]
    names = re.findall(r'check\("([^"]+)"', "\n".join(checks))
    assert names
    ask = f"""
import sys
sys.path.insert(0, {str(FOLDER.parent)!r})
from tests.exercises.answers import WRONG
for name in {names}:
    for place, (answer, wanted) in enumerate(WRONG[name]):
        found = check(name, answer)
        print("told", name, place, found.diagnosis == wanted and not found.right)
"""
    notebook.cells.append(nbformat.v4.new_code_cell(ask))
    build.execute(notebook)
    told = verdicts(notebook, source)
    assert told
    assert all(text.startswith("Right") for text in told), told
    printed = [output.text for output in notebook.cells[-1].outputs if output.output_type == "stream"]
    lines = [line for line in "".join(printed).splitlines() if line.startswith("told")]
    assert lines == [f"told {name} {place} True" for name in names for place in range(len(WRONG[name]))]
    assert all(len({wanted for _, wanted in WRONG[name]}) >= 3 for name in names)
