"""Whatever the functions of training are given, they answer with a result or with a sentence of their own."""

import inspect
import os

import numpy as np
import pytest

from cnnlite import optim, train
from tests.test_odd_inputs import ODD
from tests.train.runs import begin, small


def right(name, folder):
    """One legal call."""
    rng = np.random.default_rng(0)
    images, labels = np.zeros((4, 1, 8, 8)), np.array([0, 1, 2, 3])
    model = small(rng)
    if name == "fit":
        data = {"data": (images, labels), "held_out": (images, labels)}
        return data | {"model": model, "epochs": 1, "optimizer": optim.Adam(model.parameters()), "rng": rng}
    return {
        "batches": {"count": 3, "size": 2, "rng": rng},
        "evaluate": {"model": model, "images": images, "labels": labels},
        "confusion_matrix": {"labels": labels, "predictions": labels},
        "classification_report": {"labels": labels, "predictions": labels},
        "save_checkpoint": {"path": folder / "run", "run": begin()},
        "load_checkpoint": {"path": folder / "run", "run": begin()},
    }[name]


FUNCTIONS = [name for name in train.__all__ if inspect.isfunction(getattr(train, name))]


@pytest.mark.filterwarnings("ignore:.*look like probabilities")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_odd_arguments(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where the file "a" comes to lie
    train.save_checkpoint(tmp_path / "run", begin())
    function, given = getattr(train, name), right(name, tmp_path)
    function(**given)
    wrong = []
    for argument in inspect.signature(function).parameters:
        for odd in ODD + [(odd, np.array([0, 1, 2, 3])) for odd in ODD] + [(given.get("images"), odd) for odd in ODD]:
            try:
                function(**given | {argument: odd})
            except (TypeError, ValueError, FileNotFoundError) as error:
                if not str(error).startswith(f"{name}: "):
                    wrong.append((argument, odd, repr(error)))
            except Exception as error:
                wrong.append((argument, odd, repr(error)))
    assert not wrong
    assert set(os.listdir(tmp_path)) <= {"run", "a", "same"}
