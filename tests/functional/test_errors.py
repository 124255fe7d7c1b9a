"""Every documented error of the functions that have no file of their own, with its sentence."""

import re

import numpy as np
import pytest

from cnnlite import functional as f


def z(*shape):
    """Return zeros."""
    return np.zeros(shape)


X, P = z(2, 3, 5, 6), np.full((2, 3), 0.5)
STATS = (z(3), np.ones(3))
ERRORS = [
    # conv_transpose2d
    (lambda: f.conv_transpose2d(X[0], z(3, 2, 2, 2)), ValueError, "conv_transpose2d: x must have 4 dimensions (N, C, H, W), got 3"),
    (lambda: f.conv_transpose2d(X, z(4, 2, 2, 2)), ValueError, "conv_transpose2d: w must have one row of kernels for each of the 3 channels of x, got x.shape=(2, 3, 5, 6), w.shape=(4, 2, 2, 2). Kernels are (C, O/groups, kh, kw)."),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2)), ValueError, "conv_transpose2d: w must have 4 dimensions (C, O/groups, kh, kw), got 3"),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2, 2), z(3)), ValueError, "b must have one value for each of the 2 output channels, got b.shape=(3,)"),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2, 2), output_padding=1), ValueError, "output_padding must be smaller than the stride or the dilation, got 1 with stride=1 and dilation=1"),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2, 2), padding=3), ValueError, "must leave a result that fits in memory, got 6×7 before padding ((3, 3), (3, 3)) is cut off"),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2, 2), padding="same"), TypeError, "conv_transpose2d: padding must be an int, a pair or ((top, bottom), (left, right)), got 'same'"),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2, 2), groups=2), ValueError, "conv_transpose2d: groups must be a whole number that divides"),
    (lambda: f.conv_transpose2d(X, z(3, 2, 2, 2), stride=0), ValueError, "conv_transpose2d: stride must be at least 1, got 0."),
    (lambda: f.conv_transpose2d(X.astype(int), z(3, 2, 2, 2)), TypeError, "conv_transpose2d: x must be float32 or float64, got int64"),
    # true_conv2d
    (lambda: f.true_conv2d(X, z(4, 2, 2, 2)), ValueError, "true_conv2d: x must have 2 channels to match w, got 3"),
    (lambda: f.true_conv2d_backward(X, X, z(4, 3, 2, 2)), ValueError, "true_conv2d_backward: dout must have the shape of the output, (2, 4, 4, 5), got dout.shape=(2, 3, 5, 6)."),
    # im2col, col2im, conv_matrix
    (lambda: f.im2col(X[0], 2), ValueError, "im2col: x must have 4 dimensions (N, C, H, W), got 3"),
    (lambda: f.im2col(X, 7), ValueError, "im2col: the kernel must fit in the padded input, got a 7×7 kernel on 5×6"),
    (lambda: f.im2col(X, 0), ValueError, "im2col: kernel_size must be at least 1, got 0."),
    (lambda: f.col2im(z(1, 4, 5), 3, 2), ValueError, "col2im: columns must be (N, C·4, 4) for 2×2 windows of 2×2, got columns.shape=(1, 4, 5)."),
    (lambda: f.col2im(z(1, 5, 4), 3, 2), ValueError, "col2im: columns must be (N, C·4, 4) for 2×2 windows"),
    (lambda: f.col2im(z(4, 4), 3, 2), ValueError, "col2im: columns must have 3 dimensions (N, C·kh·kw, Ho·Wo), got 2 (columns.shape=(4, 4)). Columns are as im2col makes them."),
    (lambda: f.conv_matrix(z(2, 3, 2, 2), (3, 4)), TypeError, "conv_matrix: input_shape must be three whole numbers (C, H, W), got (3, 4)."),
    (lambda: f.conv_matrix(z(2, 3, 2, 2), (4, 4, 4)), ValueError, "conv_matrix: input_shape must have the 3 channels of w, got (4, 4, 4)."),
    (lambda: f.conv_matrix(z(3, 2, 2), (3, 4, 4)), ValueError, "conv_matrix: w must have 4 dimensions (O, C, kh, kw), got 3"),
    (lambda: f.conv_matrix(z(2, 3, 2, 2), (3, 1, 4)), ValueError, "conv_matrix: the kernel must fit in the padded input, got a 2×2 kernel on 1×4"),
    # pooling
    (lambda: f.avg_pool2d(X, 2, count_include_pad=1), TypeError, "avg_pool2d: count_include_pad must be True or False, got 1."),
    (lambda: f.avg_pool2d(X, 2, padding=2), ValueError, "avg_pool2d: padding must be at most half the kernel on each side, got 2 with kernel_size=2"),
    (lambda: f.min_pool2d(X, 6), ValueError, "min_pool2d: the kernel must fit in the padded input, got a 6×6 kernel on 5×6"),
    (lambda: f.lp_pool2d(X, 0.5, 2), ValueError, "lp_pool2d: norm_type must be a finite number of at least 1, got 0.5."),
    (lambda: f.lp_pool2d(X, np.inf, 2), ValueError, "lp_pool2d: norm_type must be a finite number of at least 1, got inf."),
    (lambda: f.lp_pool2d(X, "2", 2), TypeError, "lp_pool2d: norm_type must be a number, got '2'."),
    (lambda: f.global_max_pool2d(X[0]), ValueError, "global_max_pool2d: x must have 4 dimensions (N, C, H, W), got 3"),
    (lambda: f.global_avg_pool2d(X.astype(int)), TypeError, "global_avg_pool2d: x must be float32 or float64, got int64"),
    (lambda: f.adaptive_avg_pool2d(X, 0), ValueError, "adaptive_avg_pool2d: output_size must be at least 1, got 0."),
    (lambda: f.adaptive_max_pool2d(X, 2.0), TypeError, "adaptive_max_pool2d: output_size must be an int or a pair of ints"),
    (lambda: f.adaptive_max_pool2d(X, 10**6), ValueError, "adaptive_max_pool2d: output_size must fit in memory, got 1000000."),
    (lambda: f.fractional_max_pool2d(X, 2, 5, z(2, 3, 2)), ValueError, "fractional_max_pool2d: output_size must leave room for the windows, at most input − kernel + 1, got 5 with kernel_size=2"),
    (lambda: f.fractional_max_pool2d(X, 2, 3, np.ones((2, 3, 2))), ValueError, "fractional_max_pool2d: samples must lie in [0, 1), got values outside"),
    (lambda: f.fractional_max_pool2d(X, 2, 3, z(2, 2, 2)), ValueError, "samples must have the shape of two numbers for each channel of x, (2, 3, 2), got samples.shape=(2, 2, 2)."),
    (lambda: f.fractional_max_pool2d(X, 2, 3, None), TypeError, "fractional_max_pool2d: samples must be a NumPy array, got NoneType."),
    # activations
    (lambda: f.leaky_relu(X, "0.1"), TypeError, "leaky_relu: negative_slope must be a number, got '0.1'."),
    (lambda: f.leaky_relu(X, np.nan), ValueError, "leaky_relu: negative_slope must be a finite number, got nan."),
    (lambda: f.elu(X, None), TypeError, "elu: alpha must be a number, got None."),
    (lambda: f.gelu(X, "exact"), ValueError, "gelu: approximate must be one of 'none', 'tanh', got 'exact'."),
    (lambda: f.glu(X[..., :5]), ValueError, "glu: x must have an even length along axis -1, got x.shape=(2, 3, 5, 5)."),
    (lambda: f.glu(X, 4), ValueError, "glu: axis must name an axis of x with at least one entry, got 4"),
    (lambda: f.sigmoid([0.0]), TypeError, "sigmoid: x must be a NumPy array, got list."),
    (lambda: f.tanh(X.astype(complex)), TypeError, "tanh: x must be float32 or float64, got complex128"),
    (lambda: f.step(X > 0), TypeError, "step: x must be float32 or float64, got bool"),
    (lambda: f.identity(None), TypeError, "identity: x must be a NumPy array, got NoneType."),
    (lambda: f.log_softmax(z(2, 0)), ValueError, "log_softmax: axis must name an axis of x with at least one entry, got -1"),
    # flatten
    (lambda: f.flatten(X, 4), ValueError, "flatten: start_axis must name an axis of x, got 4 (x.shape=(2, 3, 5, 6))."),
    (lambda: f.flatten(X, 1.0), TypeError, "flatten: start_axis must be a whole number, got 1.0"),
    # batch norm
    (lambda: f.batch_norm(X, *STATS, eps=0), ValueError, "batch_norm: eps must be a finite number above 0, got 0."),
    (lambda: f.batch_norm(X, z(3), -np.ones(3)), ValueError, "batch_norm: var must not be negative, got -1.0 (var.shape=(3,))."),
    (lambda: f.batch_norm(X, z(2), np.ones(3)), ValueError, "batch_norm: mean must have the shape of one value for each channel of x, (3,), got mean.shape=(2,)."),
    (lambda: f.batch_norm(X, *STATS, weight=z(3, 1)), ValueError, "batch_norm: weight must have the shape of one value for each channel of x, (3,)"),
    (lambda: f.batch_norm(X, z(3).astype(np.float32), np.ones(3)), TypeError, "batch_norm: all arrays must have one dtype, got x float64, mean float32"),
    (lambda: f.batch_norm_backward(X, X, *STATS, training=1), TypeError, "batch_norm_backward: training must be True or False, got 1."),
    (lambda: f.batch_norm_backward(X, X, *STATS, needs_input_grad=True), TypeError, "batch_norm_backward: needs_input_grad must be three bools, for x, w and b, got True."),
    (lambda: f.batch_stats(X[:0]), ValueError, "batch_stats: x must hold at least one image, got x.shape=(0, 3, 5, 6)."),
    (lambda: f.batch_stats_backward(z(3), X), TypeError, "batch_stats_backward: dout must be the pair (dmean, dvar), got array"),
    # losses
    (lambda: f.mse_loss(z(3, 1), z(3)), ValueError, "mse_loss: target must have the shape of prediction, (3, 1), got target.shape=(3,)."),
    (lambda: f.mse_loss(z(0), z(0)), ValueError, "mse_loss: prediction must not be empty for a mean, got prediction.shape=(0,)."),
    (lambda: f.l1_loss(P, P, "avg"), ValueError, "l1_loss: reduction must be one of 'none', 'sum', 'mean', got 'avg'."),
    (lambda: f.l1_loss(P, P.astype(np.float32)), TypeError, "l1_loss: all arrays must have one dtype"),
    (lambda: f.msle_loss(-2 * P, P), ValueError, "msle_loss: prediction must be above −1, got -1.0 (prediction.shape=(2, 3))."),
    (lambda: f.msle_loss(P, -4 * P), ValueError, "msle_loss: target must be above −1, got -2.0"),
    (lambda: f.mape_loss(P, 0 * P), ValueError, "mape_loss: target must not be 0, got 0.0 (target.shape=(2, 3))."),
    (lambda: f.binary_cross_entropy(3 * P, P), ValueError, "binary_cross_entropy: prediction must lie between 0 and 1, got 1.5"),
    (lambda: f.binary_cross_entropy(P, -P), ValueError, "binary_cross_entropy: target must lie between 0 and 1, got -0.5"),
    (lambda: f.binary_cross_entropy(P, np.ones((2, 3), int)), TypeError, "binary_cross_entropy: target must be float32 or float64, got int64"),
    (lambda: f.mse_loss_backward("1", P, P), TypeError, "mse_loss_backward: dout must be a number or an array of numbers, got '1'."),
]  # fmt: skip


@pytest.mark.parametrize(("call", "kind", "message"), ERRORS, ids=[message for _, _, message in ERRORS])
def test_errors(call, kind, message):
    with pytest.raises(kind, match="^.*" + re.escape(message)):
        call()


def test_every_function_has_an_error_here_or_in_its_own_file():
    own = {"conv2d", "conv_output_size", "max_pool2d", "relu", "softmax", "linear", "cross_entropy"}
    here = {message.split(":")[0].removesuffix("_backward") for _, _, message in ERRORS if re.match(r"\w+: ", message)}
    assert {name.removesuffix("_backward") for name in f.__all__} <= own | here
