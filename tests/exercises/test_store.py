"""The learner's state: one file, never half written, never lost."""

import json
import subprocess
import sys

import pytest

from cnnlite.exercises import store


def test_nothing_kept_is_an_empty_state(home):
    assert store.load() == {}
    assert not home.exists()


def test_records_are_read_back(home):
    store.record("predictions", "03.size", {"value": 9, "sure": "é"})
    store.record("predictions", "03.sign", {"value": -1})
    store.record("predictions", "03.size", {"value": 4})
    assert store.load() == {"predictions": {"03.size": {"value": 4}, "03.sign": {"value": -1}}}
    assert json.loads((home / "state.json").read_text(encoding="utf-8")) == store.load()
    assert [path.name for path in home.iterdir()] == ["state.json"]


def test_update_sees_what_is_there():
    for _ in range(3):
        store.update("exercises", "relu", lambda entry: {"tries": entry.get("tries", 0) + 1})
    assert store.load() == {"exercises": {"relu": {"tries": 3}}}


def test_forget_drops_one_section():
    store.record("own", "relu", {"source": ""})
    store.record("exercises", "relu", {"tries": 1})
    store.forget("own")
    assert store.load() == {"exercises": {"relu": {"tries": 1}}}


def test_a_failed_write_leaves_the_old_state(home):
    store.record("exercises", "relu", {"tries": 1})
    with pytest.raises(TypeError):
        store.record("exercises", "relu", {"tries": object()})
    assert store.load() == {"exercises": {"relu": {"tries": 1}}}
    assert [path.name for path in home.iterdir()] == ["state.json"]


def test_a_write_that_breaks_off_leaves_the_old_state(home, monkeypatch):
    store.record("exercises", "relu", {"tries": 1})

    def full(file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    store.record("exercises", "relu", {"tries": 2})
    assert json.loads((home / "state.json").read_text(encoding="utf-8")) == {"exercises": {"relu": {"tries": 1}}}
    assert [path.name for path in home.iterdir()] == ["state.json"]
    assert store.load() == {"exercises": {"relu": {"tries": 2}}}  # as long as the kernel lives


@pytest.mark.parametrize("damage", [b'{"exercises": {"re', b"\xff\xfe\x00", b"[1, 2]", b'{"exercises": 3}'])
def test_a_damaged_file_is_kept_aside(home, damage, capsys):
    home.mkdir()
    (home / "state.broken.json").write_text("an older one")
    (home / "state.json").write_bytes(damage)
    assert store.load() == {}
    assert store.load() == {}
    assert capsys.readouterr().out.count("was damaged. It is kept as") == 1
    store.record("exercises", "relu", {"tries": 1})
    assert (home / "state.broken.json").read_text() == "an older one"
    assert (home / "state.broken.2.json").read_bytes() == damage
    assert store.load() == {"exercises": {"relu": {"tries": 1}}}


def test_a_folder_that_cannot_be_written_is_named_once(home, capsys):
    home.write_text("a file stands where the folder should")
    store.record("exercises", "relu", {"tries": 1})
    store.update("exercises", "relu", lambda entry: {"tries": entry["tries"] + 1})
    assert store.load() == {"exercises": {"relu": {"tries": 2}}}
    assert capsys.readouterr().out.count("Your progress is not kept") == 1


def test_a_lock_that_was_left_behind_is_taken_over(home, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.02)
    home.mkdir()
    (home / "state.lock").touch()
    store.record("exercises", "relu", {"tries": 1})
    assert [path.name for path in home.iterdir()] == ["state.json"]


def test_two_kernels_lose_nothing_of_each_other():
    code = """
import sys
from cnnlite.exercises import store
for number in range(40):
    store.record(sys.argv[1], str(number), {"tries": number})
    store.update("both", "count", lambda entry: {"tries": entry.get("tries", 0) + 1})
"""
    kernels = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("one", "two")]
    assert [kernel.wait() for kernel in kernels] == [0, 0]
    state = store.load()
    assert len(state["one"]) == len(state["two"]) == 40
    assert state["both"] == {"count": {"tries": 80}}
