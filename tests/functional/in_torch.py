"""Every operation in PyTorch's words, under cnnlite's names and with cnnlite's arguments.

What PyTorch has no function for ("same" with a stride, sides that differ, MSLE, MAPE) is written out with its tensors,
so that its automatic differentiation gives the gradients.
"""

import warnings

import numpy as np

from tests.requirements import needs

torch = needs("torch")
F = torch.nn.functional
torch.set_num_threads(1)  # on arrays this small, more threads cost more than they gain


def answers(name, arrays, options, upstream):
    """Return the outputs, the upstream gradients that ``upstream(shape)`` gave, and the gradients of all arrays.

    ``arrays`` and ``options`` are those of `cases.draw`; the gradient of None is None.
    """
    leaves = {k: None if a is None else torch.tensor(a, requires_grad=True) for k, a in arrays.items()}
    rest = {k: torch.tensor(v) if isinstance(v, np.ndarray) else v for k, v in options.items()}
    out = globals()[name](**leaves, **rest)
    out = out if isinstance(out, tuple) else (out,)
    douts = [torch.tensor(upstream(tuple(o.shape)), dtype=o.dtype) for o in out]
    slopes = iter(torch.autograd.grad(out, [leaf for leaf in leaves.values() if leaf is not None], douts))
    gradients = [None if a is None else next(slopes).numpy() for a in arrays.values()]
    return [o.detach().numpy() for o in out], [d.numpy() for d in douts], gradients


