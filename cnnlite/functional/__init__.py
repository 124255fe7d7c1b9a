"""The operations of a convolutional network as pure functions, each forward beside its backward.

Legend of the docstrings: N images, C channels in, O channels out, H W rows and columns of the input, Ho Wo those
of the output, kh kw those of the kernel, K classes; ``dx`` is ∂loss/∂x and has the shape of ``x``.

Conventions: "convolution" is cross-correlation (the kernel is not turned), padding is per side, output sizes are
rounded down, losses average over N. Nothing is written to; the dtype that goes in comes out. A backward function
takes ``dout`` (∂loss/∂out), then its forward's arguments in the same order with the same defaults, and returns one
gradient for each differentiable array argument, None where that argument was None.
"""

from cnnlite.functional.activation import relu, relu_backward, softmax, softmax_backward
from cnnlite.functional.conv import conv2d, conv2d_backward, conv_output_size
from cnnlite.functional.linear import linear, linear_backward
from cnnlite.functional.loss import cross_entropy, cross_entropy_backward
from cnnlite.functional.pool import max_pool2d, max_pool2d_backward

__all__ = [
    "conv2d",
    "conv2d_backward",
    "conv_output_size",
    "cross_entropy",
    "cross_entropy_backward",
    "linear",
    "linear_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "relu",
    "relu_backward",
    "softmax",
    "softmax_backward",
]
