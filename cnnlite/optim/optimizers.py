"""Optimizers: how parameters move against their gradients.

The arithmetic, order of operations included, is PyTorch's. As in `cnnlite.nn`, arrays are replaced, never written to:
each new value is one new array, and what leads to it is done in place there.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from cnnlite import _checks
from cnnlite.nn import Parameter, init


class Optimizer:
    """What all optimizers share: the list of parameters, and what they remember of each.

    A subclass writes ``_move``, and names the settings that its state dict holds.

    Attributes
    ----------
    lr : float
        The learning rate; a schedule changes it.
    parameters : list of Parameter
    state : list of dict
        For each parameter the arrays (and the step count) kept from step to step; empty before its first.
    """

    settings: tuple[str, ...]
    remembered: tuple[str, ...]

    def __init__(self, parameters: Iterable[Parameter], lr: float, weight_decay: float) -> None:
        name = type(self).__name__
        several = isinstance(parameters, Iterable) and not isinstance(parameters, np.ndarray)
        self.parameters: list[Parameter] = list(parameters) if several else [parameters]  # type: ignore[list-item]
        wrong = [type(parameter).__name__ for parameter in self.parameters if not isinstance(parameter, Parameter)]
        if wrong:
            raise TypeError(f"{name}: parameters must be Parameter objects, got {wrong[0]}. Write model.parameters().")
        if not self.parameters or len(set(map(id, self.parameters))) < len(self.parameters):
            raise ValueError(f"{name}: parameters must be at least one, each once, got {len(self.parameters)}.")
        self.lr = _checks.number(name, "lr", lr, least=0)
        self.weight_decay = _checks.number(name, "weight_decay", weight_decay, least=0)
        self.state: list[dict[str, Any]] = [{} for _ in self.parameters]

    def step(self) -> None:
        """Move every parameter that has a gradient.

        Raises
        ------
        TypeError, ValueError
            A gradient has not the dtype or shape of its parameter; then nothing has moved.
        """
        function = f"{type(self).__name__}.step"
        ready = [(p, p.grad, s) for p, s in zip(self.parameters, self.state, strict=True) if p.grad is not None]
        for parameter, gradient, _ in ready:
            _checks.floats(function, grad=gradient, data=parameter.data)
            _checks.same_shape(function, "grad", gradient, parameter.data.shape, "its parameter")
        for parameter, gradient, state in ready:
            dtype = parameter.data.dtype
            for name, kept in state.items():  # which may still be of the other dtype after Module.float or double
                state[name] = kept.astype(dtype, copy=False) if isinstance(kept, np.ndarray) else kept
            parameter.data = self._move(parameter.data, gradient, state)

    def _move(self, data: np.ndarray, gradient: np.ndarray, state: dict[str, Any]) -> np.ndarray:
        """Return the new values of one parameter, and renew its state."""
        raise NotImplementedError(f"{type(self).__name__}: _move must be written in the class.")

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for parameter in self.parameters:
            parameter.zero_grad()

    def state_dict(self) -> dict[str, Any]:
        """Return copies of the settings and of what is remembered of each parameter, in their order."""
        state = [{k: v.copy() if isinstance(v, np.ndarray) else v for k, v in one.items()} for one in self.state]
        return {"settings": {name: getattr(self, name) for name in self.settings}, "state": state}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Continue where ``state`` was taken: with its settings and what it remembers.

        Raises
        ------
        TypeError, ValueError
            The settings are not this optimizer's, or the state does not fit its parameters; then nothing has changed.
        """
        function = f"{type(self).__name__}.load_state_dict"
        settings, kept = (state.get("settings"), state.get("state")) if isinstance(state, Mapping) else (None, None)
        if not isinstance(settings, Mapping) or set(settings) != set(self.settings):
            raise ValueError(f"{function}: settings must be {', '.join(self.settings)}, got {settings!r}.")
        if not isinstance(kept, (list, tuple)) or len(kept) != len(self.parameters):
            count = len(kept) if isinstance(kept, (list, tuple)) else kept
            raise ValueError(
                f"{function}: state must have {len(self.parameters)} entries, one per parameter, got {count}."
            )
        for place, (one, parameter) in enumerate(zip(kept, self.parameters, strict=True)):
            if not isinstance(one, Mapping) or set(one) not in (set(), set(self.remembered)):
                wanted = ", ".join(self.remembered)
                raise ValueError(f"{function}: state {place} must be empty or hold {wanted}, got {one!r}.")
            for name, value in one.items():
                if name == "step":
                    init.count(function, "step", value)
                else:
                    _checks.floats(function, **{name: value})
                    _checks.same_shape(function, f"{name} {place}", value, parameter.data.shape, "its parameter")
        checked = type(self)(self.parameters, **settings)  # refuses wrong values as a new optimizer does
        vars(self).update({name: getattr(checked, name) for name in self.settings})
        self.state = [{k: np.array(v) if k != "step" else v for k, v in one.items()} for one in kept]