def sides(padding, size, kernel, stride=1, dilation=1):
    """Return padding in any form as ((top, bottom), (left, right)); written again here, not taken from cnnlite."""
    if padding == "valid":
        return (0, 0), (0, 0)
    if padding == "same":
        both = []
        for n, k, s, d in zip(size, pair(kernel), pair(stride), pair(dilation), strict=True):
            total = max(0, ((n + s - 1) // s - 1) * s + d * (k - 1) + 1 - n)
            both.append((total // 2, (total + 1) // 2))
        return tuple(both)
    return tuple(pair(side) for side in pair(padding))


def pair(value):
    """Return an int twice, and a pair as it is."""
    return value if isinstance(value, tuple) else (value, value)


def is_plain(padding):
    """Whether PyTorch itself takes this padding: an int, or a pair of ints."""
    return isinstance(padding, int) or (isinstance(padding, tuple) and isinstance(padding[0], int))


def around(x, padding, value=0.0):
    """Return x with ((top, bottom), (left, right)) numbers around it."""
    (top, bottom), (left, right) = padding
    return F.pad(x, (left, right, top, bottom), value=value)


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    if padding == "same" and pair(stride) == (1, 1):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Using padding='same' with even kernel")
            return F.conv2d(x, w, b, 1, "same", dilation, groups)
    if not is_plain(padding):
        x, padding = around(x, sides(padding, x.shape[2:], w.shape[2:], stride, dilation)), 0
    return F.conv2d(x, w, b, stride, padding, dilation, groups)


def true_conv2d(x, w, b=None, **options):
    return conv2d(x, torch.flip(w, (2, 3)), b, **options)


def conv_transpose2d(x, w, b=None, stride=1, padding=0, output_padding=0, dilation=1, groups=1):
    if is_plain(padding):
        return F.conv_transpose2d(x, w, b, stride, padding, output_padding, groups, dilation)
    (top, bottom), (left, right) = padding
    full = F.conv_transpose2d(x, w, b, stride, 0, output_padding, groups, dilation)
    return full[:, :, top : full.shape[2] - bottom, left : full.shape[3] - right]


def max_pool2d(x, kernel_size, stride=None, padding=0):
    if not is_plain(padding):
        stride = kernel_size if stride is None else stride
        x, padding = around(x, sides(padding, x.shape[2:], kernel_size, stride), float("-inf")), 0
    return F.max_pool2d(x, kernel_size, stride, padding)


def min_pool2d(x, kernel_size, stride=None, padding=0):
    return -max_pool2d(-x, kernel_size, stride, padding)


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    if is_plain(padding):
        return F.avg_pool2d(x, kernel_size, stride, padding, count_include_pad=count_include_pad)
    padding = sides(padding, x.shape[2:], kernel_size, kernel_size if stride is None else stride)
    mean = F.avg_pool2d(around(x, padding), kernel_size, stride)
    share = F.avg_pool2d(around(torch.ones_like(x), padding), kernel_size, stride)  # of real pixels in each window
    return mean if count_include_pad else mean / share


def lp_pool2d(x, norm_type, kernel_size, stride=None, padding=0):
    # PyTorch's has no padding, and leaves the sign of odd powers in; the cases keep away from those.
    padding = sides(padding, x.shape[2:], kernel_size, kernel_size if stride is None else stride)
    return F.lp_pool2d(around(x, padding), norm_type, kernel_size, stride)


def adaptive_max_pool2d(x, output_size):
    return F.adaptive_max_pool2d(x, output_size)


def adaptive_avg_pool2d(x, output_size):
    return F.adaptive_avg_pool2d(x, output_size)


def global_max_pool2d(x):
    return F.adaptive_max_pool2d(x, 1)  # amax would split the gradient among equals


def global_avg_pool2d(x):
    return x.mean((2, 3), keepdim=True)


def fractional_max_pool2d(x, kernel_size, output_size, samples):
    return F.fractional_max_pool2d(x, kernel_size, output_size, _random_samples=samples)


def im2col(x, kernel_size, stride=1, padding=0, dilation=1):
    if not is_plain(padding):
        x, padding = around(x, sides(padding, x.shape[2:], kernel_size, stride, dilation)), 0
    return F.unfold(x, kernel_size, dilation, padding, stride)


def col2im(columns, output_size, kernel_size, stride=1, padding=0, dilation=1):
    if is_plain(padding):
        return F.fold(columns, output_size, kernel_size, dilation, padding, stride)
    rows, cols = pair(output_size)
    (top, bottom), (left, right) = sides(padding, (rows, cols), kernel_size, stride, dilation)
    full = F.fold(columns, (top + rows + bottom, left + cols + right), kernel_size, dilation, 0, stride)
    return full[:, :, top : top + rows, left : left + cols]


def batch_stats(x):
    var, mean = torch.var_mean(x, (0, 2, 3), correction=0)
    return mean, var


def batch_norm(x, mean, var, weight=None, bias=None, eps=1e-5, training=True):
    if training:  # PyTorch computes mean and variance itself
        return F.batch_norm(x, None, None, weight, bias, True, 0.1, eps)
    return F.batch_norm(x, mean, var, weight, bias, False, 0.1, eps)


def linear(x, w, b=None):
    return F.linear(x, w, b)


def flatten(x, start_axis=1):
    return torch.flatten(x, start_axis)


def relu(x):
    return torch.relu(x)


def leaky_relu(x, negative_slope=0.01):
    return F.leaky_relu(x, negative_slope)


def elu(x, alpha=1.0):
    return F.elu(x, alpha)


def sigmoid(x):
    return torch.sigmoid(x)


def tanh(x):
    return torch.tanh(x)


def gelu(x, approximate="none"):
    return F.gelu(x, approximate=approximate)


def glu(x, axis=-1):
    return F.glu(x, axis)


def softmax(x, axis=-1):
    return F.softmax(x, axis)


def log_softmax(x, axis=-1):
    return F.log_softmax(x, axis)


def step(x):
    return torch.sign(torch.relu(x))


def identity(x):
    return torch.nn.Identity()(x) * 1


def cross_entropy(logits, target, reduction="mean"):
    return F.cross_entropy(logits, target, reduction=reduction)


def mse_loss(prediction, target, reduction="mean"):
    return F.mse_loss(prediction, target, reduction=reduction)


def l1_loss(prediction, target, reduction="mean"):
    return F.l1_loss(prediction, target, reduction=reduction)


def binary_cross_entropy(prediction, target, reduction="mean"):
    return F.binary_cross_entropy(prediction, target, reduction=reduction)


def msle_loss(prediction, target, reduction="mean"):
    return reduce((torch.log1p(prediction) - torch.log1p(target)) ** 2, reduction)


def mape_loss(prediction, target, reduction="mean"):
    return reduce(100 * torch.abs((target - prediction) / target), reduction)


def reduce(losses, reduction):
    """Return each loss, their sum or their mean."""
    return losses if reduction == "none" else losses.sum() if reduction == "sum" else losses.mean()
