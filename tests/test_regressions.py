"""Other people's bugs, kept as our tests: one test per row of the collection, with where the bug was found."""

import numpy as np
import pytest

from cnnlite import (
    avg_pool2d,
    avg_pool2d_backward,
    batch_norm,
    batch_norm_backward,
    batch_stats,
    conv2d,
    conv2d_backward,
    filters,
    gradcheck,
    max_pool2d,
    max_pool2d_backward,
    numeric_gradient,
    true_conv2d,
    true_conv2d_backward,
)


def one(rows):
    """Return a table of numbers as one image, or one kernel, of one channel."""
    return np.array(rows, float)[None, None]


def right(forward, backward, *arrays, rng, **options):
    """Whether the gradient check finds nothing, entry by entry."""
    return gradcheck(forward, backward, *arrays, rng=rng, every_entry=True, **options).right


def conv_backward(dout, x, w, **options):
    """Return dx and dw, for convolutions without bias."""
    return conv2d_backward(dout, x, w, **options)[:2]


def test_row_1_stride_ignored(rng):
    """Kulbear#34, shaoanlu#1, rasbt PR#168: stride ignored in the forward or the backward."""
    x, w = one([[3, 2, 1, 7, 1, 2, 5, 4]]), one([[0.5, 0.75, 1, 0.25]])
    assert true_conv2d(x, w, stride=(1, 2)).ravel().tolist() == [7, 9, 8]
    assert true_conv2d(x, w).size == 5
    x, w = one([[2, 1, 2], [5, 0, 1], [1, 7, 3]]), one([[0.5, 0.7, 0.4], [0.3, 0.4, 0.1], [0.5, 1, 0.5]])
    np.testing.assert_allclose(true_conv2d(x, w, stride=2, padding=1)[0, 0], [[4.6, 1.6], [7.5, 2.9]])
    assert right(true_conv2d, true_conv2d_backward, x, w, None, rng=rng, stride=2, padding=1)

    def ignoring(dout, x, w, b, stride, padding):
        """Put dout where a stride of 1 would have it."""
        full = np.zeros_like(true_conv2d(x, w, padding=padding))
        full[:, :, : dout.shape[2], : dout.shape[3]] = dout
        return true_conv2d_backward(full, x, w, padding=padding)

    assert not right(true_conv2d, ignoring, x, w, None, rng=rng, stride=2, padding=1)


def test_row_2_figure_typed_by_hand():
    """conv_arithmetic#17, #11, rasbt#78: the numbers of a figure that nobody had computed."""
    x = one([[2, 2, 3, 3, 3], [0, 1, 3, 0, 3], [2, 3, 0, 1, 3], [3, 3, 2, 1, 2], [3, 3, 0, 2, 3]])
    w = one([[2, 0, 1], [1, 0, 0], [0, 1, 1]])
    assert conv2d(x, w, stride=2, padding=1)[0, 0].tolist() == [[1, 5, 6], [7, 8, 3], [3, 10, 4]]


def test_row_3_turn_missing(rng):
    """forum 121204: dx without the turn by 180°; a Gaussian hides it, an asymmetric kernel shows it."""

    def unturned(dout, x, w):
        _, dw, _ = conv2d_backward(dout, x, w)
        return conv2d(dout, w, padding=2), dw  # the full correlation must take the turned kernel

    x = rng.standard_normal((1, 1, 6, 7))
    for kernel, shows in ((filters.sobel_x(), True), (rng.standard_normal((3, 3)), True), (filters.gaussian(), False)):
        assert right(conv2d, conv_backward, x, kernel[None, None], rng=rng)
        assert right(conv2d, unturned, x, kernel[None, None], rng=rng) is not shows


def test_row_4_mean_only_check(rng):
    """DLAI: a check of means passes a shuffled kernel gradient; ours does not."""

    def shuffled(dout, x, w):
        dx, dw, _ = conv2d_backward(dout, x, w)
        return dx, np.roll(dw.ravel(), 5).reshape(dw.shape)

    x, w = rng.standard_normal((2, 3, 5, 7)), rng.standard_normal((4, 3, 3, 2))
    dout = rng.standard_normal(conv2d(x, w).shape)
    dw, wrong = conv2d_backward(dout, x, w)[1], shuffled(dout, x, w)[1]
    assert wrong.mean() == pytest.approx(dw.mean(), rel=1e-12)  # what that check looked at
    assert wrong.shape == dw.shape
    assert not gradcheck(conv2d, shuffled, x, w, rng=rng).right
    assert not right(conv2d, shuffled, x, w, rng=rng)
    assert right(conv2d, conv_backward, x, w, rng=rng)


