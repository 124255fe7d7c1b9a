"""What the exercises of a notebook say."""

import jupytext

from notebooks import exercise_cells
from tests.notebooks import SOURCES

WITH_EXERCISES = [source for source in SOURCES if '"exercise"' in source.read_text(encoding="utf-8")]


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
