"""Look at a network while it runs, and leave it as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from cnnlite.nn.module import Module


@contextmanager
def undisturbed(model: Module) -> Iterator[None]:
    """Switch a model to use; afterwards everything in it, gradients included, is what it was."""
    # A module's arrays are replaced and never written to, so its attributes are all of its state.
    modules = [(module, dict(vars(module))) for module in model.modules()]
    gradients = [(parameter, parameter.grad) for parameter in model.parameters()]
    try:
        model.eval()
        yield
    finally:
        for module, attributes in modules:
            vars(module).clear()
            vars(module).update(attributes)
        for parameter, gradient in gradients:
            parameter.grad = gradient


def outputs(model: Module, x: np.ndarray) -> dict[str, np.ndarray]:
    """Run the model once in use; return what every module put out, by name, in the order in which they ended."""
    seen: dict[str, np.ndarray] = {}

    def watch(name: str, module: Module) -> None:
        forward = module.forward

        def watched(*args: Any, **kwargs: Any) -> Any:
            seen[name] = out = forward(*args, **kwargs)
            return out

        vars(module)["forward"] = watched

    with undisturbed(model):
        for name, module in model.named_modules():
            watch(name, module)
        model(x)
    return seen


def dtype(model: Module) -> np.dtype:
    """Return the dtype of the parameters; float64 when there are none."""
    return next((parameter.data.dtype for parameter in model.parameters()), np.dtype(float))