def test_row_5_padding_wins_the_maximum(rng):
    """numpy-ml (measured): max pooling padded with 0 turns negative images positive at the edge."""
    x = -1 - rng.random((2, 3, 5, 7))
    assert (np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))[:, :, :2, :2].max((2, 3)) == 0).all()  # the bug
    for stride in (1, 2, 3):
        assert (max_pool2d(x, 3, stride, padding=1) <= -1).all()


def test_row_6_padded_pooling_gradient(rng):
    """numpy-ml (measured): the gradient of a padded max pooling indexed the array without padding."""
    x = rng.permutation(np.arange(210.0)).reshape(2, 3, 5, 7)
    assert right(max_pool2d, max_pool2d_backward, x, rng=rng, kernel_size=3, stride=2, padding=1)

    def unpadded(dout, x, kernel_size, stride, padding):
        dx = max_pool2d_backward(dout, x, kernel_size, stride, padding)
        return np.roll(dx, (padding, padding), (2, 3))  # off by the padding

    assert not right(max_pool2d, unpadded, x, rng=rng, kernel_size=3, stride=2, padding=1)


@pytest.mark.parametrize(
    ("kernel", "stride", "padding", "size"),
    [
        (2, 2, 0, (3, 5)), (2, 2, 1, (4, 6)), (3, 2, 0, (3, 5)), (3, 2, 1, (4, 6)), (4, 1, 2, (8, 12)),
        (5, 3, 2, (3, 4)), ((2, 4), (1, 3), (1, 2), (8, 4)),
    ],
)  # fmt: skip
def test_row_7_pooling_size_ignores_padding(kernel, stride, padding, size):
    """DLFS (measured): the size of a pooling's output left the padding out; here for an image of 7×11."""
    x = np.zeros((1, 2, 7, 11))
    assert max_pool2d(x, kernel, stride, padding).shape == (1, 2, *size)
    assert avg_pool2d(x, kernel, stride, padding).shape == (1, 2, *size)
    for backward in (max_pool2d_backward, avg_pool2d_backward):
        assert backward(np.ones((1, 2, *size)), x, kernel, stride, padding).shape == x.shape


@pytest.mark.parametrize(
    ("height", "kernel", "rows"), [(6, 2, 3), (7, 2, 3), (6, 3, 2), (7, 3, 3), (6, 4, 2), (7, 4, 2)]
)
def test_row_8_division_without_floor(rng, height, kernel, rows):
    """DLFS (measured): (H − k)/stride + 1 with true division; even and odd sizes, even and odd kernels, stride 2."""
    x, w = rng.standard_normal((1, 1, height, 8)), rng.standard_normal((1, 1, kernel, 1))
    out = conv2d(x, w, stride=2)
    assert out.shape == (1, 1, rows, 4)
    assert rows == int((height - kernel) / 2 + 1)
    assert max_pool2d(x, (kernel, 1), 2).shape == out.shape
    assert right(conv2d, conv_backward, x, w, rng=rng, stride=2)


def test_row_9_wrong_channel(rng):
    """neon#111, tensorflow_macos#230: a kernel gradient with its channels mixed up; all sizes differ and are prime."""
    x, w = rng.standard_normal((2, 3, 13, 17)), rng.standard_normal((5, 3, 7, 11))
    dout = rng.standard_normal((2, 5, 7, 7))
    dw = conv2d_backward(dout, x, w)[1]
    for o, c in np.ndindex(5, 3):  # each channel on its own
        alone = conv2d_backward(dout[:, o : o + 1], x[:, c : c + 1], w[o : o + 1, c : c + 1])[1]
        np.testing.assert_allclose(dw[o, c], alone[0, 0], atol=1e-12)

    def mixed(dout, x, w):
        dx, dw = conv_backward(dout, x, w)
        return dx, dw[:, [1, 2, 0]]

    assert gradcheck(conv2d, conv_backward, x, w, rng=rng).right
    assert not gradcheck(conv2d, mixed, x, w, rng=rng).right


