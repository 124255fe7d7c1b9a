"""conv2d and its gradient: by hand, against the loops, numerically, and what they refuse."""

import re

import numpy as np
import pytest

import cnnlite
from cnnlite import conv2d, conv2d_backward, conv_output_size, gradcheck
from tests.pure import assert_dtype_kept, assert_pure

# x, w, and the options; all sizes of a row differ, so that swapped axes show.
TABLE = [
    ((2, 3, 7, 11), (5, 3, 1, 1), {}),
    ((2, 3, 7, 11), (5, 3, 3, 2), {}),
    ((2, 3, 7, 11), (5, 3, 2, 4), {"stride": 2}),
    ((2, 3, 7, 11), (5, 3, 3, 4), {"stride": (3, 2), "padding": (2, 1)}),
    ((2, 3, 7, 11), (5, 3, 2, 3), {"dilation": 2, "padding": 1}),
    ((2, 3, 8, 9), (4, 3, 3, 2), {"stride": (2, 3), "dilation": (1, 3), "padding": ((0, 3), (2, 1))}),
    ((3, 4, 5, 7), (6, 2, 2, 3), {"groups": 2, "padding": 1}),
    ((1, 6, 5, 4), (6, 1, 3, 2), {"groups": 6, "stride": 2, "padding": "same"}),
    ((2, 3, 6, 7), (5, 3, 4, 3), {"padding": "same"}),
    ((2, 3, 6, 7), (5, 3, 2, 5), {"padding": "same", "stride": 3, "dilation": (2, 1)}),
    ((2, 3, 6, 7), (5, 3, 6, 7), {"padding": "valid"}),
    ((0, 3, 6, 7), (5, 3, 2, 3), {}),
]


def draw(rng, x_shape, w_shape):
    """Return x, w and b of the given shapes."""
    return rng.standard_normal(x_shape), rng.standard_normal(w_shape), rng.standard_normal(w_shape[0])


def test_hand_example():
    x = np.array([[2.0, 4, 3], [1, 5, 6], [8, 2, 9]])[None, None]
    w = np.array([[1.0, 2], [3, 4]])[None, None]
    assert conv2d(x, w, np.ones(1))[0, 0].tolist() == [[34, 50], [44, 60]]  # A1.27


@pytest.mark.parametrize(("x_shape", "w_shape", "options"), TABLE)
def test_equals_loops(rng, x_shape, w_shape, options):
    x, w, b = draw(rng, x_shape, w_shape)
    expected = conv2d(x, w, b, method="loops", **options)
    np.testing.assert_allclose(conv2d(x, w, b, **options), expected, atol=1e-12)
    dout = rng.standard_normal(expected.shape)
    loops = conv2d_backward(dout, x, w, b, method="loops", **options)
    for ours, slow in zip(conv2d_backward(dout, x, w, b, **options), loops, strict=True):
        np.testing.assert_allclose(ours, slow, atol=1e-11)


@pytest.mark.parametrize(("x_shape", "w_shape", "options"), TABLE[:-1])
def test_gradient(rng, x_shape, w_shape, options):
    x, w, b = draw(rng, x_shape, w_shape)
    verdict = gradcheck(conv2d, conv2d_backward, x, w, b, rng=rng, **options)
    assert verdict.right, verdict.message


def test_worked_gradients():
    x = np.array([[2.0, 4, 3], [1, 5, 6], [8, 2, 9]])[None, None]
    w, dout = np.array([[1.0, 2], [3, 4]])[None, None], np.array([[1.0, -1], [2, 3]])[None, None]
    dx, dw, db = conv2d_backward(dout, x, w, np.ones(1))
    assert dw[0, 0].tolist() == [[15, 29], [18, 30]]  # A1.27
    assert dx[0, 0].tolist() == [[1, 1, -2], [5, 8, 2], [6, 17, 12]]
    assert db.tolist() == [5]
    without_turn = conv2d(dout, w, padding=1)[0, 0]
    assert without_turn.tolist() == [[4, -1, -3], [10, 17, 8], [4, 8, 3]]  # the wrong gradient of A1.27
    assert not np.allclose(without_turn, dx[0, 0])


