"""What the exercises of a notebook say."""

import re

import jupytext

from notebooks import exercise_cells
from tests.notebooks import SOURCES

WITH_EXERCISES = [source for source in SOURCES if '"exercise"' in source.read_text(encoding="utf-8")]


def verdicts(notebook, source):
    """Return what the checks in the cells of the exercises say; a cell may show more after them."""
    cells = jupytext.read(source, fmt="py:percent").cells
    tagged = [n for n, cell in enumerate(cells) if exercise_cells.TAG in cell.metadata.get("tags", ())]
    found = []
    for n in tagged:
        shown = [output for output in notebook.cells[n].outputs if output.output_type == "display_data"]
        checks = len(re.findall(r"\bcheck\(", notebook.cells[n].source))
        found += [output.data["text/plain"] for output in shown[:checks]]
    return found
