"""`Network`: a small network with one picture, and every array on the way from its pixels to its answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnlite import functional


@dataclass(frozen=True)
class Network:
    """One picture and all that a small network needs to look at it: convolution, ReLU, max pooling, dense layers.

    Attributes
    ----------
    image : ndarray (H, W)
        The picture.
    kernels, biases : ndarray (O, kh, kw), (O,)
        Of the convolution, at stride 1.
    dense : sequence of (ndarray (J, I), ndarray (J,))
        Weights and biases: one layer, whose logits go through softmax; or a hidden layer with ReLU and an output layer
        with a sigmoid for each answer.
    classes : sequence of str
        The names of the answers.
    padding, pool : int
        Rows of 0 around the picture; rows and columns of a pooling window.
    """

    image: np.ndarray
    kernels: np.ndarray
    biases: np.ndarray
    dense: Sequence[tuple[np.ndarray, np.ndarray]]
    classes: Sequence[str]
    padding: int = 0
    pool: int = 1

    @cached_property
    def arrays(self) -> dict[str, np.ndarray]:
        """Every array by the name that the lines give it, in the shapes of `cnnlite` and PyTorch."""
        x, w, b = self.image[None, None], self.kernels[:, None], self.biases
        found = {"x": x, "w": w, "b": b}
        if self.padding:
            found["padded"] = np.pad(x, ((0, 0), (0, 0), *((self.padding, self.padding),) * 2))
        found["C"] = functional.conv2d(x, w, b, padding=self.padding)
        found["A"] = functional.relu(found["C"])
        found["P"] = functional.max_pool2d(found["A"], self.pool)
        found["f"] = functional.flatten(found["P"])
        (found["W1"], found["b1"]), *rest = self.dense
        first = functional.linear(found["f"], found["W1"], found["b1"])
        if not rest:
            return {**found, "z": first, "p": functional.softmax(first)}
        found["h"] = functional.relu(first)
        found["W2"], found["b2"] = rest[0]
        found["p"] = functional.sigmoid(functional.linear(found["h"], found["W2"], found["b2"]))
        return found
