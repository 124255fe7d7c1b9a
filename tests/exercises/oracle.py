"""Many legal inputs of every exercise, of random sizes and options, and what cnnlite itself makes of them.

Nothing here knows of the cases that the check tries: a wrong answer that agrees on all of them but differs here shows
that a case is missing.
"""

import inspect

import numpy as np

from cnnlite import functional, nn
from cnnlite.data import photos


def whole(rng, low, high):
    """Return a Python int from low to high, both included."""
    return int(rng.integers(low, high + 1))


def numbers(rng, *shape):
    """Return normal numbers or, one time in three, small integers, many of them equal."""
    return rng.integers(-2, 3, shape).astype(float) if rng.integers(3) == 0 else rng.standard_normal(shape)


def option(rng, low, high):
    """Return an int or a pair of ints, each not above its side of ``high``."""
    if rng.integers(2):
        return whole(rng, low, min(high))
    return whole(rng, low, high[0]), whole(rng, low, high[1])


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def slid(rng, kernel, pads):
    """Return an image's rows and columns, a stride and a padding that go with the kernel."""
    padding = option(rng, 0, pads)
    size = [whole(rng, max(1, k - 2 * p), k + 5) for k, p in zip(kernel, pair(padding), strict=True)]
    return size, {"stride": option(rng, 1, (3, 3)), "padding": padding}


def sizes(rng, count, high):
    return [whole(rng, 1, high) for _ in range(count)]


def relu(rng):
    return (numbers(rng, *sizes(rng, 4, 4)),), {}


def conv_output_size(rng):
    kernel, padding = whole(rng, 1, 6), whole(rng, 0, 3)
    size = whole(rng, max(1, kernel - 2 * padding), 15)
    return (size, kernel), {"stride": whole(rng, 1, 4), "padding": padding}


def conv2d(rng):
    (images, channels, filters), kernel = sizes(rng, 3, 3), sizes(rng, 2, 4)
    size, options = slid(rng, kernel, (2, 2))
    b = None if rng.integers(6) == 0 else numbers(rng, filters)
    return (numbers(rng, images, channels, *size), numbers(rng, filters, channels, *kernel), b), options


def loopless(rng):
    (images, channels, filters), kernel = sizes(rng, 3, 3), sizes(rng, 2, 4)
    size = [k + whole(rng, 0, 5) for k in kernel]
    arrays = numbers(rng, images, channels, *size), numbers(rng, filters, channels, *kernel)
    return arrays, {"stride": whole(rng, 1, 3)}


