"""Exercise cells: learners get the stub; that the answer beside it is right is tested with the notebook's run."""

import nbformat
import pytest

from notebooks import exercise_cells
from tests.notebooks import FOLDER
from tests.notebooks.verdicts import WITH_EXERCISES, verdicts

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


@pytest.mark.parametrize("source", WITH_EXERCISES, ids=lambda p: p.stem)
def test_stubs_are_not_tried(source):
    told = verdicts(nbformat.read(FOLDER / f"{source.stem}.ipynb", as_version=4), source)
    assert told
    assert all(text.startswith("Not tried yet") for text in told), told
