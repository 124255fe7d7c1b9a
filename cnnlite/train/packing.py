"""A training run as arrays and words, and back: what a checkpoint holds."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnlite.train.batches import cut
from cnnlite.train.records import Epoch, Step
from cnnlite.train.run import Fit

FORMAT, VERSION = "cnnlite checkpoint", "1"
ARRAYS = ("order", "steps", "epochs")  # beside those of model and optimizer


def pack(run: Fit) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Return the arrays of a run, and the rest as words."""
    optimizer = run.optimizer.state_dict()
    tensors = {f"model.{name}": array for name, array in run.model.state_dict().items()}
    for place, one in enumerate(optimizer["state"]):
        tensors |= {f"optimizer.{place}.{name}": value for name, value in one.items() if name != "step"}
    tensors["order"] = np.concatenate(run.plan) if run.plan else np.zeros(0, int)
    tensors["steps"] = np.array([(step.loss, step.accuracy) for step in run.history.steps]).reshape(-1, 2)
    tensors["epochs"] = np.array([epoch[1:] for epoch in run.history.epochs]).reshape(-1, 4)
    words = {
        "kind": kind(run),
        "settings": optimizer["settings"],
        "counts": [one.get("step") for one in optimizer["state"]],
        "schedule": None if run.schedule is None else run.schedule.state_dict(),
        "rng": run.rng.bit_generator.state,
        "trouble": run.trouble,
    }
    # order="C": the file keeps shapes and values, but no memory layout.
    return {name: np.array(array, order="C") for name, array in tensors.items()}, {
        "format": FORMAT,
        "version": VERSION,
        "run": json.dumps(words, default=np.ndarray.tolist),
    }


def kind(run: Fit) -> dict[str, Any]:
    """Return what a saved run and the one that takes it over must have in common, besides shapes."""
    schedule = {} if run.schedule is None else vars(run.schedule)
    own = {name: value for name, value in schedule.items() if name not in ("optimizer", "base_lr", "last_epoch")}
    return {
        "optimizer": type(run.optimizer).__name__,
        "schedule": [type(run.schedule).__name__, own],
        "criterion": type(run.criterion).__name__,
        "rng": type(run.rng.bit_generator).__name__,
        "number of images": len(run.data[0]),
        "number of held-out images": 0 if run.held_out is None else len(run.held_out[0]),
        "batch_size": run.batch_size,
    }


def facts(metadata: Any, run: Fit) -> dict[str, Any]:
    """Return the words of a checkpoint; refuse another format, and another kind of run."""
    given = metadata if isinstance(metadata, Mapping) else {}
    if (given.get("format"), given.get("version")) != (FORMAT, VERSION):
        _refuse(f"a {FORMAT} of version {VERSION}", f"format {given.get('format')!r}, version {given.get('version')!r}")
    try:
        words = json.loads(given["run"])
        saved = dict(words["kind"])
        complete = {"kind", "settings", "counts", "schedule", "rng", "trouble"} == set(words)
    except (ValueError, TypeError, KeyError, RecursionError):
        complete = False
    if not complete or not isinstance(words["trouble"], str):
        _refuse("complete", "a description of the run that cannot be read")
    for name, value in kind(run).items():
        if saved.get(name) != value:
            _refuse(f"of a run like this one, {name} {value!r}", f"{name} {saved.get(name)!r}")
    return words


