"""Build the notebooks from their text sources, one way only: ``notebooks/source/*.py`` → ``notebooks/*.ipynb``.

``python -m notebooks.build`` builds all, ``python -m notebooks.build 03`` those whose names begin with 03. Two builds
of an unchanged source differ in nothing but the pixels of pictures.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

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
RANDOM_MIMES = ("application/vnd.jupyter.widget-view+json",)  # a new model id in every run


def build(source: Path) -> NotebookNode:
    """Return the executed notebook of a source; a cell that fails stops the build."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = NotebookNode(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{source.stem[:2]}-{number:02d}"
        cell.metadata = NotebookNode()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CNNLITE_HOME": home, "OPENBLAS_NUM_THREADS": "1"}
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", record_timing=False, store_widget_state=False,
            resources={"metadata": {"path": str(HERE)}},
        )  # fmt: skip
        client.execute()
    notebook.metadata = NotebookNode(METADATA)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for mime in RANDOM_MIMES:
                output.get("data", {}).pop(mime, None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return notebook


def write(notebook: NotebookNode, target: Path) -> None:
    """Write a notebook whole or not at all."""
    part = target.with_suffix(".part")
    part.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    part.replace(target)


def main() -> int:
    """Build the notebooks whose names begin as asked."""
    parser = argparse.ArgumentParser(
        description="Build the notebooks from notebooks/source."
    )
    parser.add_argument(
        "names",
        nargs="*",
        default=[""],
        help="beginnings of names, such as 03; all by default",
    )
    names = parser.parse_args().names
    sources = [
        path
        for path in sorted(SOURCE.glob("[0-9]*.py"))
        if path.name.startswith(tuple(names))
    ]
    if not sources:
        print(
            f"No source begins with {' or '.join(names)}; there are {[p.stem for p in SOURCE.glob('[0-9]*.py')]}."
        )
        return 1
    for source in sources:
        target = HERE / f"{source.stem}.ipynb"
        write(build(source), target)
        print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
