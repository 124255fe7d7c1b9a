"""linear."""

import numpy as np


def loops(x, w, b=None):
    out = np.zeros((len(x), len(w)))
    for n in range(len(x)):
        for o in range(len(w)):
            out[n, o] = sum(x[n, d] * w[o, d] for d in range(x.shape[1])) + (0 if b is None else b[o])
    return out


def einsum(x, w, b):
    out = np.einsum("nd,od->no", x, w)
    return out + b if b is not None else out


def broadcast(x, w, b):
    return (x[:, None, :] * w[None, :, :]).sum(axis=2) + (np.zeros(len(w)) if b is None else b)


def no_bias(x, w, b):
    return np.dot(x, w.T)


def bias_inside(x, w, b):
    return (x[:, None] * w + (0 if b is None else b[:, None])).sum(axis=-1)


def reshaped(x, w, b):
    return x @ w.reshape(w.shape[1], w.shape[0]) + (0 if b is None else b)


def averaged(x, w, b):
    return (x[:, None] * w).mean(axis=-1) + (0 if b is None else b)


def units_first(x, w, b):
    return w @ x.T + (0 if b is None else b[:, None])


def with_relu(x, w, b):
    out = loops(x, w, b)
    return np.where(out < 0, 0, out)


RIGHT = {"linear": [loops, einsum, broadcast]}
WRONG = {
    "linear": [
        (no_bias, "bias_forgotten"),
        (bias_inside, "bias_per_input"),
        (reshaped, "reshaped"),
        (averaged, "averaged"),
        (units_first, "output_transposed"),
        (with_relu, "relu_added"),
    ]
}