def check_shapes(given: Mapping[str, tuple[int, ...]], run: Fit) -> None:
    """Refuse arrays that are missing, unknown or of another shape than the run's."""
    number = given.get("steps", (-1,))[0] if given.get("steps") else -1
    if not 0 <= number <= run.steps:
        _refuse(f"of at most {run.steps} steps", f"{number if number >= 0 else 'none'}")
    needed: dict[str, tuple[int, ...]] = {
        "order": (len(run.data[0]) if number else 0,),
        "steps": (number, 2),
        "epochs": (number // run.steps_per_epoch, 4),
    }
    needed |= {f"model.{name}": array.shape for name, array in run.model.state_dict().items()}
    possible = {
        f"optimizer.{place}.{name}": parameter.data.shape
        for place, parameter in enumerate(run.optimizer.parameters)
        for name in run.optimizer.remembered
        if name != "step"
    }
    missing = [name for name in needed if name not in given]
    unknown = [name for name in given if name not in needed | possible]
    if missing or unknown:
        listed = [f"missing {name}" for name in missing] + [f"unexpected {name}" for name in unknown]
        more = f" and {len(listed) - 3} more" if len(listed) > 3 else ""
        _refuse("of this network and optimizer", ", ".join(listed[:3]) + more)
    for name, shape in given.items():
        wanted = (needed | possible)[name]
        if shape != wanted:
            _refuse("of this network and optimizer", f"shape {shape} of {name} where {wanted} is needed")


def finite(function: str, tensors: Mapping[str, np.ndarray]) -> None:
    """Refuse weights, and what an optimizer remembers, with which no run can go on."""
    for name, array in tensors.items():
        if name != "epochs" and (array.dtype.kind not in "iuf" or not np.isfinite(array).all()):
            raise ValueError(f"{function}: every number of the run must be finite, got nan or inf in {name}.")


def unpack(tensors: Mapping[str, np.ndarray], words: Mapping[str, Any], run: Fit) -> None:
    """Set a run to what `pack` returned of another; on an error the caller undoes what is done by then."""
    for name, array in run.model.state_dict().items():
        if tensors[f"model.{name}"].dtype != array.dtype:
            _refuse(f"of {array.dtype}, as this network is", f"{tensors[f'model.{name}'].dtype} in {name}")
    try:
        run.model.load_state_dict({name: tensors[f"model.{name}"] for name in run.model.state_dict()})
        run.optimizer.load_state_dict({"settings": words["settings"], "state": _remembered(tensors, words, run)})
        if run.schedule is not None:
            run.schedule.load_state_dict(words["schedule"])
        run.rng.bit_generator.state = words["rng"]
        same = json.dumps(run.rng.bit_generator.state, default=np.ndarray.tolist) == json.dumps(words["rng"])
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise ValueError(f"load_checkpoint: the checkpoint must fit this run, got: {error}") from error
    order, steps, epochs = (tensors[name] for name in ARRAYS)
    if not same or not np.array_equal(np.sort(order), np.arange(len(order))) or order.dtype != np.int64:
        _refuse("unchanged since it was saved", "a generator or an order of images that no run has")
    if not (steps.dtype == epochs.dtype == float) or not ((steps[:, 1] >= 0) & (steps[:, 1] <= 1)).all():
        _refuse("unchanged since it was saved", "a history that no run has")
    _remember(run, order, steps.tolist(), epochs.tolist())
    run.trouble = words["trouble"]


def _remembered(tensors: Mapping[str, np.ndarray], words: Mapping[str, Any], run: Fit) -> list[dict[str, Any]]:
    """Return what the optimizer remembers of each parameter."""
    state: list[dict[str, Any]] = [{} if count is None else {"step": count} for count in words["counts"]]
    if len(state) != len(run.optimizer.parameters):
        raise ValueError(f"{len(state)} parameters of the optimizer, where it has {len(run.optimizer.parameters)}.")
    for name, array in tensors.items():
        if name.startswith("optimizer."):
            _, place, entry = name.split(".")
            state[int(place)][entry] = array
    return state


def _remember(run: Fit, order: np.ndarray, steps: list[list[float]], epochs: list[list[float]]) -> None:
    """Set the plan of the epoch and the history."""
    run.plan = cut(order, run.batch_size)
    sizes = [len(batch) for batch in run.plan]
    each = run.steps_per_epoch
    run.history.steps[:] = [
        Step(place + 1, place // each + 1, loss, accuracy, sizes[place % each], (place + 1) % each == 0)
        for place, (loss, accuracy) in enumerate(steps)
    ]
    run.history.epochs[:] = [Epoch(place + 1, *values) for place, values in enumerate(epochs)]
    run.batch = run.plan[(len(steps) - 1) % each] if steps else np.zeros(0, int)


def _refuse(rule: str, got: str) -> None:
    """Raise ValueError: the file is not what this run can take over."""
    raise ValueError(f"load_checkpoint: the checkpoint must be {rule}, got {got}. Nothing was loaded.")
