"""What must hold for every input: linearity, shifts, adjoints, and what one operation says about another."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from cnnlite import functional as F
from cnnlite.algorithms import METHODS, Geometry, fitting

# The same examples in every run, and no clock.
examples = settings(derandomize=True, deadline=None, max_examples=40, database=None)
seeds = st.integers(0, 2**32 - 1)


class Problem(NamedTuple):
    """One legal convolution; ``options`` has stride, padding and dilation."""

    x: np.ndarray
    w: np.ndarray
    options: dict
    rng: np.random.Generator

    def normal(self, like):
        """Return an array of fresh normal numbers in the shape of ``like``."""
        return self.rng.standard_normal(np.shape(like))


def pairs(low, high):
    """Return a strategy for pairs of ints."""
    return st.tuples(st.integers(low, high), st.integers(low, high))


@st.composite
def convolutions(draw, stride=3, padding=3, dilation=3):
    """Draw the options first, then sizes that the kernel fits in, sometimes just so."""
    kernel, steps, apart = draw(pairs(1, 4)), draw(pairs(1, stride)), draw(pairs(1, dilation))
    sides = draw(st.tuples(pairs(0, padding), pairs(0, padding)))
    spans = [d * (k - 1) + 1 for k, d in zip(kernel, apart, strict=True)]
    size = [max(1, span - sum(side)) + draw(st.integers(0, 5)) for span, side in zip(spans, sides, strict=True)]
    n, c, o = draw(st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 3)))
    rng = np.random.default_rng(draw(seeds))
    x, w = rng.standard_normal((n, c, *size)), rng.standard_normal((o, c, *kernel))
    return Problem(x, w, {"stride": steps, "padding": sides, "dilation": apart}, rng)


@st.composite
def poolings(draw, padding=True, overlap=True):
    """Draw a batch of images whose numbers all differ, and the options of a pooling."""
    kernel = draw(pairs(1, 4))
    stride = draw(pairs(1, 4)) if overlap else kernel
    sides = tuple(draw(pairs(0, k // 2)) if padding else (0, 0) for k in kernel)
    size = [max(1, k - sum(side)) + draw(st.integers(0, 5)) for k, side in zip(kernel, sides, strict=True)]
    shape = (draw(st.integers(1, 2)), draw(st.integers(1, 3)), *size)
    rng = np.random.default_rng(draw(seeds))
    x = rng.permutation(np.linspace(-3, 3, int(np.prod(shape)))).reshape(shape)
    return x, {"kernel_size": kernel, "stride": stride, "padding": sides}, rng


def close(one, other):
    """Assert that two arrays are equal but for rounding."""
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-10)


def inner(one, other):
    """Return the sum of products ⟨one, other⟩ as an array, for `close`."""
    return (one * other).sum()


@examples
@given(convolutions())
def test_conv_is_linear_in_x_and_in_w(p):
    x2, w2 = p.normal(p.x), p.normal(p.w)
    out = F.conv2d(p.x, p.w, **p.options)
    close(F.conv2d(2 * p.x - 3 * x2, p.w, **p.options), 2 * out - 3 * F.conv2d(x2, p.w, **p.options))
    close(F.conv2d(p.x, 2 * p.w - 3 * w2, **p.options), 2 * out - 3 * F.conv2d(p.x, w2, **p.options))


@examples
@given(convolutions())
def test_the_bias_adds_a_constant_to_each_channel(p):
    b = p.normal(p.w[:, 0, 0, 0])
    plain = F.conv2d(p.x, p.w, **p.options)
    close(F.conv2d(p.x, p.w, b, **p.options) - plain, np.broadcast_to(b[:, None, None], plain.shape))


@examples
@given(convolutions(), pairs(0, 2))
def test_a_shifted_input_shifts_the_output(p, places):
    """Moving the image by whole strides moves the output by that many places; zeros come in from outside."""
    options = p.options | {"padding": 0}
    (sr, sc), (dr, dc) = options["stride"], places
    x = np.pad(p.x, ((0, 0), (0, 0), (p.w.shape[2] * 3, 0), (p.w.shape[3] * 3, 0)))  # the dilated kernel fits
    moved = np.pad(x, ((0, 0), (0, 0), (sr * dr, 0), (sc * dc, 0)))
    close(F.conv2d(moved, p.w, **options)[:, :, dr:, dc:], F.conv2d(x, p.w, **options))


@examples
@given(convolutions())
def test_gradients_of_conv_are_its_adjoints(p):
    """⟨conv(x), g⟩ = ⟨x, dx⟩ = ⟨w, dw⟩, for any other x and w as well."""
    dout = p.normal(F.conv2d(p.x, p.w, **p.options))
    dx, dw, _ = F.conv2d_backward(dout, p.x, p.w, **p.options)
    x2, w2 = p.normal(p.x), p.normal(p.w)
    close(inner(F.conv2d(p.x, p.w, **p.options), dout), inner(p.x, dx))
    close(inner(F.conv2d(p.x, p.w, **p.options), dout), inner(p.w, dw))
    close(inner(F.conv2d(x2, p.w, **p.options), dout), inner(x2, dx))
    close(inner(F.conv2d(p.x, w2, **p.options), dout), inner(w2, dw))


@examples
@given(convolutions())
def test_conv_transpose_is_the_adjoint_of_conv(p):
    """With the output padding that makes up for the rows and columns a stride leaves over."""
    y = F.conv2d(p.x, p.w, **p.options)
    g = p.normal(y)
    least = F.conv_transpose2d(g, p.w, **p.options | {"padding": 0}).shape[2:]
    extra = tuple(n + sum(side) - s for n, side, s in zip(p.x.shape[2:], p.options["padding"], least, strict=True))
    close(inner(y, g), inner(p.x, F.conv2d_backward(g, p.x, p.w, **p.options)[0]))
    back = F.conv_transpose2d(g, p.w, output_padding=extra, **p.options)
    close(inner(y, g), inner(p.x, back))
    dg, dw, _ = F.conv_transpose2d_backward(p.x, g, p.w, output_padding=extra, **p.options)
    close(dg, y)
    close(dw, F.conv2d_backward(g, p.x, p.w, **p.options)[1])


@examples
@given(convolutions())
def test_columns_and_their_adjoint(p):
    """conv2d is one matrix product with im2col; col2im is im2col's adjoint, and each is the other's gradient."""
    kernel, size = p.w.shape[2:], p.x.shape[2:]
    columns = F.im2col(p.x, kernel, **p.options)
    out = F.conv2d(p.x, p.w, **p.options)
    close((p.w.reshape(len(p.w), -1) @ columns).reshape(out.shape), out)
    g = p.normal(columns)
    close(inner(columns, g), inner(p.x, F.col2im(g, size, kernel, **p.options)))
    close(F.im2col_backward(g, p.x, kernel, **p.options), F.col2im(g, size, kernel, **p.options))
    close(F.col2im_backward(p.x, g, size, kernel, **p.options), columns)


@examples
@given(convolutions())
def test_the_matrix_of_a_convolution(p):
    matrix = F.conv_matrix(p.w, p.x.shape[1:], **p.options)
    out = F.conv2d(p.x, p.w, **p.options)
    dout = p.normal(out)
    close((matrix @ p.x.reshape(len(p.x), -1).T).T.ravel(), out.ravel())
    dx = F.conv2d_backward(dout, p.x, p.w, **p.options)[0]
    close((matrix.T @ dout.reshape(len(p.x), -1).T).T.ravel(), dx.ravel())


@examples
@given(convolutions())
def test_stride_is_subsampling(p):
    sr, sc = p.options["stride"]
    every = F.conv2d(p.x, p.w, **p.options | {"stride": 1})
    close(F.conv2d(p.x, p.w, **p.options), every[:, :, ::sr, ::sc])


@examples
@given(convolutions())
def test_dilation_is_a_kernel_with_zeros_between(p):
    dr, dc = p.options["dilation"]
    o, c, kh, kw = p.w.shape
    stuffed = np.zeros((o, c, dr * (kh - 1) + 1, dc * (kw - 1) + 1))
    stuffed[:, :, ::dr, ::dc] = p.w
    close(F.conv2d(p.x, p.w, **p.options), F.conv2d(p.x, stuffed, **p.options | {"dilation": 1}))


@examples
@given(convolutions())
def test_padding_is_zeros_around_the_image(p):
    around = np.pad(p.x, ((0, 0), (0, 0), *p.options["padding"]))
    close(F.conv2d(p.x, p.w, **p.options), F.conv2d(around, p.w, **p.options | {"padding": 0}))


@examples
@given(convolutions())
def test_the_order_of_channels_does_not_matter(p):
    ins, outs = p.rng.permutation(p.w.shape[1]), p.rng.permutation(p.w.shape[0])
    out = F.conv2d(p.x, p.w, **p.options)
    close(F.conv2d(p.x[:, ins], p.w[:, ins], **p.options), out)
    close(F.conv2d(p.x, p.w[outs], **p.options), out[:, outs])


@examples
@given(convolutions(), st.integers(2, 3))
def test_groups_are_separate_convolutions(p, groups):
    """Copies of x and w, changed so that no group is like another, put side by side."""
    xs = [p.x + i for i in range(groups)]
    ws = [p.w * (i + 1) for i in range(groups)]
    together = F.conv2d(np.concatenate(xs, 1), np.concatenate(ws), groups=groups, **p.options)
    close(together, np.concatenate([F.conv2d(x, w, **p.options) for x, w in zip(xs, ws, strict=True)], 1))


@examples
@given(convolutions())
def test_images_do_not_see_each_other(p):
    x = np.concatenate([p.x, p.normal(p.x)])
    out = F.conv2d(x, p.w, **p.options)
    dout = p.normal(out)
    dx, dw, _ = F.conv2d_backward(dout, x, p.w, **p.options)
    parts = [F.conv2d_backward(dout[i : i + 1], x[i : i + 1], p.w, **p.options) for i in range(len(x))]
    close(out, np.concatenate([F.conv2d(x[i : i + 1], p.w, **p.options) for i in range(len(x))]))
    close(dx, np.concatenate([part[0] for part in parts]))
    close(dw, sum(part[1] for part in parts))


@pytest.mark.parametrize("method", ["auto", *METHODS])
@examples
@given(p=convolutions())
def test_every_method_gives_the_same_numbers(method, p):
    expected = F.conv2d(p.x, p.w, method="loops", **p.options)
    geometry = Geometry(p.x.shape[2:], p.w.shape[2:], **p.options, out=expected.shape[2:])
    if method != "auto" and not fitting(method, p.w.shape, geometry):
        with pytest.raises(ValueError, match=METHODS[method].ONLY):
            F.conv2d(p.x, p.w, method=method, **p.options)
        return
    close(F.conv2d(p.x, p.w, method=method, **p.options), expected)
    dout = p.normal(expected)
    slow = F.conv2d_backward(dout, p.x, p.w, method="loops", **p.options)
    for ours, loops in zip(F.conv2d_backward(dout, p.x, p.w, method=method, **p.options), slow, strict=True):
        assert (ours is None) == (loops is None)
        if loops is not None:
            close(ours, loops)


@examples
@given(convolutions())
def test_true_convolution_turns_the_kernel(p):
    out = F.true_conv2d(p.x, p.w, **p.options)
    close(out, F.conv2d(p.x, p.w[:, :, ::-1, ::-1], **p.options))
    around = np.pad(p.x, ((0, 0), (0, 0), *p.options["padding"]))
    plain = F.true_conv2d(around, p.w)
    for n, o in np.ndindex(plain.shape[:2]):
        channels = zip(around[n], p.w[o], strict=True)
        close(plain[n, o], sum(signal.convolve2d(x, w, "valid") for x, w in channels))


@examples
@given(poolings())
def test_max_pooling_commutes_with_increasing_maps(problem):
    x, options, _ = problem
    for rise in (np.exp, np.cbrt, lambda v: 2 * v + 5):
        close(F.max_pool2d(rise(x), **options), rise(F.max_pool2d(x, **options)))
        close(F.min_pool2d(rise(x), **options), rise(F.min_pool2d(x, **options)))


@examples
@given(poolings())
def test_the_minimum_is_the_maximum_of_the_negative(problem):
    x, options, rng = problem
    out = F.min_pool2d(x, **options)
    np.testing.assert_array_equal(out, -F.max_pool2d(-x, **options))
    dout = rng.standard_normal(out.shape)
    # −max(−x): the two signs cancel in the gradient.
    np.testing.assert_array_equal(F.min_pool2d_backward(dout, x, **options), F.max_pool2d_backward(dout, -x, **options))
    assert np.isin(out, x).all()


@examples
@given(poolings())
def test_average_pooling_is_a_convolution_of_each_channel(problem):
    x, options, _ = problem
    kh, kw = options["kernel_size"]
    w = np.full((x.shape[1], 1, kh, kw), 1 / (kh * kw))
    conv = F.conv2d(x, w, stride=options["stride"], padding=options["padding"], groups=x.shape[1])
    close(F.avg_pool2d(x, **options), conv)


@examples
@given(poolings(), poolings(padding=False))
def test_pooling_gradients_pay_out_all_that_came_in(problem, unpadded):
    x, options, rng = problem
    dout = rng.standard_normal(F.max_pool2d(x, **options).shape)
    close(F.max_pool2d_backward(dout, x, **options).sum(), dout.sum())
    close(F.min_pool2d_backward(dout, x, **options).sum(), dout.sum())
    close(F.avg_pool2d_backward(dout, x, count_include_pad=False, **options).sum(), dout.sum())
    x, options, rng = unpadded
    dout = rng.standard_normal(F.avg_pool2d(x, **options).shape)
    close(F.avg_pool2d_backward(dout, x, **options).sum(), dout.sum())


@examples
@given(poolings())
def test_pooling_gradients_point_back(problem):
    """Poolings keep the size of a number, so ⟨dx, x⟩ = ⟨dout, out⟩ (Euler)."""
    x, options, rng = problem
    for name, extra in (("max_pool2d", {}), ("avg_pool2d", {}), ("lp_pool2d", {"norm_type": 3})):
        out = getattr(F, name)(x, **options, **extra)
        dout = rng.standard_normal(out.shape)
        close(inner(getattr(F, f"{name}_backward")(dout, x, **options, **extra), x), inner(dout, out))


@st.composite
def scores(draw):
    """Draw scores (N, K), classes and a generator."""
    n, k = draw(st.tuples(st.integers(1, 5), st.integers(2, 6)))
    rng = np.random.default_rng(draw(seeds))
    return draw(st.sampled_from([0.1, 3.0, 100.0])) * rng.standard_normal((n, k)), rng.integers(0, k, n), rng


@examples
@given(scores())
def test_softmax_ignores_a_shift(problem):
    x, _, rng = problem
    shift = 50 * rng.standard_normal((len(x), 1))
    close(F.softmax(x + shift), F.softmax(x))
    close(F.log_softmax(x + shift), F.log_softmax(x))
    close(F.softmax(x).sum(axis=1), 1)
    close(F.softmax(x), np.exp(F.log_softmax(x)))
    close(F.softmax_backward(rng.standard_normal(x.shape), x).sum(axis=1), 0)  # along a shift nothing changes


@examples
@given(scores())
def test_cross_entropy(problem):
    logits, target, rng = problem
    losses = F.cross_entropy(logits, target, "none")
    assert (losses >= 0).all()
    for reduction in ("mean", "sum"):
        slope = F.cross_entropy_backward(1.0, logits, target, reduction)
        close(slope.sum(axis=1), 0)
        assert (slope[np.arange(len(target)), target] <= 0).all()  # a higher score of the truth never costs
    close(F.cross_entropy(0 * logits, target), np.log(logits.shape[1]))
    soft = rng.dirichlet(np.ones(logits.shape[1]), len(logits))
    close(F.cross_entropy_backward(1.0, logits, soft).sum(axis=1), 0)


@examples
@given(seeds, st.floats(0.1, 10), st.floats(-10, 10))
def test_batch_norm(seed, scale, shift):
    """Mean 0, variance 1, and blind to a positive scale and a shift of the input, but for eps."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((3, 2, 4, 5)) * [[[[2]], [[0.5]]]] + [[[[1]], [[-3]]]]
    mean, var = F.batch_stats(x)
    close(mean, x.mean((0, 2, 3)))
    close(var, x.var((0, 2, 3)))
    out = F.batch_norm(x, mean, var, eps=1e-14)
    close(out.mean((0, 2, 3)), 0)
    close(out.var((0, 2, 3)), 1)
    moved = scale * x + shift
    close(F.batch_norm(moved, *F.batch_stats(moved), eps=1e-14), out)
    dout = rng.standard_normal(x.shape)
    dx, _, _ = F.batch_norm_backward(dout, x, mean, var, eps=1e-14)
    close(dx.sum((0, 2, 3)), 0)  # no gradient along a shift
    close((dx * x).sum((0, 2, 3)), 0)  # nor along a scale
