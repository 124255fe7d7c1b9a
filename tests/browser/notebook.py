"""A notebook written for one test."""

import nbformat

from tests.browser.lab import Lab


def write_notebook(lab: Lab, name: str, cells: list[str]) -> None:
    """Write code cells, and a Markdown cell for the cursor to end on, into the folder that the lab serves."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [*(nbformat.v4.new_code_cell(cell) for cell in cells), nbformat.v4.new_markdown_cell("end")]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), lab.folder / name)
