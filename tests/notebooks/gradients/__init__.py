"""What PyTorch says to the gradients that the notebooks from 11 on show: a file for each notebook.

``nb_11.in_torch(v, torch)`` gets the names that notebook 11 leaves behind and returns each gradient of it by name;
``python -m tests.notebooks.gradients 11`` writes what it says to nb_11.npz.
"""

import importlib
from pathlib import Path

HERE = Path(__file__).parent
NUMBERS = sorted(path.stem[3:] for path in HERE.glob("nb_*.py"))


def stored(number):
    """Return where the gradients of a notebook are stored."""
    return HERE / f"nb_{number}.npz"


def in_torch(number, names):
    """Return the gradients of a notebook as PyTorch computes them, as arrays."""
    import torch  # here, since reading the stored ones needs no PyTorch

    module = importlib.import_module(f"tests.notebooks.gradients.nb_{number}")
    return {name: tensor.detach().numpy() for name, tensor in module.in_torch(names, torch).items()}
