"""`FourNet`: the network of article 0's four pictures: convolution, ReLU, one dense layer, softmax; and its steps."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from cnnlite import functional
from cnnlite.data import articles


class Gradients(NamedTuple):
    """The slope of the mean loss at each number that can be learned."""

    kernels: np.ndarray
    weights: np.ndarray
    biases: np.ndarray


@dataclass(frozen=True)
class FourNet:
    """The numbers of the network; a step gives another one.

    Attributes
    ----------
    kernels : ndarray (2, 1, 2, 2)
        Without biases, as in the article.
    weights, biases : ndarray (2, 18), (2,)
        Of the dense layer, a row for each class.
    """

    kernels: np.ndarray
    weights: np.ndarray
    biases: np.ndarray

    def forward(self, x: np.ndarray) -> dict[str, np.ndarray]:
        """Return the maps C and A, the features f, the logits z and the probabilities p of a batch (N, 1, 4, 4)."""
        maps = functional.conv2d(x, self.kernels)
        kept = functional.relu(maps)
        features = functional.flatten(kept)
        logits = functional.linear(features, self.weights, self.biases)
        return {"C": maps, "A": kept, "f": features, "z": logits, "p": functional.softmax(logits)}

    def gradients(self, x: np.ndarray, y: np.ndarray) -> Gradients:
        """Return the gradients of the mean loss of a batch with the classes (N,)."""
        there = self.forward(x)
        dz = functional.cross_entropy_backward(1.0, there["z"], y)
        passed: tuple[Any, ...] = functional.linear_backward(dz, there["f"], self.weights, self.biases)
        df, dweights, dbiases = passed
        dmaps = functional.relu_backward(functional.flatten_backward(df, there["A"]), there["C"])
        paid: tuple[Any, ...] = functional.conv2d_backward(dmaps, x, self.kernels)
        return Gradients(paid[1], dweights, dbiases)

    def stepped(self, x: np.ndarray, y: np.ndarray, rate: float, filters: bool) -> "FourNet":
        """Return the network after one step down, with the kernels as they are or trained as well."""
        slopes = self.gradients(x, y)
        return FourNet(
            self.kernels - rate * slopes.kernels if filters else self.kernels,
            self.weights - rate * slopes.weights,
            self.biases - rate * slopes.biases,
        )


def start() -> FourNet:
    """Return the article's filters with the dense layer that we reconstructed."""
    kernels = np.stack([articles.FILTER_A, articles.FILTER_B])[:, None]
    return FourNet(kernels, articles.FOUR_WEIGHTS, articles.FOUR_BIASES)
