"""Random legal calls of every operation that has a gradient: ``draw("conv2d", rng)``.

A call is two dicts: the arrays that have a gradient, and the rest. Sizes of one call differ wherever they may, so that
swapped axes show; integers give ties; sizes are small, so that thousands of calls take seconds.
"""

import numpy as np

from cnnlite import functional

NAMES = sorted(name for name in functional.__all__ if f"{name}_backward" in functional.__all__)
REDUCTIONS = ("mean", "sum", "none")


def draw(name, rng):
    """Return the arrays and the options of one call."""
    return DRAW[name](rng)


def outputs(name, arrays, options):
    """Return cnnlite's outputs as a list; ``training`` is known to the backward only."""
    options = {k: v for k, v in options.items() if k != "training"}
    return results(getattr(functional, name)(**arrays, **options))


def gradients(name, arrays, options, douts):
    """Return cnnlite's gradients as a list."""
    dout = douts[0] if len(douts) == 1 else tuple(douts)
    return results(getattr(functional, f"{name}_backward")(dout, **arrays, **options))


def results(value):
    """Return one result, or several, as a list."""
    return list(value) if isinstance(value, tuple) else [value]


def numbers(rng, *shape):
    """Return normal numbers."""
    return rng.standard_normal(shape)


def ties(rng, *shape):
    """Return normal numbers or, one time in three, small integers, many of them equal."""
    return rng.integers(-2, 3, shape).astype(float) if rng.integers(3) == 0 else numbers(rng, *shape)


def whole(rng, low, high):
    """Return a Python int from low to high, both included."""
    return int(rng.integers(low, high + 1))


def pick(rng, options):
    """Return one of the options."""
    return options[whole(rng, 0, len(options) - 1)]


def chance(rng, share):
    """Return True in that share of calls."""
    return bool(rng.random() < share)


def unlike(size, used):
    """Return the first number from size up that is not used yet, and note it."""
    while size in used:
        size += 1
    used.append(size)
    return size


def steps(rng, highest):
    """Return an int or a pair of ints from 1 to highest, and the pair it means."""
    if chance(rng, 0.4):
        both = whole(rng, 1, highest)
        return both, (both, both)
    two = whole(rng, 1, highest), whole(rng, 1, highest)
    return two, two


def paddings(rng, most, forms):
    """Return a padding whose sides are at most ``most`` (rows, columns), and the sides it means.

    "same" counts as no padding: sizes that fit without it fit with it.
    """
    form = pick(rng, forms)
    if form in ("same", "valid"):
        return form, ((0, 0), (0, 0))
    if form == "int":
        p = whole(rng, 0, min(most))
        return p, ((p, p), (p, p))
    (top, bottom), (left, right) = ([whole(rng, 0, m) for _ in range(2)] for m in most)
    if form == "pair":
        return (top, left), ((top, top), (left, left))
    return (((top, bottom), (left, right)),) * 2


def kernels(rng):
    """Return the rows and columns of a kernel, odd and even, one in five a square."""
    kh = whole(rng, 1, 4)
    return (kh, kh) if chance(rng, 0.2) else (kh, pick(rng, [k for k in (1, 2, 3, 4) if k != kh]))


def fitting(rng, kernel, dilation, sides, used):
    """Return rows and columns that the kernel fits in, often just so, unlike the sizes used."""
    spans = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
    return [unlike(max(1, span - sum(side)) + whole(rng, 0, 5), used) for span, side in zip(spans, sides, strict=True)]


def channels(rng):
    """Return N, C, O and the number of groups; one call in three has groups, often as many as channels."""
    n = whole(rng, 1, 3)
    groups = pick(rng, (1, 1, 1, 1, 2, 3))
    inside = 1 if groups > 1 and chance(rng, 0.5) else whole(rng, 1, 3)
    c, o = groups * inside, groups * whole(rng, 1, 3)
    return (n, c, o, groups) if len({n, c, o}) == 3 else channels(rng)


