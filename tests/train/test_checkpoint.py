"""Checkpoints: going on ends where an unbroken run ends, to the last bit; what is damaged or strange is refused."""

import json
import os
import pickle
import signal
import stat
import struct
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from cnnlite import optim, train
from cnnlite.train import load_checkpoint, save_checkpoint
from cnnlite.train.packing import pack
from tests.train.runs import begin, everything, small, some

KINDS = [
    ("sgd", "none", False), ("sgd", "step", False), ("adam", "cosine", False),
    ("sgd", "cosine", True), ("adam", "step", True), ("plain", "none", True),
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    """A checkpoint of a run in the middle of its second epoch."""
    run = begin("adam", "step", norm=True)
    run.run(5)
    save_checkpoint(tmp_path / "run.safetensors", run)
    return tmp_path / "run.safetensors"


@pytest.mark.parametrize("made", [0, 1, 3, 5, 12])
@pytest.mark.parametrize(("optimizer", "schedule", "norm"), KINDS)
def test_a_new_run_goes_on_and_ends_bit_identical(tmp_path, optimizer, schedule, norm, made):
    unbroken, first = (begin(optimizer, schedule, norm) for _ in range(2))
    unbroken.run()
    first.run(made)
    save_checkpoint(tmp_path / "run.safetensors", first)
    second = begin(optimizer, schedule, norm, seed=77)  # other weights, another order
    second.run(2)  # and it has already trained a little
    load_checkpoint(str(tmp_path / "run.safetensors"), second)
    assert everything(second) == everything(first)
    np.testing.assert_array_equal(second.batch, first.batch)
    second.run()
    first.run()
    assert everything(second) == everything(unbroken)
    assert everything(first) == everything(unbroken)  # saving changed nothing


@pytest.mark.parametrize("bits", [np.random.MT19937, np.random.Philox, np.random.SFC64, np.random.PCG64DXSM])
def test_every_generator_goes_on(tmp_path, bits):
    unbroken, first, second = (begin(bits=bits, seed=seed) for seed in (0, 0, 5))
    unbroken.run()
    first.run(4)
    save_checkpoint(tmp_path / "run", first)
    load_checkpoint(tmp_path / "run", second)
    second.run()
    assert everything(second) == everything(unbroken)


def test_a_killed_program_s_run_goes_on(tmp_path):
    program = f"""
        import os, sys
        sys.path.insert(0, {str(os.getcwd())!r})
        from cnnlite.train import save_checkpoint
        from tests.train.runs import begin
        run = begin("adam", "cosine", norm=True)
        for step in run:
            if step.number == 5:
                save_checkpoint({str(tmp_path / "run.safetensors")!r}, run)
            if step.number == 8:
                print("ready", flush=True)
                sys.stdin.read()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    run, unbroken = (begin("adam", "cosine", norm=True) for _ in range(2))
    load_checkpoint(tmp_path / "run.safetensors", run)
    assert run.number == 5
    run.run()
    unbroken.run()
    assert everything(run) == everything(unbroken)


def test_more_epochs_may_follow(tmp_path):
    first, longer, unbroken = begin(epochs=2), begin(epochs=4, seed=3), begin(epochs=4)
    first.run()
    save_checkpoint(tmp_path / "run", first)
    load_checkpoint(tmp_path / "run", longer)
    longer.run()
    unbroken.run()
    assert everything(longer) == everything(unbroken)


def test_trouble_is_kept(tmp_path):
    first, second = begin("plain"), begin("plain")
    first.optimizer.lr = 1e300
    first.run()
    assert first.trouble
    save_checkpoint(tmp_path / "run", first)
    load_checkpoint(tmp_path / "run", second)
    assert (second.trouble, second.done, second.number) == (first.trouble, True, first.number)
    assert list(second) == []


def test_float32_goes_on_and_is_not_mixed_with_float64(tmp_path):
    images, labels = some()[0]
    data = {"data": (images.astype(np.float32), labels), "held_out": None}

    def single(seed):
        rng = np.random.default_rng(seed)
        model = small(rng).float()
        mover = optim.SGD(model.parameters(), 0.05, momentum=0.9)
        return train.fit(model, data["data"], 3, optimizer=mover, rng=rng, batch_size=32)

    unbroken, first, second = single(0), single(0), single(1)
    unbroken.run()
    first.run(4)
    save_checkpoint(tmp_path / "run", first)
    load_checkpoint(tmp_path / "run", second)
    second.run()
    assert everything(second) == everything(unbroken)
    double = begin(held_out=None)
    before = everything(double)
    with pytest.raises(ValueError, match=r"of float64, as this network is, got float32 in 0\.weight"):
        load_checkpoint(tmp_path / "run", double)
    assert everything(double) == before


def test_the_file_holds_no_images_and_no_pickle(file):
    tensors = load_file(file)
    assert {name.split(".")[0] for name in tensors} == {"model", "optimizer", "order", "steps", "epochs"}
    assert tensors["order"].shape == (75,)
    assert tensors["steps"].shape == (5, 2)
    assert tensors["epochs"].shape == (1, 4)


def test_saving_replaces_in_one_move(tmp_path, monkeypatch):
    run, path = begin(), tmp_path / "run.safetensors"
    run.run(2)
    save_checkpoint(path, run)
    kept, before = path.read_bytes(), everything(run)
    run.run(2)

    def fails(*_):
        raise OSError("the disk is full")

    for name in ("replace", "fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, fails)
            with pytest.raises(OSError, match="the disk is full"):
                save_checkpoint(path, run)
        assert path.read_bytes() == kept
        assert os.listdir(tmp_path) == ["run.safetensors"]
    again = begin()
    load_checkpoint(path, again)
    assert everything(again) == before
    save_checkpoint(path, run)
    load_checkpoint(path, again)
    assert everything(again) == everything(run)
    assert os.listdir(tmp_path) == ["run.safetensors"]


def test_a_new_file_may_be_read_by_whom_other_files_may(tmp_path):
    save_checkpoint(tmp_path / "run", begin())
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "run").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_a_run_gone_astray_does_not_replace_a_good_file(tmp_path):
    run = begin()
    save_checkpoint(tmp_path / "run", run)
    kept = (tmp_path / "run").read_bytes()
    run.model[0].weight.data = np.full_like(run.model[0].weight.data, np.nan)
    with pytest.raises(ValueError, match=r"every number .* finite, got nan or inf in model\.0\.weight"):
        save_checkpoint(tmp_path / "run", run)
    assert (tmp_path / "run").read_bytes() == kept


@pytest.mark.parametrize("function", [save_checkpoint, load_checkpoint])
def test_errors_of_arguments(tmp_path, function):
    name = function.__name__
    with pytest.raises(TypeError, match=f"{name}: path must be a file name, got 3"):
        function(3, begin())
    with pytest.raises(TypeError, match=f"{name}: path must be a file name, got None"):
        function(None, begin())
    with pytest.raises(TypeError, match=f"{name}: run must be what fit"):
        function(tmp_path / "run", begin().model)
    with pytest.raises(ValueError, match=f"{name}: path must name a file, got"):
        function(tmp_path, begin())
    with pytest.raises(FileNotFoundError, match=f"{name}: path must"):
        function(tmp_path / "none" / "run", begin())
    assert os.listdir(tmp_path) == []


def own(**change):
    """The run that fits `file`, or one that differs in one thing."""
    return begin(**{"optimizer": "adam", "schedule": "step", "norm": True, "seed": 5} | change)


def refused(path, run, message):
    """Loading raises ValueError, and nothing of the run has changed."""
    before = everything(run)
    with pytest.raises(ValueError, match=message):
        load_checkpoint(path, run)
    assert everything(run) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"norm": False}, "of this network and optimizer, got missing model.3.weight, .* and 23 more"),
        ({"optimizer": "sgd"}, "optimizer 'SGD', got optimizer 'Adam'"),
        ({"schedule": "none"}, r"schedule \['NoneType', \{\}\], got schedule \['StepLR', "),
        ({"schedule": "cosine"}, "schedule .*'CosineAnnealingLR'"),
        ({"batch_size": 16}, "batch_size 16, got batch_size 32"),
        ({"data": some(74)[0]}, "number of images 74, got number of images 75"),
        ({"held_out": None}, "number of held-out images 0, got number of held-out images 30"),
        ({"bits": np.random.MT19937}, "rng 'MT19937', got rng 'PCG64'"),
        ({"epochs": 1}, "of at most 3 steps, got 5"),
    ],
)
def test_another_kind_of_run_is_refused(file, change, message):
    refused(file, own(**change), message)


def test_a_schedule_of_other_numbers_is_refused(file):
    run = own()
    run.schedule.gamma = 0.25
    refused(file, run, "schedule .*0.25.*, got schedule .*0.5")


def test_a_network_of_other_sizes_is_refused(file, rng):
    from cnnlite import nn

    run = own()
    run.model[0].weight = nn.Parameter(np.zeros((8, 1, 1, 9)))
    before = run.model.state_dict()
    with pytest.raises(ValueError, match=r"got shape \(8, 1, 3, 3\) of model.0.weight where \(8, 1, 1, 9\)"):
        load_checkpoint(file, run)
    assert run.number == 0
    assert all((array == before[name]).all() for name, array in run.model.state_dict().items())


def damaged(content):
    """Files that are no safetensors, or no longer."""
    size = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8 : 8 + size])

    def with_header(change):
        text = json.dumps(change(json.loads(json.dumps(header)))).encode()
        return struct.pack("<Q", len(text)) + text + content[8 + size :]

    def lie(shape):
        def change(words):
            words["model.0.weight"]["shape"] = shape
            return words

        return change

    def overlap(words):
        words["model.0.weight"]["data_offsets"] = words["model.0.bias"]["data_offsets"]
        return words

    yield b""
    yield b"not a checkpoint"
    yield pickle.dumps({"model.0.weight": [1.0]})
    yield content[: len(content) // 2]
    yield content[:-1]
    yield content + b"more"
    yield content[:20]
    yield struct.pack("<Q", 2**40) + content[8:]
    yield with_header(lie([10**10]))
    yield with_header(lie([2**62, 2**62]))
    yield with_header(lie([-1]))
    yield with_header(overlap)
    yield struct.pack("<Q", size) + b"[" * size + content[8 + size :]


def test_damaged_files_are_refused(file):
    content, run = file.read_bytes(), own()
    for bad in damaged(content):
        file.write_bytes(bad)
        refused(file, run, "load_checkpoint: .* is no checkpoint, or a damaged one: ")
    file.write_bytes(content)
    load_checkpoint(file, run)
    assert run.number == 5


def rewritten(file, change):
    """The same file with other arrays or words: a well-formed lie."""
    source = own(seed=0)
    source.run(5)
    tensors, words = pack(source)
    run = json.loads(words["run"])
    change(tensors, run, words)
    if "run" in words and words["run"] is not None:
        words["run"] = json.dumps(run)
    save_file(tensors, file, {name: word for name, word in words.items() if word is not None})


def put(where, name, value):
    def change(tensors, run, words):
        {"tensors": tensors, "run": run, "words": words, "settings": run["settings"]}[where][name] = value

    return change


def drop(where, name):
    def change(tensors, run, words):
        del {"tensors": tensors, "run": run, "words": words}[where][name]

    return change


STEPS = np.full((5, 2), 0.5)
CLAIMS = [
    (drop("words", "format"), "a cnnlite checkpoint of version 1, got format None"),
    (put("words", "version", "2"), "got format 'cnnlite checkpoint', version '2'"),
    (put("words", "run", None), "complete, got a description of the run that cannot be read"),
    (drop("run", "rng"), "cannot be read"),
    (put("run", "more", 1), "cannot be read"),
    (put("run", "kind", 3), "cannot be read"),
    (put("run", "trouble", 3), "cannot be read"),
    (drop("tensors", "model.0.bias"), "missing model.0.bias"),
    (drop("tensors", "steps"), "of at most 12 steps, got none"),
    (drop("tensors", "order"), "missing order"),
    (put("tensors", "model.0.more", STEPS), "unexpected model.0.more"),
    (put("tensors", "optimizer.99.exp_avg", STEPS), "unexpected optimizer.99.exp_avg"),
    (put("tensors", "optimizer.x.exp_avg", STEPS), "unexpected optimizer.x.exp_avg"),
    (put("tensors", "model.0.bias", np.zeros(9)), r"shape \(9,\) of model.0.bias where \(8,\) is needed"),
    (put("tensors", "model.0.bias", np.zeros(8, int)), "of float64, as this network is, got int64 in 0.bias"),
    (put("tensors", "model.0.bias", np.full(8, np.nan)), "finite, got nan or inf in model.0.bias"),
    (put("tensors", "optimizer.0.exp_avg", np.full((8, 1, 3, 3), np.inf)), "finite, got nan or inf in optimizer.0"),
    (drop("tensors", "optimizer.0.exp_avg"), "must be empty or hold step, exp_avg, exp_avg_sq"),
    (put("tensors", "optimizer.0.exp_avg", np.zeros((8, 1, 3, 3), int)), "must be float32 or float64, got int64"),
    (put("run", "counts", [5]), "1 parameters of the optimizer, where it has 10"),
    (put("run", "counts", 5), "must fit this run"),
    (put("run", "counts", [-1] * 10), "step must be at least 1, got -1"),
    (put("run", "counts", [None] * 10), "must be empty or hold"),
    (put("settings", "lr", -1.0), "lr must be a finite number of at least 0, got -1.0"),
    (put("settings", "lr", float("nan")), "lr must be a finite number"),
    (put("settings", "more", 1), "settings must be lr, betas, eps, weight_decay"),
    (put("settings", "betas", [0.9]), "betas must be two numbers"),
    (put("run", "settings", None), "settings must be"),
    (put("run", "schedule", {"base_lr": 0.1}), "state must have base_lr and last_epoch"),
    (put("run", "schedule", None), "state must have base_lr and last_epoch"),
    (put("run", "schedule", {"base_lr": 0.1, "last_epoch": "1"}), "last_epoch must be a whole number"),
    (put("run", "rng", {}), "must fit this run"),
    (put("run", "rng", None), "must fit this run"),
    (put("run", "rng", {"bit_generator": "MT19937"}), "must be for a PCG64"),
    (
        put(
            "run", "rng", {"bit_generator": "PCG64", "state": {"state": 1.5, "inc": 3}, "has_uint32": 0, "uinteger": 0}
        ),
        "a generator or an order of images that no run has",
    ),
    (
        put("run", "rng", {"bit_generator": "PCG64", "state": {"state": -1, "inc": 3}, "has_uint32": 0, "uinteger": 0}),
        "must fit this run",
    ),
    (put("tensors", "order", np.zeros(75, int)), "an order of images that no run has"),
    (put("tensors", "order", np.arange(75) - 1), "an order of images that no run has"),
    (put("tensors", "order", np.arange(75.0)), "an order of images that no run has"),
    (put("tensors", "order", np.arange(74)), r"shape \(74,\) of order where \(75,\) is needed"),
    (put("tensors", "steps", np.zeros((13, 2))), "of at most 12 steps, got 13"),
    (put("tensors", "steps", np.zeros(())), "of at most 12 steps, got none"),
    (put("tensors", "steps", np.full((5, 2), np.nan)), "finite, got nan or inf in steps"),
    (put("tensors", "steps", np.full((5, 2), 1.5)), "a history that no run has"),
    (put("tensors", "steps", STEPS.astype(np.float32)), "a history that no run has"),
    (put("tensors", "epochs", np.zeros((2, 4))), r"shape \(2, 4\) of epochs where \(1, 4\) is needed"),
    (put("tensors", "epochs", np.zeros((1, 4), int)), "a history that no run has"),
]


@pytest.mark.parametrize(("change", "message"), CLAIMS)
def test_well_formed_lies_are_refused(file, change, message):
    rewritten(file, change)
    run = own()
    run.run(4)
    refused(file, run, f"load_checkpoint: .*{message}")


def test_the_rewritten_file_itself_is_good(file):
    rewritten(file, lambda tensors, run, words: None)
    run = own()
    load_checkpoint(file, run)
    assert run.number == 5


def test_words_that_are_no_json(file):
    tensors = load_file(file)
    for text in ("", "{", "[" * 100_000, "1" * 10_000, "null"):
        save_file(tensors, file, {"format": "cnnlite checkpoint", "version": "1", "run": text})
        refused(file, own(), "load_checkpoint: .*a description of the run that cannot be read")
    save_file(tensors, file)
    refused(file, own(), "load_checkpoint: .*got format None, version None")
