"""What every layer and network is: parameters, submodules, a forward, a backward.

The protocol: a module holds parameters and hyperparameters. ``forward`` remembers its arguments in one slot;
``backward`` takes them out, adds to the ``.grad`` of its parameters and returns the gradient of its input. So one
forward allows one backward, and one layer object stands in one place of a network.

Arrays are replaced, never written to: what you took from a parameter or a state dict stays as it was.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Self

import numpy as np

from cnnlite import _checks


class Parameter:
    """An array that is learned, and the gradient of the loss with respect to it.

    Parameters
    ----------
    data : ndarray of any shape
        The values, float32 or float64; kept, not copied.

    Attributes
    ----------
    data : ndarray
        The values; an optimizer puts a new array here.
    grad : ndarray or None
        ∂loss/∂data, summed over the backward calls since `zero_grad`; None before the first.

    Raises
    ------
    TypeError
        data is no float array.

    Examples
    --------
    >>> Parameter(np.zeros((2, 3)))
    Parameter(shape=(2, 3), dtype=float64)
    """

    def __init__(self, data: np.ndarray) -> None:
        _checks.floats("Parameter", data=data)
        self.data = data
        self.grad: np.ndarray | None = None

    def __repr__(self) -> str:
        return f"Parameter(shape={self.data.shape}, dtype={self.data.dtype})"

    def zero_grad(self) -> None:
        """Forget the gradient."""
        self.grad = None

    def add_grad(self, gradient: Any) -> None:
        """Add to the gradient: what is used twice is paid twice."""
        # asarray: the sum of two arrays without axes is a scalar.
        self.grad = np.asarray(gradient if self.grad is None else self.grad + gradient)


class Module:
    """The base of every layer and network.

    A subclass assigns Parameters and Modules to attributes, which registers them in that order under the
    attribute's name, names its other saved arrays in ``buffer_names``, and writes ``forward`` and ``backward``.
    Several layers in a row go in a `Sequential`; a plain list of them is not seen.

    Attributes
    ----------
    training : bool
        Set by `train` and `eval`; batch normalization is the one layer that asks.
    buffer_names : tuple of str
        The attributes that are saved with the parameters but not learned.

    Source
    ------
    Same as ``torch.nn.Module``, with the gradient written by hand.

    Examples
    --------
    >>> class Scale(Module):
    ...     def __init__(self):
    ...         self.weight = Parameter(np.array([2.0]))
    ...
    ...     def forward(self, x):
    ...         self._slot = (x,)
    ...         return self.weight.data * x
    ...
    ...     def backward(self, dout, input_grad=True):
    ...         (x,) = self._take()
    ...         self.weight.add_grad(np.array([(dout * x).sum()]))
    ...         return self.weight.data * dout
    >>> scale = Scale()
    >>> scale(np.array([3.0, 4.0])).tolist(), scale.backward(np.ones(2)).tolist(), scale.weight.grad.tolist()
    ([6.0, 8.0], [2.0, 2.0], [7.0])
    """

    training: bool = True
    buffer_names: tuple[str, ...] = ()
    _slot: tuple | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return `forward` of the arguments."""
        return self.forward(*args, **kwargs)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Return the output, and remember in the slot what `backward` needs."""
        raise NotImplementedError(f"{type(self).__name__}: forward must be written in the class. Add a method forward.")

    def backward(self, dout: Any, input_grad: bool = True) -> Any:
        """Add to the parameters' gradients and return ∂loss/∂input, or None when ``input_grad`` is False."""
        raise NotImplementedError(
            f"{type(self).__name__}: backward must be written in the class. Add a method backward."
        )

    def _take(self) -> tuple:
        """Return what the forward remembered, and empty the slot."""
        if self._slot is None:
            raise RuntimeError(
                f"{type(self).__name__}.backward: forward must run before each backward, got an empty slot. "
                "Call the layer on a batch first, and make one layer object for each place in the network."
            )
        slot, self._slot = self._slot, None
        return slot

    def named_children(self) -> Iterator[tuple[str, "Module"]]:
        """Yield the name and the module of each direct submodule."""
        for name, value in list(vars(self).items()):  # a forward in the loop adds its slot
            if isinstance(value, Module):
                yield name, value

    def children(self) -> Iterator["Module"]:
        """Yield each direct submodule."""
        for value in list(vars(self).values()):
            if isinstance(value, Module):
                yield value

    def named_modules(self, prefix: str = "") -> Iterator[tuple[str, "Module"]]:
        """Yield this module, under the name "", and every module below it, such as ``layer1.0.conv1``."""
        yield prefix, self
        for name, child in self.named_children():
            yield from child.named_modules(f"{prefix}.{name}" if prefix else name)

    def modules(self) -> Iterator["Module"]:
        """Yield this module and every module below it."""
        yield self
        for child in self.children():
            yield from child.modules()

    def named_parameters(self) -> Iterator[tuple[str, Parameter]]:
        """Yield the name and the parameter of each, such as ``layer1.0.conv1.weight``; a shared one once."""
        seen = set()
        for name, holder, _ in self._arrays():
            if isinstance(holder, Parameter) and id(holder) not in seen:
                seen.add(id(holder))
                yield name, holder

    def parameters(self) -> Iterator[Parameter]:
        """Yield each parameter."""
        seen = set()
        for module in self.modules():
            for value in list(vars(module).values()):
                if isinstance(value, Parameter) and id(value) not in seen:
                    seen.add(id(value))
                    yield value

    def zero_grad(self) -> None:
        """Forget the gradients of all parameters."""
        for value in list(vars(self).values()):
            if isinstance(value, (Parameter, Module)):
                value.zero_grad()

    def train(self, mode: bool = True) -> Self:
        """Switch this module and all below it to training, or with False to use; return the module."""
        if not isinstance(mode, bool):
            raise TypeError(f"{type(self).__name__}.train: mode must be True or False, got {mode!r}.")
        for module in self.modules():
            module.training = mode
        return self

    def eval(self) -> Self:
        """Switch to use: batch normalization takes its running statistics. Return the module."""
        return self.train(False)

    def float(self) -> Self:
        """Convert parameters, gradients and buffers to float32; return the module."""
        return self._convert(np.float32)

    def double(self) -> Self:
        """Convert parameters, gradients and buffers to float64; return the module."""
        return self._convert(np.float64)

    def _convert(self, dtype: type) -> Self:
        for _, holder, attribute in self._arrays():
            if getattr(holder, attribute).dtype.kind == "f":
                setattr(holder, attribute, getattr(holder, attribute).astype(dtype))
            if isinstance(holder, Parameter) and holder.grad is not None:
                holder.grad = holder.grad.astype(dtype)
        return self

    def _arrays(self) -> Iterator[tuple[str, Any, str]]:
        """Yield the name, the holder and the attribute of every saved array, in PyTorch's order."""
        for prefix, module in self.named_modules():
            start = f"{prefix}." if prefix else ""
            for name, value in list(vars(module).items()):
                if isinstance(value, Parameter):
                    yield start + name, value, "data"
            for name in module.buffer_names:
                yield start + name, module, name

    def state_dict(self) -> dict[str, np.ndarray]:
        """Return copies of all parameters and buffers under PyTorch's names."""
        return {name: getattr(holder, attribute).copy() for name, holder, attribute in self._arrays()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over the values of ``state``, in this module's dtypes.

        Parameters
        ----------
        state : mapping from names to arrays
            Exactly the names and shapes of `state_dict`; copied.

        Raises
        ------
        TypeError
            state is no mapping.
        ValueError
            A name is missing or unexpected, or a shape or kind of numbers is wrong; then nothing has changed.
        """
        function = f"{type(self).__name__}.load_state_dict"
        if not isinstance(state, Mapping):
            raise TypeError(f"{function}: state must map names to arrays, got {type(state).__name__}.")
        own = {name: (holder, attribute) for name, holder, attribute in self._arrays()}
        given = {name: np.asarray(state[name]) for name in own if name in state}
        problems = [f"missing {name}" for name in own if name not in state]
        problems += [f"unexpected {name}" for name in state if name not in own]
        for name, array in given.items():
            current = getattr(*own[name])
            if array.shape != current.shape:
                turned = " (transposed?)" if sorted(array.shape) == sorted(current.shape) else ""
                problems.append(f"shape {array.shape} of {name} where {current.shape} is needed{turned}")
            elif not np.can_cast(array.dtype, current.dtype, "same_kind"):
                problems.append(f"dtype {array.dtype} of {name} where {current.dtype} is needed")
        if problems:
            raise ValueError(
                f"{function}: state must have the names and shapes of this module, got {'; '.join(problems)}. "
                "Nothing was loaded. Compare with the module's own state_dict()."
            )
        for name, array in given.items():
            setattr(*own[name], array.astype(getattr(*own[name]).dtype))

    def extra_repr(self) -> str:
        """Return what stands between the brackets of a layer's `repr`."""
        return ""

    def __repr__(self) -> str:
        lines = [f"  ({name}): {child!r}".replace("\n", "\n  ") + "\n" for name, child in self.named_children()]
        inside = "\n" + "".join(lines) if lines else self.extra_repr()
        return f"{type(self).__name__}({inside})"