def conv(rng):
    n, c, o, groups = channels(rng)
    kernel = kernels(rng)
    stride, _ = steps(rng, 3)
    dilation, apart = steps(rng, 3)
    padding, sides = paddings(rng, (3, 3), ("int", "pair", "pair", "sides", "same", "valid"))
    size = fitting(rng, kernel, apart, sides, [n, c, o, *kernel])
    arrays = {"x": numbers(rng, n, c, *size), "w": numbers(rng, o, c // groups, *kernel)}
    arrays["b"] = numbers(rng, o) if chance(rng, 0.7) else None
    return arrays, {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}


def conv_transpose(rng):
    n, c, o, groups = channels(rng)
    kernel = kernels(rng)
    (stride, step), (dilation, apart) = steps(rng, 3), steps(rng, 3)
    used = [n, c, o, *kernel]
    size = [unlike(whole(rng, 1, 6), used) for _ in range(2)]
    extra = tuple(whole(rng, 0, max(s, d) - 1) for s, d in zip(step, apart, strict=True))
    full = [(h - 1) * s + d * (k - 1) + 1 + e for h, s, d, k, e in zip(size, step, apart, kernel, extra, strict=True)]
    most = tuple(min(3, (f - 1) // 2) for f in full)
    padding, _ = paddings(rng, most, ("int", "pair", "sides"))
    arrays = {"x": numbers(rng, n, c, *size), "w": numbers(rng, c, o // groups, *kernel)}
    arrays["b"] = numbers(rng, o) if chance(rng, 0.7) else None
    options = {"stride": stride, "padding": padding, "output_padding": extra, "dilation": dilation, "groups": groups}
    return arrays, options


def pool(rng, fill=ties):
    n, c = pick(rng, ((1, 2), (2, 3), (3, 2), (1, 4)))
    kernel = kernels(rng)
    options = {"kernel_size": kernel[0] if kernel[0] == kernel[1] else kernel}
    if chance(rng, 0.7):
        options["stride"], _ = steps(rng, 3)
    most = kernel[0] // 2, kernel[1] // 2
    options["padding"], sides = paddings(rng, most, ("int", "pair", "pair", "sides", "same", "valid"))
    size = fitting(rng, kernel, (1, 1), sides, [n, c, *kernel])
    return {"x": fill(rng, n, c, *size)}, options


def avg_pool(rng):
    arrays, options = pool(rng)
    return arrays, options | {"count_include_pad": chance(rng, 0.5)}


def lp_pool(rng):
    p = pick(rng, (1, 1.5, 2, 2, 3, 4))
    arrays, options = pool(rng, numbers)
    if p not in (2, 4):  # PyTorch keeps the sign of odd powers
        arrays = {"x": np.abs(arrays["x"])}
    return arrays, {"norm_type": p, **options}


def images(rng, fill=ties):
    """Return feature maps whose four sizes differ."""
    n, c = pick(rng, ((1, 2), (2, 3), (3, 2), (1, 4)))
    used = [n, c]
    return fill(rng, n, c, unlike(whole(rng, 3, 8), used), unlike(whole(rng, 3, 8), used))


def adaptive(rng):
    x = images(rng)
    size = tuple(whole(rng, 1, n + 1) for n in x.shape[2:])
    return {"x": x}, {"output_size": size[0] if chance(rng, 0.3) else size}


def whole_image(rng):
    return {"x": images(rng)}, {}


def fractional(rng):
    x = images(rng)
    kernel = tuple(whole(rng, 1, 3) for _ in range(2))
    size = tuple(whole(rng, 1, n - k + 1) for n, k in zip(x.shape[2:], kernel, strict=True))
    samples = rng.random((*x.shape[:2], 2))
    return {"x": x}, {"kernel_size": kernel, "output_size": size, "samples": samples}


def columns_of(rng):
    arrays, options = conv(rng)
    kernel = arrays["w"].shape[2:]
    options.pop("groups")
    return {"x": arrays["x"]}, {"kernel_size": kernel[0] if kernel[0] == kernel[1] else kernel, **options}


def image_of(rng):
    arrays, options = columns_of(rng)
    x = arrays["x"]
    columns = functional.im2col(x, **options)  # for its shape only
    return {"columns": numbers(rng, *columns.shape)}, {"output_size": x.shape[2:], **options}


def batch_stats(rng):
    return {"x": images(rng, numbers)}, {}


def batch_norm(rng):
    x = 2 * images(rng, numbers) + 1
    count, training = x.shape[1], chance(rng, 0.5)
    arrays = {"x": x, "weight": numbers(rng, count), "bias": numbers(rng, count)}
    for name in ("weight", "bias"):
        arrays[name] = arrays[name] if chance(rng, 0.6) else None
    mean, var = (x.mean((0, 2, 3)), x.var((0, 2, 3))) if training else (numbers(rng, count), rng.random(count) + 0.1)
    return arrays, {"mean": mean, "var": var, "eps": pick(rng, (1e-5, 1e-3)), "training": training}


def linear(rng):
    n, d, o = (int(v) for v in rng.permutation(np.arange(1, 8))[:3])
    b = numbers(rng, o) if chance(rng, 0.6) else None
    return {"x": numbers(rng, n, d), "w": numbers(rng, o, d), "b": b}, {}


def shape(rng):
    """Return one to four sizes that differ."""
    return tuple(int(v) for v in rng.permutation(np.arange(1, 7))[: whole(rng, 1, 4)])


def one_array(rng):
    return {"x": 2 * ties(rng, *shape(rng))}, {}


def along_an_axis(rng):
    arrays, _ = one_array(rng)
    return arrays, {"axis": whole(rng, -arrays["x"].ndim, arrays["x"].ndim - 1)}


def flatten(rng):
    arrays, options = along_an_axis(rng)
    return arrays, {"start_axis": options["axis"]}


def glu(rng):
    sizes = list(shape(rng))
    axis = whole(rng, -len(sizes), len(sizes) - 1)
    sizes[axis] *= 2
    return {"x": 2 * numbers(rng, *sizes)}, {"axis": axis}


def gelu(rng):
    return one_array(rng)[0], {"approximate": pick(rng, ("none", "tanh"))}


def leaky_relu(rng):
    return one_array(rng)[0], {"negative_slope": pick(rng, (0.01, 0.3, 0, -0.5))}


def elu(rng):
    return one_array(rng)[0], {"alpha": pick(rng, (1.0, 0.3, 2))}


def loss(rng, fill=ties):
    size = shape(rng)
    return {"prediction": fill(rng, *size)}, {"target": fill(rng, *size), "reduction": pick(rng, REDUCTIONS)}


def above_minus_one(rng):
    return loss(rng, lambda rng, *size: rng.uniform(-0.9, 3, size))


def not_zero(rng):
    return loss(rng, lambda rng, *size: rng.uniform(0.2, 2, size) * rng.choice([-1, 1], size))


def probabilities(rng):
    """One prediction in six is certain, and right: wrong ones have a test of their own."""
    arrays, options = loss(rng, lambda rng, *size: rng.uniform(0.02, 0.98, size))
    target = options["target"]
    certain = rng.integers(6, size=target.shape) == 0
    target = np.where(certain | chance(rng, 0.5), target.round(), target)
    return {"prediction": np.where(certain, target, arrays["prediction"])}, options | {"target": target}


def cross_entropy(rng):
    n, classes = (int(v) for v in rng.permutation(np.arange(1, 8))[:2])
    soft = chance(rng, 0.5)
    target = rng.dirichlet(np.ones(classes), n) if soft else rng.integers(0, classes, n)
    return {"logits": 3 * numbers(rng, n, classes)}, {"target": target, "reduction": pick(rng, REDUCTIONS)}


DRAW = {
    "conv2d": conv, "true_conv2d": conv, "conv_transpose2d": conv_transpose,
    "max_pool2d": pool, "min_pool2d": pool, "avg_pool2d": avg_pool, "lp_pool2d": lp_pool,
    "adaptive_max_pool2d": adaptive, "adaptive_avg_pool2d": adaptive, "fractional_max_pool2d": fractional,
    "global_max_pool2d": whole_image, "global_avg_pool2d": whole_image,
    "im2col": columns_of, "col2im": image_of, "batch_stats": batch_stats, "batch_norm": batch_norm,
    "linear": linear, "flatten": flatten, "softmax": along_an_axis, "log_softmax": along_an_axis, "glu": glu,
    "relu": one_array, "sigmoid": one_array, "tanh": one_array, "step": one_array, "identity": one_array,
    "gelu": gelu, "leaky_relu": leaky_relu, "elu": elu, "cross_entropy": cross_entropy, "mse_loss": loss,
    "l1_loss": loss, "msle_loss": above_minus_one, "mape_loss": not_zero, "binary_cross_entropy": probabilities,
}  # fmt: skip