@pytest.mark.parametrize("size", [(7, 10), (8, 11), (9, 12)])  # 0, 1 and 2 rows and columns left over
def test_row_10_large_stride(rng, size):
    """Theano#602: strides above 1 wrong in the backward; stride 3, with rows left over that nothing reads."""
    x, w = rng.standard_normal((2, 3, *size)), rng.standard_normal((2, 3, 4, 4))
    assert right(conv2d, conv_backward, x, w, rng=rng, stride=3)
    dx = conv2d_backward(np.ones((2, 2, 2, 3)), x, w, stride=3)[0]
    assert dx.shape == x.shape
    assert (dx[:, :, 7:] == 0).all()
    assert (dx[:, :, :, 10:] == 0).all()


def test_row_11_overwriting_instead_of_adding(rng):
    """marsggbo#6, #10: where windows overlap, the pooling gradient kept only the last one."""
    x = one([[0, 0, 0], [0, 9, 0], [0, 0, 0]])
    dout = one([[1, 2], [3, 4]])
    assert max_pool2d_backward(dout, x, 2, stride=1)[0, 0].tolist() == [[0, 0, 0], [0, 10, 0], [0, 0, 0]]
    assert avg_pool2d_backward(4 * dout, x, 2, stride=1)[0, 0].tolist() == [[1, 3, 2], [4, 10, 6], [3, 7, 4]]


@pytest.mark.parametrize("padding", [0, 2, ((0, 2), (2, 0)), ((2, 0), (0, 2))])
def test_row_12_cutting_off_the_padding(rng, padding):
    """MrinmoiHossain#3: dx[p:-p] is empty when p is 0."""
    assert np.zeros(5)[0:-0].size == 0  # the bug
    x, w = rng.standard_normal((2, 3, 5, 7)), rng.standard_normal((4, 3, 3, 2))
    dx = conv2d_backward(np.ones(conv2d(x, w, padding=padding).shape), x, w, padding=padding)[0]
    assert dx.shape == x.shape
    assert right(conv2d, conv_backward, x, w, rng=rng, padding=padding)


def test_row_13_ties_break_numeric_gradients(rng):
    """Arraymancer#142: a numeric gradient of max pooling is wrong where values lie closer than 2h."""
    h = 1e-5
    apart = rng.permutation(np.arange(24.0)).reshape(1, 1, 4, 6) * 3 * h
    assert right(max_pool2d, max_pool2d_backward, apart, rng=rng, kernel_size=2, h=h)
    ties = np.zeros((1, 1, 4, 6))
    assert not right(max_pool2d, max_pool2d_backward, ties, rng=rng, kernel_size=2, h=h)
    # Each of four equal values looks as if it had half a slope; the first has all of it.
    numeric = numeric_gradient(lambda x: max_pool2d(x, 2).sum(), ties, h)
    np.testing.assert_allclose(numeric, 0.5)
    assert max_pool2d_backward(np.ones((1, 1, 2, 3)), ties, 2).sum() == 6


def test_row_14_uniform_upstream_gradient(rng):
    """Odyssey PR#5107: ones as upstream gradient cancel in batch norm, and float32 is too coarse for a small step."""
    x = rng.standard_normal((3, 2, 4, 5))

    def forward(x):
        return batch_norm(x, *batch_stats(x))

    def backward(dout, x):
        return batch_norm_backward(dout, x, *batch_stats(x))[0]

    def forgetful(dout, x):
        """Forget the gradient through the variance."""
        alone = batch_norm_backward(dout, x, *batch_stats(x), training=False)[0]
        return alone - alone.mean((0, 2, 3), keepdims=True)

    ones = np.ones(x.shape)
    np.testing.assert_allclose(backward(ones, x), 0, atol=1e-12)
    np.testing.assert_allclose(forgetful(ones, x), 0, atol=1e-12)  # ones do not tell right from wrong
    assert right(forward, backward, x, rng=rng)
    assert not right(forward, forgetful, x, rng=rng)
    assert worst_of_small_steps(forward, backward, x) < 1e-6
    assert worst_of_small_steps(forward, backward, x.astype(np.float32)) > 1e-2
    with pytest.raises(TypeError, match="gradcheck: arrays must be float64"):
        gradcheck(forward, backward, x.astype(np.float32), rng=rng)


def worst_of_small_steps(forward, backward, x, h=1e-5):
    """Return how far the slopes measured by steps of ±h in x's own dtype are off."""
    dout = np.arange(x.size, dtype=x.dtype).reshape(x.shape) % 7
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        slopes[place] = (float((forward(x + step) * dout).sum()) - float((forward(x - step) * dout).sum())) / (2 * h)
    return np.abs(slopes - backward(dout, x)).max()
