"""Every notebook runs with the network cut off, and says the same when it runs once more in the same kernel."""

import copy

import pytest
from nbclient import NotebookClient

from notebooks import build
from tests.notebooks import FOLDER, SOURCES

# The kernel's own sockets are made before this; any other connection, even a name to look up, is an error.
CUT_OFF = """
import socket as _socket

def _refused(*where, **more):
    raise OSError(f"a notebook asked for the network: {where}")

for _name in ("connect", "connect_ex", "sendto"):
    setattr(_socket.socket, _name, _refused)
for _name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(_socket, _name, _refused)
"""


def said(cell):
    """Return what a cell printed and showed, in words."""
    return [
        output.get("text") or output.get("data", {}).get("text/plain")
        for output in cell.outputs
        if output.output_type != "error"
    ]


def run(client, cells):
    """Run cells in the client's kernel and return what each said; a cell that fails raises."""
    found = []
    for place, cell in enumerate(cells):
        if cell.cell_type == "code":
            client.execute_cell(cell, place)
            found.append(said(cell))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_twice_in_one_kernel_without_network(path, tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLITE_HOME", str(tmp_path))
    notebook = build.read(path)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}})
    with client.setup_kernel():
        block = copy.deepcopy(next(cell for cell in notebook.cells if cell.cell_type == "code"))
        block.source = CUT_OFF
        run(client, [block])
        first = run(client, notebook.cells)
        second = run(client, notebook.cells)
        block.source = "_socket.create_connection(('127.0.0.1', 9))"
        with pytest.raises(Exception, match="asked for the network"):
            run(client, [block])
    assert any(first)
    assert second == first