class SGD(Optimizer):
    """Stochastic gradient descent: data ← data − lr·gradient, or a running sum of the gradients.

    Parameters
    ----------
    parameters : iterable of Parameter
        What to move: ``model.parameters()``.
    lr : float
        The learning rate, at least 0.
    momentum : float
        How much of the last move is kept: v ← momentum·v + gradient, and v takes the gradient's place.
    weight_decay : float
        Added to the gradient, times the data.
    nesterov : bool
        Look ahead: gradient + momentum·v takes the place of v.

    Raises
    ------
    TypeError
        parameters are no Parameters, or a number is of a wrong kind.
    ValueError
        There is no parameter or one twice, a number is negative or not finite, or nesterov comes without momentum.

    Source
    ------
    A4.10, A4.21; Sutskever et al. 2013. Same as ``torch.optim.SGD``.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> weight.add_grad(np.array([2.0]))
    >>> SGD([weight], lr=0.1).step()
    >>> weight.data.tolist()
    [0.8]
    """

    settings = ("lr", "momentum", "weight_decay", "nesterov")
    remembered = ("momentum_buffer",)

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ) -> None:
        super().__init__(parameters, lr, weight_decay)
        self.momentum = _checks.number("SGD", "momentum", momentum, least=0)
        if not isinstance(nesterov, bool):
            raise TypeError(f"SGD: nesterov must be True or False, got {nesterov!r}.")
        if nesterov and self.momentum == 0:
            raise ValueError("SGD: momentum must be above 0 with nesterov, got 0. Write for example momentum=0.9.")
        self.nesterov = nesterov

    def _move(self, data: np.ndarray, gradient: np.ndarray, state: dict[str, Any]) -> np.ndarray:
        if self.weight_decay:
            gradient = _plus(self.weight_decay, data, gradient)
        if self.momentum:
            velocity = _plus(self.momentum, state["momentum_buffer"], gradient) if state else gradient
            state["momentum_buffer"] = velocity
            gradient = _plus(self.momentum, velocity, gradient) if self.nesterov else velocity
        move = np.asarray(float(self.lr) * gradient)  # float: one of NumPy would make float64 of all
        return np.subtract(data, move, out=move)


class Adam(Optimizer):
    """Adam: the running mean of the gradients, divided by the root of the running mean of their squares.

    m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g², both started at 0 and divided by 1 − βᵗ to make up for it; then
    data ← data − lr·m/(√v + eps).

    Parameters
    ----------
    parameters : iterable of Parameter
        What to move: ``model.parameters()``.
    lr : float
        The learning rate, at least 0.
    betas : pair of float
        β₁ and β₂, at least 0 and below 1.
    eps : float
        Keeps the division finite, at least 0.
    weight_decay : float
        Added to the gradient, times the data.

    Raises
    ------
    TypeError
        parameters are no Parameters, or a number is of a wrong kind.
    ValueError
        There is no parameter or one twice, a number is negative or not finite, or a beta is not in [0, 1).

    Source
    ------
    A4.10; Kingma and Ba 2015, algorithm 1. Same as ``torch.optim.Adam``.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> weight.add_grad(np.array([2.0]))
    >>> Adam([weight], lr=0.1).step()
    >>> weight.data.round(6).tolist()
    [0.9]
    """

    settings = ("lr", "betas", "eps", "weight_decay")
    remembered = ("step", "exp_avg", "exp_avg_sq")
    decoupled = False

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(parameters, lr, weight_decay)
        name = type(self).__name__
        if not isinstance(betas, (tuple, list)) or len(betas) != 2:
            raise ValueError(f"{name}: betas must be two numbers, got {betas!r}. Write for example betas=(0.9, 0.999).")
        self.betas = tuple(_checks.number(name, "betas", beta, least=0) for beta in betas)
        if max(self.betas) >= 1:
            raise ValueError(f"{name}: betas must be below 1, got {betas!r}.")
        self.eps = _checks.number(name, "eps", eps, least=0)

    def _move(self, data: np.ndarray, gradient: np.ndarray, state: dict[str, Any]) -> np.ndarray:
        lr, (beta1, beta2) = float(self.lr), self.betas
        if self.weight_decay and self.decoupled:
            data = data * (1 - lr * self.weight_decay)
        elif self.weight_decay:
            gradient = _plus(self.weight_decay, data, gradient)
        if not state:
            state |= {"step": 0, "exp_avg": np.zeros_like(data), "exp_avg_sq": np.zeros_like(data)}
        state["step"] = step = state["step"] + 1
        state["exp_avg"] = mean = _plus(1 - beta1, gradient - state["exp_avg"], state["exp_avg"])
        squared = np.asarray((1 - beta2) * gradient)
        squared *= gradient
        state["exp_avg_sq"] = square = _plus(beta2, state["exp_avg_sq"], squared)
        root = np.asarray(np.sqrt(square))
        root /= math.sqrt(1 - beta2**step)
        root += self.eps
        move = np.asarray(lr / (1 - beta1**step) * mean)
        move /= root
        return np.subtract(data, move, out=move)


class AdamW(Adam):
    """Adam whose weight decay shrinks the data directly, data ← (1 − lr·weight_decay)·data, past the averages.

    Parameters, errors and use are those of `Adam`. Source: Loshchilov and Hutter 2019. Same as ``torch.optim.AdamW``.
    """

    decoupled = True

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ) -> None:
        super().__init__(parameters, lr, betas, eps, weight_decay)


def _plus(factor: float, array: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return factor·array + other with one new array; asarray, as the product of one without axes is a scalar."""
    result = np.asarray(factor * array)
    result += other
    return result