def test_needs_input_grad_skips(rng):
    x, w, b = draw(rng, (2, 3, 5, 7), (4, 3, 2, 3))
    dout = rng.standard_normal(conv2d(x, w, b).shape)
    full = conv2d_backward(dout, x, w, b)
    for skipped in range(3):
        wanted = tuple(place != skipped for place in range(3))
        part = conv2d_backward(dout, x, w, b, needs_input_grad=wanted)
        for place in range(3):
            if place == skipped:
                assert part[place] is None
            else:
                np.testing.assert_array_equal(part[place], full[place])
    assert conv2d_backward(dout, x, w)[2] is None


def test_purity_and_dtype(rng):
    x, w, b = draw(rng, (2, 4, 6, 5), (6, 2, 3, 2))
    options = {"stride": 2, "padding": 1, "groups": 2}
    dout = rng.standard_normal(conv2d(x, w, b, **options).shape)
    for method in ("auto", "loops"):
        assert_pure(conv2d, x, w, b, method=method, **options)
        assert_pure(conv2d_backward, dout, x, w, b, method=method, **options)
        assert_dtype_kept(conv2d, x, w, b, method=method, **options)
        assert_dtype_kept(conv2d_backward, dout, x, w, b, method=method, **options)


def test_nan_and_infinity_pass_where_a_window_touches_them():
    x = np.ones((1, 1, 5, 5))
    x[0, 0, 0, 0] = np.nan
    out = conv2d(x, np.ones((1, 1, 2, 2)))[0, 0]
    assert np.isnan(out[0, 0])
    assert np.isfinite(out.ravel()[1:]).all()


def test_same_on_an_even_kernel_pads_at_the_end():
    x = np.arange(1.0, 5.0).reshape(1, 1, 2, 2)
    assert conv2d(x, np.ones((1, 1, 2, 2)), padding="same")[0, 0].tolist() == [[10, 6], [7, 4]]


@pytest.mark.parametrize(
    ("n", "f", "p", "s", "right", "article"),
    [(5, 3, 1, 1, 5, 6), (4, 3, 0, 1, 2, 3), (32, 3, 0, 1, 30, 31), (28, 5, 2, 1, 28, 29), (30, 2, 0, 2, 15, 15.5), (7, 3, 1, 2, 4, 4.5)],
)  # fmt: skip
def test_output_size(n, f, p, s, right, article):
    assert conv_output_size(n, f, stride=s, padding=p) == right  # A1.20
    assert (n + 2 * p - f + 1) / s + 1 == article != right  # A1.10, E14


def test_output_size_of_both_axes():
    assert conv_output_size((7, 12), (3, 2), (2, 3), ((1, 0), (0, 2)), (2, 1)) == (2, 5)
    assert conv_output_size(7, (3, 3)) == (5, 5)
    assert conv_output_size(7, 3, padding="same", stride=2) == 4


def array(*shape):
    """Return zeros of a shape."""
    return np.zeros(shape)


