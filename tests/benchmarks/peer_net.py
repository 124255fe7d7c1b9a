"""A training step in the form of Deep Learning from Scratch: its algorithms for each layer, written anew in float32."""

from collections.abc import Callable

import numpy as np

from tests.benchmarks.peers import add_taps, by_taps
from tests.benchmarks.weights import draw_state


class Convolution:
    """Columns of the whole batch, kept for the way back."""

    def __init__(self, w: np.ndarray, b: np.ndarray) -> None:
        self.parameters = [w, b]

    def forward(self, x: np.ndarray) -> np.ndarray:
        w, b = self.parameters
        self.shape, kernel = x.shape, w.shape[2]
        self.columns = by_taps(x, kernel, 1, kernel // 2)
        self.flat = w.reshape(len(w), -1).T
        out = self.columns @ self.flat + b
        return out.reshape(len(x), *x.shape[2:], len(w)).transpose(0, 3, 1, 2)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        w = self.parameters[0]
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, len(w))
        self.gradients = [(self.columns.T @ dout).T.reshape(w.shape), dout.sum(axis=0)]
        return add_taps(dout @ self.flat.T, self.shape, w.shape[2], 1, w.shape[2] // 2)


class ReLU:
    """A mask of what is not positive, written over with zeros."""

    parameters, gradients = (), ()

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout: np.ndarray) -> np.ndarray:
        dout[self.mask] = 0
        return dout


class Pooling:
    """The windows as rows of a matrix, the largest of each row, and its place for the way back."""

    parameters, gradients = (), ()

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.shape = n, c, height, width = x.shape
        rows = by_taps(x, 2, 2, 0).reshape(-1, 4)
        self.winners = rows.argmax(axis=1)
        return rows.max(axis=1).reshape(n, height // 2, width // 2, c).transpose(0, 3, 1, 2)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        dout = dout.transpose(0, 2, 3, 1)
        rows = np.zeros((dout.size, 4), dout.dtype)
        rows[np.arange(dout.size), self.winners] = dout.flatten()
        return add_taps(rows.reshape(dout.size // dout.shape[3], -1), self.shape, 2, 2, 0)


class Affine:
    """A dense layer that flattens what comes in."""

    def __init__(self, w: np.ndarray, b: np.ndarray) -> None:
        self.parameters = [w, b]

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ self.parameters[0].T + self.parameters[1]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        self.gradients = [dout.T @ self.x, dout.sum(axis=0)]
        return (dout @ self.parameters[0]).reshape(self.shape)


def _loss(x: np.ndarray, target: np.ndarray) -> tuple[float, np.ndarray]:
    """Return softmax with cross-entropy, and its gradient."""
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    y = powers / powers.sum(axis=1, keepdims=True)
    places = np.arange(len(x)), target
    loss = -np.log(y[places] + 1e-7).mean()
    y[places] -= 1
    return loss, y / np.float32(len(x))


def training(size: int, lr: float) -> Callable[[np.ndarray, np.ndarray], list[np.ndarray]]:
    """Return a function that makes one training step of the small CNN: loss, gradients and new weights."""
    shapes = {"0.weight": (16, 1, 3, 3), "0.bias": (16,), "3.weight": (32, 16, 3, 3), "3.bias": (32,)}
    shapes |= {"7.weight": (10, 32 * (size // 4) ** 2), "7.bias": (10,)}
    w1, b1, w2, b2, w3, b3 = draw_state(shapes).values()
    layers = [Convolution(w1, b1), ReLU(), Pooling(), Convolution(w2, b2), ReLU(), Pooling(), Affine(w3, b3)]
    velocities = [np.zeros_like(p) for layer in layers for p in layer.parameters]

    def step(x: np.ndarray, target: np.ndarray) -> list[np.ndarray]:
        for layer in layers:
            x = layer.forward(x)
        loss, dout = _loss(x, target)
        for layer in reversed(layers):
            dout = layer.backward(dout)
        parameters = [p for layer in layers for p in layer.parameters]
        gradients = [g for layer in layers for g in layer.gradients]
        for parameter, velocity, gradient in zip(parameters, velocities, gradients, strict=True):
            velocity *= np.float32(0.9)
            velocity -= np.float32(lr) * gradient
            parameter += velocity
        return [loss, *gradients, *parameters]

    return step
