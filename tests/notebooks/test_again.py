"""Every notebook twice in one kernel, cut off from the network: with its exercises answered, then as it is.

Outside of the exercises the second run says the same as the first; the answers are right, and mistakes are named.
"""

import copy
import re
from types import SimpleNamespace

import pytest
from nbclient import NotebookClient

from notebooks import build
from tests.exercises.answers import WRONG, topic_of
from tests.notebooks import FOLDER, SOURCES
from tests.notebooks.verdicts import WITH_EXERCISES, verdicts

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
MISTAKES = """
import sys
from importlib import import_module
sys.path.insert(0, {folder!r})
for topic, name, place in {places}:
    answer, wanted = import_module(topic).WRONG[name][place]
    found = check(name, answer)
    print("told", name, place, found.diagnosis == wanted and not found.right)
"""


def said(cell):
    """Return what a cell printed and showed, in words."""
    cell.outputs = build.joined(cell.outputs)
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


def exercises(notebook):
    """Return the names of the exercises that a notebook checks."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return re.findall(r'\bcheck\("([^"]+)"', code)


def three(name):
    """Return the places of the first wrong answers with three different diagnoses; test_catalogue judges them all."""
    first = {}
    for place, (_, wanted) in enumerate(WRONG[name]):
        first.setdefault(wanted, place)
    return sorted(first.values())[:3]


@pytest.fixture(scope="module", params=SOURCES, ids=lambda p: p.stem)
def ran(request, tmp_path_factory):
    """What the cells of a notebook said in each run, and the mistakes in its exercises."""
    notebook, answered = build.read(request.param), build.read(request.param, answered=True)
    block = copy.deepcopy(next(cell for cell in notebook.cells if cell.cell_type == "code"))
    names = exercises(answered)
    places = [(topic_of(name), name, place) for name in names for place in three(name)]

    def alone(code):
        block.source = code
        run(client, [block])
        return "".join(output.text for output in block.outputs if output.output_type == "stream")

    # The client writes each cell that it runs into the notebook it was given.
    client = NotebookClient(copy.deepcopy(notebook), timeout=120, resources={"metadata": {"path": str(FOLDER)}})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNLITE_HOME", str(tmp_path_factory.mktemp("home")))
        with client.setup_kernel():
            alone(CUT_OFF)
            twice = [run(client, cells) for cells in (answered.cells, notebook.cells)]
            with pytest.raises(Exception, match="asked for the network"):
                alone("_socket.create_connection(('127.0.0.1', 9))")
            told = alone(MISTAKES.format(folder=str(FOLDER.parent), places=places)) if names else ""
    pairs = zip(answered.cells, notebook.cells, strict=True)
    alike = [a.source == b.source for a, b in pairs if b.cell_type == "code"]
    return SimpleNamespace(
        source=request.param, names=names, places=places, twice=twice, alike=alike, answered=answered, told=told
    )


def test_twice_in_one_kernel_without_network(ran):
    first, second = ([said for said, same in zip(one, ran.alike, strict=True) if same] for one in ran.twice)
    assert any(first)
    assert second == first
    assert sum(ran.alike) >= len(ran.alike) - max(1, len(ran.names))  # only exercises differ


def test_answers_are_right_and_mistakes_are_named_in_the_notebook(ran):
    assert bool(ran.names) == (ran.source in WITH_EXERCISES)
    told = verdicts(ran.answered, ran.source)
    assert bool(told) == bool(ran.names)
    assert all(text.startswith("Right") for text in told), told
    lines = [line for line in ran.told.splitlines() if line.startswith("told")]
    assert lines == [f"told {name} {place} True" for _, name, place in ran.places]
    assert len(lines) == 3 * len(ran.names)
