"""The core exercise of notebook 15."""

import numpy as np


def softmax(z):
    powers = np.exp(z - np.max(z))
    return powers / powers.sum()


def with_eye(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - rate * error[:, None] * f, b - rate * error


def with_loops(f, y, w, b, rate):
    p = softmax(np.array([sum(w[c, i] * f[i] for i in range(len(f))) + b[c] for c in range(len(b))]))
    new_w, new_b = w.copy(), b.copy()
    for c in range(len(b)):
        error = p[c] - 1 if c == y else p[c]
        new_b[c] = b[c] - rate * error
        for i in range(len(f)):
            new_w[c, i] -= rate * error * f[i]
    return new_w, new_b


def towards_the_target(f, y, w, b, rate):
    push = -softmax(w.dot(f) + b)
    push[y] += 1
    return w + rate * np.outer(push, f), b + rate * push


def uphill(f, y, w, b, rate):
    error = softmax(w @ f + b)
    error[y] -= 1
    return w + rate * np.outer(error, f), b + rate * error


def y_minus_p(f, y, w, b, rate):
    error = np.eye(len(b))[y] - softmax(w @ f + b)
    return w - rate * np.outer(error, f), b - rate * error


def no_rate(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - np.outer(error, f), b - error


def only_gradients(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return np.outer(error, f), error


def only_changes(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return -rate * np.outer(error, f), -rate * error


def logits_minus_y(f, y, w, b, rate):
    error = w @ f + b
    error[y] -= 1
    return w - rate * np.outer(error, f), b - rate * error


def p_alone(f, y, w, b, rate):
    p = softmax(w @ f + b)
    return w - rate * np.outer(p, f), b - rate * p


def one_row(f, y, w, b, rate):
    p, w, b = softmax(w @ f + b), w.copy(), b.copy()
    w[y] -= rate * (p[y] - 1) * f
    b[y] -= rate * (p[y] - 1)
    return w, b


def one_error_for_all(f, y, w, b, rate):
    error = softmax(w @ f + b)[y] - 1
    return w - rate * error * f, b - rate * error


def minus_y(f, y, w, b, rate):
    error = softmax(w @ f + b) - y
    return w - rate * np.outer(error, f), b - rate * error


def minus_1(f, y, w, b, rate):
    error = softmax(w @ f + b) - 1
    return w - rate * np.outer(error, f), b - rate * error


def no_feature(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - rate * error[:, None], b - rate * error


def no_bias_in_logits(f, y, w, b, rate):
    error = softmax(w @ f) - np.eye(len(b))[y]
    return w - rate * np.outer(error, f), b - rate * error


def always_class_0(f, y, w, b, rate):
    error = softmax(w @ f + b)
    error[0] -= 1
    return w - rate * np.outer(error, f), b - rate * error


def summed_errors(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - rate * np.outer(error, f), b - rate * error.sum()


def same_bias(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - rate * np.outer(error, f), b


def summed_bias(f, y, w, b, rate):
    dw = np.outer(softmax(w @ f + b) - np.eye(len(b))[y], f)
    return w - rate * dw, b - rate * dw.sum(axis=1)


def bias_first(f, y, w, b, rate):
    b = b - rate * (softmax(w @ f + b) - np.eye(len(b))[y])
    return w - rate * np.outer(softmax(w @ f + b) - np.eye(len(b))[y], f), b


def weights_first(f, y, w, b, rate):
    w = w - rate * np.outer(softmax(w @ f + b) - np.eye(len(b))[y], f)
    return w, b - rate * (softmax(w @ f + b) - np.eye(len(b))[y])


def times_w(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - rate * np.outer(error, f) * w, b - rate * error


def over_classes(f, y, w, b, rate):
    error = (softmax(w @ f + b) - np.eye(len(b))[y]) / len(b)
    return w - rate * np.outer(error, f), b - rate * error


def over_features(f, y, w, b, rate):
    error = softmax(w @ f + b) - np.eye(len(b))[y]
    return w - rate * np.outer(error, f) / f.size, b - rate * error


RIGHT = {"15.step": [with_eye, with_loops, towards_the_target]}
WRONG = {
    "15.step": [
        (uphill, "uphill"),
        (y_minus_p, "uphill"),
        (no_rate, "rate_forgotten"),
        (only_gradients, "gradient_returned"),
        (only_changes, "change_returned"),
        (logits_minus_y, "softmax_forgotten"),
        (p_alone, "target_forgotten"),
        (one_row, "true_class_only"),
        (one_error_for_all, "same_sign"),
        (minus_y, "number_subtracted"),
        (minus_1, "all_less_1"),
        (no_feature, "feature_forgotten"),
        (no_bias_in_logits, "bias_left_out"),
        (always_class_0, "class_0"),
        (summed_errors, "bias_kept"),
        (same_bias, "bias_kept"),
        (summed_bias, "bias_with_features"),
        (bias_first, "bias_first"),
        (weights_first, "weights_first"),
        (times_w, "decayed"),
        (over_classes, "halved"),
        (over_features, "features_averaged"),
    ]
}