ERRORS = [
    (array(3, 8, 8), array(6, 3, 3, 3), {}, ValueError,
     "conv2d: x must have 4 dimensions (N, C, H, W), got 3 (x.shape=(3, 8, 8)). Add the missing axis: x[None] for one image"),
    (array(8, 8), array(6, 3, 3, 3), {}, ValueError, "Add the image and channel axes: x[None, None]."),
    (array(1, 2, 3, 8, 8), array(6, 3, 3, 3), {}, ValueError, "got 5 (x.shape=(1, 2, 3, 8, 8)). Images are (N, C, H, W)."),
    (array(2, 3, 8, 8), array(6, 4, 3, 3), {}, ValueError,
     "conv2d: x must have 4 channels to match w, got 3 (x.shape=(2, 3, 8, 8), w.shape=(6, 4, 3, 3)). Kernels are"),
    (array(2, 8, 9, 3), array(6, 3, 3, 3), {}, ValueError, "x looks channels-last: x.transpose(0, 3, 1, 2)."),
    (array(1, 3, 2, 2), array(6, 3, 3, 4), {}, ValueError,
     "conv2d: the kernel must fit in the padded input, got a 3×4 kernel on 2×2 (input 2×2, padding ((0, 0), (0, 0)))."),
    (array(1, 3, 4, 4), array(6, 3, 3, 3), {"dilation": 3}, ValueError, "spanning 7×7 with dilation (3, 3)"),
    (array(1, 3, 0, 4), array(6, 3, 1, 1), {}, ValueError, "x must have at least one channel, row and column"),
    (array(1, 3, 4, 4), array(0, 3, 1, 1), {}, ValueError, "w must not be empty, got w.shape=(0, 3, 1, 1)."),
    (array(1, 3, 4, 4), array(3, 3), {}, ValueError, "w must have 4 dimensions (O, C/groups, kh, kw), got 2"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"b": array(3)}, ValueError,
     "conv2d: b must have one value for each of the 6 kernels, got b.shape=(3,) (w.shape=(6, 3, 1, 1))."),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"stride": 0}, ValueError, "conv2d: stride must be at least 1, got 0."),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"stride": -1}, ValueError, "conv2d: stride must be at least 1, got -1."),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"stride": 1.5}, TypeError, "stride must be an int or a pair of ints (rows, columns), got 1.5"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"stride": True}, TypeError, "got True"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"stride": "2"}, TypeError, "got '2'"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"stride": (1, 2, 3)}, ValueError, "got (1, 2, 3)"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"dilation": 0}, ValueError, "dilation must be at least 1, got 0."),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"padding": -1}, ValueError, "padding must be at least 0, got -1."),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"padding": "full"}, ValueError, "got 'full'."),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"padding": ((1, 1), (1, 1), (1, 1))}, ValueError, "padding must be ((top, bottom), (left, right))"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"groups": 2}, ValueError, "groups must be a whole number that divides"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"groups": 0}, ValueError, "got 0"),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"groups": 1.0}, TypeError, "got 1.0"),
    (array(1, 3, 4, 4), array(6, 3, 3, 3), {"method": "winograd", "stride": 2, "padding": 1}, ValueError,
     'conv2d: method must fit the shapes, got "winograd", which takes only 3×3 kernels with stride 1 and dilation 1 (x.shape=(1, 3, 4, 4), w.shape=(6, 3, 3, 3)). "auto" takes everything.'),
    (array(1, 3, 4, 4), array(6, 3, 1, 1), {"method": "magic"}, ValueError, "method must be one of 'auto', 'loops', 'windows', 'im2col', 'im2row', 'pointwise', 'rowcol', 'shift_and_add', 'toeplitz', 'fft', 'winograd', got 'magic'."),
    (np.zeros((1, 3, 4, 4), int), array(6, 3, 1, 1), {}, TypeError,
     "conv2d: x must be float32 or float64, got int64 (x.shape=(1, 3, 4, 4)). Convert it: x.astype(float)."),
    (np.zeros((1, 3, 4, 4), complex), array(6, 3, 1, 1), {}, TypeError, "got complex128"),
    (np.zeros((1, 3, 4, 4), ">f8"), array(6, 3, 1, 1), {}, TypeError, "got >f8"),
    (np.zeros((1, 3, 4, 4), np.float32), array(6, 3, 1, 1), {}, TypeError,
     "conv2d: all arrays must have one dtype, got x float32, w float64 (x.shape=(1, 3, 4, 4), w.shape=(6, 3, 1, 1))."),
    ([[1.0]], array(6, 3, 1, 1), {}, TypeError, "conv2d: x must be a NumPy array, got list. Convert it: np.asarray(x, dtype=float)."),
]  # fmt: skip


@pytest.mark.parametrize(("x", "w", "options", "kind", "message"), ERRORS)
def test_errors(x, w, options, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        conv2d(x, w, **options)


def test_backward_errors():
    x, w = array(2, 3, 5, 7), array(4, 3, 2, 2)
    with pytest.raises(
        ValueError, match=r"dout must have the shape of the output, \(2, 4, 4, 6\), got dout.shape=\(2, 4, 5, 7\)"
    ):
        conv2d_backward(array(2, 4, 5, 7), x, w)
    with pytest.raises(ValueError, match="conv2d_backward: x must have 4 dimensions"):
        conv2d_backward(array(2, 4, 4, 6), x[0], w)
    with pytest.raises(TypeError, match="one dtype"):
        conv2d_backward(np.zeros((2, 4, 4, 6), np.float32), x, w)


@pytest.mark.parametrize(
    ("call", "kind"), [((7.0, 3), TypeError), ((7, 0), ValueError), ((2, 3), ValueError), ((7, 3, None), TypeError)]
)
def test_output_size_errors(call, kind):
    with pytest.raises(kind, match="conv_output_size: "):
        conv_output_size(*call)


def test_public_names_are_those_of_functional():
    assert set(cnnlite.__all__) >= set(cnnlite.functional.__all__)
