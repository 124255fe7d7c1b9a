"""The builder: two builds of one source are the same but for pixels, and a failing cell stops it."""

import re

import nbclient.exceptions
import nbformat
import pytest

from notebooks import build
from tests.notebooks import FOLDER, SOURCES


def without_pixels(notebook):
    """Return a notebook as text, every picture replaced."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "PNG", nbformat.writes(notebook))


def test_a_build_equals_the_notebook_that_is_there():
    source = SOURCES[0]
    there = nbformat.read(FOLDER / f"{source.stem}.ipynb", as_version=4)
    assert without_pixels(build.build(source)) == without_pixels(there)


def test_a_failing_cell_stops_the_build(tmp_path):
    source = tmp_path / "99_wrong.py"
    source.write_text("# %%\n1 / 0\n")
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="division by zero"):
        build.build(source)


def test_what_a_busy_kernel_prints_in_pieces_is_joined():
    stream = nbformat.v4.new_output
    pieces = [
        stream("stream", name="stdout", text="shape "), stream("stream", name="stdout", text="(2, 4)"),
        stream("stream", name="stderr", text="careful"), stream("display_data", data={"text/plain": "1"}),
        stream("stream", name="stdout", text="end"),
    ]  # fmt: skip
    texts = [output.get("text") for output in build.joined(pieces)]
    assert texts == ["shape (2, 4)", "careful", None, "end"]


def test_a_name_without_a_source(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["build", "97"])
    assert build.main() == 1
    assert "No source begins with 97" in capsys.readouterr().out


def test_writing_is_whole(tmp_path):
    target = tmp_path / "01_a.ipynb"
    target.write_text("old")
    notebook = nbformat.v4.new_notebook()
    build.write(notebook, target)
    assert nbformat.read(target, as_version=4) == notebook
    assert [p.name for p in tmp_path.iterdir()] == ["01_a.ipynb"]
