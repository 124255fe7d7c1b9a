"""Exercise cells: learners get the stub, and the answer beside it is right."""

import jupytext
import pytest

from notebooks import build, exercise_cells
from tests.notebooks import SOURCES

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


@pytest.mark.parametrize(
    "source", [s for s in SOURCES if '"exercise"' in s.read_text(encoding="utf-8")], ids=lambda p: p.stem
)
def test_answers_are_right_and_stubs_are_not_tried(source):
    told = {}
    for answered in (False, True):
        notebook = build.execute(build.read(source, answered=answered))
        cells = jupytext.read(source, fmt="py:percent").cells
        tagged = [n for n, cell in enumerate(cells) if exercise_cells.TAG in cell.metadata.get("tags", ())]
        told[answered] = [
            output.data["text/plain"]
            for n in tagged
            for output in notebook.cells[n].outputs
            if output.output_type == "display_data"
        ]
    assert told[True]
    assert all(text.startswith("Right") for text in told[True]), told[True]
    assert all(text.startswith("Not tried yet") for text in told[False]), told[False]
