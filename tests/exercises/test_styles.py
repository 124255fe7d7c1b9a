"""Functions as two well-known assignments ask for them, written by hand."""

import numpy as np
import pytest

from cnnlite.exercises import checks


def judge(name, answer, style):
    return checks.judge(checks.find("check", name), answer, style)


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    kh, kw = w.shape[2:]
    out = np.zeros((len(x), len(w), (xp.shape[2] - kh) // s + 1, (xp.shape[3] - kw) // s + 1))
    for r in range(out.shape[2]):
        for c in range(out.shape[3]):
            window = xp[:, None, :, r * s : r * s + kh, c * s : c * s + kw]
            out[:, :, r, c] = (window * w).sum(axis=(2, 3, 4)) + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache, turn=False):
    x, w, _, conv_param = cache
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    kh, kw = w.shape[2:]
    for n, o, r, c in np.ndindex(dout.shape):
        place = np.s_[n, :, r * s : r * s + kh, c * s : c * s + kw]
        dxp[place] += dout[n, o, r, c] * w[o]
        dw[o] += dout[n, o, r, c] * xp[place]
    return dxp[:, :, p : p + x.shape[2], p : p + x.shape[3]], dw, dout.sum(axis=(0, 2, 3))


def windows(x, pool_param):
    kh, kw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    for r in range((x.shape[2] - kh) // s + 1):
        for c in range((x.shape[3] - kw) // s + 1):
            yield r, c, np.s_[:, :, r * s : r * s + kh, c * s : c * s + kw]


def max_pool_forward_naive(x, pool_param):
    places = list(windows(x, pool_param))
    out = np.zeros((*x.shape[:2], places[-1][0] + 1, places[-1][1] + 1))
    for r, c, place in places:
        out[:, :, r, c] = x[place].max(axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    dx = np.zeros_like(x)
    for r, c, place in windows(x, pool_param):
        for n, k in np.ndindex(*x.shape[:2]):
            window = x[n, k][place[2:]]
            dx[n, k][place[2:]][np.unravel_index(window.argmax(), window.shape)] += dout[n, k, r, c]
    return dx


def relu_forward(x):
    return np.maximum(x, 0), x


def softmax_loss(x, y):
    shifted = x - x.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dx = np.exp(logs)
    dx[np.arange(len(x)), y] -= 1
    return -logs[np.arange(len(x)), y].mean(), dx / len(x)


def conv_forward(A_prev, W, b, hparameters):
    s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    Z = np.zeros((len(padded), (padded.shape[1] - f) // s + 1, (padded.shape[2] - f) // s + 1, W.shape[3]))
    for i, h, v, c in np.ndindex(Z.shape):
        Z[i, h, v, c] = (padded[i, h * s : h * s + f, v * s : v * s + f] * W[..., c]).sum() + b[0, 0, 0, c]
    return Z, (A_prev, W, b, hparameters)


def conv_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    dA, dW, db = np.zeros_like(padded), np.zeros_like(W), np.zeros_like(b)
    for i, h, v, c in np.ndindex(dZ.shape):
        place = np.s_[i, h * s : h * s + f, v * s : v * s + f]
        dA[place] += W[..., c] * dZ[i, h, v, c]
        dW[..., c] += padded[place] * dZ[i, h, v, c]
        db[..., c] += dZ[i, h, v, c]
    return dA[:, p : p + A_prev.shape[1], p : p + A_prev.shape[2]], dW, db


def pool_forward(A_prev, hparameters, mode="max"):
    f, s = hparameters["f"], hparameters["stride"]
    m, height, width, channels = A_prev.shape
    A = np.zeros((m, (height - f) // s + 1, (width - f) // s + 1, channels))
    for i, h, v, c in np.ndindex(A.shape):
        A[i, h, v, c] = A_prev[i, h * s : h * s + f, v * s : v * s + f, c].max()
    return A, (A_prev, hparameters)


ASSIGNMENTS = [
    ("conv2d", "cs231n", conv_forward_naive),
    ("conv2d_backward", "cs231n", conv_backward_naive),
    ("max_pool2d", "cs231n", max_pool_forward_naive),
    ("max_pool2d_backward", "cs231n", max_pool_backward_naive),
    ("relu", "cs231n", relu_forward),
    ("cross_entropy", "cs231n", softmax_loss),
    ("conv2d", "nhwc", conv_forward),
    ("conv2d_backward", "nhwc", conv_backward),
    ("max_pool2d", "nhwc", pool_forward),
]


@pytest.mark.parametrize(("name", "style", "answer"), ASSIGNMENTS)
def test_right(name, style, answer):
    verdict = judge(name, answer, style)
    assert verdict.message.startswith("Right. Your function agrees in all ")
    assert int(verdict.message.split()[6]) >= 2


def without_stride(A_prev, W, b, hparameters):
    return conv_forward(A_prev, W, b, {**hparameters, "stride": 1})


def turned(x, w, b, conv_param):
    return conv_forward_naive(x, w[:, :, ::-1, ::-1], b, conv_param)


def bias_forgotten(A_prev, W, b, hparameters):
    return conv_forward(A_prev, W, b * 0, hparameters)


@pytest.mark.parametrize(
    ("name", "style", "answer", "diagnosis"),
    [
        ("conv2d", "cs231n", turned, "kernel_flipped"),
        ("conv2d", "nhwc", without_stride, "stride_ignored"),
        ("conv2d", "nhwc", bias_forgotten, "bias_forgotten"),
        ("conv2d", "cs231n", lambda x, w, b, conv_param: conv_forward_naive(x, w, b, conv_param)[0], "wrong_count"),
        ("conv2d", "nhwc", lambda x, w: None, "wrong_call"),
        ("relu", "cs231n", lambda x: (abs(x), x), None),
    ],
)
def test_wrong(name, style, answer, diagnosis):
    verdict = judge(name, answer, style)
    assert not verdict.right
    assert diagnosis in (None, verdict.diagnosis)


def test_shapes_are_told_in_the_layout_of_the_style():
    def channels_first(A_prev, W, b, hparameters):
        Z, cache = conv_forward(A_prev, W, b, hparameters)
        return Z.transpose(0, 3, 1, 2), cache

    verdict = judge("conv2d", channels_first, "nhwc")
    assert verdict.diagnosis == "transposed"
    assert "stand in the order image, channel, row, column, wanted image, row, column, channel" in verdict.message
    db = judge("conv2d_backward", lambda dZ, cache: (*conv_backward(dZ, cache)[:2], np.zeros(3)), "nhwc")
    assert db.diagnosis == "wrong_shape"
    assert "dA_prev and dW are right, but the shape of db is wrong: got (3,), wanted (1, 1, 1, " in db.message


def test_known_mistakes_are_told_with_the_names_of_the_style():
    def uncropped(dZ, cache):
        (A_prev, W, b, hparameters), p = cache, cache[3]["pad"]
        padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
        dA, dW, db = conv_backward(dZ, (padded, W, b, {**hparameters, "pad": 0}))
        return dA, dW, db

    verdict = judge("conv2d_backward", uncropped, "nhwc")
    assert verdict.diagnosis == "padding_left_on"
    assert verdict.message.endswith("the padding is left on dA_prev.")


def test_what_is_not_judged_is_said():
    assert judge("cross_entropy", softmax_loss, "cs231n").message.endswith(" Your dx is not checked here.")
    assert judge("conv2d", conv_forward_naive, "cs231n").message.endswith("the edges included.")


def test_a_change_of_the_cache_is_seen():
    def spoils(dout, cache):
        gradients = conv_backward_naive(dout, cache)
        cache[0][...] = 0
        return gradients

    verdict = judge("conv2d_backward", spoils, "cs231n")
    assert verdict.diagnosis == "changed_input"
    assert "changes cache in place" in verdict.message


@pytest.mark.parametrize(
    ("name", "style", "message"),
    [
        ("conv2d", "keras", "check: style must be one of 'cs231n', 'nhwc', got 'keras'."),
        ("relu", "nhwc", "check: style must be one of 'cs231n', got 'nhwc'."),
        ("softmax", "nhwc", "check: style must be left out for softmax, got 'nhwc'."),
        ("fake.six", "nhwc", "check: style must be left out for fake.six, got 'nhwc'."),
    ],
)
def test_unknown_styles_are_refused(name, style, message):
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        judge(name, conv_forward, style)
