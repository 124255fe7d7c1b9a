"""The operations of a convolutional network as pure functions, each forward beside its backward.

Legend of the docstrings: N images, C channels in, O channels out, H W rows and columns of the input, Ho Wo those
of the output, kh kw those of the kernel, K classes; ``dx`` is ∂loss/∂x and has the shape of ``x``.

Conventions: "convolution" is cross-correlation (the kernel is not turned), padding is per side, output sizes are
rounded down, losses average over N. Nothing is written to; the dtype that goes in comes out. A backward function
takes ``dout`` (∂loss/∂out), then its forward's arguments in the same order with the same defaults, and returns one
gradient for each differentiable array argument, None where that argument was None.
"""

# Rows of names, rather than one to a line:
# isort: skip_file
# fmt: off
from cnnlite.functional.activation import (
    elu, elu_backward, gelu, gelu_backward, glu, glu_backward, identity, identity_backward, leaky_relu,
    leaky_relu_backward, relu, relu_backward, sigmoid, sigmoid_backward, step, step_backward, tanh, tanh_backward,
)
from cnnlite.functional.adaptive_pool import (
    adaptive_avg_pool2d, adaptive_avg_pool2d_backward, adaptive_max_pool2d, adaptive_max_pool2d_backward,
    fractional_max_pool2d, fractional_max_pool2d_backward, global_avg_pool2d, global_avg_pool2d_backward,
    global_max_pool2d, global_max_pool2d_backward,
)
from cnnlite.functional.conv import conv2d, conv2d_backward, conv_output_size, true_conv2d, true_conv2d_backward
from cnnlite.functional.conv_matrix import col2im, col2im_backward, conv_matrix, im2col, im2col_backward
from cnnlite.functional.conv_transpose import conv_transpose2d, conv_transpose2d_backward
from cnnlite.functional.cross_entropy import cross_entropy, cross_entropy_backward
from cnnlite.functional.linear import flatten, flatten_backward, linear, linear_backward
from cnnlite.functional.loss import (
    binary_cross_entropy, binary_cross_entropy_backward, l1_loss, l1_loss_backward, mape_loss, mape_loss_backward,
    mse_loss, mse_loss_backward, msle_loss, msle_loss_backward,
)
from cnnlite.functional.norm import batch_norm, batch_norm_backward, batch_stats, batch_stats_backward
from cnnlite.functional.pool import (
    avg_pool2d, avg_pool2d_backward, lp_pool2d, lp_pool2d_backward, max_pool2d, max_pool2d_backward, min_pool2d,
    min_pool2d_backward,
)
from cnnlite.functional.softmax import log_softmax, log_softmax_backward, softmax, softmax_backward

__all__ = [
    "adaptive_avg_pool2d", "adaptive_avg_pool2d_backward", "adaptive_max_pool2d", "adaptive_max_pool2d_backward",
    "avg_pool2d", "avg_pool2d_backward", "batch_norm", "batch_norm_backward", "batch_stats", "batch_stats_backward",
    "binary_cross_entropy", "binary_cross_entropy_backward", "col2im", "col2im_backward", "conv2d",
    "conv2d_backward", "conv_matrix", "conv_output_size", "conv_transpose2d", "conv_transpose2d_backward",
    "cross_entropy", "cross_entropy_backward", "elu", "elu_backward", "flatten", "flatten_backward",
    "fractional_max_pool2d", "fractional_max_pool2d_backward", "gelu", "gelu_backward", "global_avg_pool2d",
    "global_avg_pool2d_backward", "global_max_pool2d", "global_max_pool2d_backward", "glu", "glu_backward",
    "identity", "identity_backward", "im2col", "im2col_backward", "l1_loss", "l1_loss_backward", "leaky_relu",
    "leaky_relu_backward", "linear", "linear_backward", "log_softmax", "log_softmax_backward", "lp_pool2d",
    "lp_pool2d_backward", "mape_loss", "mape_loss_backward", "max_pool2d", "max_pool2d_backward", "min_pool2d",
    "min_pool2d_backward", "mse_loss", "mse_loss_backward", "msle_loss", "msle_loss_backward", "relu",
    "relu_backward", "sigmoid", "sigmoid_backward", "softmax", "softmax_backward", "step", "step_backward", "tanh",
    "tanh_backward", "true_conv2d", "true_conv2d_backward",
]
# fmt: on
