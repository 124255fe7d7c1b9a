"""The poolings as layers: no parameters, images (N, C, H, W).

Each is its pair of functions in `cnnlite.functional`, where the formulas, shapes, errors and sources are.
"""

from typing import Any

import numpy as np

from cnnlite import functional
from cnnlite.nn import init
from cnnlite.nn.layers import Layer


class _Window(Layer):
    """A pooling with a window that slides."""

    def __init__(self, kernel_size: Any, stride: Any = None, padding: Any = 0, **more: Any) -> None:
        super().__init__(
            kernel_size=kernel_size, stride=kernel_size if stride is None else stride, padding=padding, **more
        )


class MaxPool2d(_Window):
    """The largest value of each window. Source: A1.13, A4.4. Same as ``torch.nn.MaxPool2d``.

    Parameters
    ----------
    kernel_size, stride : int or pair of int
        The window, and the step between windows: the kernel size when not given.
    padding : int, pair of int, "valid", "same" or ((top, bottom), (left, right))
        Around the image; never wins.

    Examples
    --------
    >>> import numpy as np
    >>> MaxPool2d(2)(np.zeros((1, 32, 30, 30))).shape
    (1, 32, 15, 15)
    """

    pair = functional.max_pool2d, functional.max_pool2d_backward
    reuses_result = True


class MinPool2d(_Window):
    """The smallest value of each window; parameters of `MaxPool2d`."""

    pair = functional.min_pool2d, functional.min_pool2d_backward
    reuses_result = True


class AvgPool2d(_Window):
    """The mean of each window, counting the padding unless told not to. Same as ``torch.nn.AvgPool2d``."""

    pair = functional.avg_pool2d, functional.avg_pool2d_backward

    def __init__(self, kernel_size: Any, stride: Any = None, padding: Any = 0, count_include_pad: bool = True) -> None:
        super().__init__(kernel_size, stride, padding, count_include_pad=count_include_pad)


class LPPool2d(_Window):
    """(Σ xᵖ)^(1/p) of each window, p = norm_type. Same as ``torch.nn.LPPool2d``."""

    pair = functional.lp_pool2d, functional.lp_pool2d_backward
    reuses_result = True

    def __init__(self, norm_type: float, kernel_size: Any, stride: Any = None, padding: Any = 0) -> None:
        super().__init__(kernel_size, stride, padding, norm_type=norm_type)


class GlobalMaxPool2d(Layer):
    """The largest value of each channel. Same as ``torch.nn.AdaptiveMaxPool2d(1)``."""

    pair = functional.global_max_pool2d, functional.global_max_pool2d_backward


class GlobalAvgPool2d(Layer):
    """The mean of each channel. Source: A4.18. Same as ``torch.nn.AdaptiveAvgPool2d(1)``."""

    pair = functional.global_avg_pool2d, functional.global_avg_pool2d_backward


class AdaptiveMaxPool2d(Layer):
    """The largest value of each of so many cells. Same as ``torch.nn.AdaptiveMaxPool2d``.

    Parameters
    ----------
    output_size : int or pair of int
        Ho and Wo.
    """

    pair = functional.adaptive_max_pool2d, functional.adaptive_max_pool2d_backward

    def __init__(self, output_size: Any) -> None:
        super().__init__(output_size=output_size)


class AdaptiveAvgPool2d(AdaptiveMaxPool2d):
    """The mean of each of so many cells. Same as ``torch.nn.AdaptiveAvgPool2d``."""

    pair = functional.adaptive_avg_pool2d, functional.adaptive_avg_pool2d_backward


class FractionalMaxPool2d(Layer):
    """The largest value of windows whose steps vary by chance. Source: A2.11.

    Same as ``torch.nn.FractionalMaxPool2d`` in training; in use (`eval`) the windows stand evenly (samples 0.5), so
    that an image always gives the same output.

    Parameters
    ----------
    kernel_size, output_size : int or pair of int
        Rows and columns of the window, and of the output.
    rng : numpy.random.Generator
        Places the windows anew in each forward of training.

    Raises
    ------
    TypeError
        rng is no Generator; the other arguments are checked at each forward.
    """

    pair = functional.fractional_max_pool2d, functional.fractional_max_pool2d_backward

    def __init__(self, kernel_size: Any, output_size: Any, *, rng: np.random.Generator) -> None:
        super().__init__(kernel_size=kernel_size, output_size=output_size)
        self.rng = init.generator("FractionalMaxPool2d", rng)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Draw where the windows stand, and return the largest value of each."""
        shape, dtype = (*np.shape(x)[:2], 2), np.float32 if np.asarray(x).dtype == np.float32 else np.float64
        samples = self.rng.random(shape, dtype) if self.training else np.full(shape, 0.5, dtype)
        options = self.options | {"samples": samples}
        out = self.pair[0](x, **options)
        self._slot = x, options
        return out
