"""Modules one after the other."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.nn.module import Module


class Sequential(Module):
    """Give the output of each module to the next.

    Parameters
    ----------
    *modules : Module
        In the order of the forward; named "0", "1", … in the state dict. With none, the input passes through.

    Raises
    ------
    TypeError
        An argument is no Module.
    ValueError
        One object stands in two places.

    Source
    ------
    Same as ``torch.nn.Sequential``.

    Examples
    --------
    >>> from cnnlite.nn import Flatten, ReLU
    >>> Sequential(ReLU(), Flatten())(np.array([[[-1.0, 2.0], [3.0, -4.0]]])).tolist()
    [[0.0, 2.0, 3.0, 0.0]]
    """

    def __init__(self, *modules: Module) -> None:
        for place, module in enumerate(modules):
            if not isinstance(module, Module):
                raise TypeError(
                    f"Sequential: modules must be Module objects, got {module!r} at {place}. "
                    "Write the layers one after the other: Sequential(ReLU(), Flatten())."
                )
            if any(module is other for other in modules[:place]):
                raise ValueError(
                    f"Sequential: modules must be different objects, got the same {type(module).__name__} again "
                    f"at {place}. Make one layer for each place: it remembers one input."
                )
            setattr(self, str(place), module)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the last module's output."""
        for module in self:
            x = module(x)
        return x

    def backward(self, dout: np.ndarray, input_grad: bool = True) -> Any:
        """Go back from the last module to the first; False spares the first the gradient of its input."""
        modules = list(self)
        for module in modules[:0:-1]:
            dout = module.backward(dout)
        if not modules:
            return dout if input_grad else None
        # Spelled out, so that a layer of a learner's own may have no such argument.
        return modules[0].backward(dout) if input_grad else modules[0].backward(dout, input_grad=False)

    def __len__(self) -> int:
        return sum(1 for _ in self.children())

    def __iter__(self) -> Iterator[Module]:
        return self.children()

    def __getitem__(self, index: int) -> Module:
        modules = list(self)
        if not _checks.is_int(index):
            raise TypeError(f"Sequential: an index must be a whole number, got {index!r}.")
        if not -len(modules) <= index < len(modules):
            raise ValueError(f"Sequential: an index must name one of the {len(modules)} modules, got {index}.")
        return modules[index]