def pool(rng):
    kernel_size = option(rng, 1, (4, 4))
    size, options = slid(rng, pair(kernel_size), [k // 2 for k in pair(kernel_size)])
    return (numbers(rng, *sizes(rng, 2, 3), *size), kernel_size), options


def linear(rng):
    images, inputs, outputs = sizes(rng, 3, 5)
    b = None if rng.integers(6) == 0 else numbers(rng, outputs)
    return (numbers(rng, images, inputs), numbers(rng, outputs, inputs), b), {}


def scores(rng, *shape):
    """Return scores of ordinary size or, one time in three, up to ±1000."""
    return numbers(rng, *shape) * (1 if rng.integers(3) else rng.choice([-1000, 1000], shape))


def softmax(rng):
    shape = sizes(rng, whole(rng, 1, 3), 5)
    return (scores(rng, *shape),), {"axis": whole(rng, -len(shape), len(shape) - 1)}


def cross_entropy(rng):
    images, classes = whole(rng, 1, 6), whole(rng, 2, 6)
    return (scores(rng, images, classes), rng.integers(0, classes, images)), {}


def slide(rng):
    kernel = sizes(rng, 2, 4)
    return (numbers(rng, *(k + whole(rng, 0, 4) for k in kernel)), numbers(rng, *kernel)), {}


def backward(draw, forward):
    """Return a draw of the backward function: a gradient of the output's shape, then the forward's arguments."""

    def drawn(rng):
        args, options = draw(rng)
        args = tuple(numbers(rng, len(args[1])) if arg is None else arg for arg in args)  # a bias has a gradient
        return (numbers(rng, *forward(*args, **options).shape), *args), options

    return drawn


def batch(rng):
    return (numbers(rng, *sizes(rng, 4, 5)),), {}


def levels(rng):
    images = rng.integers(0, 256, sizes(rng, 4, 5)).astype(np.uint8)
    channels = images.shape[1]
    return (images, rng.random(channels), 0.1 + rng.random(channels)), {}


def colored(rng):
    return (numbers(rng, 3, *sizes(rng, 2, 5)),), {}


def layer(rng):
    groups, size = whole(rng, 1, 3), whole(rng, 1, 4)
    channels, kernels = (groups * count for count in sizes(rng, 2, 4))
    return (channels, kernels, size), {"groups": groups, "bias": whole(rng, 0, 1)}


def counted(channels, kernels, size, groups, bias):
    """Return how many numbers a layer of cnnlite learns."""
    made = nn.Conv2d(channels, kernels, size, groups=groups, bias=bool(bias), rng=np.random.default_rng(0))
    return sum(parameter.data.size for parameter in made.parameters())


def layers(rng):
    count = whole(rng, 1, 4)
    return (tuple(sizes(rng, count, 4)), tuple(sizes(rng, count, 3))), {}


def reached(kernels, strides):
    """Return how wide one output becomes when it goes back through the layers."""
    out = np.ones((1, 1, 1, 1))
    for kernel, stride in zip(kernels[::-1], strides[::-1], strict=True):
        out = functional.conv_transpose2d(out, np.ones((1, 1, 1, kernel)), stride=(1, stride))
    return out.shape[-1]


def activation(option=None):
    """Return a draw of an activation: ordinary, equal or huge numbers, and an option of 0.1 to 3."""

    def drawn(rng):
        options = {option: whole(rng, 1, 30) / 10} if option else {}
        return (scores(rng, *sizes(rng, whole(rng, 1, 3), 4)),), options

    return drawn


def sloped(name):
    """Return an activation of cnnlite with the slope that its backward function multiplies by."""
    forward, backward = getattr(functional, name), getattr(functional, f"{name}_backward")
    return lambda x, **options: (forward(x, **options), backward(np.ones_like(x), x, **options))


def located(place, rows, columns):
    """Return where a number stands among six maps that count on from 0."""
    maps = np.arange(6 * rows * columns).reshape(6, rows, columns)
    return tuple(np.argwhere(maps == place)[0])


def place(rng):
    rows, columns = sizes(rng, 2, 6)
    return (whole(rng, 0, 5 * rows * columns - 1), rows, columns), {}


def ladder(rng):
    """Return a dout, images and kernels without a bias, and one stride and padding for both axes."""
    (images, channels, filters), kernel = sizes(rng, 3, 3), sizes(rng, 2, 4)
    options = {"stride": whole(rng, 1, 3), "padding": whole(rng, 0, 2)}
    size = [whole(rng, max(1, k - 2 * options["padding"]), k + 5) for k in kernel]
    x, w = numbers(rng, images, channels, *size), numbers(rng, filters, channels, *kernel)
    return (numbers(rng, *functional.conv2d(x, w, **options).shape), x, w), options


def network(rng):
    images, inputs, units, classes = sizes(rng, 4, 5)
    classes += 1
    layers = (units, inputs), (units,), (classes, units), (classes,)
    return (numbers(rng, images, inputs), rng.integers(0, classes, images), *(numbers(rng, *s) for s in layers)), {}


def walked(x, y, w1, b1, w2, b2):
    """Return the gradients of two dense layers with ReLU between them, from the logits back to the first bias."""
    z1 = functional.linear(x, w1, b1)
    h = functional.relu(z1)
    dz2 = functional.cross_entropy_backward(1.0, functional.linear(h, w2, b2), y)
    dh, dw2, db2 = functional.linear_backward(dz2, h, w2, b2)
    dz1 = functional.relu_backward(dh, z1)
    return dz2, dw2, db2, dh, dz1, *functional.linear_backward(dz1, x, w1, b1)[1:]


def one_patch(rng):
    high, wide, classes = *sizes(rng, 2, 4), whole(rng, 2, 4)
    image, kernel, w, b = (numbers(rng, *shape) for shape in ((high, wide), (high, wide), (classes,), (classes,)))
    return (image, kernel, float(whole(rng, -2, 2)), w, b, np.eye(classes)[rng.integers(classes)]), {}


def back_to_kernel(image, kernel, bias, w, b, y):
    """Return the kernel's gradient of one image through one window, layer by layer."""
    x, k, c = image[None, None], kernel[None, None], np.array([bias])
    before = functional.conv2d(x, k, c)
    f = functional.flatten(functional.relu(before))
    dz = functional.cross_entropy_backward(1.0, functional.linear(f, w[:, None], b), y[None])
    df = functional.linear_backward(dz, f, w[:, None], b)[0]
    back = functional.relu_backward(df.reshape(before.shape), before)
    return functional.conv2d_backward(back, x, k, c)[1][0, 0]


def tiny_step(rng):
    classes, features = whole(rng, 2, 5), whole(rng, 1, 6)
    arrays = numbers(rng, features), whole(rng, 0, classes - 1), numbers(rng, classes, features), numbers(rng, classes)
    return (*arrays, whole(rng, 1, 30) / 10), {}


def tiny_stepped(f, y, w, b, rate):
    """Return the weights and biases after a step down cnnlite's gradients."""
    dz = functional.cross_entropy_backward(1.0, functional.linear(f[None], w, b), np.array([y]))
    _, dw, db = functional.linear_backward(dz, f[None], w, b)
    return w - rate * dw, b - rate * db


DRAW = {
    "relu": relu,
    "relu_backward": backward(relu, functional.relu),
    "conv_output_size": conv_output_size,
    "conv2d": conv2d,
    "conv2d_backward": backward(conv2d, functional.conv2d),
    "max_pool2d": pool,
    "max_pool2d_backward": backward(pool, functional.max_pool2d),
    "avg_pool2d": pool,
    "linear": linear,
    "softmax": softmax,
    "cross_entropy": cross_entropy,
    "01.to_nchw": batch,
    "01.normalize": levels,
    "03.vectorise": slide,
    "04.receptive_field": layers,
    "05.gray": colored,
    "13.dx": ladder,
    "05.parameters": layer,
    "08.find": place,
    "11.backward": network,
    "15.step": tiny_step,
    "06.leaky_relu": activation("negative_slope"),
    "06.sigmoid": activation(),
    "06.elu": activation("alpha"),
    "07.min_pool2d": pool,
    "12.kernel": one_patch,
    "21.vectorise": loopless,
}


def draws(name, count=100):
    """Return so many calls, the same in every run."""
    rng = np.random.default_rng(sum(map(ord, name)))
    return [DRAW[name](rng) for _ in range(count)]


def wanted(name):
    """Return cnnlite's own function with the call of the exercise."""
    if name == "03.vectorise":
        return lambda image, kernel: functional.conv2d(image[None, None], kernel[None, None])[0, 0]
    if name == "04.receptive_field":
        return reached
    if name == "13.dx":
        return lambda dout, x, w, **options: functional.conv2d_backward(dout, x, w, **options)[0]
    if name == "05.gray":
        return lambda image: functional.conv2d(image[None], photos.LUMA.reshape(1, 3, 1, 1))[0, 0]
    if name == "05.parameters":
        return counted
    if name == "21.vectorise":
        return lambda x, w, **options: functional.conv2d(x, w, **options)
    if name == "12.kernel":
        return back_to_kernel
    if name == "07.min_pool2d":
        return functional.min_pool2d
    if name in ("06.leaky_relu", "06.sigmoid", "06.elu"):
        return sloped(name.removeprefix("06."))
    if name == "08.find":
        return located
    if name == "11.backward":
        return walked
    if name == "15.step":
        return tiny_stepped
    if name == "01.to_nchw":
        return lambda images: np.stack([np.moveaxis(image, -1, 0) for image in images])
    if name == "01.normalize":
        return lambda images, mean, std: np.moveaxis((np.moveaxis(images, 1, -1) / 255 - mean) / std, -1, 1)
    return getattr(functional, name)


def plain(part):
    """Return something designed as what can be compared: a network as its numbers, a set in order, a function's name."""
    if isinstance(part, nn.Module):
        return np.hstack([parameter.data.ravel() for parameter in part.parameters()])
    if isinstance(part, set):
        return sorted(part)
    return part.__name__ if inspect.isfunction(part) else part


def listed(value):
    """Return one result, or several, as a list of arrays."""
    value = tuple(value.values()) if isinstance(value, dict) else value
    return [np.asarray(plain(part)) for part in (value if isinstance(value, tuple) else (value,))]


def same(got, expected):
    """Whether two answers agree in number, shapes and values, but for rounding; NaN equals NaN."""
    got, expected = listed(got), listed(expected)
    return len(got) == len(expected) and all(
        a.shape == b.shape
        and (np.array_equal(a, b) if a.dtype.kind == "U" else np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True))
        for a, b in zip(got, expected, strict=True)
    )
