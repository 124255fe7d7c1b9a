"""Write goldens.npz: what PyTorch says to a few calls of every operation.

Run ``python -m tests.functional.make_goldens``. Each call is stored whole, so that nothing has to be drawn again:
``conv2d/0/arrays/x``, ``…/options/target`` where an option is an array, in ``…/json`` the names of all arrays and the other options, and
in ``…/stored/`` the outputs ``out0``, the upstream gradients ``dout0`` and the gradients ``dx``.
"""

import inspect
import json
import zlib
from collections import defaultdict
from pathlib import Path

import numpy as np

from cnnlite import functional
from tests.functional import cases

PATH = Path(__file__).with_name("goldens.npz")
CALLS = {"conv2d": 8, "conv_transpose2d": 6, "batch_norm": 5, "cross_entropy": 5, "avg_pool2d": 4, "max_pool2d": 4}
LARGEST = 90  # numbers in one array, to keep the file small


def main():
    """Draw the calls, ask PyTorch, and write the file."""
    from tests.functional import in_torch  # here, since reading the goldens needs no PyTorch

    file = {}
    for name in cases.NAMES:
        rng = np.random.default_rng(zlib.crc32(name.encode()) + 1)
        for number in range(CALLS.get(name, 3)):
            arrays, options = small_call(name, rng, usual=number % 2 == 0)
            out, douts, gradients = in_torch.answers(name, arrays, options, rng.standard_normal)
            stored = {f"out{i}": o for i, o in enumerate(out)} | {f"dout{i}": d for i, d in enumerate(douts)}
            stored |= {f"d{k}": g for k, g in zip(arrays, gradients, strict=True)}
            plain = {k: v for k, v in options.items() if not isinstance(v, np.ndarray)}
            file[f"{name}/{number}/json"] = np.array(json.dumps([list(arrays), plain]))
            large = {k: v for k, v in options.items() if isinstance(v, np.ndarray)}
            for kind, values in (("arrays", arrays), ("options", large), ("stored", stored)):
                file |= {f"{name}/{number}/{kind}/{k}": v for k, v in values.items() if v is not None}
    np.savez_compressed(PATH, **file)
    print(f"{len(file)} arrays, {PATH.stat().st_size} bytes")


def small_call(name, rng, usual):
    """Draw calls until one has small arrays and outputs, and, unless ``usual``, no option at its default."""
    while True:
        arrays, options = cases.draw(name, rng)
        every = [*arrays.values(), *cases.outputs(name, arrays, options)]
        if max(np.size(a) for a in every) <= LARGEST and (usual or not at_default(name, options)):
            return arrays, options


def at_default(name, options):
    """Return the options that have, or mean, their default."""
    parameters = inspect.signature(getattr(functional, f"{name}_backward")).parameters
    defaults = {k: p.default for k, p in parameters.items() if k in options and p.default is not p.empty}
    return [k for k, d in defaults.items() if options[k] == "valid" or set(np.ravel(options[k]).tolist()) == {d}]


def read():
    """Return for each stored call its function, its number, its arrays, its options, and what PyTorch said."""
    calls = defaultdict(lambda: {"arrays": {}, "options": {}, "stored": {}})
    with np.load(PATH, allow_pickle=False) as file:
        for key in file.files:
            name, number, kind, *rest = key.split("/")
            call = calls[name, int(number)]
            if kind == "json":
                names, plain = json.loads(str(file[key]))
                call["arrays"] = dict.fromkeys(names)  # in order; what is not stored stays None
                call["options"] = {k: as_tuple(v) for k, v in plain.items()}
            else:
                call[kind][rest[0]] = file[key]
    return [(*place, call["arrays"], call["options"], call["stored"]) for place, call in calls.items()]


def as_tuple(value):
    """Return lists as the tuples that they were before JSON."""
    return tuple(map(as_tuple, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    main()
