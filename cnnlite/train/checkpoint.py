"""Checkpoints: a training run in a file, to go on after the program has ended."""

import os
import tempfile
from pathlib import Path
from typing import Any

from cnnlite.train import packing
from cnnlite.train.keep import keep
from cnnlite.train.run import Fit


def save_checkpoint(path: str | os.PathLike[str], run: Fit) -> None:
    """Write all that a run needs to go on: weights, optimizer, schedule, order, generator and history.

    The file is in the safetensors format, numbers only, so that opening one never runs code. It is put in its place
    in one move: whoever pulls the plug finds the old file or the new one, never half of one. The images are not in
    it.

    Parameters
    ----------
    path : str or path
        The file; one that is there is replaced.
    run : Fit
        Between two steps.

    Raises
    ------
    TypeError
        path is no path, or run no `Fit`.
    ValueError
        path is a folder, or the run's numbers are not finite, so that it could not go on; then nothing is written.
    FileNotFoundError
        The folder of path does not exist.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnlite import nn, optim, train
    >>> def begin():
    ...     rng = np.random.default_rng(0)
    ...     model = nn.Linear(2, 2, rng=rng)
    ...     data = np.eye(2), np.array([0, 1])
    ...     return train.fit(model, data, 9, optimizer=optim.SGD(model.parameters(), 0.5), rng=rng, batch_size=1)
    >>> first, second = begin(), begin()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = first.run(5)
    ...     save_checkpoint(Path(folder) / "run.safetensors", first)
    ...     load_checkpoint(Path(folder) / "run.safetensors", second)
    >>> second.number, first.run().steps == second.run().steps
    (5, True)
    """
    from safetensors.numpy import save

    file = _file("save_checkpoint", path)
    if file.is_dir():
        raise ValueError(f"save_checkpoint: path must name a file, got the folder {file}. Add a name to it.")
    if not file.parent.is_dir():
        raise FileNotFoundError(f"save_checkpoint: path must lie in a folder that exists, got {file}.")
    _run("save_checkpoint", run)
    tensors, words = packing.pack(run)
    packing.finite("save_checkpoint", tensors)
    _replace(file, save(tensors, words))


def load_checkpoint(path: str | os.PathLike[str], run: Fit) -> None:
    """Bring a new run to where another one was saved; it then ends as that one would have, to the last bit.

    The example is at `save_checkpoint`.

    Parameters
    ----------
    path : str or path
        What `save_checkpoint` wrote.
    run : Fit
        Made as the saved one was: the same kind of network, optimizer, schedule and generator, the same batch size,
        and the same images, whose number is checked. It may have other ``epochs``, to train longer.

    Raises
    ------
    TypeError
        path is no path, or run no `Fit`.
    ValueError
        The file is no checkpoint, is damaged, or belongs to another kind of run; then nothing has changed.
    FileNotFoundError
        There is no such file.
    """
    from safetensors import SafetensorError, safe_open

    file = _file("load_checkpoint", path)
    _run("load_checkpoint", run)
    if not file.exists():
        raise FileNotFoundError(f"load_checkpoint: path must name a file that exists, got {file}.")
    if not file.is_file():
        raise ValueError(f"load_checkpoint: path must name a file, got {file}.")
    put_back = keep(run)
    try:
        with safe_open(file, "np") as opened:
            facts = packing.facts(opened.metadata(), run)
            shapes = {name: tuple(opened.get_slice(name).get_shape()) for name in opened.keys()}  # noqa: SIM118
            packing.check_shapes(shapes, run)  # before anything is read that might not fit in memory
            tensors = {name: opened.get_tensor(name) for name in shapes}
        packing.finite("load_checkpoint", tensors)
        packing.unpack(tensors, facts, run)
    except SafetensorError as error:
        raise ValueError(f"load_checkpoint: {file} is no checkpoint, or a damaged one: {error}.") from error
    except BaseException:
        put_back()
        raise


def _file(function: str, path: Any) -> Path:
    """Return ``path`` as a Path."""
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f'{function}: path must be a file name, got {path!r}. Write for example "run.safetensors".')
    return Path(os.fsdecode(path))


def _run(function: str, run: Any) -> None:
    """Refuse what is no training run."""
    if not isinstance(run, Fit):
        raise TypeError(f"{function}: run must be what fit(…) returns, got {type(run).__name__}.")


def _replace(file: Path, content: bytes) -> None:
    """Write a file completely under another name and on the disk, and only then move it to its place."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:  # on the same disk
        written = Path(folder, file.name)
        with written.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(written, file)
