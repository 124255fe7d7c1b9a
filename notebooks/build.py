"""Build the notebooks from their text sources, one way only: ``notebooks/source/*.py`` → ``notebooks/*.ipynb``.

``python -m notebooks.build`` builds all, ``python -m notebooks.build 03`` those whose names begin with 03. Two builds
of an unchanged source differ in nothing but the pixels of pictures.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from notebooks import exercise_cells

HERE = Path(__file__).parent
SOURCE = HERE / "source"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
# A question's code holds its answer: JupyterLab folds the code of such a cell, and a click unfolds it.
HIDDEN = {"jupyter": {"source_hidden": True}}
RANDOM_MIMES = ("application/vnd.jupyter.widget-view+json",)  # a new model id in every run


def read(source: Path, answered: bool = False) -> NotebookNode:
    """Return the notebook of a source, not yet executed: cells are numbered, exercises are stubs or answered."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = NotebookNode(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{source.stem[:2]}-{number:02d}"
        tags = cell.metadata.get("tags", ())
        if exercise_cells.TAG in tags:
            write_cell = exercise_cells.answered if answered else exercise_cells.stubbed
            cell.source = write_cell(cell.source)
        cell.metadata = NotebookNode(HIDDEN if "hidden" in tags else {})
    return notebook


def execute(notebook: NotebookNode) -> NotebookNode:
    """Run every cell in a new kernel, and keep the state of each widget; a cell that fails raises."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "CNNLITE_HOME": home,
            "OPENBLAS_NUM_THREADS": "1",
            "TQDM_DISABLE": "1",
        }  # a bar would be stored
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", record_timing=False, store_widget_state=True,
            resources={"metadata": {"path": str(HERE)}},
        )  # fmt: skip
        client.execute()
    return notebook


def joined(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return outputs with what was printed in one go as one: a busy kernel sends it in pieces."""
    kept: list[NotebookNode] = []
    for output in outputs:
        last = kept[-1] if kept else None
        if (
            last
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            kept.append(output)
    return kept


def strip(notebook: NotebookNode) -> NotebookNode:
    """Take away what differs from run to run, and the state of the widgets."""
    notebook.metadata = NotebookNode(METADATA)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
        for output in cell.get("outputs", ()):
            for mime in RANDOM_MIMES:
                output.get("data", {}).pop(mime, None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return notebook


def build(source: Path) -> NotebookNode:
    """Return the executed notebook of a source; a cell that fails stops the build."""
    return strip(execute(read(source)))


def write(notebook: NotebookNode, target: Path) -> None:
    """Write a notebook whole or not at all."""
    part = target.with_suffix(".part")
    part.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    part.replace(target)


def chosen(names: Sequence[str]) -> list[Path]:
    """Return the sources whose names begin with one of ``names``, all if there are none; [] is said aloud."""
    everything = sorted(SOURCE.glob("[0-9]*.py"))
    sources = [path for path in everything if path.name.startswith(tuple(names) or "")]
    if not sources:
        print(
            f"No source begins with {' or '.join(names)}; there are {[p.stem for p in everything]}."
        )
    return sources


def main() -> int:
    """Build the notebooks whose names begin as asked."""
    parser = argparse.ArgumentParser(
        description="Build the notebooks from notebooks/source."
    )
    parser.add_argument(
        "names", nargs="*", help="beginnings of names, such as 03; all by default"
    )
    sources = chosen(parser.parse_args().names)
    for source in sources:
        target = HERE / f"{source.stem}.ipynb"
        write(build(source), target)
        print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")
    return 0 if sources else 1


if __name__ == "__main__":
    sys.exit(main())
