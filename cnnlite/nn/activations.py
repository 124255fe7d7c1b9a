"""The activations as layers, and Flatten: no parameters, any batch of arrays.

Each is its pair of functions in `cnnlite.functional`, where the formulas, shapes, errors and sources are.
"""

from cnnlite import functional
from cnnlite.nn.layers import Layer


class ReLU(Layer):
    """max(0, x). Source: A0.8, A4.3. Same as ``torch.nn.ReLU``."""

    pair = functional.relu, functional.relu_backward


class LeakyReLU(Layer):
    """x, or negative_slope·x below 0. Same as ``torch.nn.LeakyReLU``."""

    pair = functional.leaky_relu, functional.leaky_relu_backward

    def __init__(self, negative_slope: float = 0.01) -> None:
        super().__init__(negative_slope=negative_slope)


class ELU(Layer):
    """x, or alpha·(eˣ − 1) below 0. Same as ``torch.nn.ELU``."""

    pair = functional.elu, functional.elu_backward
    reuses_result = True

    def __init__(self, alpha: float = 1.0) -> None:
        super().__init__(alpha=alpha)


class Sigmoid(Layer):
    """1/(1 + e⁻ˣ). Same as ``torch.nn.Sigmoid``."""

    pair = functional.sigmoid, functional.sigmoid_backward
    reuses_result = True


class Tanh(Layer):
    """The hyperbolic tangent. Same as ``torch.nn.Tanh``."""

    pair = functional.tanh, functional.tanh_backward
    reuses_result = True


class GELU(Layer):
    """x·Φ(x), or its "tanh" approximation. Same as ``torch.nn.GELU``."""

    pair = functional.gelu, functional.gelu_backward

    def __init__(self, approximate: str = "none") -> None:
        super().__init__(approximate=approximate)


class GLU(Layer):
    """One half of an axis times the sigmoid of the other half. Same as ``torch.nn.GLU``."""

    pair = functional.glu, functional.glu_backward

    def __init__(self, axis: int = -1) -> None:
        super().__init__(axis=axis)


class Softmax(Layer):
    """Scores to probabilities. Source: A0.14, A4.7. Same as ``torch.nn.Softmax``; `CrossEntropyLoss` has its own."""

    pair = functional.softmax, functional.softmax_backward
    reuses_result = True

    def __init__(self, axis: int = -1) -> None:
        super().__init__(axis=axis)


class LogSoftmax(Softmax):
    """The logarithm of softmax. Same as ``torch.nn.LogSoftmax``."""

    pair = functional.log_softmax, functional.log_softmax_backward


class Step(Layer):
    """1 where x is positive, else 0; its gradient is 0, so nothing before it learns."""

    pair = functional.step, functional.step_backward


class Identity(Layer):
    """x itself. Same as ``torch.nn.Identity``."""

    pair = functional.identity, functional.identity_backward


class Flatten(Layer):
    """All axes from start_axis on as one. Source: A0.10, A4.5. Same as ``torch.nn.Flatten``."""

    pair = functional.flatten, functional.flatten_backward

    def __init__(self, start_axis: int = 1) -> None:
        super().__init__(start_axis=start_axis)
